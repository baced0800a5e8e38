import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";

/** The initiative that a key leads to, following merges to the one that stays; undefined when the key was never given. */
export async function findStanding(db: Database, networkId: string, key: string) {
  const found = await sql<{ id: string; key: string; title: string; revision: number; status: "active" | "archived" }>`
    with recursive chain as (
      select id, key, title, revision, status, merged_into, 0 as depth from initiatives where network_id = ${networkId} and key = ${key}
      union all
      select i.id, i.key, i.title, i.revision, i.status, i.merged_into, chain.depth + 1
      from initiatives i join chain on i.network_id = ${networkId} and i.id = chain.merged_into
      where chain.depth < 50
    )
    select id, key, title, revision, status from chain where merged_into is null limit 1`.execute(db);
  return found.rows[0];
}

/** Replaces the domains of an initiative; the keys must be of its network. */
export async function replaceDomains(
  db: Database,
  networkId: string,
  initiativeId: string,
  keys: string[],
  by: string,
  at: Date,
): Promise<void> {
  await db
    .deleteFrom("initiative_domains")
    .where("network_id", "=", networkId)
    .where("initiative_id", "=", initiativeId)
    .execute();
  await sql`insert into initiative_domains (network_id, initiative_id, domain_id, decided_by, decided_at)
    select network_id, ${initiativeId}, id, ${by}, ${at} from domains where network_id = ${networkId} and key = any(${keys})`.execute(
    db,
  );
}

/** Keeps everybody else from changing an initiative until the transaction ends. */
export async function lockInitiative(db: Database, networkId: string, id: string): Promise<void> {
  await db
    .selectFrom("initiatives")
    .select("id")
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .forUpdate()
    .execute();
}
