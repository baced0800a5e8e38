import { type RawBuilder, sql } from "kysely";

/** How many initiatives of a network stand, or stand and have a value of a facet, as an expression of SQL: read from a few bitmaps. */
export const standing = (
  network: RawBuilder<unknown>,
  facet: "all" | "domains" = "all",
  value: RawBuilder<unknown> = sql`''`,
): RawBuilder<number> =>
  sql<number>`(select coalesce(sum(bit_count(b.bits)), 0)::int from search_bits b
    where b.network_id = ${network} and b.facet = ${facet} and b.value = ${value})`;
