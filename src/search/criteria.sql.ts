import { type RawBuilder, sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { type Bits, bothOf, eitherOf, emptyBits, fromHex, fromWords } from "./bits.ts";
import type { ValueFacet } from "./index-values.sql.ts";
import { type QueryPart, textOf } from "./read-question.sql.ts";
import { ofScope } from "./scope.ts";

/** A place among the bitmaps: 8,192 initiatives of one network. */
export type Slot = { network: string; chunk: number };

/** What initiatives must meet: at least one of these queries, each answering rows of bitmaps. */
export type Criterion = { name: string; queries: RawBuilder<unknown>[] };

type Row = { network: string; chunk: number; name: string; packed: boolean; bits: string };

const HEX = sql`encode(substring(bit_send(p.bits) from 5), 'hex')`;

/** The initiatives that have one of these values of a facet, by its bitmaps. */
export const byValues = (scope: readonly string[], name: string, facet: string, values: readonly string[]) =>
  sql`select p.network_id as network, p.chunk, ${name}::text as name, false as packed, ${HEX} as bits
    from (select network_id, chunk, bit_or(bits) as bits from search_bits
      where ${ofScope(scope)} and facet = ${facet} and value = any(${[...values]}::text[]) group by network_id, chunk) p`;

/** Where the indexes of words and of areas are used: PostgreSQL leaves them aside in tables under row security. */
const REACHED = { search_documents: "reached_documents", search_texts: "reached_texts" } as const;

/** The initiatives whose row `d` of a table with ordinals meets a condition. */
export const byRows = (
  scope: readonly string[],
  name: string,
  table: "search_documents" | "search_texts",
  condition: RawBuilder<unknown>,
) => packed(name, sql`${sql.table(REACHED[table])} d where ${ofScope(scope, "d")} and ${condition}`);

// One area at a time: PostgreSQL thinks that comparing two lists costs nothing, and would read the whole table for hundreds.
const byAreas = (scope: readonly string[], name: string, areas: string) =>
  packed(
    name,
    sql`unnest(string_to_array(${areas}, ' ')) a(area) join ${sql.table(REACHED.search_documents)} d on d.named @> array[a.area]
      where ${ofScope(scope, "d")}`,
  );

// The ordinals found travel as words of 64 bits, each with its rank in the chunk: two and sixteen hexadecimal digits.
const packed = (name: string, rows: RawBuilder<unknown>) =>
  sql`select f.network_id, f.chunk, ${name}::text, true, string_agg(lpad(to_hex(f.word), 2, '0') || lpad(to_hex(f.bits), 16, '0'), '')
    from (select d.network_id, d.ordinal >> 13 as chunk, (d.ordinal & 8191) >> 6 as word, bit_or(1::bigint << (63 - (d.ordinal & 63))) as bits
      from ${rows} group by 1, 2, 3) f
    group by f.network_id, f.chunk`;

/** The bitmaps of criteria, by name, then by slot. */
export async function readCriteria(
  db: Database,
  criteria: readonly Criterion[],
): Promise<Map<string, Map<string, Bits>>> {
  const found = new Map(criteria.map(({ name }) => [name, new Map<string, Bits>()]));
  const queries = criteria.flatMap((criterion) => criterion.queries);
  if (queries.length === 0) return found;
  const { rows } =
    await sql<Row>`select r.* from (${sql.join(queries, sql` union all `)}) r(network, chunk, name, packed, bits)`.execute(
      db,
    );
  for (const { network, chunk, name, packed, bits } of rows) {
    const own = found.get(name)!;
    const slot = slotKey({ network, chunk });
    const more = packed ? fromWords(bits) : fromHex(bits);
    const before = own.get(slot);
    own.set(slot, before ? eitherOf(before, more) : more);
  }
  return found;
}

export const slotKey = ({ network, chunk }: Slot): string => `${network} ${chunk}`;

/** What meets all of these criteria, slot by slot. */
export function meetAll(slots: readonly Slot[], sets: readonly ReadonlyMap<string, Bits>[]): Bits[] {
  const [first, ...others] = sets;
  return slots.map((slot) => {
    const key = slotKey(slot);
    return others.reduce((mask, set) => bothOf(mask, set.get(key) ?? emptyBits()), first?.get(key) ?? emptyBits());
  });
}

/** Of some values of a facet, those that have bitmaps, by network. */
async function frequentAmong(db: Database, scope: readonly string[], facet: ValueFacet, values: readonly string[]) {
  const { rows } = await sql<{ network: string; value: string }>`select network_id as network, value from search_values
    where ${ofScope(scope)} and facet = ${facet} and in_bits and value = any(${[...values]}::text[])`.execute(db);
  const byNetwork = new Map<string, Set<string>>();
  for (const { network, value } of rows) byNetwork.set(network, (byNetwork.get(network) ?? new Set()).add(value));
  return { any: new Set(rows.map(({ value }) => value)), in: (network: string) => byNetwork.get(network) };
}

/**
 * The initiatives that name one of these areas: those that many name by their bitmaps, the others by the index of areas.
 * Hundreds of communes are near, and most are named nowhere: those are left out, or each row would be compared with all.
 */
export async function namedCriterion(
  db: Database,
  scope: readonly string[],
  areas: readonly string[],
): Promise<Criterion> {
  const name = "named";
  const { rows } = await sql<{ network: string; value: string; in_bits: boolean }>`
    select network_id as network, value, in_bits from search_values
    where ${ofScope(scope)} and facet = 'named' and initiatives > 0 and value = any(${[...areas]}::text[]) order by value`.execute(
    db,
  );
  const frequent = new Set(rows.flatMap((row) => (row.in_bits ? [row.value] : [])));
  const rare = Map.groupBy(
    rows.filter((row) => !row.in_bits),
    ({ network }) => network,
  );
  const looked = Map.groupBy(rare.keys(), (network) =>
    rare
      .get(network)!
      .map(({ value }) => value)
      .join(" "),
  );
  return {
    name,
    queries: [
      byValues(scope, name, "named", [...frequent]),
      ...[...looked].map(([rest, networks]) => byAreas(networks, name, rest)),
    ],
  };
}

/**
 * The parts of a question as criteria on the words of texts or of titles. A word that many initiatives have is read from
 * its bitmaps; the others, and phrases, are looked up in the index of words.
 */
export async function wordCriteria(
  db: Database,
  scope: readonly string[],
  parts: readonly QueryPart[],
  facet: "words" | "titles",
): Promise<Criterion[]> {
  const frequent = await frequentAmong(
    db,
    scope,
    facet,
    parts.flatMap(({ words }) => words),
  );
  const column = sql.ref(facet === "words" ? "d.words" : "d.title_words");
  const criteria: Criterion[] = [];
  const rare: string[] = [];
  for (const [index, { words, phrases }] of parts.entries()) {
    const common = words.filter((word) => frequent.any.has(word));
    if (common.length === 0) {
      rare.push(`(${textOf({ words, phrases })})`);
      continue;
    }
    const name = `${facet} ${index}`;
    // A word may be frequent in one network and rare in another, where it has no bitmap.
    const looked = Map.groupBy(scope, (network) =>
      textOf({ words: words.filter((word) => !frequent.in(network)?.has(word)), phrases }),
    );
    looked.delete("");
    criteria.push({
      name,
      queries: [
        byValues(scope, name, facet, common),
        ...[...looked].map(([query, networks]) =>
          byRows(networks, name, "search_texts", sql`${column} @@ ${query}::tsquery`),
        ),
      ],
    });
  }
  if (rare.length > 0)
    criteria.push({
      name: facet,
      queries: [byRows(scope, facet, "search_texts", sql`${column} @@ ${rare.join(" & ")}::tsquery`)],
    });
  return criteria;
}
