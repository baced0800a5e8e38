import { createHash } from "node:crypto";
import { type Field, JOINED_FIELDS, SINGLE_FIELDS } from "./fields.ts";
import { foldLabel } from "./fold-label.ts";
import { type Recognised, recogniseLabel } from "./recognise-label.ts";

export type MatchReason =
  | "wording"
  | "typo"
  | "sample_years"
  | "sample_numbers"
  | "sample_emails"
  | "remembered"
  | "chosen"
  | "form_metadata"
  | "taken"
  | "unknown";

export type ColumnMatch = {
  /** From 0. */
  column: number;
  header: string;
  field: Field | null;
  /** From 0 to 1. */
  confidence: number;
  reason: MatchReason;
  candidates: { field: Field; confidence: number }[];
};

/** The field of each column, in order; what `readRow` reads with. */
export type Mapping = (Field | null)[];

/** Fields by folded header, kept under the signature of a header: columns may move, they are found again. */
export type Remembered = Record<string, Record<string, Field | null>>;

const ACCEPTED = 0.6;

/** Proposes a field for each column, from what was decided before, the words of the header, then the values of some rows. */
export function matchColumns(header: string[], samples: string[][] = [], remembered: Remembered = {}): ColumnMatch[] {
  const known = remembered[headerSignature(header)];
  if (known) return header.map((name, column) => fromMemory(name, column, known));
  const readings = header.map((name) => inContext(recogniseLabel(name), name, header));
  const matches = header.map((name, column): ColumnMatch => {
    const candidates = readings[column]!.filter((found) => found.field !== "metadata").map(({ field, confidence }) => ({
      field: field as Field,
      confidence: rounded(confidence),
    }));
    const metadata = readings[column]![0]?.field === "metadata";
    return {
      column,
      header: name,
      field: null,
      confidence: 0,
      reason: metadata ? "form_metadata" : "unknown",
      candidates,
    };
  });
  assign(matches, readings);
  readSamples(matches, samples);
  return matches;
}

/** Applies what a person chose, by column from 0; a field that holds one value leaves the column it was proposed for. */
export function adjustColumns(matches: ColumnMatch[], choices: Record<number, Field | null>): ColumnMatch[] {
  const chosenOnce = new Set(Object.values(choices).filter((field) => field !== null && SINGLE_FIELDS.has(field)));
  return matches.map((match): ColumnMatch => {
    const choice = choices[match.column];
    if (choice !== undefined) return { ...match, field: choice, confidence: 1, reason: "chosen" };
    if (match.field && chosenOnce.has(match.field)) return { ...match, field: null, confidence: 0, reason: "taken" };
    return match;
  });
}

/** The mapping that columns were matched to. */
export const mappingOf = (matches: ColumnMatch[]): Mapping => matches.map(({ field }) => field);

/** What to keep of a mapping so that the next file with the same columns, in any order, is read the same way. */
export function rememberMapping(header: string[], mapping: Mapping): Remembered {
  const fields = header.map((name, column) => [foldLabel(name), mapping[column] ?? null]);
  return { [headerSignature(header)]: Object.fromEntries(fields) };
}

/** Identifies a set of columns whatever their order, case and accents (SHA-256, hexadecimal). */
export function headerSignature(header: string[]): string {
  return createHash("sha256")
    .update(JSON.stringify(header.map(foldLabel).sort()))
    .digest("hex");
}

function fromMemory(header: string, column: number, known: Record<string, Field | null>): ColumnMatch {
  const field = known[foldLabel(header)] ?? null;
  return { column, header, field, confidence: 1, reason: "remembered", candidates: [] };
}

/** "Nom" beside "Prénom" or "Courriel" is the name of whoever answers, not of the initiative. */
function inContext(found: Recognised[], name: string, header: string[]): Recognised[] {
  if (!/^(nom|name|votre nom)$/.test(foldLabel(name))) return found;
  const folded = header.map(foldLabel);
  const personal = folded.some((label) => /^(prenom|first name|firstname|votre prenom)\b/.test(label));
  return personal ? [{ field: "respondent", confidence: 0.9, typo: false }, ...found] : found;
}

/** Gives each field to the column that says it best, then the field's next columns where they join. */
function assign(matches: ColumnMatch[], readings: Recognised[][]): void {
  const offers = readings
    .flatMap((found, column) => found.map((reading, rank) => ({ ...reading, column, rank })))
    .filter(({ confidence }) => confidence >= ACCEPTED)
    .sort((a, b) => b.confidence - a.confidence || a.rank - b.rank || a.column - b.column);
  const taken = new Set<Field>();
  const settled = new Set(matches.filter(({ reason }) => reason === "form_metadata").map(({ column }) => column));
  for (const { field, confidence, column, rank, typo } of offers) {
    if (field === "metadata" || settled.has(column)) continue;
    const match = matches[column]!;
    const joins = field === "respondent" || (JOINED_FIELDS.has(field) && rank === 0);
    if (taken.has(field) && !joins) {
      match.reason = "taken";
      continue;
    }
    // A second reading must be nearly as good as the first: a column that lost its field is better left to a person.
    if (rank > 0 && confidence < readings[column]![0]!.confidence - 0.2) continue;
    taken.add(field);
    settled.add(column);
    Object.assign(match, { field, confidence: rounded(confidence), reason: typo ? "typo" : "wording" });
  }
}

function readSamples(matches: ColumnMatch[], samples: string[][]): void {
  const taken = new Set(matches.map(({ field }) => field));
  for (const match of matches) {
    if (match.field !== null || match.reason === "form_metadata") continue;
    const values = samples.map((row) => (row[match.column] ?? "").trim()).filter((value) => value !== "");
    const told = toldByValues(values, match.column);
    if (!told || (taken.has(told.field) && told.field !== "respondent")) continue;
    taken.add(told.field);
    Object.assign(match, told);
  }
}

function toldByValues(
  values: string[],
  column: number,
): (Pick<ColumnMatch, "field" | "confidence" | "reason"> & { field: Field }) | null {
  if (values.length < 3) return null;
  const share = (pattern: RegExp) => values.filter((value) => pattern.test(value)).length / values.length;
  if (share(/^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i) >= 0.8)
    return { field: "respondent", confidence: 0.95, reason: "sample_emails" };
  if (share(/^(?:19|20)\d\d$/) >= 0.8) return { field: "since", confidence: 0.7, reason: "sample_years" };
  const unique = new Set(values).size === values.length;
  if (column === 0 && unique && share(/^\d{1,7}$/) === 1)
    return { field: "number", confidence: 0.65, reason: "sample_numbers" };
  return null;
}

const rounded = (confidence: number): number => Math.round(confidence * 100) / 100;
