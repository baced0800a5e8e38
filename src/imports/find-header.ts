import { foldLabel } from "./fold-label.ts";
import { columnLetters, type TableLimits, TableRefused, type TableRow } from "./table.ts";

/** The header is looked for in the first rows that hold anything; the rows after it say which columns have values. */
export const HEADER_SAMPLE_ROWS = 60;
const HEADER_WITHIN_ROWS = 20;

type Options = { recognises: (label: string) => boolean; limits: TableLimits };
type Header = { header: string[]; line: number };

/** Finds the row that names the columns among the first filled rows, under titles and remarks; throws TableRefused. */
export function findHeader(rows: TableRow[], { recognises, limits }: Options): Header {
  if (rows.length === 0) throw new TableRefused({ code: "no_header", params: { reason: "no_rows", line: null } });
  const index = recognisedRow(rows, recognises) ?? rowShapedAsHeader(rows);
  const { line, cells } = rows[index]!;
  const header = withoutTrailingBlanks(cells.map(cleanLabel));
  if (header.length > limits.columns) {
    throw new TableRefused({ code: "too_many_columns", params: { columns: header.length, limit: limits.columns } });
  }
  refuseUnnamed(header, line, rows.slice(index + 1));
  refuseRepeated(header, line);
  return { header, line };
}

/** Whether a row holds nothing but spaces. */
export const isBlank = (cells: string[]): boolean => cells.every((cell) => cell.trim() === "");

/** The cells of a row, at least as many as the header; what the row has beyond it stays, unless it is blank. */
export function padded(cells: string[], width: number): string[] {
  const kept = [...cells];
  while (kept.length > width && kept[kept.length - 1]!.trim() === "") kept.pop();
  while (kept.length < width) kept.push("");
  return kept;
}

function recognisedRow(rows: TableRow[], recognises: (label: string) => boolean): number | null {
  let best = { index: -1, words: 0 };
  for (const [index, { cells }] of rows.slice(0, HEADER_WITHIN_ROWS).entries()) {
    const filled = cells.filter((cell) => cell.trim() !== "");
    const words = filled.filter(recognises).length;
    const enough =
      words >= 2 ? words >= filled.length * 0.25 : words === 1 && filled.length === 1 && widest(rows) === 1;
    if (enough && words > best.words) best = { index, words };
  }
  return best.index >= 0 ? best.index : null;
}

function rowShapedAsHeader(rows: TableRow[]): number {
  const width = widest(rows);
  if (width < 2) {
    throw new TableRefused({ code: "no_header", params: { reason: "too_few_columns", line: rows[0]!.line } });
  }
  const needed = Math.max(2, width * 0.6);
  const index = rows.slice(0, HEADER_WITHIN_ROWS).findIndex(({ cells }) => filledCells(cells).length >= needed);
  const row = rows[index];
  if (!row || looksLikeData(filledCells(row.cells))) {
    const line = (row ?? rows[0]!).line;
    throw new TableRefused({ code: "no_header", params: { reason: "looks_like_data", line } });
  }
  return index;
}

function looksLikeData(cells: string[]): boolean {
  const valued = cells.filter((cell) => /^[\d\s.,/:%€+()-]+$/.test(cell) || /^\S+@\S+$|^https?:/i.test(cell)).length;
  const sentences = cells.filter(isSentence).length;
  return valued > 0 || sentences > cells.length / 4;
}

/** Questions of a form are long too, but they ask. */
const isSentence = (cell: string): boolean =>
  cell.length > 300 ||
  (cell.length > 40 && /[.!…]["»\s]*$/.test(cell)) ||
  (cell.length > 120 && !/[?:*)]\s*$/.test(cell));

function refuseUnnamed(header: string[], line: number, following: TableRow[]): void {
  const unnamed = header
    .map((name, column) => ({ name, column }))
    .filter(({ name, column }) => name === "" && following.some(({ cells }) => (cells[column] ?? "").trim() !== ""));
  if (unnamed.length === 0) return;
  const columns = unnamed.map(({ column }) => columnLetters(column)).join(", ");
  throw new TableRefused({ code: "header_without_name", params: { line, columns } });
}

function refuseRepeated(header: string[], line: number): void {
  const first = new Map<string, number>();
  const repeated = new Set<number>();
  for (const [column, name] of header.entries()) {
    if (name === "") continue;
    const key = foldLabel(name) || name;
    const known = first.get(key);
    if (known === undefined) first.set(key, column);
    else repeated.add(known).add(column);
  }
  if (repeated.size === 0) return;
  const inOrder = [...repeated].sort((a, b) => a - b);
  const columns = inOrder.map(columnLetters).join(", ");
  const names = [...new Set(inOrder.map((column) => header[column]!))].join(", ");
  throw new TableRefused({ code: "header_repeated", params: { line, columns, names } });
}

const cleanLabel = (cell: string): string => cell.normalize("NFC").replace(/\s+/g, " ").trim();

const filledCells = (cells: string[]): string[] => cells.map((cell) => cell.trim()).filter((cell) => cell !== "");

const widest = (rows: TableRow[]): number => Math.max(...rows.map(({ cells }) => filledCells(cells).length));

function withoutTrailingBlanks(cells: string[]): string[] {
  let end = cells.length;
  while (end > 0 && cells[end - 1] === "") end -= 1;
  return cells.slice(0, end);
}
