import { type RawBuilder, sql } from "kysely";

/** A sheet that stands. */
export type Sheet = { id: string; key: string; title: string };

/**
 * The sheet that stands in the place of an initiative, as one row to join: itself, or where it was merged the one that it
 * became; no row once that one is deleted. Nothing moves when sheets are merged, so that nothing has to come back when they
 * are parted.
 */
export const standing = (network: RawBuilder<unknown>, initiative: RawBuilder<unknown>): RawBuilder<Sheet> =>
  sql`lateral (
    with recursive chain as (
      select id, key, title, status, merged_into, 0 as depth from initiatives
        where network_id = ${network} and id = ${initiative}
      union all
      select i.id, i.key, i.title, i.status, i.merged_into, chain.depth + 1 from initiatives i
        join chain on i.network_id = ${network} and i.id = chain.merged_into where chain.depth < 50
    ) select id, key, title from chain where status = 'active')`;
