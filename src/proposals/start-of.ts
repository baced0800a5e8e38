import { findStanding } from "../initiatives/initiatives.sql.ts";
import type { SheetFields } from "../initiatives/sheet-fields.ts";
import { readState, readStateAt } from "../initiatives/versions.sql.ts";
import type { Database } from "../platform/database/database.ts";
import { conflict, notFound, ok, type Result } from "../platform/result.ts";

export type Start = { initiative: string; fields: SheetFields; base: number };

/**
 * What a sheet said at the revision from which its correction was typed; null for a new sheet. Where that is not known, what
 * it says now stands for it, and the revision stays as it was given: whoever writes it is then shown both.
 */
export async function startOf(
  db: Database,
  networkId: string,
  key: string | null,
  base: number,
): Promise<Result<Start | null>> {
  if (key === null) return ok(null);
  const found = await findStanding(db, networkId, key);
  if (found && found.key !== key) return conflict("sheet_merged", { key: found.key });
  if (found?.status !== "active") return notFound("initiative", { key });
  const state = (await readStateAt(db, networkId, found.id, base)) ?? (await readState(db, networkId, found.id));
  return ok({ initiative: found.id, fields: state!.fields, base });
}
