import { type CellNote, columnLetters, type TableLimits, TableRefused } from "../table.ts";
import type { Archive } from "./archive.ts";
import { formatNumber } from "./number-format.ts";
import type { Workbook } from "./read-workbook.ts";
import { type Attributes, readXml, type XmlHandlers } from "./read-xml.ts";
import { unescapeXlsx } from "./shared-strings.ts";

/** A cell is text, or the index of a shared string not yet looked up. */
export type RawCell = string | number;
export type RawRow = { line: number; cells: RawCell[]; notes: CellNote[] };

type Context = { archive: Archive; workbook: Workbook; part: string; limits: TableLimits };

/** Streams the rows of a sheet in the order of the file, blank ones left out; `onProgress` is told the share read. */
export async function* sheetRows(context: Context, onProgress?: (share: number) => void): AsyncGenerator<RawRow> {
  const { archive, part, limits } = context;
  const collector = rowCollector(context);
  const total = Math.max(archive.inflatedBytes(part), 1);
  let read = 0;
  const pieces = counted(archive.text(part), (length) => {
    read += length;
    onProgress?.(Math.min(read / total, 1));
  });
  for await (const _ of readXml(pieces, part, limits.cellCharacters, collector.handlers)) {
    yield* collector.take();
    // What follows the data (formatting rules, drawings) may be long and is of no use.
    if (collector.finished()) return;
  }
}

async function* counted(pieces: AsyncIterable<string>, count: (length: number) => void): AsyncGenerator<string> {
  for await (const piece of pieces) {
    count(piece.length);
    yield piece;
  }
}

type Cell = { column: number; type: string; style: number; text: string; formula: boolean };

function rowCollector(context: Context) {
  const { limits } = context;
  let rows: RawRow[] = [];
  let row: RawRow | null = null;
  let line = 0;
  let cell: Cell | null = null;
  let column = -1;
  let inValue = false;
  let phonetic = 0;
  let inData = false;
  let finished = false;

  const oversize = () =>
    new TableRefused({
      code: "cell_too_large",
      params: { line, column: columnLetters(Math.max(column, 0)), limit: limits.cellCharacters },
    });

  const handlers: XmlHandlers = {
    oversize,
    open(name, attributes) {
      if (name === "sheetData") inData = true;
      if (!inData) return;
      if (name === "row") {
        line = positive(attributes.r) ?? line + 1;
        row = { line, cells: [], notes: [] };
        column = -1;
      } else if (name === "c") {
        column = columnOf(attributes.r) ?? column + 1;
        cell = startCell(column, attributes);
      } else if (name === "f" && cell) cell.formula = true;
      else if (name === "rPh") phonetic += 1;
      else if (name === "v" || name === "t") inValue = phonetic === 0;
    },
    text(piece) {
      if (!inValue || !cell) return;
      cell.text += piece;
      if (cell.text.length > limits.cellCharacters) throw oversize();
    },
    close(name) {
      if (name === "v" || name === "t") inValue = false;
      else if (name === "rPh") phonetic -= 1;
      else if (name === "c" && cell && row) {
        place(row, cell, context);
        cell = null;
      } else if (name === "row" && row) {
        if (row.cells.length > 0 || row.notes.length > 0) rows.push(row);
        row = null;
      } else if (name === "sheetData") {
        inData = false;
        finished = true;
      }
    },
  };
  const take = (): RawRow[] => {
    const taken = rows;
    rows = [];
    return taken;
  };
  return { handlers, take, finished: () => finished };
}

const startCell = (column: number, attributes: Attributes): Cell => ({
  column,
  type: attributes.t ?? "n",
  style: Number(attributes.s ?? 0),
  text: "",
  formula: false,
});

/** Cells past the limit of columns are all kept at one place, enough to say that the row is too long. */
function place(row: RawRow, cell: Cell, { workbook, limits }: Context): void {
  const value = cellValue(cell, workbook);
  const column = Math.min(cell.column, limits.columns);
  if (cell.type === "e") row.notes.push({ column, code: "formula_error", value: cell.text });
  else if (cell.formula && cell.text === "" && cell.type !== "str") {
    row.notes.push({ column, code: "formula_without_value", value: "" });
  }
  if (value === "") return;
  while (row.cells.length < column) row.cells.push("");
  row.cells[column] = value;
}

function cellValue(cell: Cell, workbook: Workbook): RawCell {
  const { type, text } = cell;
  if (text === "" || type === "e") return "";
  if (type === "s") return positive(text) ?? 0;
  if (type === "str" || type === "inlineStr") return unescapeXlsx(text);
  if (type === "b") return /^(1|true)$/.test(text.trim()) ? "TRUE" : "FALSE";
  if (type === "d") return text.replace(/T00:00(:00(\.0+)?)?Z?$/, "");
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  return formatNumber(number, workbook.formats[cell.style] ?? "plain", workbook.date1904);
}

function positive(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : null;
}

function columnOf(reference: string | undefined): number | null {
  const letters = /^([A-Za-z]{1,3})\d*$/.exec(reference ?? "")?.[1];
  if (!letters) return null;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
