import { type RawBuilder, sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Filter } from "./filter.ts";
import { findHits, type Hits, hitOrdinals, inHits } from "./hits.sql.ts";

export const SORTS = ["relevance", "number", "title", "recent", "place", "year"] as const;
export type Sort = (typeof SORTS)[number];

/** An initiative found: how well its words answer (0 when nothing was asked), how far it is from the place asked for. */
export type Hit = { network: string; id: string; key: string; score: number; distanceKm: number | null };
export type Page = { sort: Sort; limit: number | null; offset: number };

const ORDER: Record<Exclude<Sort, "relevance">, RawBuilder<unknown>> = {
  number: sql`d.key_number, d.key`,
  title: sql`d.title_order, d.key_number`,
  recent: sql`d.updated_at desc, d.key_number`,
  place: sql`d.place_order, d.key_number`,
  year: sql`d.since_year, d.key_number`,
};
/** Up to how many hits all are ranked by their whole text; past it, those whose title answers come first. */
const RANKED = 1500;
/** Up to how many hits are taken one by one rather than met along an index. */
const FEW = 2000;

/** The initiatives that a filter keeps among the networks of a scope, one page of them, in order. */
export async function searchInitiatives(
  db: Database,
  scope: readonly string[],
  filter: Filter,
  page: Page,
): Promise<{ total: number; hits: Hit[] }> {
  const hits = await findHits(db, scope, filter);
  return { total: hits.total, hits: await pageOf(db, hits, filter, page) };
}

/** One page of hits already found. */
export async function pageOf(db: Database, hits: Hits, filter: Filter, page: Page): Promise<Hit[]> {
  if (hits.total === 0 || page.offset >= hits.total) return [];
  if (page.sort === "relevance" && hits.question.query !== null) return ranked(db, hits, filter, page);
  if (page.sort === "relevance" && filter.near) return select(db, hits, filter, { ...page, order: nearest(filter) });
  return select(db, hits, filter, { ...page, order: ORDER[page.sort === "relevance" ? "number" : page.sort] });
}

type Selection = {
  order: RawBuilder<unknown>;
  score?: RawBuilder<unknown>;
  only?: RawBuilder<unknown>;
  limit: number | null;
  offset: number;
};

async function select(
  db: Database,
  hits: Hits,
  filter: Filter,
  { order, score, only, limit, offset }: Selection,
): Promise<Hit[]> {
  const { rows } = await sql<Hit>`
    select d.network_id as network, d.initiative_id as id, d.key, ${score ?? sql`0`}::float8 as score, ${distance(filter)} as "distanceKm"
    from search_documents d where d.network_id = any(${[...hits.scope]}::uuid[]) and ${among(hits)} and ${only ?? sql`true`}
    order by ${order} limit ${limit} offset ${offset}`.execute(db);
  return rows;
}

// A few hits are fetched by their ordinals; many are met soon along the index of the order.
function among(hits: Hits): RawBuilder<unknown> {
  if (hits.total > FEW || hits.total === hits.all) return inHits(hits, "d");
  const either = [...hitOrdinals(hits)]
    .filter(([, ordinals]) => ordinals.length > 0)
    .map(([network, ordinals]) => sql`(d.network_id = ${network}::uuid and d.ordinal = any(${ordinals}::int[]))`);
  return sql`(${sql.join(either, sql` or `)})`;
}

async function ranked(db: Database, hits: Hits, filter: Filter, page: Page): Promise<Hit[]> {
  const query = sql`${hits.question.query}::tsquery`;
  const inTitle = sql`(d.title_words @@ ${query})`;
  if (hits.total <= RANKED) {
    const score = sql`(case when ${inTitle} then 1 else 0 end + ts_rank(${weights}, d.words, ${query}, 1))`;
    return select(db, hits, filter, { ...page, score, order: sql`score desc, d.key_number, d.key` });
  }
  const titled = await sql<{ count: number }>`select count(*)::int as count from search_documents d
    where d.network_id = any(${[...hits.scope]}::uuid[]) and d.title_words @@ ${query} and ${inHits(hits, "d")}`.execute(
    db,
  );
  const first = titled.rows[0]!.count;
  const end = page.limit === null ? hits.total : page.offset + page.limit;
  const score = sql`(1 + ts_rank(${weights}, d.title_words, ${query}, 1))`;
  const best =
    page.offset < first
      ? await select(db, hits, filter, { ...page, score, only: inTitle, order: sql`score desc, d.key_number, d.key` })
      : [];
  if (end <= first) return best;
  const rest = await select(db, hits, filter, {
    only: sql`not ${inTitle}`,
    order: ORDER.number,
    limit: page.limit === null ? null : page.limit - best.length,
    offset: Math.max(0, page.offset - first),
  });
  return [...best, ...rest];
}

const weights = sql`'{0.1, 0.2, 0.4, 1.0}'::float4[]`;

/** Kilometres on a plane that touches the Earth at the place: exact enough to order what is near. */
function distance({ near }: Filter): RawBuilder<unknown> {
  if (!near) return sql`null::float8`;
  const { lon, lat } = near.centre;
  const widthOfDegree = 111.195 * Math.cos((lat * Math.PI) / 180);
  return sql`sqrt(power((d.longitude - ${lon}::float8) * ${widthOfDegree}::float8, 2) + power((d.latitude - ${lat}::float8) * 111.195, 2))`;
}

// What acts in a commune or an EPCI is nearer than what covers the département, the region, the country.
const nearest = (
  filter: Filter,
) => sql`case left(d.named[1], 1) when 'c' then 0 when 'e' then 0 when 'd' then 1 when 'r' then 2 else 3 end,
  ${distance(filter)}, d.key_number, d.key`;
