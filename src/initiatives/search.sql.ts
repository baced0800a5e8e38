import { type RawBuilder, sql } from "kysely";
import { fold } from "../duplicates/words.ts";
import type { Database } from "../platform/database/database.ts";

/** What a list shows of a network's initiatives; each list of values means "one of these". */
export type Filter = {
  q: string;
  domains: string[];
  regions: string[];
  departments: string[];
  kinds: string[];
  dimensions: string[];
  prospects: string[];
  years: string[];
  statuses: string[];
};

export const NO_FILTER: Filter = {
  q: "",
  domains: [],
  regions: [],
  departments: [],
  kinds: [],
  dimensions: [],
  prospects: [],
  years: [],
  statuses: [],
};

export const FACETS = [
  "domains",
  "regions",
  "departments",
  "kinds",
  "dimensions",
  "prospects",
  "years",
  "statuses",
] as const;
export type Facet = (typeof FACETS)[number];
export type FacetCounts = Record<Facet, Map<string, number>>;

export const SORTS = ["number", "title", "recent", "place", "year"] as const;
export type Sort = (typeof SORTS)[number];

/** How each facet holds for an initiative `i`, given its values. */
const HOLDS: Record<Facet, (values: string[]) => RawBuilder<unknown>> = {
  domains: (
    values,
  ) => sql`(exists (select 1 from initiative_domains j join domains d on d.network_id = j.network_id and d.id = j.domain_id
      where j.network_id = i.network_id and j.initiative_id = i.id and d.key = any(${values}))
    or (${values.includes("none")} and not exists (select 1 from initiative_domains j where j.network_id = i.network_id and j.initiative_id = i.id)))`,
  regions: (values) => sql`i.in_regions && ${values}::text[]`,
  departments: (values) => sql`i.in_departments && ${values}::text[]`,
  kinds: (
    values,
  ) => sql`exists (select 1 from initiative_actors j join actors a on a.network_id = j.network_id and a.id = j.actor_id
      where j.network_id = i.network_id and j.initiative_id = i.id and j.status <> 'rejected' and a.kind = any(${values}))`,
  dimensions: (
    values,
  ) => sql`exists (select 1 from statements s join codings c on c.network_id = s.network_id and c.statement_id = s.id
      where s.network_id = i.network_id and s.initiative_id = i.id and c.score >= 2 and c.dimension_key = any(${values}))`,
  prospects: (values) =>
    sql`exists (select 1 from prospects p where p.network_id = i.network_id and p.initiative_id = i.id and p.status <> 'rejected' and p.kind = any(${values}))`,
  years: (values) => sql`coalesce(i.since_year::text, 'none') = any(${values})`,
  statuses: (values) =>
    sql`(case when exists (select 1 from review_items r where r.network_id = i.network_id and r.initiative_id = i.id and r.status = 'open') then 'to_review' else 'settled' end) = any(${values})`,
};

/** Where the values of each facet are found for the initiatives of `hits`. */
const VALUES: Record<Facet, RawBuilder<unknown>> = {
  domains: sql`select coalesce(d.key, 'none') as value, h.id from hits h left join initiative_domains j on j.network_id = h.network_id and j.initiative_id = h.id
    left join domains d on d.network_id = j.network_id and d.id = j.domain_id`,
  regions: sql`select unnest(h.in_regions) as value, h.id from hits h`,
  departments: sql`select unnest(h.in_departments) as value, h.id from hits h`,
  kinds: sql`select a.kind as value, h.id from hits h join initiative_actors j on j.network_id = h.network_id and j.initiative_id = h.id and j.status <> 'rejected'
    join actors a on a.network_id = j.network_id and a.id = j.actor_id`,
  dimensions: sql`select c.dimension_key as value, h.id from hits h join statements s on s.network_id = h.network_id and s.initiative_id = h.id
    join codings c on c.network_id = s.network_id and c.statement_id = s.id and c.score >= 2`,
  prospects: sql`select p.kind as value, h.id from hits h join prospects p on p.network_id = h.network_id and p.initiative_id = h.id and p.status <> 'rejected'`,
  years: sql`select coalesce(h.since_year::text, 'none') as value, h.id from hits h`,
  statuses: sql`select case when exists (select 1 from review_items r where r.network_id = h.network_id and r.initiative_id = h.id and r.status = 'open') then 'to_review' else 'settled' end as value, h.id from hits h`,
};

const ACCENTED = "ÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜÝŸàâäáãåçéèêëíìîïñóòôöõúùûüýÿ";
const PLAIN = "aaaaaaceeeeiiiinooooouuuuyyaaaaaaceeeeiiiinooooouuuuyy";
// Accents and capitals do not part words in a French dictionary; a server may have no French collation to say so.
/** Words as a dictionary orders them. */
export const inDictionary = (words: RawBuilder<unknown>) =>
  sql`ltrim(lower(translate(${words}, ${sql.lit(`${ACCENTED}’`)}, ${sql.lit(`${PLAIN}'`)})), '«" ')`;

const ORDER: Record<Sort, RawBuilder<unknown>> = {
  number: sql`i.key_number nulls last, i.key`,
  title: sql`${inDictionary(sql`i.title`)}, i.key_number`,
  recent: sql`i.updated_at desc, i.key_number`,
  place: sql`${inDictionary(sql`i.place_label`)} nulls last, i.key_number`,
  year: sql`i.since_year nulls last, i.key_number`,
};

/** The ids of the initiatives a filter keeps, in order; `total` counts them all, beyond the page asked. */
export async function searchInitiatives(
  db: Database,
  networkId: string,
  filter: Filter,
  page: { sort: Sort; limit: number | null; offset: number },
): Promise<{ total: number; ids: string[] }> {
  const rows = await sql<{ id: string; total: number }>`
    select i.id, (count(*) over ())::int as total from initiatives i where ${matching(networkId, filter)}
    order by ${ORDER[page.sort]} limit ${page.limit} offset ${page.offset}`.execute(db);
  if (rows.rows.length > 0 || page.offset === 0)
    return { total: rows.rows[0]?.total ?? 0, ids: rows.rows.map((row) => row.id) };
  const all = await sql<{
    total: number;
  }>`select count(*)::int as total from initiatives i where ${matching(networkId, filter)}`.execute(db);
  return { total: all.rows[0]?.total ?? 0, ids: [] };
}

/** How many initiatives each value of each facet would show, the facet's own choice set apart. */
export async function countFacets(
  db: Database,
  scope: string | readonly string[],
  filter: Filter,
): Promise<FacetCounts> {
  const chosen = FACETS.filter((facet) => filter[facet].length > 0);
  const groups = new Map<Facet | null, Facet[]>([
    [null, FACETS.filter((facet) => !chosen.includes(facet))],
    ...chosen.map((facet) => [facet, [facet]] as [Facet, Facet[]]),
  ]);
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map<string, number>()])) as FacetCounts;
  for (const [lifted, facets] of groups) {
    const parts = facets.map(
      (facet) =>
        sql`select ${facet}::text as facet, v.value, count(distinct v.id)::int as count from (${VALUES[facet]}) v group by v.value`,
    );
    const rows = await sql<{ facet: Facet; value: string; count: number }>`
      with hits as (select i.network_id, i.id, i.in_regions, i.in_departments, i.since_year from initiatives i where ${matching(scope, filter, lifted)})
      ${sql.join(parts, sql` union all `)}`.execute(db);
    for (const row of rows.rows) counts[row.facet].set(row.value, row.count);
  }
  return counts;
}

/** Whether a standing initiative `i` of a network, or of several, is kept by a filter. */
export function matching(
  scope: string | readonly string[],
  filter: Filter,
  lifted: Facet | null = null,
): RawBuilder<unknown> {
  const ids = typeof scope === "string" ? [scope] : [...scope];
  // One network alone is asked by equality, which lets its index give the order too.
  const networks = ids.length === 1 ? sql`i.network_id = ${ids[0]}` : sql`i.network_id = any(${ids}::uuid[])`;
  const conditions = [networks, sql`i.status = 'active'`];
  for (const word of fold(filter.q).split(" ").slice(0, 12))
    if (word) conditions.push(sql`i.search_text like ${`%${word}%`}`);
  for (const facet of FACETS)
    if (facet !== lifted && filter[facet].length > 0) conditions.push(HOLDS[facet](filter[facet]));
  return sql.join(conditions, sql` and `);
}

export type Hit = { network: string; id: string };

/** The initiatives of several networks that a filter keeps, in order; `total` counts them all, beyond the page asked. */
export async function searchNetworks(
  db: Database,
  scope: readonly string[],
  filter: Filter,
  page: { sort: Sort; limit: number | null; offset: number },
): Promise<{ total: number; hits: Hit[] }> {
  const rows = await sql<Hit>`
    select i.network_id as network, i.id from initiatives i where ${matching(scope, filter)}
    order by ${ORDER[page.sort]}, i.id limit ${page.limit} offset ${page.offset}`.execute(db);
  const all = await sql<{
    total: number;
  }>`select count(*)::int as total from initiatives i where ${matching(scope, filter)}`.execute(db);
  return { total: all.rows[0]?.total ?? 0, hits: rows.rows };
}

/** How many initiatives each of several networks has among those a filter keeps. */
export async function countByNetwork(
  db: Database,
  scope: readonly string[],
  filter: Filter,
): Promise<Map<string, number>> {
  const rows = await sql<{ network: string; count: number }>`
    select i.network_id as network, count(*)::int as count from initiatives i where ${matching(scope, filter)} group by i.network_id`.execute(
    db,
  );
  return new Map(rows.rows.map(({ network, count }) => [network, count]));
}

export type MapRow = {
  network: string;
  key: string;
  title: string;
  mark: number;
  scale: string | null;
  in_regions: string[];
  in_departments: string[];
  longitude: number | null;
  latitude: number | null;
  point_departement: string | null;
  point_exact: boolean;
};

/** What placing the matching initiatives on a map takes, by number, at most `limit` of them. */
export async function searchMap(
  db: Database,
  scope: string | readonly string[],
  filter: Filter,
  limit: number,
): Promise<MapRow[]> {
  const rows = await sql<MapRow>`
    select i.network_id as network, i.key, i.title, i.scale, i.in_regions, i.in_departments, i.longitude, i.latitude, i.point_departement, i.point_exact,
      coalesce((select min(d.position) from initiative_domains j join domains d on d.network_id = j.network_id and d.id = j.domain_id
        where j.network_id = i.network_id and j.initiative_id = i.id), 0) as mark
    from initiatives i where ${matching(scope, filter)} order by ${ORDER.number} limit ${limit}`.execute(db);
  return rows.rows;
}
