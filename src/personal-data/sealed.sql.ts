import { type RawBuilder, sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { everywhere } from "../platform/database/reach.ts";
import { sealedWith, type Vault } from "../platform/vault.ts";
import { SEALED, type SealedTable } from "./sealed.ts";

type SealedColumn = SealedTable["columns"][number];

/** What is kept in a column as text: a sealed value of JSON is a string of it. */
const textOf = ({ name, json }: SealedColumn): RawBuilder<string | null> =>
  json
    ? sql`case when jsonb_typeof(${sql.ref(name)}) = 'string' then ${sql.ref(name)} #>> '{}'
        when ${sql.ref(name)} in ('{}', '[]', 'null') then null else ${sql.ref(name)}::text end`
    : sql`nullif(${sql.ref(name)}, '')`;

/** How many values of one column each key seals; those under no key were never sealed. */
export type SealedCount = { table: string; column: string; key: string | null; values: number };

/** How many values are sealed with each key, column by column. */
export async function countSealed(db: Database): Promise<SealedCount[]> {
  return everywhere("upkeep", async () => {
    const found: SealedCount[] = [];
    for (const { table, columns } of SEALED)
      for (const column of columns) {
        const { rows } = await sql<{ key: string | null; values: number }>`
        select case when kept like 'sealed:1:%' then split_part(kept, ':', 3) end as key, count(*)::int as values
        from (select ${textOf(column)} as kept from ${sql.table(table)}) s where kept is not null group by 1 order by 1`.execute(
          db,
        );
        found.push(...rows.map((row) => ({ table, column: column.name, ...row })));
      }
    return found;
  });
}

type Row = { place: string; kept: string; ids: string[] };

const BATCH = 500;

/** One value of each column under each key, for whoever wants to know that the keys open them. */
export async function sampleSealed(
  db: Database,
  { table, column, key }: SealedCount,
): Promise<{ row: string; kept: string } | undefined> {
  return everywhere("upkeep", async () => {
    const found = SEALED.find((one) => one.table === table)!;
    const kept = textOf(found.columns.find(({ name }) => name === column)!);
    const { rows } = await sql<{ row: string; kept: string }>`select ${placeOf(found)} as row, ${kept} as kept
    from ${sql.table(table)} where ${kept} like ${`sealed:1:${key}:%`} limit 1`.execute(db);
    return rows[0];
  });
}

const placeOf = ({ key }: SealedTable): RawBuilder<string> =>
  sql`concat_ws('/', ${sql.join(key.map((name) => sql.ref(name)))})`;

export type Resealed = { sealed: number; unreadable: number };

/**
 * Seals again, under the key in use, what another key sealed or none did, in batches that each stand by themselves: cut
 * short and asked again, it goes on. What somebody writes meanwhile is left to her.
 */
export async function sealAgain(db: Database, vault: Vault, onBatch?: (sealed: number) => void): Promise<Resealed> {
  return everywhere("upkeep", async () => {
    const done: Resealed = { sealed: 0, unreadable: 0 };
    for (const sealed of SEALED)
      for (const column of sealed.columns) {
        let after: string[] | null = null;
        for (;;) {
          const rows: Row[] = await readOthers(db, sealed, column, vault.keys()[0]!.id, after);
          const written = rows.length === 0 ? 0 : await sealBatch(db, vault, sealed, column, rows);
          done.sealed += written;
          done.unreadable += rows.filter((row) => open(vault, sealed, column, row) === null).length;
          onBatch?.(done.sealed);
          if (rows.length < BATCH) break;
          after = rows.at(-1)!.ids;
        }
      }
    return done;
  });
}

async function readOthers(
  db: Database,
  sealed: SealedTable,
  column: SealedColumn,
  current: string,
  after: string[] | null,
): Promise<Row[]> {
  const keys = sql.join(sealed.key.map((name) => sql.ref(name)));
  const later = after === null ? sql`true` : sql`(${keys}) > (${sql.join(after.map((id) => sql`${id}::uuid`))})`;
  const { rows } = await sql<Row>`select place, kept, ids from (
      select ${placeOf(sealed)} as place, ${textOf(column)} as kept, array[${sql.join(sealed.key.map((name) => sql`${sql.ref(name)}::text`))}] as ids,
        ${keys} from ${sql.table(sealed.table)} where ${later}) s
    where kept is not null and kept not like ${`sealed:1:${current}:%`} order by ${keys} limit ${BATCH}`.execute(db);
  return rows;
}

const open = (vault: Vault, { table }: SealedTable, { name }: SealedColumn, { place, kept }: Row): string | null =>
  vault.open({ table, column: name, row: place }, kept);

async function sealBatch(
  db: Database,
  vault: Vault,
  sealed: SealedTable,
  column: SealedColumn,
  rows: readonly Row[],
): Promise<number> {
  const { table } = sealed;
  const opened = rows.flatMap((row) => {
    const plain = open(vault, sealed, column, row);
    return plain === null ? [] : [{ ...row, plain }];
  });
  const asKept = (text: string, isSealed: boolean) => (column.json && isSealed ? JSON.stringify(text) : text);
  const values = opened.map(({ place, kept, plain }) => ({
    place,
    before: asKept(kept, sealedWith(kept) !== null),
    after: asKept(vault.seal({ table, column: column.name, row: place }, plain), true),
    hash: vault.blind(plain),
  }));
  if (values.length === 0) return 0;
  const name = sql.ref(`t.${column.name}`);
  const type = sql.raw(column.json ? "jsonb" : "text");
  const hash = column.hash ? sql`, ${sql.ref(column.hash)} = v.hash` : sql``;
  const key = sql`concat_ws('/', ${sql.join(sealed.key.map((one) => sql.ref(`t.${one}`)))})`;
  // By their keys, which an index finds; the place is what makes sure.
  const near = sql`t.id = any(${opened.map(({ ids }) => ids.at(-1)!)}::uuid[])`;
  const updated = await sql`update ${sql.table(table)} as t set ${sql.ref(column.name)} = v.after::${type}${hash}
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as v(place text, before text, after text, hash text)
    where ${near} and ${key} = v.place and ${name} = v.before::${type}`.execute(db);
  return Number(updated.numAffectedRows ?? 0);
}
