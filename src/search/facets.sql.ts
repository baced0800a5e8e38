import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { type Bits, countOf } from "./bits.ts";
import { FACETS, type Facet, type Hits, inHits, masksTable } from "./hits.sql.ts";
import { FREQUENT } from "./index-partners.sql.ts";

export type Counted = { value: string; count: number };
export type FacetCounts = Record<Facet, Map<string, number>>;

/** How many initiatives each value of each facet would show, the facet's own choice set apart; exact, from the bitmaps. */
export async function countFacets(db: Database, hits: Hits, facets: readonly Facet[] = FACETS): Promise<FacetCounts> {
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map<string, number>()])) as FacetCounts;
  const groups = new Map<Bits[], Facet[]>();
  for (const facet of facets) {
    const masks = hits.without(facet);
    groups.set(masks, [...(groups.get(masks) ?? []), facet]);
  }
  const selects = [...groups].map(([masks, own]) =>
    masks.reduce((sum, bits) => sum + countOf(bits), 0) === hits.all
      ? sql`select facet, value, sum(bit_count(bits))::int as count from search_bits
          where network_id = any(${[...hits.scope]}::uuid[]) and facet = any(${own}::text[]) group by facet, value`
      : sql`select b.facet, b.value, sum(bit_count(b.bits & m.bits))::int as count from search_bits b
          join ${masksTable(hits, masks)} m on m.network_id = b.network_id and m.chunk = b.chunk
          where b.network_id = any(${[...hits.scope]}::uuid[]) and b.facet = any(${own}::text[]) group by b.facet, b.value`,
  );
  if (selects.length === 0) return counts;
  const { rows } = await sql<{
    facet: Facet;
    value: string;
    count: number;
  }>`${sql.join(selects, sql` union all `)}`.execute(db);
  for (const { facet, value, count } of rows) if (count > 0) counts[facet].set(value, count);
  return counts;
}

/** How many hits lie in each territory of a small level, the most first. */
export async function countWithin(
  db: Database,
  hits: Hits,
  level: "epci" | "commune",
  limit: number,
): Promise<Counted[]> {
  const { rows } =
    await sql<Counted>`select substring(t.token from ${level.length + 2}::int) as value, count(*)::int as count
    from search_documents d cross join unnest(d.within) t(token)
    where d.network_id = any(${[...hits.scope]}::uuid[]) and ${inHits(hits, "d")} and t.token like ${`${level}:%`}
    group by t.token order by count desc, value limit ${limit}`.execute(db);
  return rows;
}

export type CountedPartner = { id: string; name: string; count: number };

const FEW = 4096;

/**
 * The organisations of most hits. Frequent ones are counted by their bitmaps; only when those do not fill the list with
 * more than a rare one could have are the hits gone through one by one.
 */
export async function countTopPartners(db: Database, hits: Hits, limit: number): Promise<CountedPartner[]> {
  if (hits.total > FEW) {
    const frequent = await sql<CountedPartner>`select a.id, a.name, c.count from
      (select b.network_id, b.value::uuid as actor_id, sum(bit_count(b.bits & m.bits))::int as count from search_bits b
        join ${masksTable(hits, hits.masks)} m on m.network_id = b.network_id and m.chunk = b.chunk
        where b.network_id = any(${[...hits.scope]}::uuid[]) and b.facet = 'partners' group by 1, 2 order by 3 desc limit ${limit}) c
      join actors a on a.network_id = c.network_id and a.id = c.actor_id order by c.count desc, a.name`.execute(db);
    if (frequent.rows.length === limit && frequent.rows.at(-1)!.count >= FREQUENT) return frequent.rows;
  }
  const { rows } = await sql<CountedPartner>`select a.id, a.name, c.count from
    (select d.network_id, p.id as actor_id, count(*)::int as count from search_documents d cross join unnest(d.partners) p(id)
      where d.network_id = any(${[...hits.scope]}::uuid[]) and ${inHits(hits, "d")} group by 1, 2 order by 3 desc limit ${limit}) c
    join actors a on a.network_id = c.network_id and a.id = c.actor_id where c.count > 0 order by c.count desc, a.name`.execute(
    db,
  );
  return rows;
}
