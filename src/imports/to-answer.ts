import { type Answer, COLUMNS, type Column } from "../initiatives/answer.ts";
import { fingerprint } from "./fingerprint.ts";
import type { RawAnswer, RowProblem } from "./rows.ts";

/** Turns a row read from a file into an answer of the field, with what was doubtful in it. */
export function toAnswer(raw: RawAnswer, problems: RowProblem[]): Answer {
  const texts = COLUMNS.flatMap((column) => (raw[column] === "" ? [] : [[column, raw[column]] as const]));
  return {
    line: raw.line,
    number: raw.number === "" ? null : raw.number,
    columns: { ...Object.fromEntries(texts), title: raw.title },
    extra: raw.extra,
    sinceYear: raw.sinceYear,
    problems: problems.flatMap(({ severity, field, value, code, params }) =>
      severity === "review" ? [{ field: isColumn(field) ? field : ("description" as const), value, code, params }] : [],
    ),
    fingerprint: fingerprint(raw),
  };
}

const isColumn = (field: string | null): field is Column =>
  field !== null && (COLUMNS as readonly string[]).includes(field);
