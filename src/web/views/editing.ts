import { readKnownLines, type Where } from "../../initiatives/edit.sql.ts";
import { type EditConflict, mergeEdits } from "../../initiatives/merge-edits.ts";
import { readLines } from "../../initiatives/read-lines.ts";
import { changedFields, LIMITS, type SheetField, type SheetFields } from "../../initiatives/sheet-fields.ts";
import {
  type KeptVersion,
  listVersions,
  readState,
  readStateAt,
  readVersion,
  type SheetState,
} from "../../initiatives/versions.sql.ts";
import { isReached } from "../../initiatives/within.sql.ts";
import {
  canClassify,
  canDelete,
  canEdit,
  canPropose,
  canRead,
  canReadOwnSheets,
  canSeeHistory,
  partsOf,
  type RolePolicy,
} from "../../networks/policies.ts";
import { namesOf } from "../../people/people.sql.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Person } from "../../platform/person.ts";
import { listDomains } from "../../studies/studies.sql.ts";
import { openReference } from "../../territories/reference.ts";
import { resolveTerritory } from "../../territories/resolve.ts";
import type { DomainView } from "../pages/views.ts";
import { toDomainView } from "./initiative.ts";

/** What somebody may do with one sheet, as the actions would answer. */
export type SheetRights = { edit: boolean; classify: boolean; history: boolean; remove: boolean; propose: boolean };

/** What somebody may do with one sheet: her roles, and whether they reach it. */
export async function readSheetRights(
  db: Database,
  network: Network,
  person: Person,
  initiative: string,
): Promise<SheetRights> {
  const may = async (policy: RolePolicy) =>
    policy(person, network) && (await isReached(db, network.id, partsOf(policy, person, network), initiative));
  const [edit, classify, history, remove] = await Promise.all(
    [canEdit, canClassify, canSeeHistory, canDelete].map(may),
  );
  return {
    edit: edit!,
    classify: edit! && classify!,
    history: history!,
    remove: remove!,
    propose: !edit && canPropose(person, network) && (canRead(person, network) || (await may(canReadOwnSheets))),
  };
}

/** The domains that a form offers. */
export const readDomainChoices = async (db: Database, network: Network): Promise<DomainView[]> =>
  (await listDomains(db, network.id)).map(toDomainView);

/** The readings of a place that may be several, with what tells them apart. */
export function readCandidates(words: string): { label: string; about: string }[] {
  if (words.length > LIMITS.place) return [];
  const reference = openReference();
  const { status, candidates } = resolveTerritory(words, reference);
  if (status === "resolved" || words === "") return [];
  return candidates.slice(0, 12).map(({ label, departments, communes, regions }) => {
    const names = [
      ...new Set([...departments, ...communes.flatMap((code) => reference.parentsOf("commune", code).departments)]),
    ].flatMap((code) => reference.get("departement", code)?.name ?? []);
    const within = names.length > 0 ? names : regions.flatMap((code) => reference.get("region", code)?.name ?? []);
    return { label, about: within.filter((name) => name !== label).join(", ") };
  });
}

export type Merging = {
  now: SheetState;
  merged: SheetFields;
  conflicts: EditConflict[];
  theirs: SheetField[];
};

/** What becomes of a form when the sheet moved since the revision it began from. */
export async function readMerging(
  db: Database,
  network: Network,
  id: string,
  base: number,
  typed: SheetFields,
): Promise<Merging | undefined> {
  const [now, start] = await Promise.all([readState(db, network.id, id), readStateAt(db, network.id, id, base)]);
  if (!now) return undefined;
  const at = { db, networkId: network.id, initiativeId: id } as Where;
  const { fields } = readLines(typed, await readKnownLines(at), network.organisation);
  return { now, ...mergeEdits(start?.fields ?? null, now.fields, fields) };
}

const SHOWN = 50;

export type VersionLine = {
  number: number;
  cause: KeptVersion["cause"];
  word: string;
  by: { id: string | null; name: string | null };
  at: string;
  request: string | null;
  /** What it changed of the one before; null for the first. */
  changed: SheetField[] | null;
  /** Whether only what was decided of the readings differs from the one before. */
  decidedOnly: boolean;
};

export type HistoryView = { total: number; page: number; pages: number; versions: VersionLine[] };

/** The versions of a sheet, latest first, each with what it changed. */
export async function readVersions(db: Database, network: Network, id: string, asked: number): Promise<HistoryView> {
  const offset = (asked - 1) * SHOWN;
  const { total, versions } = await listVersions(db, network.id, id, { limit: SHOWN + 1, offset });
  const names = await namesOf(
    db,
    versions.flatMap(({ madeBy }) => madeBy ?? []),
  );
  return {
    total,
    page: asked,
    pages: Math.max(1, Math.ceil(total / SHOWN)),
    versions: versions.slice(0, SHOWN).map((version, index) => toLine(version, versions[index + 1], names)),
  };
}

function toLine(version: KeptVersion, before: KeptVersion | undefined, names: Map<string, string>): VersionLine {
  const { number, cause, word, madeBy, madeAt, request } = version;
  return {
    number,
    cause,
    word,
    by: { id: madeBy, name: (madeBy && names.get(madeBy)) ?? null },
    at: madeAt.toISOString(),
    request,
    changed: before ? changesBetween(before, version) : null,
    decidedOnly: before !== undefined && isDecidedOnly(before, version),
  };
}

/** The fields in which two states differ; a place that is read otherwise in the same words is another place. */
export function changesBetween(before: SheetState, after: SheetState): SheetField[] {
  const changed = changedFields(before.fields, after.fields);
  const moved = before.place.place_label !== after.place.place_label;
  return moved && !changed.includes("place") ? ["place", ...changed] : changed;
}

/** Whether two states say the same words, and differ in what was decided of them. */
const isDecidedOnly = (before: SheetState, after: SheetState): boolean =>
  changesBetween(before, after).length === 0 &&
  (before.place.place_status !== after.place.place_status ||
    JSON.stringify(before.kept) !== JSON.stringify(after.kept));

export type ComparisonView = {
  version: VersionLine;
  /** The state compared with: that of another version, or what the sheet says now. */
  other: { number: number | null };
  before: SheetState;
  after: SheetState;
  changed: SheetField[];
  /** Whether only what was decided of the readings differs. */
  decidedOnly: boolean;
  domains: DomainView[];
  /** Whether the sheet says now what this version says. */
  current: boolean;
  revision: number;
};

/** One version beside another, or beside what the sheet says now; undefined where there is none. */
export async function readComparison(
  db: Database,
  network: Network,
  id: string,
  number: number,
  other: number | "now",
): Promise<ComparisonView | undefined> {
  const [version, previous, against, now, domains] = await Promise.all([
    readVersion(db, network.id, id, number),
    readVersion(db, network.id, id, number - 1),
    other === "now" ? undefined : readVersion(db, network.id, id, other),
    readState(db, network.id, id),
    readDomainChoices(db, network),
  ]);
  if (!version || !now || (other !== "now" && other > 0 && !against)) return undefined;
  const names = await namesOf(db, version.madeBy ? [version.madeBy] : []);
  const line = toLine(version, previous, names);
  const compared = other === "now" ? now : (against ?? version);
  const [before, after] = other === "now" || other > number ? [version, compared] : [compared, version];
  const changed = changesBetween(before, after);
  return {
    version: line,
    other: { number: other === "now" ? null : other },
    before,
    after,
    changed,
    decidedOnly: isDecidedOnly(before, after),
    domains,
    current: changesBetween(version, now).length === 0,
    revision: now.revision,
  };
}
