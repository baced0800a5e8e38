import { type RawBuilder, sql } from "kysely";
import { journal } from "../../i18n/fr/journal.ts";
import { readHead } from "../../platform/audit.ts";
import type { Database } from "../../platform/database/database.ts";
import { isId } from "../form.ts";
import type { JournalQuery, JournalRow, JournalView, SubjectView } from "../pages/journal.ts";

const PAGE = 50;

type Row = {
  position: number;
  at: Date;
  actor: string;
  action: string;
  subjects: Record<string, unknown>;
  request: string;
  hash: string;
};

/** The journal of a network as one page shows it: who, what, to what, latest first. */
export async function readJournal(db: Database, networkId: string, query: JournalQuery): Promise<JournalView> {
  const about = await aboutOf(db, networkId, query.about);
  const rows = about === "unknown" ? [] : await readRows(db, networkId, query, about, PAGE + 1);
  const { actors, actions } = await readChoices(db, networkId);
  const names = await readNames(db, [...actors, ...rows.slice(0, PAGE).flatMap(idsOf)]);
  const head = await readHead(db, networkId);
  return {
    query,
    head,
    aboutUnknown: about === "unknown",
    rows: await dress(db, networkId, rows.slice(0, PAGE), names),
    older: rows.length > PAGE ? rows[PAGE - 1]!.position : null,
    actors: actors.map((id) => ({ id, name: names.get(id) ?? null })),
    actions,
  };
}

const BATCH = 500;

/** Every entry that the filters keep, latest first, read as they are asked for. */
export async function* eachEntry(db: Database, networkId: string, query: JournalQuery): AsyncGenerator<JournalRow[]> {
  const about = await aboutOf(db, networkId, query.about);
  let before: number | null = null;
  while (about !== "unknown") {
    const rows: Row[] = await readRows(db, networkId, { ...query, before }, about, BATCH);
    if (rows.length > 0) yield dress(db, networkId, rows, await readNames(db, rows.flatMap(idsOf)));
    if (rows.length < BATCH) return;
    before = rows.at(-1)!.position;
  }
}

/** What is asked about, as an identifier: people know sheets by their numbers. */
async function aboutOf(db: Database, networkId: string, typed: string | null): Promise<string | null | "unknown"> {
  if (typed === null) return null;
  if (isId(typed)) return typed.toLowerCase();
  const { rows } = await sql<{
    id: string;
  }>`select id from initiatives where network_id = ${networkId} and key = ${typed}`.execute(db);
  return rows[0]?.id ?? "unknown";
}

async function readRows(
  db: Database,
  networkId: string,
  { who, what, from, to, before }: JournalQuery,
  about: string | null,
  limit: number,
): Promise<Row[]> {
  // The days are those of the network's offices, as everywhere on the site.
  const conditions: RawBuilder<unknown>[] = [
    sql`chain = ${networkId}`,
    ...(who === null ? [] : [sql`actor = ${who}`]),
    ...(what === null ? [] : [sql`action = ${what}`]),
    ...(from === null ? [] : [sql`at >= ${from}::date::timestamp at time zone 'Europe/Paris'`]),
    ...(to === null ? [] : [sql`at < (${to}::date + 1)::timestamp at time zone 'Europe/Paris'`]),
    ...(before === null ? [] : [sql`position < ${before}`]),
    ...(about === null ? [] : [names(about)]),
  ];
  const { rows } = await sql<Row>`select position, at, actor, action, subjects, request, hash from audit_entries
    where ${sql.join(conditions, sql` and `)} order by position desc limit ${limit}`.execute(db);
  return rows;
}

/** Entries that name an identifier in any of the parts that entries have, alone or in a list. */
const names = (id: string): RawBuilder<unknown> =>
  sql`(${sql.join(
    ROLES.flatMap((role) => [id, [id]].map((value) => sql`subjects @> ${JSON.stringify({ [role]: value })}::jsonb`)),
    sql` or `,
  )})`;

/** Whoever did something here and what was done, each found by one step in an index however long the journal is. */
async function readChoices(db: Database, networkId: string): Promise<{ actors: string[]; actions: string[] }> {
  const distinct = async (column: "actor" | "action"): Promise<string[]> => {
    const name = sql.ref(column);
    const { rows } = await sql<{ value: string }>`with recursive found as (
        (select ${name} as value from audit_entries where chain = ${networkId} order by ${name} limit 1)
        union all
        select (select e.${name} from audit_entries e where e.chain = ${networkId} and e.${name} > found.value order by e.${name} limit 1)
        from found where found.value is not null
      ) select value from found where value is not null limit 500`.execute(db);
    return rows.map(({ value }) => value);
  };
  return { actors: await distinct("actor"), actions: await distinct("action") };
}

const idsOf = ({ actor, subjects }: Pick<Row, "actor" | "subjects">): string[] =>
  [actor, ...Object.values(subjects).flat()].filter((value) => typeof value === "string" && isId(value)) as string[];

/** The names of people that are still known; what was erased stays an identifier. */
async function readNames(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const asked = [...new Set(ids.filter((id) => isId(id)))];
  if (asked.length === 0) return new Map();
  const { rows } = await sql<{
    id: string;
    name: string;
  }>`select id, name from users where id = any(${asked}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function dress(
  db: Database,
  networkId: string,
  rows: readonly Row[],
  names: Map<string, string>,
): Promise<JournalRow[]> {
  const things = await readThings(db, networkId, [...new Set(rows.flatMap(idsOf))]);
  const dressed = (role: string, value: string): SubjectView => ({
    role,
    value,
    id: isId(value) ? value : null,
    thing: things.get(value) ?? (names.has(value) ? { kind: "person", name: names.get(value)! } : null),
  });
  return rows.map(({ position, at, actor, action, subjects, request, hash }) => ({
    position,
    at: at.toISOString(),
    actor: { id: actor, name: names.get(actor) ?? null },
    action,
    subjects: Object.entries(subjects)
      .sort(byRole)
      .flatMap(([role, value]) =>
        [value]
          .flat()
          .filter((one) => one !== null)
          .map((one) => dressed(role, String(one))),
      ),
    request,
    hash,
  }));
}

const ROLES = Object.keys(journal.roles);

// What was acted on first, then what is said of it, as the catalogue lists them.
const byRole = ([a]: [string, unknown], [b]: [string, unknown]): number => ROLES.indexOf(a) - ROLES.indexOf(b);

/** What identifiers stand for today in this network: sheets, files, domains, reports. */
async function readThings(
  db: Database,
  networkId: string,
  ids: readonly string[],
): Promise<Map<string, NonNullable<SubjectView["thing"]>>> {
  if (ids.length === 0) return new Map();
  const own = sql`network_id = ${networkId} and id = any(${ids}::uuid[])`;
  const rows = async <T>(query: RawBuilder<T>) => (await query.execute(db)).rows;
  const initiatives = await rows(
    sql<{ id: string; key: string; title: string }>`select id, key, title from initiatives where ${own}`,
  );
  const files = await rows(sql<{ id: string; name: string }>`select id, file_name as name from imports where ${own}`);
  const domains = await rows(sql<{ id: string; name: string }>`select id, name from domains where ${own}`);
  const reports = await rows(sql<{ id: string; number: number }>`select id, number from reports where ${own}`);
  return new Map<string, NonNullable<SubjectView["thing"]>>([
    ...initiatives.map(({ id, key, title }) => [id, { kind: "initiative", key, title }] as const),
    ...files.map(({ id, name }) => [id, { kind: "import", name }] as const),
    ...domains.map(({ id, name }) => [id, { kind: "domain", name }] as const),
    ...reports.map(({ id, number }) => [id, { kind: "report", number }] as const),
  ]);
}
