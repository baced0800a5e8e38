import { columnLetters, type Delimiter, TableRefused } from "../table.ts";

export type CsvRecord = { line: number; cells: string[] };

type Limits = { cellCharacters: number; columns: number };

const QUOTE = 34;
const LF = 10;
const CR = 13;
const SPACE = 32;

type State = "start" | "plain" | "quoted" | "quote-seen" | "closed";

/**
 * Cuts text given piece by piece into records with the line each begins on (RFC 4180); throws TableRefused.
 *
 * Written here because what people type needs three things together that csv-parse gives apart: a bare quote inside a
 * cell is a character, a quote left open is refused where it was opened instead of swallowing the rows that follow,
 * and memory stays bounded by the size of one cell.
 */
export function csvRecords(delimiter: Delimiter | null, limits: Limits) {
  const separator = delimiter?.charCodeAt(0);
  let state: State = "start";
  let line = 1;
  let recordLine = 1;
  let fieldLine = 1;
  let swallowed = false;
  let closedSpaces = 0;
  let field = "";
  let cells: string[] = [];
  let afterCr = false;
  let started = false;

  const grow = (text: string): void => {
    field += text;
    if (field.length <= limits.cellCharacters) return;
    const column = columnLetters(cells.length);
    if (state === "quoted" && line - fieldLine > 200) throw unterminated();
    throw new TableRefused({
      code: "cell_too_large",
      params: { line: fieldLine, column, limit: limits.cellCharacters },
    });
  };

  const unterminated = () =>
    new TableRefused({ code: "unterminated_quote", params: { line: fieldLine, column: columnLetters(cells.length) } });

  const endField = (): void => {
    // One cell past the limit is enough to know that there are too many; the others would only take room.
    if (cells.length <= limits.columns) cells.push(field);
    field = "";
    state = "start";
  };

  const endRecord = (): CsvRecord => {
    endField();
    const record = { line: recordLine, cells };
    cells = [];
    started = false;
    recordLine = line + 1;
    return record;
  };

  function write(text: string): CsvRecord[] {
    const records: CsvRecord[] = [];
    let i = 0;
    if (afterCr && text.charCodeAt(0) === LF) {
      i = 1;
      if (state === "quoted") grow("\n");
    }
    afterCr = false;
    while (i < text.length) {
      if (state === "quoted") {
        i = readQuoted(text, i);
        continue;
      }
      const code = text.charCodeAt(i);
      if (state === "quote-seen") {
        if (code === QUOTE) {
          grow('"');
          state = "quoted";
          i += 1;
          continue;
        }
        state = "closed";
        closedSpaces = 0;
      }
      if (code === separator) {
        endField();
        started = true;
        i += 1;
      } else if (code === LF || code === CR) {
        records.push(endRecord());
        i += 1;
        if (code === CR && i === text.length) afterCr = true;
        if (code === CR && text.charCodeAt(i) === LF) i += 1;
        line += 1;
      } else if (state === "start" && code === QUOTE && (field === "" || /^ +$/.test(field))) {
        openQuote();
        i += 1;
      } else if (state === "closed") {
        if (code === SPACE) {
          closedSpaces += 1;
          i += 1;
        } else reopenAsPlain();
      } else {
        i = readPlain(text, i);
      }
    }
    return records;
  }

  function openQuote(): void {
    state = "quoted";
    field = "";
    fieldLine = line;
    swallowed = false;
    started = true;
  }

  /** `"Bouge ton quartier" à Albi` was typed by hand: its quotes are words, unless the cell already ate a separator or a line. */
  function reopenAsPlain(): void {
    if (swallowed) throw unterminated();
    field = `"${field}"${" ".repeat(closedSpaces)}`;
    state = "plain";
  }

  function readQuoted(text: string, from: number): number {
    let close = text.indexOf('"', from);
    if (close < 0) close = text.length;
    const part = text.slice(from, close);
    if (!swallowed && ((delimiter && part.includes(delimiter)) || /[\r\n]/.test(part))) swallowed = true;
    line += part.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (part.endsWith("\r") && close === text.length) afterCr = true;
    grow(part);
    if (close === text.length) return close;
    state = "quote-seen";
    return close + 1;
  }

  function readPlain(text: string, from: number): number {
    let i = from;
    while (i < text.length) {
      const code = text.charCodeAt(i);
      if (code === separator || code === LF || code === CR) break;
      if (code === QUOTE && state === "start") break;
      if (code !== SPACE) state = "plain";
      i += 1;
    }
    if (field === "") fieldLine = line;
    started = true;
    grow(text.slice(from, i));
    return i;
  }

  /** Gives the last record when the text does not end with a line break. */
  function end(): CsvRecord[] {
    if (state === "quoted") throw unterminated();
    return started || field !== "" || cells.length > 0 ? [endRecord()] : [];
  }

  return { write, end };
}
