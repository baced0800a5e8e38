import { beforeAll, describe, expect, test } from "vitest";
import { RESERVED_SLUGS } from "../src/networks/actions/create-network.ts";
import { POLICIES } from "../src/networks/policies.ts";
import { type Person, ROLES } from "../src/platform/person.ts";
import { ROUTE_POLICIES, type RouteRule } from "../src/web/route-policies.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { makeMember } from "./preparation/members.ts";
import { makeNetwork } from "./preparation/networks.ts";
import { form, makeSite, type TestSite } from "./preparation/site.ts";

const ID = "00000000-0000-7000-8000-000000000000";

let bench: Bench;
let site: TestSite;
const networks: Record<"hidden" | "other", string> = { hidden: "", other: "" };
/** Everybody who tries: her cookie, and what she holds in the network tried. */
const tries: { who: string; cookie: string | undefined; person: Person }[] = [];

beforeAll(async () => {
  bench = await freshDatabase();
  site = await makeSite(bench);
  networks.hidden = await makeNetwork(bench, "hidden", []);
  networks.other = await makeNetwork(bench, "other", []);
  tries.push({ who: "a stranger", cookie: undefined, person: { id: "public", grants: [] } });
  for (const role of ROLES.filter((one) => one !== "public")) {
    const own = [{ network: networks.hidden, role }];
    const foreign = [{ network: networks.other, role }];
    tries.push({
      who: `${role} of this network`,
      person: { id: "", grants: own },
      cookie: (await makeMember(bench, { grants: own })).cookie,
    });
    tries.push({
      who: `${role} of another network`,
      person: { id: "", grants: [] },
      cookie: (await makeMember(bench, { grants: foreign })).cookie,
    });
  }
  const own = [{ network: networks.hidden, role: "administrator" as const }];
  tries.push({
    who: "an administrator without second factor",
    person: { id: "", grants: [] },
    cookie: (await makeMember(bench, { grants: own, strong: false })).cookie,
  });
});

/** Every route, without the prefix of a language and what only passes on. */
const routesOf = (of: TestSite): string[] => [
  ...new Set(
    of.app.routes
      .filter(({ path, method }) => !(method === "ALL" && path !== "/auth/*"))
      .map(({ path, method }) => `${method} ${path.replace(/^\/en(?=\/|$)/, "") || "/"}`)
      .filter((route) => !route.includes("/api/v1")),
  ),
];

const addressOf = (pattern: string): string =>
  pattern
    .replace(":network", "hidden")
    .replace(/:file\{.*\}$/, "sitemap-1.xml")
    .replace(/:(id|a|b|statement|token)/g, ID)
    .replace(":name", "1")
    .replace(":number", "1")
    .replace(/:\w+/g, "x");

const ask = (cookie: string | undefined, route: string) => {
  const [method, pattern] = route.split(" ") as [string, string];
  return site.asMember(cookie as string)(addressOf(pattern), method === "POST" ? form({}) : {});
};

test("every route says who it is for, and nothing else does", () => {
  const routes = routesOf(site);
  expect(routes.filter((route) => !Object.hasOwn(ROUTE_POLICIES, route))).toEqual([]);
  expect(Object.keys(ROUTE_POLICIES).filter((route) => !routes.includes(route))).toEqual([]);
});

/** What is answered to whoever may not: a network that she cannot read does not exist for her. */
const refusedTo = (person: Person, rule: Exclude<RouteRule, "anybody" | "signed in">): 403 | 404 | null => {
  const network = { id: networks.hidden, published: false };
  if (!POLICIES.canEnter(person, network)) return 404;
  if (rule === "canRead" && !POLICIES.canRead(person, network)) return 404;
  return POLICIES[rule](person, network) ? null : 403;
};

const OF_A_NETWORK = Object.entries(ROUTE_POLICIES).filter(([, rule]) => rule !== "anybody" && rule !== "signed in");

describe("a route of a network that does not publish", () => {
  test.each(OF_A_NETWORK)("%s answers everybody as its policy says", async (route, rule) => {
    const wrong: string[] = [];
    for (const { who, cookie, person } of tries) {
      const { status } = await ask(cookie, route);
      const refused = refusedTo(person, rule as never);
      const right = refused === null ? status !== 403 && status < 500 : status === refused;
      if (!right) wrong.push(`${who}: ${status}, expected ${refused ?? "an answer"}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe("a route of one's own account", () => {
  test.each(Object.entries(ROUTE_POLICIES).filter(([, rule]) => rule === "signed in"))(
    "%s is for whoever signed in",
    async (route) => {
      const stranger = await ask(undefined, route);
      expect([stranger.status, stranger.headers.get("location")?.replace(/\?.*/, "")]).toEqual([303, "/connexion"]);
      const member = await ask(tries.find(({ who }) => who.startsWith("reader of this"))!.cookie, route);
      expect(member.headers.get("location") ?? "").not.toMatch(/^\/connexion/);
      expect(member.status).toBeLessThan(500);
    },
  );
});

test("no network may take the first word of an address of ours", () => {
  const first = Object.keys(ROUTE_POLICIES).map((route) => route.split(" ")[1]!.split("/")[1]!);
  const ours = [...new Set(first.filter((word) => /^[a-z]/.test(word)))].map((word) => word.replace(".", "-"));
  expect(ours.length).toBeGreaterThan(10);
  expect(ours.filter((word) => !RESERVED_SLUGS.has(word))).toEqual([]);
});
