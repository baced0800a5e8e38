import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { insertRows } from "../platform/database/insert-rows.ts";
import type { Rows } from "./rows.ts";

/** The ids of the domains of a network by key. */
export async function readDomains(db: Database, networkId: string): Promise<Map<string, string>> {
  const rows = await db.selectFrom("domains").select(["key", "id"]).where("network_id", "=", networkId).execute();
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** Keeps where made answers say they come from; does nothing when it is there. */
export async function keepImport(
  db: Database,
  row: { networkId: string; id: string; campaignId: string; fileName: string; person: string; now: Date },
): Promise<void> {
  await db
    .insertInto("imports")
    .values({
      network_id: row.networkId,
      id: row.id,
      campaign_id: row.campaignId,
      file_name: row.fileName,
      stored_as: "",
      bytes: 0,
      status: "done",
      created_at: row.now,
      created_by: row.person,
    })
    .onConflict((oc) => oc.columns(["network_id", "id"]).doNothing())
    .execute();
}

/** How many initiatives are made already. */
export async function countMade(db: Database, networkId: string, importId: string): Promise<number> {
  const row = await db
    .selectFrom("imports")
    .select("rows_done")
    .where("network_id", "=", networkId)
    .where("id", "=", importId)
    .executeTakeFirst();
  return row?.rows_done ?? 0;
}

/** How many initiatives are made from one number to another; what is made of a range is always its beginning. */
export async function countMadeWithin(db: Database, networkId: string, first: number, last: number): Promise<number> {
  const row = await db
    .selectFrom("initiatives")
    .select((eb) => eb.fn.countAll<number>().as("made"))
    .where("network_id", "=", networkId)
    .where("status", "in", ["active", "merged", "archived"])
    .where("key_number", ">=", first)
    .where("key_number", "<=", last)
    .executeTakeFirstOrThrow();
  return Number(row.made);
}

/** Keeps anybody else from making initiatives from that number on, until the transaction ends. */
export async function holdRange(db: Database, networkId: string, first: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${networkId}/${first}`}, 0))`.execute(db);
}

/** Whether a network holds an answer that came from elsewhere. */
export async function hasOtherAnswers(db: Database, networkId: string, importId: string): Promise<boolean> {
  const row = await db
    .selectFrom("imports")
    .select("id")
    .where("network_id", "=", networkId)
    .where("id", "!=", importId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Counts the answers of a batch, as the import of a file would. */
export async function keepProgress(
  db: Database,
  networkId: string,
  importId: string,
  batch: { created: number; review: number; now: Date },
): Promise<void> {
  const more = (name: string, count: number) =>
    sql`jsonb_build_object(${name}::text, coalesce((counts ->> ${name})::int, 0) + ${count}::int)`;
  const { created, review, now } = batch;
  await db
    .updateTable("imports")
    .set((eb) => ({
      rows_total: sql<number>`coalesce(rows_total, 0) + ${created}`,
      rows_done: eb("rows_done", "+", created),
      counts: sql<string>`${NOTHING_ELSE}::jsonb || ${more("read", created)} || ${more("created", created)} || ${more("review", review)}`,
      finished_at: now,
    }))
    .where("network_id", "=", networkId)
    .where("id", "=", importId)
    .execute();
}

const NOTHING_ELSE = JSON.stringify({ updated: 0, unchanged: 0, refused: 0 });

/** Writes the organisations that are not there yet. */
export async function writeActors(db: Database, rows: Rows["actors"]): Promise<void> {
  // Of one that another batch writes at this moment, PostgreSQL may meet the name before the identifier.
  await insertRows(db, "actors", rows, "on conflict do nothing");
}

/** Writes all the other rows of a batch, in the caller's transaction. */
export async function writeRows(db: Database, rows: Rows): Promise<void> {
  await insertRows(db, "initiatives", rows.initiatives);
  await insertRows(db, "statements", rows.statements);
  await insertRows(db, "initiative_domains", rows.initiative_domains);
  await insertRows(db, "initiative_actors", rows.initiative_actors);
  await insertRows(db, "figures", rows.figures);
  await insertRows(db, "audiences", rows.audiences);
  await insertRows(db, "prospects", rows.prospects);
  await insertRows(db, "codings", rows.codings);
  await insertRows(db, "review_items", rows.review_items);
}
