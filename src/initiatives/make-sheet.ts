import type { Scene } from "../platform/action.ts";
import { conflict, invalid, ok, type Result } from "../platform/result.ts";
import { holdIndex } from "../search/index-initiatives.sql.ts";
import { findKeyOf, insertSheet } from "./initiatives.sql.ts";
import { readLines } from "./read-lines.ts";
import { changedFields, NO_FIELDS, type SheetFields } from "./sheet-fields.ts";
import { giveKeys } from "./store-answers.sql.ts";
import { readVersion, type VersionCause } from "./versions.sql.ts";
import { type PlaceChoice, writeSheet } from "./write-sheet.ts";

export type NewSheet = {
  id: string;
  fields: SheetFields;
  placeChoice: PlaceChoice;
  word: string;
  mayClassify: boolean;
  cause: Extract<VersionCause, "created" | "proposal">;
};

/**
 * Makes a sheet of what a person typed, under the next free number. The same words again are the same sheet; other words
 * under the identifier of a sheet that stands are refused, not thought written.
 */
export async function makeSheet(scene: Scene, sheet: NewSheet): Promise<Result<{ key: string; made: boolean }>> {
  const { db, network, now } = scene;
  // One at a time in a network, imports included: two sheets must not get one number.
  await holdIndex(db, network.id);
  const before = await findKeyOf(db, network.id, sheet.id);
  if (before)
    return (await isMadeOf(scene, sheet)) ? ok({ key: before, made: false }) : conflict("sheet_made", { key: before });
  if (sheet.fields.title === "") return invalid("sheet_fields", {}, [{ path: "title", message: "title_missing " }]);
  const [key] = await giveKeys(db, network.id, [null]);
  await insertSheet(db, network.id, { id: sheet.id, key: key!, title: sheet.fields.title, at: now() });
  const { id: initiativeId, fields: typed, ...rest } = sheet;
  const written = await writeSheet(scene, { ...rest, initiativeId, typed, base: null });
  return written.ok ? ok({ key: key!, made: true }) : written;
}

/** Whether a sheet began with these very words; the domains of whoever may choose none count for nothing. */
export async function isMadeOf(
  { db, network }: Pick<Scene, "db" | "network">,
  { id, fields, word, mayClassify }: Pick<NewSheet, "id" | "fields" | "word" | "mayClassify">,
): Promise<boolean> {
  const first = await readVersion(db, network.id, id, 1);
  if (!first || !["created", "proposal"].includes(first.cause) || first.word !== word) return false;
  const { fields: read } = readLines(fields, NO_FIELDS, network.organisation);
  return changedFields(first.fields, read).every((field) => field === "domains" && !mayClassify);
}
