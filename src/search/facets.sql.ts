import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { type Bits, countOf } from "./bits.ts";
import { amongHits, FACETS, type Facet, type Hits, IDENTIFIER, masksTable } from "./hits.sql.ts";
import { FREQUENT } from "./index-values.sql.ts";
import { ofScope } from "./scope.ts";

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
          where ${ofScope(hits.scope)} and facet = any(${own}::text[]) group by facet, value`
      : sql`(with m as materialized (${masksTable(hits, masks)})
          select b.facet, b.value, sum(bit_count(b.bits & m.bits))::int as count from search_bits b
          join m on m.network_id = b.network_id and m.chunk = b.chunk
          where ${ofScope(hits.scope, "b")} and b.facet = any(${own}::text[]) group by b.facet, b.value)`,
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
    where ${ofScope(hits.scope, "d")} and ${amongHits(hits, "d")} and t.token like ${`${level}:%`}
    group by t.token order by count desc, value limit ${limit}`.execute(db);
  return rows;
}

export type CountedPartner = { id: string; name: string; count: number };

/** Up to how many hits the organisations of each are gone through. */
const FEW = 6000;
/** How many of the organisations frequent in the whole are counted first, then again where that is not enough. */
const RANKS = [100, 400];

/**
 * The organisations of most hits, exactly. Those that are frequent in the whole are counted first, by their bitmaps; no
 * other can have more hits than it has initiatives in all, so that the count stops as soon as the list is sure (the
 * threshold algorithm of Fagin, Lotem & Naor 2003).
 */
export async function countTopPartners(db: Database, hits: Hits, limit: number): Promise<CountedPartner[]> {
  if (hits.total === 0) return [];
  if (hits.total === hits.all) return mostFrequent(db, hits, limit);
  if (hits.total > FEW) {
    for (const ranks of RANKS) {
      const { rows } = await sql<CountedPartner & { least: number }>`
        with m as materialized (${masksTable(hits, hits.masks)}),
        ranked as materialized (select p.network_id, p.value, p.initiatives from search_values p
          where ${ofScope(hits.scope, "p")} and p.facet = 'partners' and p.in_bits order by p.initiatives desc limit ${ranks}),
        counted as (select r.network_id, r.value::uuid as actor_id, sum(bit_count(b.bits & m.bits))::int as count from ranked r
          join search_bits b on b.network_id = r.network_id and b.facet = 'partners' and b.value = r.value
          join m on m.network_id = b.network_id and m.chunk = b.chunk group by 1, 2 order by 3 desc limit ${limit})
        select a.id, a.name, c.count, (select case when count(*) < ${ranks} then ${FREQUENT.partners}::int else min(initiatives) end from ranked)::int as least
        from counted c join actors a on a.network_id = c.network_id and a.id = c.actor_id where ${ofScope(hits.scope, "a")} order by c.count desc, a.name`.execute(
        db,
      );
      const last = rows.at(-1);
      if (rows.length === limit && last && last.count >= last.least)
        return rows.map(({ least, ...partner }) => partner);
      if (!last || last.least <= FREQUENT.partners) break;
    }
  }
  const { rows } = await sql<CountedPartner>`select a.id, a.name, c.count from
    (select d.network_id, p.id as actor_id, count(*)::int as count from search_documents d cross join unnest(d.partners) p(id)
      where ${ofScope(hits.scope, "d")} and ${amongHits(hits, "d")} group by 1, 2 order by 3 desc limit ${limit}) c
    join actors a on a.network_id = c.network_id and a.id = c.actor_id where ${ofScope(hits.scope, "a")} order by c.count desc, a.name`.execute(
    db,
  );
  return rows;
}

async function mostFrequent(db: Database, hits: Hits, limit: number): Promise<CountedPartner[]> {
  // Made an identifier apart: under row security, no index is used for what a conversion could tell.
  const { rows } = await sql<CountedPartner>`select a.id, a.name, p.initiatives as count
    from (select network_id, value::uuid as actor_id, initiatives from search_values
      where ${ofScope(hits.scope)} and facet = 'partners' and initiatives > 0 order by initiatives desc offset 0) p
    join actors a on a.network_id = p.network_id and a.id = p.actor_id order by p.initiatives desc, a.name limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** The name of an organisation that standing initiatives name; undefined when there is none of that id in the scope. */
export async function namePartner(db: Database, scope: readonly string[], id: string): Promise<string | undefined> {
  if (!IDENTIFIER.test(id)) return undefined;
  const { rows } = await sql<{ name: string }>`select a.name from search_values p
    join actors a on a.network_id = p.network_id and a.id = ${id}::uuid
    where ${ofScope(scope, "p")} and p.facet = 'partners' and p.value = ${id.toLowerCase()} and p.initiatives > 0`.execute(
    db,
  );
  return rows[0]?.name;
}
