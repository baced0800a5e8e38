import type { Scene } from "../platform/action.ts";
import { conflict, invalid, notFound, ok, type Result } from "../platform/result.ts";
import { indexInitiatives } from "../search/index-initiatives.sql.ts";
import { parentsOf } from "../territories/areas.ts";
import { openReference } from "../territories/reference.ts";
import { resolveTerritory } from "../territories/resolve.ts";
import type { Resolution } from "../territories/types.ts";
import { closeDoubts, readKnownLines, type Where, writeColumns, writeLists, writtenStatement } from "./edit.sql.ts";
import { replaceDomains, unknownDomains } from "./initiatives.sql.ts";
import { mergeEdits } from "./merge-edits.ts";
import { placeColumns } from "./place-columns.ts";
import { type FieldProblem, readLines } from "./read-lines.ts";
import { changedFields, isListField, LIMITS, type SheetField, type SheetFields } from "./sheet-fields.ts";
import {
  type KeptPlace,
  keepAfter,
  keepBefore,
  readState,
  readStateAt,
  type SheetState,
  type VersionCause,
} from "./versions.sql.ts";

/** A place as it was chosen: one of the readings of its words by its rank, or the words alone. */
export type PlaceChoice = number | "words" | null;

export type SheetWriting = {
  initiativeId: string;
  /** The revision that the form began from; null for a sheet that was just made. */
  base: number | null;
  typed: SheetFields;
  placeChoice?: PlaceChoice;
  /** A place that was resolved before, to be taken as it was. */
  place?: KeptPlace;
  mayClassify: boolean;
  cause: VersionCause;
  word: string;
};

export type SheetWritten = { changed: SheetField[]; theirs: SheetField[] };

/**
 * Writes what a person typed of a sheet, in the caller's transaction: what others changed meanwhile is kept, what is wrong or
 * conflicts is refused whole, and a form sent twice changes once.
 */
export async function writeSheet(scene: Scene, writing: SheetWriting): Promise<Result<SheetWritten>> {
  const { db, network, newId } = scene;
  const { initiativeId, base, mayClassify } = writing;
  const at: Where = { db, networkId: network.id, initiativeId, now: scene.now(), newId };
  if (base !== null) await keepBefore(db, network.id, [initiativeId]);
  const now = await readState(db, network.id, initiativeId);
  if (!now) return notFound("initiative");
  const start = base === null ? now : await readStateAt(db, network.id, initiativeId, base);
  const { fields, read, problems } = readLines(writing.typed, await readKnownLines(at), network.organisation);
  const { merged, conflicts, theirs } = mergeEdits(start?.fields ?? null, now.fields, fields);
  if (!mayClassify) merged.domains = now.fields.domains;
  problems.push(
    ...(await unknownDomains(db, network.id, merged.domains)).map((value) => ({
      field: "domains" as const,
      code: "domain_unknown",
      value,
    })),
  );
  const changed = changesOf(now, merged, writing.place);
  const place =
    changed.includes("place") && merged.place.length <= LIMITS.place ? placeOf(merged.place, writing) : null;
  if (place && "problem" in place) problems.push(place.problem);
  if (problems.length > 0) return refuse(problems);
  if (conflicts.length > 0) return conflict("edit_conflict");
  if (changed.length === 0) return ok({ changed, theirs });
  await store(scene, at, { merged, read, changed, place: place && "columns" in place ? place.columns : {} });
  const { cause, word } = writing;
  await keepAfter(db, network.id, [initiativeId], { ...scene, cause, word, always: base === null });
  return ok({ changed, theirs });
}

const refuse = (problems: FieldProblem[]) =>
  invalid(
    "sheet_fields",
    {},
    problems.map(({ field, code, value }) => ({ path: field, message: `${code} ${value}` })),
  );

function changesOf(now: SheetState, merged: SheetFields, place: KeptPlace | undefined): SheetField[] {
  const changed = changedFields(now.fields, merged);
  const moved = place && JSON.stringify(ordered(place)) !== JSON.stringify(ordered(now.place));
  return moved && !changed.includes("place") ? [...changed, "place"] : changed;
}

const ordered = (place: KeptPlace) => Object.entries(place).sort(([a], [b]) => a.localeCompare(b));

type Placed = { columns: Record<string, unknown> } | { problem: FieldProblem };

function placeOf(words: string, { place, placeChoice = null }: SheetWriting): Placed {
  if (place && place.place_words === words) return { columns: place };
  const reference = openReference();
  if (words === "") return { columns: toColumns("", null) };
  const resolution = resolveTerritory(words, reference);
  if (placeChoice === "words") return { columns: toColumns(words, resolution) };
  const candidate = typeof placeChoice === "number" ? resolution.candidates[placeChoice] : undefined;
  const chosen: Resolution | null = candidate
    ? {
        ...candidate,
        status: "resolved",
        parents: parentsOf(candidate, reference),
        radiusKm: resolution.radiusKm,
        candidates: [],
        reasons: [],
      }
    : resolution;
  if (chosen.status !== "resolved")
    return { problem: { field: "place", code: `place_${chosen.status}`, value: words } };
  return { columns: { ...toColumns(words, chosen), place_status: "accepted", place_confidence: 1 } };
}

function toColumns(words: string, resolution: Resolution | null): Record<string, unknown> {
  const { place_candidates, ...columns } = placeColumns(words, resolution, openReference());
  return { ...columns, place_candidates: JSON.stringify(place_candidates) };
}

type ToStore = {
  merged: SheetFields;
  read: ReturnType<typeof readLines>["read"];
  changed: SheetField[];
  place: Record<string, unknown>;
};

async function store(scene: Scene, at: Where, { merged, read, changed, place }: ToStore): Promise<void> {
  const { db, network, person, now } = scene;
  const { initiativeId } = at;
  if (changed.some((field) => field !== "domains")) {
    const statement = await writtenStatement(at, merged, changed);
    if (changed.some((field) => field !== "domains" && isListField(field)))
      await writeLists(at, statement, merged, read);
  }
  if (changed.includes("domains")) await replaceDomains(db, network.id, initiativeId, merged.domains, person.id, now());
  const { title, need, description, impacts, since } = merged;
  const words = { title, need, description, impacts };
  const texts = Object.fromEntries(Object.entries(words).filter(([field]) => changed.includes(field as SheetField)));
  await writeColumns(
    at,
    { ...texts, ...(changed.includes("since") && { since_year: since === "" ? null : Number(since) }), ...place },
    changed,
  );
  await closeDoubts(at, changed, person.id);
  await indexInitiatives(db, network.id, [initiativeId]);
}
