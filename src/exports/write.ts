import writeXlsxFile from "write-excel-file/node";
import { geojsonPieces, jsonldPieces, jsonPieces } from "./documents.ts";
import type { Entry, ExportScope, Format, Pieces } from "./formats.ts";
import { openParquet } from "./parquet.ts";
import { type Cell, csvPieces, headersOf, tableRow } from "./table.ts";

/** A file in the making: what to write for each initiative, then at the end; null where nothing is ready yet. */
export type Making = {
  add: (entry: Entry) => Uint8Array | string | null;
  end: () => Promise<Uint8Array | string>;
  count: () => number;
};

const PIECES: Record<Exclude<Format, "xlsx" | "parquet">, (scope: ExportScope) => Pieces> = {
  csv: csvPieces,
  geojson: geojsonPieces,
  jsonld: jsonldPieces,
  json: jsonPieces,
};

/** Opens a file of one of the formats; all but XLSX, which is an archive, are written as initiatives come. */
export function openFile(format: Format, scope: ExportScope): Making {
  let count = 0;
  const made =
    format === "parquet"
      ? openParquet(scope)
      : format === "xlsx"
        ? openXlsx(scope)
        : openPieces(PIECES[format](scope), () => count);
  return {
    add: (entry) => {
      const piece = made.add(entry);
      count += 1;
      return piece;
    },
    end: async () => made.end(),
    count: () => count,
  };
}

function openPieces(pieces: Pieces, count: () => number) {
  let head = pieces.head;
  const withHead = (text: string) => {
    const whole = head + text;
    head = "";
    return whole;
  };
  return {
    add: (entry: Entry) => withHead(pieces.one(entry, count())),
    end: () => withHead(pieces.tail(count())),
  };
}

const CELL = 32_767;

/** A workbook of one sheet, every cell a plain value. */
function openXlsx(scope: ExportScope) {
  const rows: (null | { value: string; type: StringConstructor } | { value: number; type: NumberConstructor })[][] = [];
  const cell = (value: Cell) =>
    value === null
      ? null
      : typeof value === "number"
        ? { value, type: Number }
        : { value: value.slice(0, CELL), type: String };
  return {
    add: (entry: Entry) => {
      rows.push(tableRow(entry, scope).map(cell));
      return null;
    },
    end: async () => {
      const header = headersOf(scope).map((value) => ({ value, type: String, fontWeight: "bold" as const }));
      return (await writeXlsxFile([header, ...rows], { sheet: "Initiatives" })).toBuffer();
    },
  };
}

/** A piece is sent when it is at least this long, so that a hundred thousand rows are not as many writes. */
const CHUNK = 64 * 1024;

/** The bytes of a file, made as they are asked for. */
export async function* streamFile(
  format: Format,
  entries: AsyncIterable<Entry>,
  scope: ExportScope,
): AsyncGenerator<Uint8Array> {
  const file = openFile(format, scope);
  let text = "";
  for await (const entry of entries) {
    const piece = file.add(entry);
    if (typeof piece === "string") text += piece;
    else if (piece) yield piece;
    if (text.length >= CHUNK) {
      yield Buffer.from(text);
      text = "";
    }
  }
  const end = await file.end();
  yield typeof end === "string" ? Buffer.from(text + end) : end;
}
