import { type RawBuilder, sql } from "kysely";
import { isAskedAlready } from "../initiatives/review.sql.ts";
import type { Database } from "../platform/database/database.ts";
import type { Vault } from "../platform/vault.ts";
import { forgetWords } from "../search/forget-words.sql.ts";
import { holdIndex, indexInitiatives } from "../search/index-initiatives.sql.ts";
import { PERSONAL } from "./register.ts";
import { SEALED } from "./sealed.ts";
import { ERASED, saidIn, saysDeep, type Wanted, withoutDeep } from "./wanted.ts";

/** A table that holds words about anybody, and how its rows are told apart. */
type Texts = { table: string; columns: string[]; key: { name: string; type: string }[]; sheet: string | null };

/** A row where something wanted was found, its words opened. */
export type Found = { table: string; key: string[]; sheet: string | null; words: Record<string, unknown> };

const BATCH = 500;

/** Every table of a network whose words the register declares, as PostgreSQL knows it. */
async function readTables(db: Database): Promise<Texts[]> {
  const columns = Map.groupBy(
    PERSONAL.filter(({ erased }) => erased === "words"),
    ({ table }) => table as string,
  );
  const { rows } = await sql<Pick<Texts, "table" | "key" | "sheet">>`
    select c.relname as "table", (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', a.atttypid::regtype::text) order by u.at)
        from unnest(i.indkey::int2[]) with ordinality u (n, at) join pg_attribute a on a.attrelid = c.oid and a.attnum = u.n) as key,
      (select a.attname::text from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
        and a.attname = case when c.relname = 'initiatives' then 'id' else 'initiative_id' end) as sheet
    from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.relnamespace = 'public'::regnamespace and c.relname = any(${[...columns.keys()]}) order by 1`.execute(db);
  return rows.map((row) => ({ ...row, columns: columns.get(row.table)!.map(({ column }) => column) }));
}

const sealedIn = (table: string, column: string): boolean =>
  SEALED.some((one) => one.table === table && one.columns.some(({ name }) => name === column));

type Row = { key: string[]; sheet: string | null; words: Record<string, unknown> };

/** Rows that may say what is looked for: those whose words are sealed must be opened to know. */
async function readRows(
  db: Database,
  { table, columns, key, sheet }: Texts,
  networkId: string,
  patterns: readonly string[] | null,
  after: string[] | null,
): Promise<Row[]> {
  const keys = sql.join(key.map(({ name }) => sql.ref(name)));
  const later = after
    ? sql`(${keys}) > (${sql.join(after.map((value, at) => sql`${value}::${sql.raw(key[at]!.type)}`))})`
    : sql`true`;
  const plain = columns.filter((column) => !sealedIn(table, column));
  const sealed = columns.filter((column) => sealedIn(table, column));
  const may: RawBuilder<unknown>[] = [
    ...(plain.length === 0 || patterns === null
      ? []
      : [
          sql`unaccent(lower(concat_ws(' ', ${sql.join(plain.map((one) => sql`${sql.ref(one)}::text`))}))) like any(${patterns}::text[])`,
        ]),
    ...sealed.map((one) => sql`${sql.ref(one)}::text not in ('{}', '[]', 'null', '')`),
  ];
  const asked = patterns === null || may.length === 0 ? sql`true` : sql`(${sql.join(may, sql` or `)})`;
  const words = sql.join(columns.flatMap((one) => [sql`${one}::text`, sql`to_jsonb(${sql.ref(one)})`]));
  const { rows } = await sql<Row>`select array[${sql.join(key.map(({ name }) => sql`${sql.ref(name)}::text`))}] as key,
      ${sheet === null ? sql`null::text` : sql`${sql.ref(sheet)}::text`} as sheet, jsonb_build_object(${words}) as words
    from ${sql.table(table)} where network_id = ${networkId} and ${later} and ${asked} order by ${keys} limit ${BATCH}`.execute(
    db,
  );
  return rows;
}

const placeOf = (table: string, column: string, key: readonly string[]) => ({ table, column, row: key.join("/") });

/** The words of a row as people read them; what no key here opens is left out. */
function opened(vault: Vault, table: string, { key, words }: Row): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([column, value]) => {
      if (!sealedIn(table, column) || value === null) return [[column, value]];
      const { json } = SEALED.find((one) => one.table === table)!.columns.find(({ name }) => name === column)!;
      const place = placeOf(table, column, key);
      const plain = json ? vault.openJson(place, value) : vault.open(place, value as string);
      return plain === null ? [] : [[column, plain]];
    }),
  );
}

/** The rows of a network that say something wanted, table by table. */
export async function* findWords(
  db: Database,
  vault: Vault,
  networkId: string,
  { wanted, patterns }: { wanted: Wanted; patterns: readonly string[] | null },
): AsyncGenerator<Found> {
  for (const texts of await readTables(db)) {
    let after: string[] | null = null;
    for (;;) {
      const rows: Row[] = await readRows(db, texts, networkId, patterns, after);
      for (const row of rows) {
        const words = Object.fromEntries(
          Object.entries(opened(vault, texts.table, row)).filter(([, value]) => saysDeep(value, wanted)),
        );
        if (Object.keys(words).length > 0) yield { table: texts.table, key: row.key, sheet: row.sheet, words };
      }
      if (rows.length < BATCH) break;
      after = rows.at(-1)!.key;
    }
  }
}

/**
 * Takes what is wanted out of every word of a network, and answers how many rows of each table changed. Figures, counts,
 * identifiers and the fingerprints by which a file is known again stay as they are.
 */
export async function eraseWords(
  db: Database,
  vault: Vault,
  networkId: string,
  asked: { wanted: Wanted; patterns: readonly string[] | null },
  mark: string,
): Promise<Record<string, number>> {
  await holdIndex(db, networkId);
  const found = await Array.fromAsync(findWords(db, vault, networkId, asked));
  const tables = new Map((await readTables(db)).map((texts) => [texts.table, texts]));
  const counts: Record<string, number> = {};
  for (const row of found) {
    await writeRow(db, vault, tables.get(row.table)!, row, asked.wanted, mark);
    counts[row.table] = (counts[row.table] ?? 0) + 1;
  }
  const actors = found.filter(({ table }) => table === "actors").map(({ key }) => key.at(-1)!);
  const { rows: tied } = await sql<{ id: string }>`select distinct initiative_id as id from initiative_actors
    where network_id = ${networkId} and actor_id = any(${actors}::uuid[])`.execute(db);
  const sheets = new Set([...found.flatMap(({ sheet }) => sheet ?? []), ...tied.map(({ id }) => id)]);
  await sql`update initiatives set revision = revision + 1 where network_id = ${networkId}
    and id = any(${found.filter(({ table }) => table === "initiatives").map(({ key }) => key.at(-1)!)}::uuid[])`.execute(
    db,
  );
  await indexInitiatives(db, networkId, [...sheets]);
  await forgetWords(db, networkId, [...new Set(found.flatMap(({ words }) => saidIn(words, asked.wanted)))]);
  return counts;
}

/** What must stay unlike from one row to the next is given a mark of its own. */
const UNIQUE: Record<string, string> = { actors: "name_key", statements: "identity", codings: "coder" };

async function writeRow(
  db: Database,
  vault: Vault,
  { table, key: names }: Texts,
  { key, words }: Found,
  wanted: Wanted,
  mark: string,
): Promise<void> {
  const without = Object.entries(words).map(([column, value]): [string, unknown] => [
    column,
    UNIQUE[table] === column ? `${ERASED} ${table === "codings" ? mark : key.at(-1)!}` : withoutDeep(value, wanted),
  ]);
  const changes: RawBuilder<unknown>[] = [];
  for (const [column, said] of without) {
    const taken =
      table === "review_items" &&
      column === "value" &&
      (await isAskedAlready(db, key[0]!, key.at(-1)!, said as string));
    const left = taken ? `${said} ${key.at(-1)!.slice(-6)}` : said;
    changes.push(sql`${sql.ref(column)} = ${keptOf(vault, table, column, key, left)}`);
  }
  const same = names.map(({ name, type }, at) => sql`${sql.ref(name)} = ${key[at]}::${sql.raw(type)}`);
  await sql`update ${sql.table(table)} set ${sql.join(changes)} where ${sql.join(same, sql` and `)}`.execute(db);
}

function keptOf(
  vault: Vault,
  table: string,
  column: string,
  key: readonly string[],
  left: unknown,
): RawBuilder<unknown> {
  const sealed = SEALED.find((one) => one.table === table)?.columns.find(({ name }) => name === column);
  const place = placeOf(table, column, key);
  if (sealed?.json) return sql`${vault.sealJson(place, left)}::jsonb`;
  if (sealed) return sql`${vault.seal(place, left as string)}`;
  // jsonb_populate gives the value the type of its column, whichever it is.
  return sql`(jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify({ [column]: left })}::jsonb)).${sql.ref(column)}`;
}
