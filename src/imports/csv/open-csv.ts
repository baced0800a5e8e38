import { findHeader, HEADER_SAMPLE_ROWS, isBlank, padded } from "../find-header.ts";
import {
  type Delimiter,
  type Encoding,
  type RowsOptions,
  type Table,
  type TableLimits,
  TableRefused,
  type TableRow,
} from "../table.ts";
import { type CsvRecord, csvRecords } from "./csv-records.ts";
import { announcedDelimiter, findDelimiter } from "./find-delimiter.ts";
import { decodedText, detectEncoding } from "./text-encoding.ts";

const SAMPLE_CHARACTERS = 128 * 1024;

type Source = { path: string; bytes: number; limits: TableLimits; recognises: (label: string) => boolean };

/** Opens delimited text: encoding, delimiter and header are found before any row is given; throws TableRefused. */
export async function openCsv({ path, bytes, limits, recognises }: Source): Promise<Table> {
  const encoding = await detectEncoding(path);
  const sample = await readSample(path, encoding);
  if (sample.whole && !/[^\s;,|"]/.test(sample.text)) {
    throw new TableRefused({ code: "no_header", params: { reason: "no_rows", line: null } });
  }
  const announced = announcedDelimiter(sample.text);
  const delimiter = announced ?? findDelimiter(sample, limits, recognises);
  const firstLine = announced ? 2 : 1;
  const source = { path, encoding, delimiter, limits, firstLine };

  const firstRows: TableRow[] = [];
  for await (const record of records(source)) {
    if (isBlank(record.cells)) continue;
    firstRows.push(record);
    if (firstRows.length === HEADER_SAMPLE_ROWS) break;
  }
  const { header, line: headerLine } = findHeader(firstRows, { recognises, limits });

  async function* rows({ onProgress }: RowsOptions = {}): AsyncGenerator<TableRow> {
    for await (const record of records(source, (read) => onProgress?.(read / bytes))) {
      if (record.line <= headerLine || isBlank(record.cells)) continue;
      yield { line: record.line, cells: padded(record.cells, header.length) };
    }
  }
  const everything = () => records(source);
  return { format: "csv", encoding, delimiter, sheet: null, sheets: [], header, headerLine, bytes, rows, everything };
}

async function readSample(path: string, encoding: Encoding): Promise<{ text: string; whole: boolean }> {
  let text = "";
  for await (const piece of decodedText(path, encoding)) {
    text += piece;
    if (text.length > SAMPLE_CHARACTERS) return { text: text.slice(0, SAMPLE_CHARACTERS), whole: false };
  }
  return { text, whole: true };
}

type RecordSource = {
  path: string;
  encoding: Encoding;
  delimiter: Delimiter | null;
  limits: TableLimits;
  firstLine: number;
};

async function* records(source: RecordSource, onBytes?: (bytes: number) => void): AsyncGenerator<CsvRecord> {
  const reader = csvRecords(source.delimiter, source.limits);
  for await (const text of decodedText(source.path, source.encoding, onBytes)) {
    for (const record of reader.write(text)) if (record.line >= source.firstLine) yield record;
  }
  for (const record of reader.end()) if (record.line >= source.firstLine) yield record;
}
