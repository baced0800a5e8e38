import { createHash } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { type Bench, freshDatabase } from "../../../tests/preparation/database.ts";
import { importText, makeNetwork } from "../../../tests/preparation/networks.ts";
import { makeSite } from "../../../tests/preparation/site.ts";
import { findNetwork } from "../../platform/action.ts";
import { ANYONE, type Person, ROLES } from "../../platform/person.ts";
import { writeActors } from "../generated.sql.ts";
import { TABLES } from "../rows.ts";
import { generateNetwork } from "./generate-network.ts";

let bench: Bench;
let other: Bench;

beforeAll(async () => {
  bench = await freshDatabase();
  other = await freshDatabase();
});

/** A hash of every row of a network's initiatives and of all that hangs on them. */
async function hashOf({ db }: Bench, slug: string): Promise<string> {
  const network = await findNetwork(db, slug);
  const hash = createHash("sha256");
  for (const table of [...TABLES, "domains", "grid_dimensions"]) {
    const rows = await sql<{ row: string }>`select to_jsonb(t)::text as row from ${sql.table(table)} t
      where network_id = ${network!.id} order by 1`.execute(db);
    hash.update(`${table} ${rows.rows.length}\n`);
    for (const { row } of rows.rows) hash.update(row);
  }
  return hash.digest("hex");
}

const countOf = async ({ db }: Bench, table: string, slug: string): Promise<number> => {
  const rows = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)} t
    join networks n on n.id = t.network_id where n.slug = ${slug}`.execute(db);
  return rows.rows[0]!.count;
};

const make = (at: Bench, network: string, count: number, seed?: number) =>
  generateNetwork(at.doors(), { network, count, ...(seed !== undefined && { seed }) });

describe("generating a network", () => {
  test("makes the same rows in one go, in several, and after a stop half-way", async () => {
    expect(await make(bench, "grand", 700, 7)).toEqual({ ok: true, value: { created: 700, total: 700 } });
    expect(await make(other, "grand", 300, 7)).toMatchObject({ value: { created: 300, total: 300 } });
    const stopped = generateNetwork(
      other.doors(),
      { network: "grand", count: 700, seed: 7 },
      {
        onProgress: () => {
          throw new Error("stopped");
        },
      },
    );
    await expect(stopped).rejects.toThrow("stopped");
    expect(await make(other, "grand", 700, 7)).toMatchObject({ value: { total: 700 } });
    expect(await hashOf(other, "grand")).toBe(await hashOf(bench, "grand"));
  });

  test("does nothing the second time, nor when fewer are asked for", async () => {
    const before = await hashOf(bench, "grand");
    expect(await make(bench, "grand", 700, 7)).toMatchObject({ value: { created: 0, total: 700 } });
    expect(await make(bench, "grand", 10, 7)).toMatchObject({ value: { created: 0, total: 700 } });
    expect(await hashOf(bench, "grand")).toBe(before);
  });

  test("run twice at the same time makes nothing twice", async () => {
    const both = await Promise.all([make(other, "ensemble", 900), make(other, "ensemble", 900)]);
    for (const one of both) expect(one).toMatchObject({ ok: true, value: { total: 900 } });
    expect(both.reduce((sum, one) => sum + (one.ok ? one.value.created : 0), 0)).toBe(900);
    expect(await countOf(other, "initiatives", "ensemble")).toBe(900);
  });

  test("names an organisation once, however many batches meet it at the same moment", async () => {
    const network = (await findNetwork(bench.db, "grand"))!.id;
    for (let round = 0; round < 25; round++) {
      const names = Array.from({ length: 40 }, (_, n) => `Association ${round} ${n}`);
      const rows = names.map((name) => {
        const named = { name, name_key: name, kind: "association", generic: false, aliases: [] };
        return { ...named, network_id: network, id: crypto.randomUUID(), created_at: new Date() };
      });
      await Promise.all([1, 2, 3, 4].map(() => writeActors(bench.db, rows)));
    }
    const { rows } = await sql`select 1 from actors where network_id = ${network} and name like 'Association % %'
      group by name having count(*) > 1`.execute(bench.db);
    expect(rows).toEqual([]);
  });

  test("leaves what an import and people leave: statements, domains, partners, codings, doubts to settle", async () => {
    expect(await countOf(bench, "statements", "grand")).toBe(700);
    expect(await countOf(bench, "domains", "grand")).toBe(5);
    for (const table of ["initiative_actors", "figures", "audiences", "prospects", "codings", "review_items"])
      expect(await countOf(bench, table, "grand")).toBeGreaterThan(20);
    const imported = await bench.db.selectFrom("imports").selectAll().executeTakeFirstOrThrow();
    expect(imported).toMatchObject({ status: "done", rows_done: 700, rows_total: 700 });
    expect(imported.counts).toMatchObject({ read: 700, created: 700, updated: 0, refused: 0 });
    expect((imported.counts as { review: number }).review).toBe(await countOf(bench, "review_items", "grand"));
    const settled =
      await sql`select 1 from initiatives where place_status = 'accepted' and in_departments <> '{}' and point_exact`.execute(
        bench.db,
      );
    expect(settled.rows.length).toBeGreaterThan(150);
  });

  test("says on every page that all is invented", async () => {
    const site = await makeSite(bench);
    for (const path of ["/grand", "/grand/initiatives", "/grand/initiatives/1"]) {
      const asked = await site.asAnyone(path);
      // A sheet's key alone leads to the address that bears its title.
      const page = asked.status === 301 ? await site.asAnyone(asked.headers.get("location")!) : asked;
      expect(page.status).toBe(200);
      expect(await page.text()).toContain("un programme a inventé ces initiatives (graine 7)");
    }
    expect(await (await site.asAnyone("/")).text()).toContain("Réseau fictif n° 7");
  });
});

describe("generating is refused", () => {
  test("in a network made otherwise, by another seed, or that received other answers", async () => {
    await makeNetwork(bench, "vrai", ["sante"]);
    expect(await make(bench, "vrai", 10)).toMatchObject({ failure: { kind: "conflict", code: "generation_other" } });
    expect(await make(bench, "grand", 800, 8)).toMatchObject({ failure: { code: "generation_other" } });
    expect(await countOf(bench, "initiatives", "vrai")).toBe(0);
    await make(bench, "melange", 20);
    expect((await importText(bench, "melange", "Intitulé;Lieu\nUne vraie action;Niort\n")).ok).toBe(true);
    expect(await make(bench, "melange", 40)).toMatchObject({ failure: { code: "generation_mixed" } });
    expect(await countOf(bench, "initiatives", "melange")).toBe(21);
  });

  test.each([
    { network: "x", count: 0 },
    { network: "x", count: 1_000_001 },
    { network: "x", count: 1.5 },
    { network: "x", count: 10, seed: -1 },
    { network: "x", count: 10, seed: Number.NaN },
    { network: "Pas un nom", count: 10 },
    { network: "en", count: 10 },
    { count: 10 },
  ])("with %o", async (input) => {
    expect(await generateNetwork(bench.doors(), input)).toMatchObject({ ok: false, failure: { kind: "invalid" } });
    expect(await findNetwork(bench.db, "x")).toBeUndefined();
  });

  const strangers: [string, Person][] = [
    ["anybody", ANYONE],
    ...ROLES.filter((role) => role !== "administrator").map((role): [string, Person] => [
      `a ${role} everywhere`,
      { id: "p", grants: [{ network: "*", role }] },
    ]),
    ["an administrator of one network", { id: "p", grants: [{ network: "one", role: "administrator" }] }],
  ];

  test.each(strangers)("to %s", async (_, person) => {
    const tried = await generateNetwork(bench.doors(person), { network: "intrus", count: 5 });
    expect(tried).toMatchObject({ ok: false, failure: { kind: "forbidden" } });
    const again = await generateNetwork(bench.doors(person), { network: "grand", count: 800, seed: 7 });
    expect(again).toMatchObject({ ok: false, failure: { kind: "forbidden" } });
    expect(await findNetwork(bench.db, "intrus")).toBeUndefined();
    expect(await countOf(bench, "initiatives", "grand")).toBe(700);
  });
});
