import { sql } from "kysely";
import { v7 as uuid } from "uuid";
import { beforeAll, describe, expect, test } from "vitest";
import { openPool } from "../src/platform/database/database.ts";
import { carryReach, everywhere, within } from "../src/platform/database/reach.ts";
import { examineRole } from "../src/platform/database/roles.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { NO_TENANT, tenantKeyOf } from "./preparation/tenants.ts";
import { makeTwoNetworks, SECRET, type TwoNetworks } from "./preparation/two-networks.ts";

/*
 * The second wall, alone: under the role of pages and jobs, with queries that forget every condition, PostgreSQL shows and
 * changes nothing but the networks asked for.
 */

let bench: Bench;
let two: TwoNetworks;

beforeAll(async () => {
  bench = await freshDatabase();
  two = await makeTwoNetworks(bench);
}, 120_000);

const ask = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await bench.pages.pool.query(text, values)).rows as T[];
const changed = async (text: string, values: unknown[] = []) => (await bench.pages.pool.query(text, values)).rowCount;

/** Whose rows of a table are seen, told by its key, when nothing says which are asked for. */
const seenIn = async (table: string): Promise<string[]> =>
  (await ask<{ key: string }>(`select distinct ${tenantKeyOf(table)}::text as key from ${table}`)).map(
    ({ key }) => key,
  );

/** Runs for every table of networks, and tells those that were wrong. */
async function wrongTables(isRight: (table: string) => Promise<boolean>): Promise<string[]> {
  const wrong: string[] = [];
  for (const table of two.tables) if (!(await isRight(table))) wrong.push(table);
  return wrong;
}

const refusal = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => "done",
    (error) => error.code ?? String(error),
  );

describe("the schema", () => {
  test("forces row security on every table of networks, and names every other", async () => {
    const { rows } = await bench.pool.query(
      `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
        exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'networks_apart' and p.polroles = '{0}' and p.polcmd = '*') as apart
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
    );
    const open = rows.filter(({ forced, apart }) => !(forced && apart)).map(({ name }) => name);
    expect(open.filter((name) => name === "networks" || !Object.hasOwn(NO_TENANT, name))).toEqual([]);
    expect(rows.length - open.length).toBe(two.tables.length);
  });

  test("lets no view show more than its own condition", async () => {
    const { rows } = await bench.pool.query(
      "select viewname as name, definition from pg_views where schemaname = 'public' order by 1",
    );
    expect(rows.map(({ name }) => name)).toEqual([
      "reached_documents",
      "reached_entries",
      "reached_texts",
      "reached_words",
    ]);
    for (const { definition } of rows) expect(definition).toContain("reached_networks()");
  });

  test("gives the role of pages nothing that it owns, and no way around", async () => {
    expect((await examineRole(bench.pages.pool)).faults).toEqual([]);
    for (const forbidden of [
      "alter table initiatives disable row level security",
      "alter table initiatives no force row level security",
      "create policy mine on initiatives using (true)",
      "drop policy networks_apart on initiatives",
      "truncate initiatives cascade",
      "update audit_entries set actor = 'x'",
      "delete from audit_entries",
      "delete from audit_heads",
      "insert into migrations (name, checksum, applied_at) values ('x', 'x', now())",
      "create table public.mine (id int)",
      "alter view reached_words owner to current_user",
      "set role ancrage_admin",
    ])
      expect([forbidden, await refusal(everywhere("upkeep", () => ask(forbidden)))]).toEqual([
        forbidden,
        expect.stringMatching(/^(42501|22023)$/),
      ]);
  });

  test("has rows of both networks in every table, so that what follows proves something", async () => {
    const wrong: string[] = [];
    for (const table of two.tables) {
      const { rows } = await bench.pool.query(`select distinct ${tenantKeyOf(table)}::text as key from ${table}`);
      const keys = rows.map(({ key }) => key);
      if (![two.a, two.b].every((id) => keys.includes(id))) wrong.push(table);
    }
    expect(wrong).toEqual([]);
  });
});

describe("whoever asks for network B", () => {
  const inB = <T>(work: () => T) => within([two.b], work);

  test("sees the rows of B in every table, and of no other network", async () => {
    expect(await inB(() => wrongTables(async (table) => String(await seenIn(table)) === two.b))).toEqual([]);
  });

  test("finds nothing that A says by joining, searching or counting without a condition", async () => {
    const told = await inB(async () => [
      ...(await ask(
        `select i.title from initiatives i join statements s on s.initiative_id = i.id join networks n on true where n.name like '%${SECRET}%' or i.title like '%${SECRET}%' or s.columns::text like '%${SECRET}%'`,
      )),
      ...(await ask(`select word from reached_words where word like '${SECRET.slice(0, 4)}%'`)),
      ...(await ask(`select ordinal from reached_texts where words @@ '${SECRET}'::tsquery`)),
      ...(await ask(`select word from search_words where word = '${SECRET}'`)),
      ...(await ask(`select key from reached_documents where key_number > 9000`)),
      ...(await ask("select 1 from (select count(distinct id) as n from networks) c where n <> 1")),
      ...(await ask(`select 1 from reports where model::text like '%${SECRET}%' or html like '%${SECRET}%'`)),
      ...(await ask("select 1 from invitations v join grants g using (network_id) where v.network_id <> $1", [two.b])),
    ]);
    expect(told).toEqual([]);
    const found = await everywhere("upkeep", () => ask(`select word from reached_words where word = '${SECRET}'`));
    expect(found.length).toBe(1);
  });

  test("changes and deletes no row of A", async () => {
    const wrong = await inB(() =>
      wrongTables(async (table) => {
        const key = tenantKeyOf(table);
        const counts = [
          /^audit_entries$/.test(table)
            ? 0
            : await changed(`update ${table} set ${key} = ${key} where ${key} = $1`, [two.a]),
          /^audit_/.test(table) ? 0 : await changed(`delete from ${table} where ${key} = $1`, [two.a]),
        ];
        return counts.every((count) => count === 0);
      }),
    );
    expect(wrong).toEqual([]);
  });

  test("adds no row to A, and moves none of B there", async () => {
    const told: string[] = [];
    for (const table of two.tables) {
      const key = tenantKeyOf(table);
      const { rows } = await bench.pool.query(`select to_jsonb(t) as row from ${table} t where ${key} = $1 limit 1`, [
        two.a,
      ]);
      const added = await refusal(
        inB(() => ask(`insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`, [rows[0].row])),
      );
      const moved = await refusal(inB(() => ask(`update ${table} set ${key} = $1`, [two.a])));
      // Heads of the journal have a guard of their own, which speaks first.
      const expected = table === "audit_heads" ? /^(42501|P0001)$/ : /^42501$/;
      if (!expected.test(added) || !expected.test(moved)) told.push(`${table}: ${added}, ${moved}`);
    }
    expect(told).toEqual([]);
  });
});

describe("whoever asks for", () => {
  test("nothing sees and changes nothing at all", async () => {
    expect(await wrongTables(async (table) => (await seenIn(table)).length === 0)).toEqual([]);
    expect(await ask("select 1 from reached_documents")).toEqual([]);
    expect(await changed("update initiatives set title = 'x'")).toBe(0);
    expect(
      await refusal(ask("insert into networks (id, slug, name, created_at) values ($1, 'x', 'x', now())", [uuid()])),
    ).toBe("42501");
  });

  test("both networks sees both, and everything sees everything", async () => {
    const both = [two.a, two.b].sort();
    expect((await within(both, () => seenIn("initiatives"))).sort()).toEqual(both);
    expect((await everywhere("upkeep", () => seenIn("initiatives"))).sort()).toEqual(both);
  });

  test("what is no identifier is refused before it is sent", () => {
    expect(() => within(["'; set role postgres; --"], () => {})).toThrow(/Not the identifier/);
    expect(() => within(["*"], () => {})).toThrow(/Not the identifier/);
  });
});

describe.each([
  ["a connection that keeps its session", false],
  ["a connection of a pool by transactions", true],
])("%s", (_, byTransactions) => {
  const open = async (max: number, work: (pool: ReturnType<typeof openPool>) => Promise<void>) => {
    const pool = openPool(bench.pages.url, max, { byTransactions });
    try {
      await work(pool);
    } finally {
      await pool.end();
    }
  };
  const seen = async (pool: Pick<ReturnType<typeof openPool>, "query">) =>
    (await pool.query("select distinct network_id as key from initiatives")).rows.map(({ key }) => key).join();

  test("carries nothing of a reach over to the next query", () =>
    open(1, async (pool) => {
      expect(await within([two.a], () => seen(pool))).toBe(two.a);
      expect(await seen(pool)).toBe("");
      expect(await within([two.b], () => seen(pool))).toBe(two.b);
      await expect(within([two.a], () => pool.query("select 1 / 0"))).rejects.toThrow();
      expect(await seen(pool)).toBe("");
    }));

  test("nor over a transaction that is undone, or that fails and is said to be kept", () =>
    open(1, async (pool) => {
      for (const end of ["rollback", "commit"]) {
        const client = await pool.connect();
        await within([two.b], () => client.query("begin"));
        expect(await within([two.a], () => seen(client))).toBe(two.a);
        expect(await within([two.b], () => seen(client))).toBe(two.b);
        await expect(within([two.a], () => client.query("select 1 / 0"))).rejects.toThrow();
        await client.query(end);
        expect(await seen(client)).toBe("");
        expect(await within([two.b], () => seen(client))).toBe(two.b);
        client.release();
      }
    }));

  test("answers each of many who ask at once with her own", () =>
    open(3, async (pool) => {
      const asked = Array.from({ length: 300 }, (_, n) => [two.a, two.b, ""][n % 3]!);
      const told = await Promise.all(asked.map((id) => within(id ? [id] : [], () => seen(pool))));
      expect(told).toEqual(asked);
    }));
});

test("what is read later is read with the reach of whoever gave it", async () => {
  async function* twice() {
    yield await seenIn("initiatives");
    yield await seenIn("initiatives");
  }
  const told: string[] = [];
  for await (const keys of within([two.b], () => carryReach(twice()))) told.push(...keys);
  expect(told).toEqual([two.b, two.b]);
});

test("the indexes of words, of parts of words and of areas still answer", async () => {
  const plan = async (query: ReturnType<typeof sql>) =>
    within([two.b], () =>
      bench.pages.db.transaction().execute(async (trx) => {
        await sql`set local enable_seqscan = off`.execute(trx);
        // Small as these tables are, an index by the network alone would do.
        const { rows } = await sql<{ "QUERY PLAN": string }>`explain ${query}`.execute(trx);
        return rows.map((row) => row["QUERY PLAN"]).join("\n");
      }),
    );
  expect(await plan(sql`select ordinal from reached_texts d where words @@ 'foyer'::tsquery`)).toContain(
    "search_texts_words",
  );
  expect(await plan(sql`select ordinal from reached_documents d where named && '{departement:35}'::text[]`)).toContain(
    "search_documents_named",
  );
  // Among so few words an older planner takes another index, policy or not: then there is nothing to lose.
  const free = await sql<{ "QUERY PLAN": string }>`explain select word from search_words where word % 'foyre'`.execute(
    bench.db,
  );
  if (free.rows.some((row) => row["QUERY PLAN"].includes("search_words_spelling")))
    expect(await plan(sql`select word from reached_words where word % 'foyre'`)).toContain("search_words_spelling");
});
