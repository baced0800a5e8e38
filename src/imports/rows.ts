import type { Field } from "./fields.ts";
import { foldLabel } from "./fold-label.ts";
import type { Mapping } from "./match-columns.ts";
import { parseSince } from "./parse-since.ts";
import { type Column, columnLetters, type TableRow } from "./table.ts";

/** An answer as it was written, one text for each field; what no field takes is under `extra`, by header. */
export type RawAnswer = {
  line: number;
  number: string;
  title: string;
  place: string;
  since: string;
  sinceYear: number | null;
  need: string;
  description: string;
  carriers: string;
  partners: string;
  funders: string;
  audience: string;
  figures: string;
  impacts: string;
  prospects: string;
  domain: string;
  extra: Record<string, string>;
};

/** What is wrong with a value, and where; `review` keeps the row and its words, `refused` leaves the row out. */
export type RowProblem = {
  severity: "refused" | "review";
  line: number;
  column: Column | null;
  field: Field | null;
  value: string;
  code: RowProblemCode;
  params: Record<string, string | number>;
};

export type RowProblemCode =
  | "title_missing"
  | "number_repeated"
  | "cell_too_long"
  | "too_many_cells"
  | "formula_error"
  | "formula_without_value"
  | "since_duration"
  | "since_out_of_range"
  | "since_several_years"
  | "since_not_a_year";

/** `answer` is null when the row is refused. */
export type ReadRow = { answer: RawAnswer | null; problems: RowProblem[] };

type Options = { header: string[]; mapping: Mapping; lastYear: number };

const LONGEST: Partial<Record<Field, number>> = { number: 100, title: 300, place: 1_000, since: 300 };
const LONGEST_TEXT = 20_000;
const SHOWN_VALUE = 200;

/** Reads the rows of one file in order, remembering their numbers: the second row with the same number is refused. */
export function rowReader(options: Options): (row: TableRow) => ReadRow {
  const firstLines: FirstLines = new Map();
  return (row) => readRow(row, options, firstLines);
}

/** The line each number was first read on; a whole number takes a quarter of the room of its digits. */
type FirstLines = Map<string | number, number>;

const numberKey = (number: string): string | number =>
  /^[1-9]\d{0,8}$/.test(number) ? Number(number) : number.toLowerCase();

function readRow(row: TableRow, options: Options, firstLines: FirstLines): ReadRow {
  const { mapping, header } = options;
  const problems: RowProblem[] = [];
  const columnOf = (field: Field): number => mapping.indexOf(field);
  const report = (code: RowProblemCode, column: number, value: string, params: RowProblem["params"] = {}) => {
    const severity = code === "title_missing" || code === "number_repeated" ? "refused" : "review";
    const letters = column >= 0 ? columnLetters(column) : null;
    const field = mapping[column] ?? null;
    problems.push({
      severity,
      line: row.line,
      column: letters,
      field,
      value: value.slice(0, SHOWN_VALUE),
      code,
      params,
    });
  };

  const cells = row.cells.map(cleanCell);
  const values = gatherFields(cells, options);
  checkCells(row, cells, options, report);

  const title = values.title ?? "";
  if (title === "") report("title_missing", columnOf("title"), "");
  const number = cleanNumber(values.number ?? "");
  const firstLine = firstLines.get(numberKey(number));
  if (number !== "" && firstLine !== undefined) report("number_repeated", columnOf("number"), number, { firstLine });
  else if (number !== "" && title !== "") firstLines.set(numberKey(number), row.line);

  const since = values.since ?? "";
  const started = since === "" ? null : parseSince(since, options.lastYear);
  if (started && started.year === null) {
    report(started.reason, columnOf("since"), since, { lastYear: options.lastYear });
  }
  if (problems.some(({ severity }) => severity === "refused")) return { answer: null, problems };
  const answer: RawAnswer = {
    ...textFields(values),
    line: row.line,
    number,
    title,
    since,
    sinceYear: started?.year ?? null,
    extra: extraOf(cells, header, mapping),
  };
  return { answer, problems };
}

type Report = (code: RowProblemCode, column: number, value: string, params?: RowProblem["params"]) => void;

function checkCells(row: TableRow, cells: string[], { header, mapping }: Options, report: Report): void {
  for (const [column, cell] of cells.entries()) {
    const field = mapping[column];
    const limit = (field && LONGEST[field]) ?? LONGEST_TEXT;
    if (field && field !== "respondent" && cell.length > limit) {
      report("cell_too_long", column, cell, { limit, length: cell.length });
    }
  }
  if (cells.length > header.length) {
    const value = cells.slice(header.length).join(" | ");
    report("too_many_cells", header.length, value, { cells: cells.length, columns: header.length });
  }
  for (const note of row.notes ?? []) {
    if (mapping[note.column] && mapping[note.column] !== "respondent") report(note.code, note.column, note.value);
  }
}

type Values = Partial<Record<Field, string>>;

function gatherFields(cells: string[], { mapping, header }: Options): Values {
  const parts = new Map<Field, { text: string; header: string }[]>();
  for (const [column, field] of mapping.entries()) {
    const text = cells[column] ?? "";
    if (!field || text === "" || field === "respondent") continue;
    const known = parts.get(field);
    if (!known) parts.set(field, [{ text, header: header[column] ?? "" }]);
    else if (!known.some((part) => part.text === text)) known.push({ text, header: header[column] ?? "" });
  }
  const values: Values = {};
  for (const [field, texts] of parts) values[field] = joinTexts(field, texts);
  return values;
}

/** Several columns of a place go from the finest to the widest, as one writes "Billom (Puy-de-Dôme)". */
function joinTexts(field: Field, parts: { text: string; header: string }[]): string {
  if (parts.length === 1) return parts[0]!.text;
  if (field === "place") {
    const [finest, ...wider] = [...parts].sort((a, b) => breadth(a.header) - breadth(b.header));
    return `${finest!.text} (${wider.map(({ text }) => text).join(", ")})`;
  }
  return parts.map(({ text }) => text).join(field === "description" || field === "need" ? "\n\n" : " ; ");
}

function breadth(header: string): number {
  const label = foldLabel(header);
  const levels = [
    /lieu|adresse|site/,
    /commune|ville|city|town/,
    /postal|insee/,
    /agglo|epci|interco/,
    /depart|dept/,
    /region/,
  ];
  const level = levels.findLastIndex((pattern) => pattern.test(label));
  return level < 0 ? 1 : level;
}

const textFields = (values: Values) => ({
  place: values.place ?? "",
  need: values.need ?? "",
  description: values.description ?? "",
  carriers: values.carriers ?? "",
  partners: values.partners ?? "",
  funders: values.funders ?? "",
  audience: values.audience ?? "",
  figures: values.figures ?? "",
  impacts: values.impacts ?? "",
  prospects: values.prospects ?? "",
  domain: values.domain ?? "",
});

function extraOf(cells: string[], header: string[], mapping: Mapping): Record<string, string> {
  const entries = header.flatMap((name, column) => {
    const cell = cells[column] ?? "";
    return mapping[column] === null && name !== "" && cell !== "" ? [[name, cell] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** Composed Unicode, no control or invisible character, single spaces in a line, lines kept; the words are not touched. */
export function cleanCell(text: string): string {
  const composed = text.normalize("NFC");
  if (!UNCLEAN.test(composed)) return composed;
  return composed
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, "\n")
    .replace(/[^\P{Cc}\n\t]|[\u00ad\u200b\u2060\ufeff]/gu, "")
    .replace(/[^\S\n]+/g, foldSpaces)
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Most cells are clean already: one look spares them six passes. */
const UNCLEAN = /[\p{Cc}\u00ad\u200b\u2060\ufeff\u2028\u2029]|\s{2}|[^\S \u00a0\u202f]|^\s|\s$/u;

/** A no-break space holds a number or a sign to its neighbour: it stays when it stands alone. */
const foldSpaces = (run: string): string => (run === "\u00a0" || run === "\u202f" ? run : " ");

/** "n° 12", "12.0" and "12" are the same number of a file. */
function cleanNumber(text: string): string {
  return text
    .replace(/^(?:n\s?[°º.]|no\.?|#)\s*(?=\d)/i, "")
    .replace(/^(\d+)[.,]0+$/, "$1")
    .replace(/\s+/g, " ")
    .trim();
}
