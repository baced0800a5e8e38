import { type FieldProblem, readLines } from "../initiatives/read-lines.ts";
import { NO_FIELDS, type SheetFields } from "../initiatives/sheet-fields.ts";
import { type Failure, invalid } from "../platform/result.ts";

/**
 * What is wrong with what somebody proposes, or null: the same rules as for a sheet, but for its place, which whoever reviews
 * may still choose. What the sheet says already is not hers to mend.
 */
export function whyNotSent(
  typed: SheetFields,
  start: SheetFields | null,
  organisation: string | null,
): { ok: false; failure: Failure } | null {
  const { problems } = readLines(typed, start ?? NO_FIELDS, organisation);
  return problems.length === 0
    ? null
    : invalid(
        "sheet_fields",
        {},
        problems.map(({ field, code, value }: FieldProblem) => ({ path: field, message: `${code} ${value}` })),
      );
}
