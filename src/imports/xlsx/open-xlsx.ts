import { findHeader, HEADER_SAMPLE_ROWS, isBlank, padded } from "../find-header.ts";
import { type RowsOptions, type Table, type TableLimits, TableRefused, type TableRow } from "../table.ts";
import { type Archive, kindOfArchive, openArchive } from "./archive.ts";
import { readWorkbook, type Sheet, type Workbook } from "./read-workbook.ts";
import { pickStrings, type StringStore, storeStrings } from "./shared-strings.ts";
import { type RawRow, sheetRows } from "./sheet-rows.ts";

type Source = {
  path: string;
  bytes: number;
  limits: TableLimits;
  recognises: (label: string) => boolean;
  sheet?: string | undefined;
};
type Opened = Source & { archive: Archive; workbook: Workbook };

/** Opens a workbook at its first visible sheet with a header, or at the sheet asked for; throws TableRefused. */
export async function openXlsx(source: Source): Promise<Table> {
  const archive = await openArchive(source.path, source.bytes, source.limits);
  try {
    const kind = kindOfArchive(archive.names);
    if (kind) throw new TableRefused({ code: "not_a_table", params: { kind } });
    const workbook = await readWorkbook(archive);
    const chosen = await chooseSheet({ ...source, archive, workbook });
    return {
      format: "xlsx",
      encoding: null,
      delimiter: null,
      sheet: chosen.sheet.name,
      sheets: workbook.sheets.map(({ name, hidden }) => ({ name, hidden })),
      header: chosen.header,
      headerLine: chosen.line,
      bytes: source.bytes,
      rows: (options) => tableRows(source, workbook, [chosen], options),
      everything: () => tableRows(source, workbook, wholeSheets(workbook)),
    };
  } finally {
    archive.close();
  }
}

type Chosen = { sheet: Sheet; header: string[]; line: number };

/** Each sheet from its first row; a part that bears several names is read once. */
const wholeSheets = ({ sheets }: Workbook): Chosen[] =>
  [...new Map(sheets.map((sheet) => [sheet.part.toLowerCase(), sheet])).values()].map((sheet) => ({
    sheet,
    header: [],
    line: -1,
  }));

async function chooseSheet(opened: Opened): Promise<Chosen> {
  const { sheets } = opened.workbook;
  const candidates = sheets.filter(({ name, hidden }) =>
    opened.sheet === undefined ? !hidden : name === opened.sheet,
  );
  if (opened.sheet !== undefined && candidates.length === 0) {
    const names = sheets.map(({ name }) => name).join(", ");
    throw new TableRefused({ code: "sheet_not_found", params: { sheet: opened.sheet, sheets: names } });
  }
  let refused: TableRefused | null = null;
  for (const sheet of candidates) {
    try {
      const rows = await firstRows(opened, sheet);
      return { sheet, ...findHeader(rows, opened) };
    } catch (error) {
      if (!(error instanceof TableRefused) || !aboutTheHeader(error)) throw error;
      // Of several sheets without header, one that holds something says more than an empty one.
      if (!refused || isEmptySheet(refused)) refused = error;
    }
  }
  throw refused ?? new TableRefused({ code: "no_header", params: { reason: "no_rows", line: null } });
}

const aboutTheHeader = ({ refusal }: TableRefused): boolean =>
  ["no_header", "header_without_name", "header_repeated", "too_many_columns"].includes(refusal.code);

const isEmptySheet = ({ refusal }: TableRefused): boolean =>
  refusal.code === "no_header" && refusal.params.reason === "no_rows";

async function firstRows({ archive, workbook, limits }: Opened, sheet: Sheet): Promise<TableRow[]> {
  const raw: RawRow[] = [];
  for await (const row of sheetRows({ archive, workbook, part: sheet.part, limits })) {
    raw.push(row);
    if (raw.length === HEADER_SAMPLE_ROWS) break;
  }
  raw.sort((a, b) => a.line - b.line);
  const wanted = new Set(raw.flatMap(({ cells }) => cells.filter((cell) => typeof cell === "number")));
  const strings = await pickStrings(archive, workbook.strings ?? "", wanted, limits);
  return raw
    .map((row) => withStrings(row, (index) => strings.get(index), sheet.part))
    .filter(({ cells }) => !isBlank(cells));
}

async function* tableRows(
  source: Source,
  workbook: Workbook,
  chosen: readonly Chosen[],
  { onProgress }: RowsOptions = {},
): AsyncGenerator<TableRow> {
  const archive = await openArchive(source.path, source.bytes, source.limits);
  let strings: StringStore | null = null;
  try {
    const { limits } = source;
    if (workbook.strings) strings = await storeStrings(archive, workbook.strings, limits);
    const lookUp = (index: number) => strings?.get(index);
    for (const { sheet, header, line } of chosen)
      for await (const raw of sheetRows({ archive, workbook, part: sheet.part, limits }, onProgress)) {
        if (raw.line <= line) continue;
        const row = withStrings(raw, lookUp, sheet.part);
        if (isBlank(row.cells) && !row.notes) continue;
        yield { ...row, cells: padded(row.cells, header.length) };
      }
  } finally {
    strings?.dispose();
    archive.close();
  }
}

function withStrings(row: RawRow, lookUp: (index: number) => string | undefined, part: string): TableRow {
  const cells = row.cells.map((cell) => {
    if (typeof cell === "string") return cell;
    const text = lookUp(cell);
    if (text === undefined) throw new TableRefused({ code: "damaged_workbook", params: { part } });
    return text;
  });
  return row.notes.length > 0 ? { line: row.line, cells, notes: row.notes } : { line: row.line, cells };
}
