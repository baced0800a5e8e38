import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { POLICIES, type PolicyName, type RolePolicy } from "../src/networks/policies.ts";
import { REACHES, SECOND_FACTOR_ROLES } from "../src/people/rights.ts";
import { type Person, ROLES, type Role } from "../src/platform/person.ts";
import { ROUTE_POLICIES } from "../src/web/route-policies.ts";

export const RIGHTS_PAGE = join(import.meta.dirname, "../docs/rights.md");

const ID = "a";
const holder = (role: Role): Person => ({ id: "p", grants: role === "public" ? [] : [{ network: ID, role }] });

/** The page that says what each role may do, made from the policies that decide it and the routes they guard. */
export function rightsPage(): string {
  const names = Object.keys(POLICIES) as PolicyName[];
  const head = `| Role | Given over | Second factor | ${names.join(" | ")} |`;
  const rows = ROLES.map((role) => {
    const may = names.map((name) => (POLICIES[name](holder(role), { id: ID, published: false }) ? mark(name) : ""));
    const over = role === "public" ? "" : REACHES[role].join(", ");
    return `| ${role} | ${over} | ${SECOND_FACTOR_ROLES.includes(role) ? "yes" : ""} | ${may.join(" | ")} |`;
  });
  const routes = Object.entries(ROUTE_POLICIES).map(
    ([route, rule]) => `| \`${route.replaceAll("|", "\\|")}\` | ${rule} |`,
  );
  return `# Rights

A right is a role over the whole network, a territory of it, or one initiative; it is given by a screen, dated, and may
have an end. This page is written by \`npm run build:rights\` from \`src/networks/policies.ts\` and
\`src/web/route-policies.ts\`; \`tests/route-rights.test.ts\` asks every route as every role, of the network, of another one and
signed out, and compares.

"yes" is for the part of the network that the role was given over; "all" needs no part. Everybody is "public", and reads
what a published network shows.

${head}
|${"---|".repeat(names.length + 3)}
${rows.join("\n")}

## Routes

A network that somebody may not read does not exist for her: 404. A route that her role does not open: 403.

| Route | Rule |
|---|---|
${routes.join("\n")}
`;
}

const mark = (name: PolicyName): string => ((POLICIES[name] as Partial<RolePolicy>).roles ? "yes" : "all");

if (import.meta.main && process.argv.includes("--write")) await writeFile(RIGHTS_PAGE, rightsPage());
