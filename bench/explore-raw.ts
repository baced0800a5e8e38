/** The questions of the bench as a person who knows SQL would ask them of the same tables, without the bitmaps. */
import type pg from "pg";
import type { Near } from "../src/search/filter.ts";
import { FACETS, type Facet } from "../src/search/hits.sql.ts";
import { rowsOf } from "./explore-timing.ts";

export type Chosen = Partial<Record<Facet, string[]>>;
export type Counts = Record<string, number>;

/** A page by number, the total, and the counts of every facet without its own choice. */
export async function rawList(pool: pg.Pool, network: string, chosen: Chosen, limit: number) {
  const names = FACETS.filter((facet) => chosen[facet]?.length);
  const condition = (without: Facet | null) => {
    const kept = names.filter((facet) => facet !== without);
    const values = kept.map((facet) => chosen[facet]!.map((value) => `${facet}:${value}`));
    return { where: ["network_id = $1", ...kept.map((_, at) => `facets && $${at + 2}::text[]`)].join(" and "), values };
  };
  const all = condition(null);
  const counted = async (facets: readonly Facet[], { where, values }: typeof all) =>
    rowsOf<{ token: string; count: number }>(
      pool,
      `select token, count(*)::int as count from search_documents cross join unnest(facets) t(token)
       where ${where} and split_part(token, ':', 1) = any($${values.length + 2}::text[]) group by token`,
      [network, ...values, facets],
    );
  const [page, total, ...counts] = await Promise.all([
    rowsOf<{ id: string }>(
      pool,
      `select initiative_id as id from search_documents where ${all.where} order by key_number, key limit ${limit}`,
      [network, ...all.values],
    ),
    rowsOf<{ total: number }>(pool, `select count(*)::int as total from search_documents where ${all.where}`, [
      network,
      ...all.values,
    ]),
    counted(
      FACETS.filter((facet) => !names.includes(facet)),
      all,
    ),
    ...names.map((facet) => counted([facet], condition(facet))),
  ]);
  return {
    total: total[0]!.total,
    ids: page.map(({ id }) => id),
    counts: sortCounts(Object.fromEntries(counts.flat().map(({ token, count }) => [token, count]))),
  };
}

/** Counts in one order, so that two sides compare as text. */
export const sortCounts = (counts: Counts): [string, number][] =>
  Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));

/** How many documents answer a query of words, and the best by ts_rank. */
export async function rawSearch(pool: pg.Pool, network: string, query: string, limit: number) {
  const [total] = await Promise.all([
    rowsOf<{ total: number }>(
      pool,
      "select count(*)::int as total from search_texts where network_id = $1 and words @@ $2::tsquery",
      [network, query],
    ),
    rowsOf(
      pool,
      `select d.initiative_id, ts_rank(t.words, $2::tsquery) as score from search_texts t
       join search_documents d on d.network_id = t.network_id and d.ordinal = t.ordinal
       where t.network_id = $1 and t.words @@ $2::tsquery order by score desc, d.key_number limit ${limit}`,
      [network, query],
    ),
  ]);
  return { total: total[0]!.total };
}

/** How many documents name a place or what lies in it, and the nearest. */
export async function rawNear(pool: pg.Pool, network: string, near: Near, limit: number) {
  const [total] = await Promise.all([
    rowsOf<{ total: number }>(
      pool,
      "select count(*)::int as total from search_documents where network_id = $1 and named && $2::text[]",
      [network, near.tokens],
    ),
    rowsOf(
      pool,
      `select initiative_id, sqrt(power((longitude - $3::float8) * cos(radians($4::float8)), 2) + power(latitude - $4::float8, 2)) as far
       from search_documents where network_id = $1 and named && $2::text[] order by far nulls last, key_number limit ${limit}`,
      [network, near.tokens, near.centre.lon, near.centre.lat],
    ),
  ]);
  return { total: total[0]!.total };
}

/** The squares that a map draws as one in a range of cells: how many, and the initiative of those that hold one. */
export async function rawTile(pool: pg.Pool, network: string, range: { from: number; to: number }, shift: number) {
  const rows = await rowsOf<{ count: number; key: string | null }>(
    pool,
    `select s.*, i.key, i.title from (
       select cell >> ${shift} as square, count(*)::int as count, min(ordinal) as first, avg(longitude) as lon, avg(latitude) as lat
       from search_documents where network_id = $1 and cell >= $2 and cell < $3 group by 1) s
     left join search_documents d on s.count = 1 and d.network_id = $1 and d.ordinal = s.first
     left join initiatives i on i.network_id = d.network_id and i.id = d.initiative_id`,
    [network, range.from, range.to],
  );
  return tileAnswer(
    rows.map(({ count }) => count),
    rows.flatMap(({ key }) => key ?? []),
  );
}

/** What a tile holds, in one order: the sizes of its squares and the keys of the initiatives that stand alone. */
export const tileAnswer = (counts: number[], keys: string[]) => ({
  counts: counts.toSorted((a, b) => b - a),
  keys: keys.toSorted(),
});
