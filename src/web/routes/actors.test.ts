import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/preparation/database.ts";
import { makeSite } from "../../../tests/preparation/site.ts";
import { listActors, pageOfActors } from "../../actors/actors.sql.ts";
import { generateNetwork } from "../../generation/actions/generate-network.ts";
import { decideReading } from "../../initiatives/actions/decide-reading.ts";
import { findNetwork } from "../../platform/action.ts";

const bench = await freshDatabase();
const site = await makeSite(bench);
let network: string;

beforeAll(async () => {
  const made = await generateNetwork(bench.doors(), { network: "invented", count: 1200, seed: 11 });
  if (!made.ok) throw new Error(made.failure.code);
  network = (await findNetwork(bench.db, "invented"))!.id;
});

type Counted = { id: string; initiatives: number; carries: number };

/** Every actor counted from what initiatives say, without the index. */
async function countPlainly(): Promise<Counted[]> {
  const { rows } = await sql<Counted>`select a.id, count(distinct j.initiative_id)::int as initiatives,
      (count(distinct j.initiative_id) filter (where 'carrier' = any(j.roles)))::int as carries
    from actors a join initiative_actors j on j.network_id = a.network_id and j.actor_id = a.id and j.status <> 'rejected'
    join initiatives i on i.network_id = j.network_id and i.id = j.initiative_id and i.status = 'active'
    where a.network_id = ${network} group by a.id, a.name order by initiatives desc, a.name, a.id`.execute(bench.db);
  return rows;
}

const textOf = async (path: string) => {
  const response = await site.asLocal(path);
  const body = await response.text();
  return { status: response.status, body, text: body.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ") };
};

describe("actors of a large network", () => {
  test("are listed with their exact counts, most often named first, and by name for programs", async () => {
    const plain = await countPlainly();
    const all = await listActors(bench.db, network, { words: "", kind: "", limit: 100_000, offset: 0 });
    expect(all.actors.map(({ id, initiatives, carries }) => ({ id, initiatives, carries }))).toEqual(plain);
    expect(all).toMatchObject({ total: plain.length, results: plain.length });
    const second = await listActors(bench.db, network, { words: "", kind: "", limit: 20, offset: 20 });
    expect(second.actors).toEqual(all.actors.slice(20, 40));
    const paged = await pageOfActors(bench.db, network, { words: "", kind: "", after: null, limit: 100_000 });
    expect(new Map(paged.rows.map(({ id, initiatives, carries }) => [id, [initiatives, carries]]))).toEqual(
      new Map(plain.map(({ id, initiatives, carries }) => [id, [initiatives, carries]])),
    );
    const from = paged.rows[9]!;
    const rest = await pageOfActors(bench.db, network, { words: "", kind: "", after: from, limit: 5 });
    expect(rest.rows.map(({ id }) => id)).toEqual(paged.rows.slice(10, 15).map(({ id }) => id));
    expect(rest.total).toBe(plain.length);
  });

  test("are found by words without accents and by kind", async () => {
    const [ars] = (await listActors(bench.db, network, { words: "ARS", kind: "", limit: 1, offset: 0 })).actors;
    const found = await listActors(bench.db, network, { words: "ile-de", kind: ars!.kind, limit: 50, offset: 0 });
    expect(found.results).toBeGreaterThan(0);
    expect(found.results).toBeLessThan(found.total);
    for (const { name, kind } of found.actors) {
      expect(name).toMatch(/[iî]le-de/i);
      expect(kind).toBe(ars!.kind);
    }
    const none = await listActors(bench.db, network, { words: "100%_", kind: "", limit: 50, offset: 0 });
    expect(none).toMatchObject({ results: 0, actors: [] });
  });

  test("have every initiative that names them, page after page, and say how many there are", async () => {
    const [most] = await countPlainly();
    expect(most!.initiatives).toBeGreaterThan(500);
    const first = await textOf(`/invented/acteurs/${most!.id}`);
    const shown = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, "\u202f");
    expect(first.text).toContain(`Cité dans ${shown(most!.initiatives)} initiatives`);
    expect(first.text).toContain("une marque par département");
    const seen = new Set<string>();
    const pages = Math.ceil(most!.initiatives / 50);
    for (let page = 1; page <= pages; page += 1) {
      const { body } = await textOf(`/invented/acteurs/${most!.id}${page > 1 ? `?page=${page}` : ""}`);
      const table = body.slice(body.indexOf('id="initiatives"'), body.indexOf('id="avec"'));
      for (const [, key] of table.matchAll(/href="\/invented\/initiatives\/(\d+)/g)) seen.add(key!);
    }
    expect(seen.size).toBe(most!.initiatives);
    expect((await textOf(`/invented/acteurs/${most!.id}?page=${pages + 1}`)).status).toBe(404);
  });

  test("lose what a person rejects, in the list and on their page", async () => {
    const rare = (await countPlainly()).find(({ initiatives }) => initiatives === 2)!;
    const { rows } = await sql<{ id: string }>`select id from initiative_actors
      where network_id = ${network} and actor_id = ${rare.id} order by initiative_id limit 1`.execute(bench.db);
    const decided = await decideReading(bench.doors(), {
      network: "invented",
      reading: "initiative_actors",
      id: rows[0]!.id,
      decision: "rejected",
    });
    expect(decided).toMatchObject({ ok: true });
    const all = await listActors(bench.db, network, { words: "", kind: "", limit: 100_000, offset: 0 });
    expect(all.actors.find(({ id }) => id === rare.id)).toMatchObject({ initiatives: 1 });
    expect((await textOf(`/invented/acteurs/${rare.id}`)).text).toContain("Cité dans une initiative");
  });
});
