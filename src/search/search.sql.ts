import { type RawBuilder, sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Filter } from "./filter.ts";
import { amongHits, findHits, type Hits, inHits, othersOf, titledAmong } from "./hits.sql.ts";
import { ofScope } from "./scope.ts";

export const SORTS = ["relevance", "number", "title", "recent", "place", "year"] as const;
export type Sort = (typeof SORTS)[number];

/** An initiative found: how well its words answer (0 when nothing was asked), how far it is from the place asked for. */
export type Hit = { network: string; id: string; key: string; score: number; distanceKm: number | null };
export type Page = { sort: Sort; limit: number | null; offset: number };

const ORDER: Record<Exclude<Sort, "relevance">, RawBuilder<unknown>> = {
  number: sql`d.key_number, d.key`,
  title: sql`d.title_order, d.key_number, d.key`,
  recent: sql`d.updated_at desc, d.key_number, d.key`,
  place: sql`d.place_order, d.key_number, d.key`,
  year: sql`d.since_year, d.key_number, d.key`,
};
/** Up to how many hits all are ranked by their whole text; past it, those whose title answers come first, by number. */
const RANKED = 1000;
/** Up to how many hits are sorted rather than met along an index. */
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
  if (page.sort === "relevance" && filter.near) return nearest(db, hits, filter, page);
  return select(db, hits, filter, {
    ...page,
    indexed: true,
    order: ORDER[page.sort === "relevance" ? "number" : page.sort],
  });
}

type Selection = {
  /** Whether an index follows the order, so that a page of many hits is soon full. */
  indexed?: true;
  order: RawBuilder<unknown>;
  /** How well the words of `t` answer. */
  score?: RawBuilder<unknown>;
  /** A score that all share. */
  fixed?: number;
  limit: number | null;
  offset: number;
};

// Each network is gone through in the order of its own index, then the networks are brought together.
async function select(db: Database, hits: Hits, filter: Filter, wanted: Selection): Promise<Hit[]> {
  const { order, score, limit, offset } = wanted;
  const matching = wanted.indexed && hits.total > FEW ? inHits(hits, "d") : amongHits(hits, "d");
  const page = (scope: readonly string[], end: number | null, start: number) => sql`
    select d.network_id as network, d.initiative_id as id, d.key, ${score ?? sql.lit(wanted.fixed ?? 0)}::float8 as score, ${distance(filter)} as "distanceKm", d.key_number,
      d.title_order, d.place_order, d.since_year, d.updated_at
    from search_documents d ${wanted.score ? TEXTS : sql``} where ${ofScope(scope, "d")} and ${matching}
    order by ${order} limit ${end} offset ${start}`;
  if (hits.scope.length <= 1) {
    const { rows } =
      await sql<Hit>`select network, id, key, score, "distanceKm" from (${page(hits.scope, limit, offset)}) d`.execute(
        db,
      );
    return rows;
  }
  const end = limit === null ? null : offset + limit;
  const each = hits.scope.map((network) => sql`(${page([network], end, 0)})`);
  const { rows } =
    await sql<Hit>`select network, id, key, score, "distanceKm" from (${sql.join(each, sql` union all `)}) d
    order by ${order}, network limit ${limit} offset ${offset}`.execute(db);
  return rows;
}

const TEXTS = sql`join search_texts t on t.network_id = d.network_id and t.ordinal = d.ordinal`;

async function ranked(db: Database, hits: Hits, filter: Filter, page: Page): Promise<Hit[]> {
  const query = sql`${hits.question.query}::tsquery`;
  const scored = (found: Hits, wanted: Page) =>
    select(db, found, filter, {
      ...wanted,
      score: sql`(case when t.title_words @@ ${query} then 1 else 0 end + ts_rank(${weights}, t.words, ${query}, 1))`,
      order: sql`score desc, key_number, key`,
    });
  if (hits.total <= RANKED) return scored(hits, page);
  const titled = await titledAmong(db, hits);
  const first = titled.total;
  const end = page.limit === null ? hits.total : page.offset + page.limit;
  const byNumber = { indexed: true, order: ORDER.number } as const;
  const best =
    page.offset >= first
      ? []
      : first <= RANKED
        ? await scored(titled, page)
        : await select(db, titled, filter, { ...page, ...byNumber, fixed: 1 });
  if (end <= first) return best;
  const rest = await select(db, othersOf(hits, titled), filter, {
    ...byNumber,
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

// What acts in a commune or an EPCI is nearer than what covers the département, the region, the country. The hits are put
// in order from what the index of ordinals holds by itself; only the page is then read.
async function nearest(db: Database, hits: Hits, filter: Filter, { limit, offset }: Page): Promise<Hit[]> {
  const { rows } =
    await sql<Hit>`select n.network_id as network, d.initiative_id as id, d.key, 0::float8 as score, n."distanceKm"
    from (select d.network_id, d.ordinal, d.tier, d.key_number, ${distance(filter)} as "distanceKm" from search_documents d
      where ${ofScope(hits.scope, "d")} and ${amongHits(hits, "d")}
      order by d.tier, "distanceKm" nulls last, d.key_number, d.network_id, d.ordinal limit ${limit} offset ${offset}) n
    join search_documents d on d.network_id = n.network_id and d.ordinal = n.ordinal
    order by n.tier, n."distanceKm" nulls last, n.key_number, n.network_id, n.ordinal`.execute(db);
  return rows;
}
