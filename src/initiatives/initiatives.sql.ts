import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";

/** The initiative that a key leads to, following merges to the one that stays; undefined when the key was never given. */
export async function findStanding(db: Database, networkId: string, key: string) {
  const found = await sql<{ id: string; key: string; title: string; revision: number }>`
    with recursive chain as (
      select id, key, title, revision, merged_into, 0 as depth from initiatives where network_id = ${networkId} and key = ${key}
      union all
      select i.id, i.key, i.title, i.revision, i.merged_into, chain.depth + 1
      from initiatives i join chain on i.network_id = ${networkId} and i.id = chain.merged_into
      where chain.depth < 50
    )
    select id, key, title, revision from chain where merged_into is null limit 1`.execute(db);
  return found.rows[0];
}
