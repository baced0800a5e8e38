import type { Answer } from "../initiatives/answer.ts";
import { identityKey } from "../initiatives/decide-statement.ts";
import type { Mapping } from "./match-columns.ts";
import { type RowProblem, rowReader } from "./rows.ts";
import type { Table } from "./table.ts";
import { toAnswer } from "./to-answer.ts";

export type Rejection = {
  line: number;
  column: string;
  value: string;
  code: string;
  params: Record<string, string | number>;
};

export type Counts = {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  review: number;
};

export const NO_COUNTS: Counts = { read: 0, created: 0, updated: 0, unchanged: 0, refused: 0, review: 0 };

/** Refused rows kept with an import; past that they are only counted. */
export const KEPT_REJECTIONS = 1000;

export type Batch = { answers: Answer[]; refused: Rejection[]; read: number; share: number };

/**
 * Reads a table batch after batch, in memory that does not grow with the file; throws TableRefused on what only reading
 * on can tell. A row that repeats an answer of the same file without a number of its own is refused too.
 */
export async function* batchesOf(
  table: Table,
  mapping: Mapping,
  lastYear: number,
  size: number,
): AsyncGenerator<Batch> {
  const read = rowReader({ header: table.header, mapping, lastYear });
  const titleColumn = mapping.indexOf("title");
  const seen = new Map<string, number>();
  let share = 0;
  let batch: Batch = { answers: [], refused: [], read: 0, share: 0 };
  for await (const row of table.rows({ onProgress: (value) => (share = value) })) {
    const { answer, problems } = read(row);
    batch.read += 1;
    if (!answer) {
      batch.refused.push(
        ...problems
          .filter((problem) => problem.severity === "refused")
          .map((problem) => toRejection(problem, table.header)),
      );
    } else {
      const repeated =
        answer.number === ""
          ? repeats(seen, `${identityKey(answer.title)}|${identityKey(answer.place)}`, row.line)
          : null;
      if (repeated === null) batch.answers.push(toAnswer(answer, problems));
      else
        batch.refused.push({
          line: row.line,
          column: table.header[titleColumn] ?? "",
          value: answer.title,
          code: "row_repeated",
          params: { firstLine: repeated },
        });
    }
    if (batch.read < size) continue;
    yield { ...batch, share };
    batch = { answers: [], refused: [], read: 0, share };
  }
  if (batch.read > 0) yield { ...batch, share: 1 };
}

function repeats(seen: Map<string, number>, identity: string, line: number): number | null {
  const first = seen.get(identity);
  if (first === undefined) seen.set(identity, line);
  return first ?? null;
}

function toRejection(problem: RowProblem, header: string[]): Rejection {
  const column = problem.column === null ? "" : (header[lettersToIndex(problem.column)] ?? problem.column);
  return { line: problem.line, column, value: problem.value, code: problem.code, params: problem.params };
}

const lettersToIndex = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
