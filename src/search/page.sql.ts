import { type RawBuilder, sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { type Hits, inHits } from "./hits.sql.ts";
import { ofScope } from "./scope.ts";

export const PAGE_ORDERS = ["number", "title", "recent", "year"] as const;
export type PageOrder = (typeof PAGE_ORDERS)[number];

/** Where a page ends: the values of its order for the last initiative shown. */
export type PagePosition = (string | number | null)[];

export type PageRow = { network: string; id: string; position: PagePosition };

const LAST = sql.lit("9223372036854775807");
// Nothing is null and everything ascends, so that "after this row" is one comparison of rows.
const number = sql`coalesce(d.key_number, ${LAST}::bigint)`;
const rest: [RawBuilder<unknown>, string][] = [
  [sql`d.network_id`, "uuid"],
  [number, "bigint"],
  [sql`d.key`, "text"],
];
const ORDERS: Record<PageOrder, [RawBuilder<unknown>, string][]> = {
  number: rest,
  title: [[sql`d.title_order`, "text"], ...rest],
  recent: [[sql`-(extract(epoch from d.updated_at) * 1000000)::bigint`, "bigint"], ...rest],
  year: [[sql`coalesce(d.since_year, 9999)`, "int"], ...rest],
};

/** How many values a position has in an order. */
export const positionLength = (order: PageOrder): number => ORDERS[order].length;

/**
 * The hits that come after a position, in order; one more than asked tells that there is another page. What is added or
 * taken away meanwhile shifts nothing, as it would with numbered pages.
 */
export async function readPage(
  db: Database,
  hits: Hits,
  { order, after, limit }: { order: PageOrder; after: PagePosition | null; limit: number },
): Promise<PageRow[]> {
  if (hits.total === 0) return [];
  const columns = ORDERS[order];
  const place = sql.join(columns.map(([expression]) => expression));
  const beyond = after
    ? sql`(${place}) > (${sql.join(columns.map(([, type], index) => sql`${after[index]}::${sql.raw(type)}`))})`
    : sql`true`;
  const rows = await sql<PageRow>`
    select d.network_id as network, d.initiative_id as id, jsonb_build_array(${sql.join(columns.map(([expression]) => sql`(${expression})::text`))}) as position
    from search_documents d where ${ofScope(hits.scope, "d")} and ${inHits(hits, "d")} and ${beyond} order by ${place} limit ${limit}`.execute(
    db,
  );
  return rows.rows;
}
