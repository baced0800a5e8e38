import { sql } from "kysely";
import { v7 as uuid } from "uuid";
import { loadDemonstration } from "../../src/demonstration/load-demonstration.ts";
import { buildCommon } from "../../src/open-data/actions/build-common.ts";
import { buildOpenData } from "../../src/open-data/actions/build-open-data.ts";
import { invitePerson } from "../../src/people/actions/invite-person.ts";
import { composeReport } from "../../src/reports/actions/compose-report.ts";
import { saveReportDraft } from "../../src/reports/actions/save-report-draft.ts";
import { sealReport } from "../../src/reports/actions/seal-report.ts";
import { reindexNetwork } from "../../src/search/index-initiatives.sql.ts";
import type { Bench } from "./database.ts";
import { makeMember } from "./members.ts";
import { tenantKeyOf } from "./tenants.ts";

/** What only network A says: every text that people wrote in it holds this word. */
export const SECRET = "xyqsecretq";
export const A = "reseau-cache";
export const B = "reseau-visible";
const BASE = "http://localhost:4173";

/** Columns that hold what people write, wherever they are. */
const WRITTEN =
  "name description organisation provenance title need impacts text what label towards condition definition findings_title quote does words justification file_name value manual lever impact".split(
    " ",
  );

export type TwoNetworks = { a: string; b: string; tables: string[] };

/**
 * Two networks that hold the same, made by the actions of the product: A does not publish, says a word of its own in
 * every text, and numbers its things otherwise; B publishes and shares.
 */
export async function makeTwoNetworks(bench: Bench): Promise<TwoNetworks> {
  const a = await makeOne(bench, A, "Réseau caché");
  await markSecret(bench, a);
  await finish(bench, A);
  const b = await makeOne(bench, B, "Réseau visible");
  await finish(bench, B);
  // The people of the demonstration are those of the first network.
  await makeMember(bench, { grants: [{ network: b, role: "reader" }] });
  // Files of open data were made while it published, and are still there.
  await sql`update networks set published = false where id = ${a}`.execute(bench.db);
  await done(buildCommon(bench.doors(), { base: BASE }));
  return { a, b, tables: await networkTables(bench) };
}

/** The tables that hold rows of networks. */
export async function networkTables({ pool }: Pick<Bench, "pool">): Promise<string[]> {
  const { rows } = await pool.query(
    `select distinct c.table_name as name from information_schema.columns c
      join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
      where c.table_schema = 'public' and (c.column_name in ('network_id', 'chain') or c.table_name = 'networks') order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** All that a network holds, as one fingerprint for each table. */
export async function fingerprintsOf(bench: Bench, tables: string[], network: string): Promise<Map<string, string>> {
  const prints = new Map<string, string>();
  for (const table of tables) {
    const { rows } = await bench.pool.query(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as print from ${table} t where ${tenantKeyOf(table)} = $1`,
      [network],
    );
    prints.set(table, rows[0].print);
  }
  return prints;
}

const done = async <T>(asked: Promise<{ ok: boolean; value?: T; failure?: { code: string } }>): Promise<T> => {
  const outcome = await asked;
  if (!outcome.ok) throw new Error(outcome.failure?.code);
  return outcome.value as T;
};

async function makeOne(bench: Bench, slug: string, name: string): Promise<string> {
  await done(loadDemonstration(bench.doors()));
  const renamed = await sql<{ id: string }>`update networks set slug = ${slug}, name = ${name}
    where slug = 'demonstration' returning id`.execute(bench.db);
  return renamed.rows[0]!.id;
}

async function markSecret(bench: Bench, network: string): Promise<void> {
  const { rows } = await bench.pool.query(
    `select c.table_name as table, array_agg(c.column_name::text) as columns from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'text' and c.column_name = any($1) group by 1`,
    [WRITTEN],
  );
  const tables = new Set(await networkTables(bench));
  for (const { table, columns } of rows as { table: string; columns: string[] }[]) {
    if (!tables.has(table) || /^(search_|audit_|reports$|open_data)/.test(table)) continue;
    // What was read in an answer keeps its own words, some of them empty or unknown.
    const set = columns.map((column) => `${column} = ${column} || ' ${SECRET}'`).join(", ");
    await bench.pool.query(`update ${table} set ${set} where ${tenantKeyOf(table)} = $1`, [network]);
  }
  for (const statement of [
    sql`update statements set columns = jsonb_set(columns, '{need}', to_jsonb(coalesce(columns->>'need', '') || ${` ${SECRET}`}::text)),
      extra = jsonb_build_object('autre', ${SECRET}::text) where network_id = ${network}`,
    sql`update initiatives set key = (9000 + key_number)::text, key_number = 9000 + key_number where network_id = ${network}`,
    sql`update domains set key = 'cache-' || key where network_id = ${network}`,
    sql`update merges set before = before || jsonb_build_object('x', ${SECRET}::text) where network_id = ${network}`,
  ])
    await statement.execute(bench.db);
  await bench.db.transaction().execute((trx) => reindexNetwork(trx, network));
}

/** What the demonstration has not: a draft, a sealed report, somebody invited, files of open data. */
async function finish(bench: Bench, network: string): Promise<void> {
  const doors = bench.doors();
  const secret = network === A ? SECRET : "public";
  const draft = { title: `Rapport ${secret}`, subtitle: secret, foreword: secret };
  await done(saveReportDraft(doors, { network, lang: "fr", ...draft }));
  const sealed = await done(sealReport(doors, { network, lang: "fr" }));
  await done(composeReport(doors, { network, id: sealed.id }));
  await done(invitePerson(doors, { network, email: `${uuid()}@essai.invalid`, name: secret, role: "reader" }));
  await writeAbout(bench, network, secret);
  await done(buildOpenData(doors, { network, base: BASE }));
  if (network === A) await sql`update reports set number = number + 70`.execute(bench.db);
}

/** What members write in it: a comment that somebody was told of, a version, a sheet thrown away, a proposal; what they agreed to. */
async function writeAbout(bench: Bench, network: string, secret: string): Promise<void> {
  const found = await sql<{ id: string; sheet: string; key: string }>`select n.id, i.id as sheet, i.key
    from networks n join initiatives i on i.network_id = n.id and i.status = 'active' where n.slug = ${network}
    order by i.key_number limit 1`.execute(bench.db);
  const { id, sheet, key } = found.rows[0]!;
  const [comment, row, user] = [uuid(), uuid(), (await makeMember(bench)).id];
  const at = sql`now()`;
  for (const statement of [
    sql`insert into comments (network_id, id, initiative_id, author_id, body, created_at) values (${id}, ${comment}, ${sheet}, ${user}, ${secret}, ${at})`,
    sql`insert into comment_mentions (network_id, comment_id, user_id) values (${id}, ${comment}, ${user})`,
    sql`insert into news (network_id, id, user_id, comment_id, mentioned, at) values (${id}, ${row}, ${user}, ${comment}, true, ${at})`,
    sql`insert into consents (network_id, id, user_id, purpose, words, version, lang, given_at) values (${id}, ${row}, ${user}, 'proposal', ${secret}, 1, 'fr', ${at})`,
    sql`insert into personal_requests (network_id, id, kind, own, asked_by, counts, at) values (${id}, ${row}, 'export', false, ${user}, '{}', ${at})`,
    sql`insert into sheet_versions (network_id, initiative_id, number, revision, cause, word, fields, place, made_at)
      values (${id}, ${sheet}, 99, 0, 'start', ${secret}, ${JSON.stringify({ title: secret })}, '{}', ${at})`,
    sql`insert into deletions (network_id, id, initiative_id, key, reason, status_before, deleted_by, deleted_at, restored_at)
      values (${id}, ${row}, ${sheet}, ${key}, ${secret}, 'active', ${user}, ${at}, ${at})`,
    sql`insert into proposals (network_id, id, status, fields, word, author, created_at, updated_at)
      values (${id}, ${row}, 'draft', ${JSON.stringify({ title: secret })}, ${secret}, ${user}, ${at}, ${at})`,
  ])
    await statement.execute(bench.db);
}
