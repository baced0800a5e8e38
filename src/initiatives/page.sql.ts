import { type RawBuilder, sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Filter } from "../search/filter.ts";
import { inDictionary, matching } from "./search.sql.ts";

export const PAGE_ORDERS = ["number", "title", "recent", "year"] as const;
export type PageOrder = (typeof PAGE_ORDERS)[number];

/** Where a page ends: the values of its order for the last initiative shown. */
export type PagePosition = (string | number | null)[];

export type PageRow = { network: string; id: string; position: PagePosition };

const LAST = sql.lit("9223372036854775807");
// Nothing is null and everything ascends, so that "after this row" is one comparison of rows.
const number = sql`coalesce(i.key_number, ${LAST}::bigint)`;
const rest: [RawBuilder<unknown>, string][] = [
  [sql`i.network_id`, "uuid"],
  [number, "bigint"],
  [sql`i.key`, "text"],
];
const ORDERS: Record<PageOrder, [RawBuilder<unknown>, string][]> = {
  number: rest,
  title: [[inDictionary(sql`i.title`), "text"], ...rest],
  recent: [[sql`-(extract(epoch from i.updated_at) * 1000000)::bigint`, "bigint"], ...rest],
  year: [[sql`coalesce(i.since_year, 9999)`, "int"], ...rest],
};

/** How many values a position has in an order. */
export const positionLength = (order: PageOrder): number => ORDERS[order].length;

/**
 * The initiatives of some networks that a filter keeps and that come after a position, in order; one more than asked tells
 * that there is another page. What is added or taken away meanwhile shifts nothing, as it would with numbered pages.
 */
export async function readPage(
  db: Database,
  scope: readonly string[],
  filter: Filter,
  { order, after, limit }: { order: PageOrder; after: PagePosition | null; limit: number },
): Promise<PageRow[]> {
  if (scope.length === 0) return [];
  const columns = ORDERS[order];
  const place = sql.join(columns.map(([expression]) => expression));
  const beyond = after
    ? sql`(${place}) > (${sql.join(columns.map(([, type], index) => sql`${after[index]}::${sql.raw(type)}`))})`
    : sql`true`;
  const rows = await sql<PageRow>`
    select i.network_id as network, i.id, jsonb_build_array(${sql.join(columns.map(([expression]) => sql`(${expression})::text`))}) as position
    from initiatives i where (${inScope(scope, filter)}) and ${beyond} order by ${place} limit ${limit}`.execute(db);
  return rows.rows;
}

/** How many initiatives of some networks a filter keeps. */
export async function countPage(db: Database, scope: readonly string[], filter: Filter): Promise<number> {
  if (scope.length === 0) return 0;
  const rows = await sql<{
    total: number;
  }>`select count(*)::int as total from initiatives i where ${inScope(scope, filter)}`.execute(db);
  return rows.rows[0]?.total ?? 0;
}

const inScope = (scope: readonly string[], filter: Filter) => sql`${matching(scope, filter)} and ${more(filter)}`;

/** The criteria that only the pages of programs take so far. */
function more(filter: Filter): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (filter.epci.length > 0)
    conditions.push(sql`(i.epci && ${filter.epci}::text[] or i.parent_epci && ${filter.epci}::text[])`);
  if (filter.communes.length > 0) conditions.push(sql`i.communes && ${filter.communes}::text[]`);
  if (filter.partners.length > 0)
    conditions.push(sql`exists (select 1 from initiative_actors j where j.network_id = i.network_id and j.initiative_id = i.id
      and j.status <> 'rejected' and j.actor_id = any(${filter.partners}::uuid[]))`);
  if (filter.audiences.length > 0)
    conditions.push(sql`exists (select 1 from audiences u where u.network_id = i.network_id and u.initiative_id = i.id
      and u.status <> 'rejected' and u.category = any(${filter.audiences}))`);
  return sql.join(conditions, sql` and `);
}
