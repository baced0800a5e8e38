import { Kysely, PostgresDialect, sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { checkUnfinished } from "../src/cli/doctor.ts";
import { loadDemonstration } from "../src/demonstration/load-demonstration.ts";
import { decideDuplicate } from "../src/duplicates/actions/decide-duplicate.ts";
import { undoMerge } from "../src/duplicates/actions/undo-merge.ts";
import { acceptReadings } from "../src/initiatives/actions/accept-readings.ts";
import { findNetwork } from "../src/platform/action.ts";
import { verifyAudit } from "../src/platform/audit-verify.ts";
import type { Schema } from "../src/platform/database/schema.ts";
import { sealReport } from "../src/reports/actions/seal-report.ts";
import { readMaterial } from "../src/reports/read-material.ts";
import { findByDataHash, findByFile, listReportAnchors } from "../src/reports/reports.sql.ts";
import { readDuplicates } from "../src/web/views/merge.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { makeSite, type TestSite } from "./preparation/site.ts";
import {
  type Catalogue,
  type Explained,
  findCrossings,
  findUndistributable,
  recordPlans,
} from "./preparation/tenants.ts";
import { writeEverything } from "./preparation/written.ts";

/** Every query that reads several tenants at once, by its words, with the reason why it may. */
const ACROSS: { query: RegExp; why: string }[] = [
  {
    query: /from "grants" as "g" where "g"\."user_id" = \S+ and g\.withdrawn_at is null/,
    why: "a person may hold rights in several networks: all are read once for each of her requests",
  },
  {
    query: /from news n join comments c\s.*\swhere n\.user_id = /s,
    why: "what somebody was told of and has not read is counted once for each of her pages, in all her networks",
  },
  {
    query: /^select \* from "\w+"\s+where "\w+" = \S+( or "\w+" = \S+)? limit/,
    why: "somebody sees all that is held by her account or her address, whichever network holds it",
  },
  {
    query: /from "reports" where "status" = \S+ and \("pdf_sha256"/,
    why: "a file is verified by whoever holds it, who need not know which network sealed it",
  },
  {
    query: /from "reports" where "status" = \S+ and "data_hash"/,
    why: "so is a printed report, by the hash it bears",
  },
  {
    query: /from "audit_heads" where "position" > \S+ order by "chain"/,
    why: "an anchor holds the head of every journal of the installation",
  },
  {
    query: /from reports where model \? 'audit'\s+order by/,
    why: "each sealed report is an anchor, and the journals are verified together",
  },
  {
    query: /from imports where status = 'failed'/,
    why: "the doctor looks for work left unfinished on the whole installation",
  },
];

let bench: Bench;

beforeAll(async () => {
  bench = await freshDatabase();
  await dropSecondWall();
});

const SEARCHED = {
  reached_documents: "search_documents",
  reached_texts: "search_texts",
  reached_words: "search_words",
  reached_entries: "audit_entries",
};

/** Queries are judged as they are written: the conditions that PostgreSQL adds by itself would hide what they forget. */
async function dropSecondWall(): Promise<void> {
  const { rows } = await bench.pool.query(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity",
  );
  for (const { name } of rows) await bench.pool.query(`alter table ${name} disable row level security`);
  for (const [view, table] of Object.entries(SEARCHED))
    await bench.pool.query(`create or replace view ${view} as select * from ${table}`);
}

/** The schema as PostgreSQL knows it, that of the job queue and of extensions left out. */
async function readCatalogue(): Promise<Catalogue> {
  const rows = async <T>(query: ReturnType<typeof sql<T>>) => (await query.execute(bench.db)).rows;
  const names = (keys: string, table: string) =>
    sql.raw(`array(select a.attname::text from unnest(${keys}) with ordinality u (n, at)
      left join pg_attribute a on a.attrelid = ${table} and a.attnum = u.n order by u.at)`);
  return {
    columns: await rows(sql`select c.relname as "table", a.attname as "column", a.atttypid::regtype::text as type,
      a.attnotnull as required from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`),
    uniques:
      await rows(sql`select c.relname as "table", i.indexrelid::regclass::text as name, i.indisprimary as "primary",
      ${names("i.indkey::int2[]", "c.oid")} as columns from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'public'::regnamespace and (i.indisunique or i.indisexclusion)`),
    foreignKeys: await rows(sql`select k.conrelid::regclass::text as "table", k.conname as name,
      k.confrelid::regclass::text as target, ${names("k.conkey", "k.conrelid")} as columns,
      ${names("k.confkey", "k.confrelid")} as targets
      from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace`),
    triggers: await rows(sql`select tgrelid::regclass::text as "table", tgname as name from pg_trigger
      join pg_class c on c.oid = tgrelid where not tgisinternal and c.relnamespace = 'public'::regnamespace`),
  };
}

describe("the schema", () => {
  test("keeps every table in the hands of one network by its first key, so that it can be distributed", async () => {
    const catalogue = await readCatalogue();
    expect(new Set(catalogue.columns.map(({ table }) => table)).size).toBeGreaterThan(30);
    expect(catalogue.foreignKeys.length).toBeGreaterThan(30);
    expect(findUndistributable(catalogue)).toEqual([]);
  });

  test("would be refused with a key of all networks, a link without the network, or a table of nobody", async () => {
    const added = [
      "create table loose (id uuid primary key, network_id uuid)",
      "create table nobody (id uuid primary key)",
      "alter table actors add column elsewhere uuid",
      "alter table initiatives add constraint alone unique (id)",
      "alter table actors add foreign key (elsewhere) references initiatives (id)",
      "alter table actors add column other uuid",
      "alter table actors add constraint crossed foreign key (other, id) references initiatives (network_id, id)",
      "create unique index titles on initiatives (lower(title), network_id)",
      "alter table migrations add column first uuid references initiatives (id)",
      "create trigger watching before update on actors for each row execute function refuse_audit_change()",
    ];
    const undo = new Error("undo");
    let found: string[] = [];
    await bench.db
      .transaction()
      .execute(async (trx) => {
        for (const statement of added) await sql.raw(statement).execute(trx);
        const before = bench.db;
        bench.db = trx;
        found = findUndistributable(await readCatalogue());
        bench.db = before;
        throw undo;
      })
      .catch((error) => expect(error).toBe(undo));
    expect(found.sort()).toEqual([
      "actors has the trigger watching",
      "actors: actors_elsewhere_fkey does not tie network_id to network_id of initiatives",
      "actors: crossed does not tie network_id to network_id of initiatives",
      "initiatives: alone does not begin with network_id",
      "initiatives: titles does not begin with network_id",
      "loose.network_id is not a uuid that is always there",
      "loose: loose_pkey does not begin with network_id",
      "migrations: migrations_first_fkey leads from a table of all to initiatives, a tenant's",
      "nobody has no network_id",
      "nobody: nobody_pkey does not begin with network_id",
    ]);
  });
});

describe("the queries of the product", () => {
  const plans = new Map<string, Explained>();
  const planOf = async (text: string): Promise<Explained> => {
    const { rows } = await bench.pool.query(`explain (verbose, format json) ${text}`);
    return { text, plan: rows[0]["QUERY PLAN"][0].Plan };
  };

  test("stay in one network, or are listed with the reason why they do not", async () => {
    const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: recordPlans(bench.pool, plans) }) });
    const watched: Bench = {
      ...bench,
      db,
      pages: { ...bench.pages, db },
      doors: (person) => ({ ...bench.doors(person), db }),
    };
    await useEverything(watched);
    expect(plans.size).toBeGreaterThan(100);
    const found = [...plans.values()].flatMap((explained) => {
      const crossings = findCrossings(explained);
      if (crossings.length === 0 || ACROSS.some(({ query }) => query.test(explained.text))) return [];
      return [`${crossings.join("; ")}: ${explained.text.replace(/\s+/g, " ").slice(0, 200)}`];
    });
    expect(found).toEqual([]);
    expect(ACROSS.filter(({ query }) => ![...plans.keys()].some((text) => query.test(text)))).toEqual([]);
  }, 60_000);

  const ONE = "'00000000-0000-7000-8000-000000000000'";
  const TWO = "'00000000-0000-7000-8000-000000000001'";
  test.each([
    [
      "a join by the identifier alone",
      `select 1 from initiatives i join figures f on f.initiative_id = i.id where i.network_id = ${ONE}`,
    ],
    [
      "an answer counted in any network",
      `select (select count(*) from statements s where s.initiative_id = i.id) from initiatives i where i.network_id = ${ONE}`,
    ],
    [
      "what exists elsewhere",
      `select 1 from initiatives i where i.network_id = ${ONE} and not exists (select 1 from merges m where m.merged_id = i.id)`,
    ],
    [
      "what exists elsewhere, gathered in a hash",
      `select count(*) filter (where exists (select 1 from merges m where m.merged_id = i.id)) from initiatives i where i.network_id = ${ONE}`,
    ],
    [
      "two networks side by side",
      `select 1 from initiatives i join actors a on a.name = i.title where i.network_id = ${ONE} and a.network_id = ${TWO}`,
    ],
    [
      "two networks of several, untied",
      `select 1 from initiatives i join actors a on a.name = i.title where i.network_id = any(array[${ONE}, ${TWO}]::uuid[]) and a.network_id = any(array[${ONE}, ${TWO}]::uuid[])`,
    ],
    ["no network at all", "select title from initiatives where status = 'active'"],
    ["a change in every network", "update figures set status = 'accepted' where status = 'proposed'"],
  ])("would be found out by their plans: %s", async (_, text) => {
    expect(findCrossings(await planOf(text))).not.toEqual([]);
  });

  test.each([
    `select 1 from initiatives i join figures f on f.network_id = i.network_id and f.initiative_id = i.id where i.network_id = ${ONE}`,
    `select 1 from initiatives i join figures f using (network_id) where i.network_id = any(array[${ONE}, ${TWO}]::uuid[]) and f.initiative_id = i.id`,
    `select (select count(*) from initiatives i where i.network_id = n.id) from networks n`,
    `select 1 from initiatives i where i.network_id = ${ONE} and exists (select 1 from merges m where m.network_id = i.network_id and m.merged_id = i.id)`,
  ])("of one network, or of each by itself, are left alone: %s", async (text) => {
    expect(findCrossings(await planOf(text))).toEqual([]);
  });
});

/** Loads the demonstration by the actions of the product, decides what it leaves open, and asks for every page that leads from the first. */
async function useEverything(watched: Bench): Promise<void> {
  const loaded = await loadDemonstration(watched.doors());
  if (!loaded.ok) throw new Error(loaded.failure.code);
  const network = "demonstration";
  const merge = await watched.db
    .selectFrom("merges")
    .innerJoin("networks", "networks.id", "merges.network_id")
    .select("merges.id")
    .where("networks.slug", "=", network)
    .executeTakeFirstOrThrow();
  await writeEverything(watched, network);
  await crawl(watched);
  const undone = await undoMerge(watched.doors(), { network, merge: merge.id });
  const accepted = await acceptReadings(watched.doors(), { network });
  const { open, later } = await readDuplicates(watched.db, (await findNetwork(watched.db, network))!);
  const pair = [...open, ...later][0]!;
  const decided = await decideDuplicate(watched.doors(), {
    network,
    a: pair.a.key,
    b: pair.b.key,
    decision: "distinct",
  });
  const sealed = await sealReport(watched.doors(), { network, lang: "fr" });
  for (const done of [undone, accepted, decided, sealed]) if (!done.ok) throw new Error(done.failure.code);
  const found = await findNetwork(watched.db, network);
  await readMaterial(watched.db, found!, "fr", new Date("2026-01-01"));
  await findByFile(watched.db, "0".repeat(64));
  await findByDataHash(watched.db, "0".repeat(64));
  const none = { anchors: [], folder: false, files: new Map<string, string>(), unreadable: [] };
  await verifyAudit(watched.db, none, { only: found!.id });
  await listReportAnchors(watched.db, null);
  await checkUnfinished(watched);
}

/** Addresses of one kind ask the same queries: one of each is enough. */
const kindOf = (address: string): string => {
  const { pathname, searchParams } = new URL(address, "http://localhost");
  const path = pathname
    .replace(/^\/en(?=\/|$)/, "")
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, "N")
    .replace(/(domaines\/).+/, "$1D");
  return `${path}?${[...new Set(searchParams.keys())].sort()}`;
};

/** Every operation of the API, which no page leads to: bare, then with each of its parameters. */
async function operations(site: TestSite): Promise<string[]> {
  type Parameter = { name: string; in: string; example: unknown };
  const document = JSON.parse(await (await site.asLocal("/api/v1/openapi.json")).text());
  return Object.entries<{ get: { parameters?: Parameter[] } }>(document.paths).flatMap(([path, { get }]) => {
    const parameters = get.parameters ?? [];
    const bare = path.replace(/\{(\w+)\}/g, (_, name) => String(parameters.find((one) => one.name === name)?.example));
    const query = parameters.filter((one) => one.in === "query" && one.name !== "cursor");
    return [
      bare,
      ...query.map(({ name, example }) => `${bare}?${name}=${encodeURIComponent(String([example].flat()[0]))}`),
    ];
  });
}

async function crawl(watched: Bench): Promise<void> {
  const site = await makeSite(watched);
  const seen = new Set<string>();
  const waiting = ["/", "/commun", "/sitemap.xml", ...(await operations(site))];
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    if (seen.has(kindOf(address)) || /^\/assets\//.test(address)) continue;
    seen.add(kindOf(address));
    const answer = await site.asLocal(address);
    expect({ address, status: answer.status < 500 }).toEqual({ address, status: true });
    if (!/html|xml/.test(answer.headers.get("content-type") ?? "")) continue;
    const links = [
      ...(await answer.text()).matchAll(/(?:href|src|action)="(\/(?!\/)[^"#]*)|<loc>http:..localhost:\d+([^<]+)/g),
    ];
    waiting.push(...links.map((link) => (link[1] ?? link[2])!.replaceAll("&amp;", "&")).reverse());
  }
  expect(seen.size).toBeGreaterThan(30);
}
