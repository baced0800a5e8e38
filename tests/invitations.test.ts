import { beforeAll, describe, expect, test } from "vitest";
import { acceptInvitation } from "../src/people/actions/accept-invitation.ts";
import { giveRole } from "../src/people/actions/give-role.ts";
import { invitePerson } from "../src/people/actions/invite-person.ts";
import { listGrants } from "../src/people/people.sql.ts";
import type { GrantScale, Role } from "../src/platform/person.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";

const DAY = 24 * 3600_000;
let bench: Bench;
let network: string;
let clock = Date.parse("2026-03-02T10:00:00Z");

beforeAll(async () => {
  bench = await freshDatabase(() => new Date(clock));
  network = await makeNetwork(bench, "reseau", []);
  await importText(bench, "reseau", "Numéro;Intitulé;Lieu\n1;Chorale;Metz\n2;Jardin;Brest\n");
});

type Right = {
  role: Role;
  initiative?: string;
  territory?: { scale: GrantScale; code: string };
  endsAt?: Date;
};

/** Invites, and answers what the link bears. */
async function invited(email: string, right: Right): Promise<string> {
  const made = await invitePerson(bench.doors(), { network: "reseau", email, ...right });
  if (!made.ok) throw new Error(made.failure.code);
  return made.value.path.split("/").at(-1)!;
}

const accept = (token: string) =>
  acceptInvitation(bench.doors(), { network: "reseau", token, name: "Léa Martin", passwordHash: "x" });

const heldBy = async (user: string) =>
  (await listGrants(bench.db, network, user, new Date(clock)))
    .map(({ role, territory_scale, territory_code, initiative }) =>
      [role, territory_scale, territory_code, initiative?.key].filter(Boolean).join(" "),
    )
    .sort();

describe("two invitations of one person", () => {
  test("for two sheets or two territories both serve", async () => {
    const rights: Right[] = [
      { role: "partner", initiative: "1" },
      { role: "partner", initiative: "2" },
      { role: "regional_officer", territory: { scale: "departement", code: "35" } },
      { role: "regional_officer", territory: { scale: "region", code: "53" } },
    ];
    const tokens = [];
    for (const right of rights) tokens.push(await invited("lea@essai.invalid", right));
    let user = "";
    for (const token of tokens) {
      const accepted = await accept(token);
      expect(accepted).toMatchObject({ ok: true });
      user = accepted.ok ? accepted.value.user : "";
    }
    expect(await heldBy(user)).toEqual([
      "partner 1",
      "partner 2",
      "regional_officer departement 35",
      "regional_officer region 53",
    ]);
    // Bretagne and Mayenne bear the same number.
    const mayenne = { role: "regional_officer", territory: { scale: "departement", code: "53" } } as const;
    expect(await giveRole(bench.doors(), { network: "reseau", user, ...mayenne })).toMatchObject({ ok: true });
    expect(await giveRole(bench.doors(), { network: "reseau", user, ...mayenne })).toMatchObject({
      failure: { code: "right_already_held" },
    });
  });

  test("for the same thing leave one, the last", async () => {
    const first = await invited("ines@essai.invalid", { role: "partner", initiative: "1" });
    const second = await invited("ines@essai.invalid", { role: "partner", initiative: "1" });
    expect(await accept(first)).toMatchObject({ failure: { kind: "not_found" } });
    expect(await accept(second)).toMatchObject({ ok: true });
  });
});

test("what an invitation gives ends with its role, when that comes sooner", async () => {
  const right: Right = { role: "reader", endsAt: new Date(clock + 2 * DAY) };
  const [soon, late] = [await invited("ana@essai.invalid", right), await invited("bob@essai.invalid", right)];
  clock += DAY;
  expect(await accept(soon)).toMatchObject({ ok: true });
  clock += 2 * DAY;
  expect(await accept(late)).toMatchObject({ ok: false, failure: { kind: "not_found", code: "invitation" } });
});
