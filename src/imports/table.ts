import { type Failure, invalid } from "../platform/result.ts";

export type Column = string;

/** A file that cannot be read as a table, with where and by how much; `column` is a spreadsheet letter, `line` as the file shows it. */
export type TableRefusal =
  | { code: "unreadable_file"; params: { reason: string } }
  | { code: "empty_file"; params: Record<string, never> }
  | { code: "file_too_large"; params: { bytes: number; limit: number } }
  | { code: "not_a_table"; params: { kind: NotATable } }
  | { code: "encrypted_workbook"; params: Record<string, never> }
  | { code: "damaged_workbook"; params: { part: string } }
  | { code: "hostile_workbook"; params: { reason: HostileArchive; part: string } }
  | { code: "sheet_not_found"; params: { sheet: string; sheets: string } }
  | { code: "no_header"; params: { reason: "no_rows" | "looks_like_data" | "too_few_columns"; line: number | null } }
  | { code: "header_without_name"; params: { line: number; columns: Column } }
  | { code: "header_repeated"; params: { line: number; columns: Column; names: string } }
  | { code: "too_many_columns"; params: { columns: number; limit: number } }
  | { code: "cell_too_large"; params: { line: number | null; column: Column | null; limit: number } }
  | { code: "unterminated_quote"; params: { line: number; column: Column } }
  | { code: "invalid_bytes"; params: { line: number; encoding: Encoding } }
  | { code: "nul_bytes"; params: { line: number } };

export type NotATable =
  | "pdf"
  | "image"
  | "excel_97"
  | "excel_binary"
  | "open_document"
  | "word"
  | "powerpoint"
  | "archive"
  | "html"
  | "xml"
  | "binary";

/** Why an archive is refused unopened or half-way: what it inflates to, how it is built, or what its XML asks for. */
export type HostileArchive = "inflated_size" | "ratio" | "entries" | "overlap" | "repeated_entry" | "doctype";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
export type Delimiter = "," | ";" | "\t" | "|";

/** What a cell held that could not be kept as text; `column` counts from 0. */
export type CellNote = { column: number; code: "formula_error" | "formula_without_value"; value: string };

/** One row: its number in the file (line of its first character, or spreadsheet row) and at least as many cells as the header. */
export type TableRow = { line: number; cells: string[]; notes?: CellNote[] };

export type SheetInfo = { name: string; hidden: boolean };

/** A table found in a file, read again from its start at each call of `rows`, which throws TableRefused on what only reading on can tell. */
export type Table = {
  format: "csv" | "xlsx";
  encoding: Encoding | null;
  delimiter: Delimiter | null;
  sheet: string | null;
  sheets: SheetInfo[];
  header: string[];
  headerLine: number;
  bytes: number;
  rows(options?: RowsOptions): AsyncIterable<TableRow>;
  /** Every row of every sheet, hidden ones too, with the header and what stands above it; throws as `rows` does. */
  everything(): AsyncIterable<TableRow>;
};

/** `onProgress` is told the share of the file read so far, from 0 to 1. */
export type RowsOptions = { onProgress?: (share: number) => void };

export type TableLimits = {
  fileBytes: number;
  columns: number;
  cellCharacters: number;
  inflatedBytes: number;
  inflationRatio: number;
  archiveEntries: number;
};

export const DEFAULT_LIMITS: TableLimits = {
  fileBytes: 200 * 2 ** 20,
  columns: 200,
  cellCharacters: 2 ** 20,
  inflatedBytes: 2 ** 30,
  inflationRatio: 250,
  archiveEntries: 2_000,
};

/** Carries a refusal out of streams and parsers, up to `openTable` or to whoever reads the rows. */
export class TableRefused extends Error {
  readonly refusal: TableRefusal;

  constructor(refusal: TableRefusal) {
    super(`${refusal.code} ${JSON.stringify(refusal.params)}`);
    this.name = "TableRefused";
    this.refusal = refusal;
  }
}

/** How a refusal met while reading on is told; any other error is thrown again. */
export function refusedBy(error: unknown): { ok: false; failure: Failure } {
  if (!(error instanceof TableRefused)) throw error;
  return invalid(error.refusal.code, error.refusal.params);
}

/** The letters a spreadsheet shows above a column counted from 0: 0 → A, 26 → AA. */
export function columnLetters(column: number): Column {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
