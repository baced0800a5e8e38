import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { everywhere } from "../platform/database/reach.ts";
import type { Parts } from "./review.sql.ts";
import { possibleKeys } from "./title-slug.ts";
import { reached } from "./within.sql.ts";

/** How long a deleted sheet can be brought back. */
export const BASKET_DAYS = 30;
const DAY = 86_400_000;

/** Before when a sheet must have been deleted to be erased now. */
export const lastDeletionToErase = (now: Date): Date => new Date(now.getTime() - BASKET_DAYS * DAY);

export type Deletion = {
  id: string;
  initiative: string;
  key: string;
  title: string;
  reason: string;
  deletedBy: string;
  deletedAt: Date;
};

const COLUMNS = sql`d.id, d.initiative_id as initiative, i.key, i.title, d.reason, d.deleted_by as "deletedBy", d.deleted_at as "deletedAt"`;
const STANDING = sql`d.restored_at is null and d.removed_at is null`;

/** The sheets of the basket that are reached, latest first. */
export async function listDeletions(
  db: Database,
  networkId: string,
  parts: Parts,
  page: { limit: number; offset: number },
): Promise<{ total: number; deletions: Deletion[] }> {
  const from = sql`from deletions d join initiatives i on i.network_id = d.network_id and i.id = d.initiative_id
    where d.network_id = ${networkId} and ${STANDING} and ${reached(parts)}`;
  const [counted, rows] = await Promise.all([
    sql<{ total: number }>`select count(*)::int as total ${from}`.execute(db),
    sql<Deletion>`select ${COLUMNS} ${from} order by d.deleted_at desc, d.id limit ${page.limit} offset ${page.offset}`.execute(
      db,
    ),
  ]);
  return { total: counted.rows[0]!.total, deletions: rows.rows };
}

/** One sheet of the basket. */
export async function readDeletion(db: Database, networkId: string, id: string): Promise<Deletion | undefined> {
  const rows = await sql<Deletion>`select ${COLUMNS} from deletions d
    join initiatives i on i.network_id = d.network_id and i.id = d.initiative_id
    where d.network_id = ${networkId} and d.id = ${id} and ${STANDING}`.execute(db);
  return rows.rows[0];
}

/** Whether the name in an address was that of a sheet that was deleted, whether it can still be brought back or not. */
export async function wasDeleted(db: Database, networkId: string, name: string): Promise<boolean> {
  const keys = possibleKeys(name);
  const rows = await sql`
    with recursive chain as (
      select id, status, merged_into, 0 as depth from initiatives where network_id = ${networkId} and key = any(${keys})
      union all
      select i.id, i.status, i.merged_into, chain.depth + 1 from initiatives i
      join chain on i.network_id = ${networkId} and i.id = chain.merged_into where chain.depth < 50
    )
    select 1 from chain where status = 'deleted'
    union all
    select 1 from deletions where network_id = ${networkId} and key = any(${keys}) and removed_at is not null
    limit 1`.execute(db);
  return rows.rows.length > 0;
}

/** Records who deletes a sheet and why; answers the record of whoever was first. */
export async function recordDeletion(
  db: Database,
  networkId: string,
  one: { id: string; initiative: string; reason: string; by: string; at: Date },
): Promise<string> {
  const kept = await sql<{ id: string }>`
    insert into deletions (network_id, id, initiative_id, key, reason, status_before, deleted_by, deleted_at)
    select network_id, ${one.id}, id, key, ${one.reason}, status, ${one.by}, ${one.at} from initiatives
    where network_id = ${networkId} and id = ${one.initiative}
    returning id`.execute(db);
  return kept.rows[0]!.id;
}

/** Sets what a sheet is: deleted, or what it was before. */
export async function setStatus(
  db: Database,
  networkId: string,
  id: string,
  status: "active" | "archived" | "deleted",
  at: Date,
): Promise<void> {
  await db
    .updateTable("initiatives")
    .set((eb) => ({ status, updated_at: at, revision: eb("revision", "+", 1) }))
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .execute();
}

/** The deletion of that identifier, whatever became of it, held until the transaction ends. */
export async function holdDeletion(db: Database, networkId: string, id: string) {
  return db
    .selectFrom("deletions")
    .selectAll()
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/** The deletion that keeps a sheet in the basket. */
export async function standingDeletion(db: Database, networkId: string, initiative: string) {
  return db
    .selectFrom("deletions")
    .select("id")
    .where("network_id", "=", networkId)
    .where("initiative_id", "=", initiative)
    .where("restored_at", "is", null)
    .where("removed_at", "is", null)
    .executeTakeFirst();
}

/** Records who brought a sheet back. */
export async function recordReturn(db: Database, networkId: string, id: string, by: string, at: Date): Promise<void> {
  await db
    .updateTable("deletions")
    .set({ restored_by: by, restored_at: at })
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .execute();
}

/** The networks whose basket holds what is to be erased. */
export async function networksToEmpty(db: Database, before: Date): Promise<string[]> {
  return everywhere("upkeep", async () => {
    const rows = await sql<{ slug: string }>`select n.slug from networks n where exists (
    select 1 from deletions d where d.network_id = n.id and ${STANDING} and d.deleted_at <= ${before}) order by n.slug`.execute(
      db,
    );
    return rows.rows.map(({ slug }) => slug);
  });
}

/**
 * Erases for good the sheets deleted before a moment, those that were merged into them, and all that hangs on them; what is
 * left is that their key was once a sheet's.
 */
export async function eraseDeleted(
  db: Database,
  networkId: string,
  { before, at, limit }: { before: Date; at: Date; limit: number },
): Promise<{ erased: string[]; left: boolean }> {
  const due = await sql<{ initiative_id: string }>`select d.initiative_id from deletions d
    where d.network_id = ${networkId} and ${STANDING} and d.deleted_at <= ${before} order by d.deleted_at limit ${limit} for update`.execute(
    db,
  );
  const erased = due.rows.map(({ initiative_id }) => initiative_id);
  if (erased.length === 0) return { erased, left: false };
  const chain = await sql<{ id: string }>`
    with recursive chain as (
      select id, 0 as depth from initiatives where network_id = ${networkId} and id = any(${erased})
      union all
      select i.id, chain.depth + 1 from initiatives i join chain on i.network_id = ${networkId} and i.merged_into = chain.id
      where chain.depth < 50
    ) select distinct id from chain`.execute(db);
  const all = chain.rows.map(({ id }) => id);
  const of = sql`network_id = ${networkId}`;
  // A statement that a merge moved elsewhere keeps its words there: it only forgets where it came from.
  await sql`update statements set origin_id = initiative_id where ${of} and origin_id = any(${all}) and not initiative_id = any(${all})
    and source = 'answer'`.execute(db);
  await sql`delete from finding_initiatives where ${of} and (initiative_id = any(${all})
    or statement_id in (select id from statements where ${of} and initiative_id = any(${all})))`.execute(db);
  await sql`delete from strength_initiatives where ${of} and (initiative_id = any(${all})
    or statement_id in (select id from statements where ${of} and initiative_id = any(${all})))`.execute(db);
  await sql`delete from merges where ${of} and (kept_id = any(${all}) or merged_id = any(${all}))`.execute(db);
  await sql`delete from statements where ${of} and (initiative_id = any(${all}) or origin_id = any(${all}))`.execute(
    db,
  );
  await sql`insert into deletions (network_id, id, initiative_id, key, reason, status_before, deleted_by, deleted_at, removed_at)
    select i.network_id, gen_random_uuid(), i.id, i.key, '', 'active', d.deleted_by, d.deleted_at, ${at}
    from initiatives i join deletions d on d.network_id = i.network_id and d.initiative_id = i.merged_into and ${STANDING}
    where i.network_id = ${networkId} and i.id = any(${all}) and not i.id = any(${erased})`.execute(db);
  await sql`delete from initiatives where ${of} and id = any(${all})`.execute(db);
  await sql`update deletions d set reason = '', removed_at = ${at} where d.network_id = ${networkId}
    and d.initiative_id = any(${erased}) and ${STANDING}`.execute(db);
  return { erased, left: erased.length === limit };
}
