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

/** How many initiatives are made already; the network is held until the transaction ends, so that two runs take turns. */
export async function countMade(db: Database, networkId: string, importId: string): Promise<number> {
  await db.selectFrom("networks").select("id").where("id", "=", networkId).forUpdate().execute();
  const row = await db
    .selectFrom("imports")
    .select("rows_done")
    .where("network_id", "=", networkId)
    .where("id", "=", importId)
    .executeTakeFirst();
  return row?.rows_done ?? 0;
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

/** Says how many answers are there now, as the import of a file would. */
export async function keepProgress(
  db: Database,
  networkId: string,
  importId: string,
  total: number,
  review: number,
  now: Date,
): Promise<void> {
  const counts = { read: total, created: total, updated: 0, unchanged: 0, refused: 0 };
  await db
    .updateTable("imports")
    .set({
      rows_total: total,
      rows_done: total,
      counts: sql`${JSON.stringify(counts)}::jsonb || jsonb_build_object('review', coalesce((counts ->> 'review')::int, 0) + ${review}::int)`,
      finished_at: now,
    })
    .where("network_id", "=", networkId)
    .where("id", "=", importId)
    .execute();
}

/** Writes the rows of a batch, in the caller's transaction. */
export async function writeRows(db: Database, rows: Rows): Promise<void> {
  await insertRows(db, "actors", rows.actors, "on conflict (network_id, id) do nothing");
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
