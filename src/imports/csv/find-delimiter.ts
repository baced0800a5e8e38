import { type Delimiter, type TableLimits, TableRefused } from "../table.ts";
import { type CsvRecord, csvRecords } from "./csv-records.ts";

const CANDIDATES: Delimiter[] = [";", ",", "\t", "|"];
const ROWS_LOOKED_AT = 100;

type Sample = { text: string; whole: boolean };

/** The delimiter announced by the `sep=;` line that French Excel writes first, or null. */
export function announcedDelimiter(text: string): Delimiter | null {
  const announced = /^"?sep=([,;|\t])"?(?:[\r\n]|$)/i.exec(text)?.[1];
  return (announced as Delimiter | undefined) ?? null;
}

/**
 * Chooses the delimiter that cuts the sample into the most even rows, with the words of a header as a second opinion;
 * null when the file has one column.
 */
export function findDelimiter(
  sample: Sample,
  limits: TableLimits,
  recognises: (label: string) => boolean,
): Delimiter | null {
  let best: { delimiter: Delimiter | null; score: number } = { delimiter: null, score: 0 };
  for (const delimiter of CANDIDATES) {
    const score = evenness(sample, delimiter, limits, recognises);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function evenness(
  sample: Sample,
  delimiter: Delimiter,
  limits: TableLimits,
  recognises: (label: string) => boolean,
): number {
  const { records, broken } = readSample(sample, delimiter, limits);
  if (records.length === 0) return 0;
  const counts = new Map<number, number>();
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [usual, times] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]!;
  const words = Math.max(...records.slice(0, 20).map(({ cells }) => cells.filter(recognises).length));
  if (usual === 1 && words < 2) return 0;
  const even = (times / records.length) * Math.log2(Math.max(usual, 2));
  return (even + words / 2) * (broken ? 0.5 : 1);
}

function readSample(sample: Sample, delimiter: Delimiter, limits: TableLimits) {
  const records: CsvRecord[] = [];
  let broken = false;
  try {
    const reader = csvRecords(delimiter, limits);
    // Line by line, so that what was read before a broken quote still counts.
    for (const piece of sample.text.split(/(?<=[\r\n])/)) {
      records.push(...reader.write(piece));
      if (records.length > ROWS_LOOKED_AT) break;
    }
    if (sample.whole && records.length <= ROWS_LOOKED_AT) records.push(...reader.end());
  } catch (error) {
    if (!(error instanceof TableRefused)) throw error;
    broken = true;
  }
  return { records: records.filter(({ cells }) => cells.some((cell) => cell.trim() !== "")), broken };
}
