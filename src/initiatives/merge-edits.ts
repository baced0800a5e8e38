import {
  isListField,
  isSame,
  LIST_FIELDS,
  SHEET_FIELDS,
  type SheetField,
  type SheetFields,
  TEXT_FIELDS,
  type TextField,
} from "./sheet-fields.ts";

/** A text that two people changed, each in her own way, from the same start; null when the start is no longer known. */
export type EditConflict = { field: TextField; start: string | null; theirs: string; yours: string };

export type MergedEdits = {
  /** Both changes together; where they conflict, yours. */
  merged: SheetFields;
  conflicts: EditConflict[];
  /** What the others changed meanwhile and is kept as they did it. */
  theirs: SheetField[];
};

/**
 * Brings together what two people made of one sheet since `start` (three-way merge, field by field). A text that only one
 * changed is hers; a list keeps what either added and loses what either took away; a text that both changed otherwise is for
 * a person to decide.
 */
export function mergeEdits(start: SheetFields | null, theirs: SheetFields, yours: SheetFields): MergedEdits {
  const merged = { ...yours };
  const conflicts: EditConflict[] = [];
  for (const field of TEXT_FIELDS) {
    if (theirs[field] === yours[field]) continue;
    if (start !== null && yours[field] === start[field]) merged[field] = theirs[field];
    else if (start === null || theirs[field] !== start[field])
      conflicts.push({ field, start: start?.[field] ?? null, theirs: theirs[field], yours: yours[field] });
  }
  for (const field of LIST_FIELDS) merged[field] = mergeLines(start?.[field] ?? [], theirs[field], yours[field]);
  const inConflict = new Set<SheetField>(conflicts.map(({ field }) => field));
  return {
    merged,
    conflicts,
    theirs: SHEET_FIELDS.filter(
      (field) =>
        start !== null && !isSame(field, start, theirs) && !inConflict.has(field) && !isSame(field, yours, merged),
    ),
  };
}

function mergeLines(start: readonly string[], theirs: readonly string[], yours: readonly string[]): string[] {
  const [before, mine, other] = [new Set(start), new Set(yours), new Set(theirs)];
  const kept = theirs.filter((line) => mine.has(line) || !before.has(line));
  return [...kept, ...yours.filter((line) => !other.has(line) && !before.has(line))];
}

/** What a proposal changes, field by field, brought upon what the sheet says now; only the fields asked for. */
export function applyChanges(
  start: SheetFields,
  now: SheetFields,
  proposed: SheetFields,
  fields: readonly SheetField[],
): SheetFields {
  const result: SheetFields = { ...now };
  for (const field of fields) {
    if (isListField(field)) result[field] = mergeLines(start[field], now[field], proposed[field]);
    else result[field as TextField] = proposed[field];
  }
  return result;
}
