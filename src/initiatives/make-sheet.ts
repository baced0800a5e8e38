import type { Scene } from "../platform/action.ts";
import { invalid, ok, type Result } from "../platform/result.ts";
import { holdIndex } from "../search/index-initiatives.sql.ts";
import { findKeyOf, insertSheet } from "./initiatives.sql.ts";
import type { SheetFields } from "./sheet-fields.ts";
import { giveKeys } from "./store-answers.sql.ts";
import type { VersionCause } from "./versions.sql.ts";
import { type PlaceChoice, writeSheet } from "./write-sheet.ts";

export type NewSheet = {
  id: string;
  fields: SheetFields;
  placeChoice: PlaceChoice;
  word: string;
  mayClassify: boolean;
  cause: Extract<VersionCause, "created" | "proposal">;
};

/** Makes a sheet of what a person typed, under the next free number; one that was made already stays as it is. */
export async function makeSheet(scene: Scene, sheet: NewSheet): Promise<Result<{ key: string; made: boolean }>> {
  const { db, network, now } = scene;
  // One at a time in a network, imports included: two sheets must not get one number.
  await holdIndex(db, network.id);
  const before = await findKeyOf(db, network.id, sheet.id);
  if (before) return ok({ key: before, made: false });
  if (sheet.fields.title === "") return invalid("sheet_fields", {}, [{ path: "title", message: "title_missing " }]);
  const [key] = await giveKeys(db, network.id, [null]);
  await insertSheet(db, network.id, { id: sheet.id, key: key!, title: sheet.fields.title, at: now() });
  const { id: initiativeId, fields: typed, ...rest } = sheet;
  const written = await writeSheet(scene, { ...rest, initiativeId, typed, base: null });
  return written.ok ? ok({ key: key!, made: true }) : written;
}
