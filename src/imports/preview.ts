import { type Comparable, proposeDuplicates, type Reason } from "../duplicates/score.ts";
import type { Answer } from "../initiatives/answer.ts";
import { makeReadingAids, readAnswer } from "../initiatives/read-answer.ts";
import { planAnswers } from "../initiatives/store-answers.sql.ts";
import type { Database } from "../platform/database/database.ts";
import type { Reference } from "../territories/reference.ts";
import { batchesOf, type Counts, NO_COUNTS, type Rejection } from "./import-rows.ts";
import { type ColumnMatch, mappingOf } from "./match-columns.ts";
import type { Table } from "./table.ts";

/** What a file would become, as far as it was read; `complete` is false when only its first rows were. */
export type Preview = {
  complete: boolean;
  counts: Counts & { sure: number };
  columns: (ColumnMatch & { filled: number; examples: string[] })[];
  rows: {
    line: number;
    title: string;
    place: string | null;
    placeStatus: string;
    actors: number;
    figures: number;
    prospects: number;
    doubts: number;
    becomes: "create" | "update" | "unchanged";
  }[];
  doubts: {
    line: number;
    title: string;
    field: string;
    value: string;
    code: string;
    params: Record<string, string | number>;
    options: string[];
  }[];
  rejected: Rejection[];
  duplicates: {
    a: { line: number; title: string };
    b: { line: number; title: string };
    score: number;
    reasons: Reason[];
  }[];
};

/** How many rows are read before anybody says "Importer"; a longer file is told to be previewed in part. */
export const PREVIEWED_ROWS = 2000;
const SHOWN = 200;
/** Every pair of these is compared while somebody waits; the import itself looks for all the others. */
const COMPARED_ROWS = 300;

type Source = {
  db: Database;
  networkId: string;
  campaignId: string | null;
  organisation: string | null;
  reference: Reference;
  table: Table;
  matches: ColumnMatch[];
  now: Date;
};

/** The cells of the first rows of a table. */
export async function firstRows(table: Table, count: number): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const row of table.rows()) {
    rows.push(row.cells);
    if (rows.length >= count) break;
  }
  return rows;
}

/** Reads the first rows of a table as an import would, and writes nothing. */
export async function previewTable(source: Source): Promise<Preview> {
  const { table, matches, now } = source;
  const preview: Preview = {
    complete: true,
    counts: { ...NO_COUNTS, sure: 0 },
    columns: await describeColumns(table, matches),
    rows: [],
    doubts: [],
    rejected: [],
    duplicates: [],
  };
  if (!matches.some((match) => match.field === "title")) return preview;
  const comparable: (Comparable & { line: number })[] = [];
  for await (const batch of batchesOf(table, mappingOf(matches), now.getFullYear() + 1, 500)) {
    preview.counts.read += batch.read;
    preview.counts.refused += batch.refused.length;
    preview.rejected.push(...batch.refused.slice(0, SHOWN - preview.rejected.length));
    await previewBatch(source, batch.answers, preview, comparable);
    if (preview.counts.read >= PREVIEWED_ROWS) {
      preview.complete = false;
      break;
    }
  }
  const byLine = new Map(comparable.map((item) => [item.id, { line: item.line, title: item.title }]));
  preview.duplicates = proposeDuplicates(comparable.slice(0, COMPARED_ROWS))
    .slice(0, 20)
    .map(({ a, b, score, reasons }) => ({ a: byLine.get(a)!, b: byLine.get(b)!, score, reasons }));
  return preview;
}

async function previewBatch(
  source: Source,
  answers: Answer[],
  preview: Preview,
  comparable: (Comparable & { line: number })[],
): Promise<void> {
  const { db, networkId, campaignId, reference, organisation } = source;
  const plan = await planAnswers(db, networkId, campaignId, answers);
  const created = new Set(plan.created.map(({ answer }) => answer));
  const updated = new Set(plan.updated.map(({ answer }) => answer));
  preview.counts.created += plan.created.length;
  preview.counts.updated += plan.updated.length;
  preview.counts.unchanged += plan.unchanged;
  const aids = makeReadingAids(reference, organisation);
  for (const answer of answers) {
    const reading = readAnswer(answer, aids);
    const { place, doubts } = reading;
    const { title } = answer.columns;
    if (doubts.length === 0) preview.counts.sure += 1;
    else preview.counts.review += 1;
    for (const { field, value, code, params, options } of doubts) {
      if (preview.doubts.length < SHOWN)
        preview.doubts.push({
          line: answer.line,
          title,
          field,
          value,
          code,
          params,
          options: options.map((option) => option.label),
        });
    }
    if (preview.rows.length < SHOWN) {
      preview.rows.push({
        line: answer.line,
        title,
        place: place?.label ?? null,
        placeStatus: place?.status ?? "unknown",
        actors: reading.actors.length,
        figures: reading.figures.filter((figure) => figure.status === "stated").length,
        prospects: reading.prospects.length,
        doubts: doubts.length,
        becomes: created.has(answer) ? "create" : updated.has(answer) ? "update" : "unchanged",
      });
    }
    comparable.push({
      id: String(answer.line),
      line: answer.line,
      title,
      place: {
        label: place?.label ?? null,
        regions: [...(place?.regions ?? []), ...(place?.parents.regions ?? [])],
        departments: [...(place?.departments ?? []), ...(place?.parents.departments ?? [])],
        communes: place?.communes ?? [],
      },
      partners: reading.actors.map((actor) => actor.name),
      audience: answer.columns.audience ?? "",
      text: [answer.columns.need, answer.columns.description, answer.columns.impacts].join(" "),
    });
  }
}

async function describeColumns(table: Table, matches: ColumnMatch[]): Promise<Preview["columns"]> {
  const filled = matches.map(() => 0);
  const examples: string[][] = matches.map(() => []);
  let read = 0;
  for await (const { cells } of table.rows()) {
    for (const column of matches.keys()) {
      const cell = (cells[column] ?? "").trim();
      if (cell === "") continue;
      filled[column]! += 1;
      if (examples[column]!.length < 3) examples[column]!.push(cell.slice(0, 80));
    }
    read += 1;
    if (read >= PREVIEWED_ROWS) break;
  }
  return matches.map((match, column) => ({ ...match, filled: filled[column]!, examples: examples[column]! }));
}
