import type { Database } from "../platform/database/database.ts";
import { everywhere } from "../platform/database/reach.ts";
import type { Place, Vault } from "../platform/vault.ts";
import type { Rejection } from "./import-rows.ts";
import type { Preview } from "./preview.ts";

export const DEFAULT_CAMPAIGN = "identification";

/** The campaign of that key, made when the network has none of it yet. */
export async function ensureCampaign(
  db: Database,
  networkId: string,
  key: string,
  name: string,
  newId: () => string,
  now: Date,
): Promise<string> {
  await db
    .insertInto("campaigns")
    .values({ network_id: networkId, id: newId(), key, name, created_at: now })
    .onConflict((oc) => oc.columns(["network_id", "key"]).doNothing())
    .execute();
  const row = await db
    .selectFrom("campaigns")
    .select("id")
    .where("network_id", "=", networkId)
    .where("key", "=", key)
    .executeTakeFirstOrThrow();
  return row.id;
}

/** One import of a network, or undefined. */
export async function findImport(db: Database, networkId: string, id: string, by: string | null = null) {
  let asked = db.selectFrom("imports").selectAll().where("network_id", "=", networkId).where("id", "=", id);
  if (by !== null) asked = asked.where("created_by", "=", by);
  return asked.executeTakeFirst();
}

/** Where what was read of a file is sealed for: rows as typed hold whatever people typed. */
export const placeOfImport = (networkId: string, id: string, column: "preview" | "rejected"): Place => ({
  table: "imports",
  column,
  row: `${networkId}/${id}`,
});

type Sealed = { network_id: string; id: string; preview: unknown; rejected: unknown };

/** What a file would become, as it was previewed; null without a preview, or a key to read it. */
export const openPreview = (vault: Vault, { network_id, id, preview }: Sealed): Preview | null =>
  vault.openJson(placeOfImport(network_id, id, "preview"), preview) as Preview | null;

/** The rows of a file that were refused; null without a key to read them. */
export const openRejected = (vault: Vault, { network_id, id, rejected }: Sealed): Rejection[] | null =>
  vault.openJson(placeOfImport(network_id, id, "rejected"), rejected) as Rejection[] | null;

/** The imports of a network, newest first, without their previews. */
export async function listImports(db: Database, networkId: string, limit: number, by: string | null) {
  let asked = db
    .selectFrom("imports")
    .select(["id", "file_name", "status", "counts", "rows_done", "rows_total", "created_at", "finished_at"])
    .where("network_id", "=", networkId);
  if (by !== null) asked = asked.where("created_by", "=", by);
  return asked.orderBy("created_at", "desc").limit(limit).execute();
}

/** The imports under way of the whole installation, with how far each is. */
export const listUnderWay = (db: Database) =>
  everywhere("upkeep", () =>
    db
      .selectFrom("imports")
      .select(["network_id", "id", "rows_done"])
      .where("status", "in", ["queued", "running"])
      .execute(),
  );

/** Some imports of a network, by their ids, with how far they are. */
export async function listImportsById(db: Database, networkId: string, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom("imports")
    .select(["id", "file_name", "rows_done", "rows_total"])
    .where("network_id", "=", networkId)
    .where("id", "in", ids)
    .execute();
}

/** What was decided before of the columns of files with that header, or null. */
export async function recallMapping(db: Database, networkId: string, signature: string) {
  const row = await db
    .selectFrom("column_mappings")
    .select("mapping")
    .where("network_id", "=", networkId)
    .where("signature", "=", signature)
    .executeTakeFirst();
  return row?.mapping as Record<string, string | null> | undefined;
}

/** Remembers how the columns of such a file were read, for the next one. */
export async function rememberMapping(
  db: Database,
  networkId: string,
  signature: string,
  mapping: Record<string, string | null>,
  now: Date,
): Promise<void> {
  const value = JSON.stringify(mapping);
  await db
    .insertInto("column_mappings")
    .values({ network_id: networkId, signature, mapping: value, used_at: now })
    .onConflict((oc) => oc.columns(["network_id", "signature"]).doUpdateSet({ mapping: value, used_at: now }))
    .execute();
}
