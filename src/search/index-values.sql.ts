import { type RawBuilder, sql } from "kysely";
import type { Database } from "../platform/database/database.ts";

/** What initiatives have in numbers too great for a bitmap each. */
export type ValueFacet = "partners" | "words" | "titles" | "named";

/** From how many initiatives on a value has its own bitmaps; below, its few initiatives are gone through one by one. */
export const FREQUENT: Record<ValueFacet, number> = { partners: 64, words: 500, titles: 500, named: 48 };

/** An initiative that gains or loses a value. */
export type ValueChange = { facet: ValueFacet; value: string; ordinal: number; by: 1 | -1 };

const nameOf = ({ facet, value }: Pick<ValueChange, "facet" | "value">) => `${facet}:${value}`;

/** Counts what values gain and lose; answers those that have their own bitmaps, as "facet:value". */
export async function countValues(db: Database, networkId: string, changes: ValueChange[]): Promise<Set<string>> {
  if (changes.length === 0) return new Set();
  const sums = new Map<string, Pick<ValueChange, "facet" | "value"> & { by: number }>();
  for (const { facet, value, by } of changes) {
    const sum = sums.get(nameOf({ facet, value }));
    if (sum) sum.by += by;
    else sums.set(nameOf({ facet, value }), { facet, value, by });
  }
  const rows = [...sums.values()];
  const { rows: counted } = await sql<Pick<ValueChange, "facet" | "value"> & { in_bits: boolean }>`
    with counted as (insert into search_values (network_id, facet, value, initiatives)
      select ${networkId}, g.facet, g.value, g.by
      from unnest(${rows.map((row) => row.facet)}::text[], ${rows.map((row) => row.value)}::text[], ${rows.map((row) => row.by)}::int[]) g(facet, value, by)
      on conflict (network_id, facet, value) do update set initiatives = search_values.initiatives + excluded.initiatives
      returning facet, value, in_bits)
    select facet, value from counted where in_bits`.execute(db);
  return new Set(counted.map(nameOf));
}

/** The values among these that have become frequent, from now on with bitmaps of their own, and all that have them. */
export async function gatherFrequent(
  db: Database,
  networkId: string,
  changes: ValueChange[],
): Promise<{ facet: ValueFacet; value: string; ordinals: number[] }[]> {
  const gathered: { facet: ValueFacet; value: string; ordinals: number[] }[] = [];
  for (const [facet, own] of Map.groupBy(changes, (change) => change.facet)) {
    const { rows } = await sql<{ value: string }>`update search_values set in_bits = true
      where network_id = ${networkId} and facet = ${facet} and value = any(${[...new Set(own.map(({ value }) => value))]}::text[])
        and not in_bits and initiatives >= ${FREQUENT[facet]} returning value`.execute(db);
    if (rows.length === 0) continue;
    const values = rows.map(({ value }) => value);
    const members = await sql<{ value: string; ordinals: number[] }>`select m.value, array_agg(m.ordinal) as ordinals
      from (${membersOf(networkId, facet, values)}) m group by m.value`.execute(db);
    gathered.push(...members.rows.map((row) => ({ facet, ...row })));
  }
  return gathered;
}

const HOLDS: Record<Exclude<ValueFacet, "partners">, RawBuilder<unknown>> = {
  words: sql`reached_texts d on d.words @@ array_to_tsvector(array[v.value])::text::tsquery`,
  titles: sql`reached_texts d on d.title_words @@ array_to_tsvector(array[v.value])::text::tsquery`,
  named: sql`reached_documents d on d.named @> array[v.value]`,
};

/** The ordinals that have each of these values. */
const membersOf = (networkId: string, facet: ValueFacet, values: string[]) =>
  facet === "partners"
    ? sql`select j.actor_id::text as value, d.ordinal from initiative_actors j
        join search_documents d on d.network_id = j.network_id and d.initiative_id = j.initiative_id
        where j.network_id = ${networkId} and j.actor_id = any(${values}::uuid[]) and j.status <> 'rejected'`
    : sql`select v.value, d.ordinal from unnest(${values}::text[]) v(value) join ${HOLDS[facet]} where d.network_id = ${networkId}`;
