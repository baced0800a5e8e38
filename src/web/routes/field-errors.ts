import type { SheetField } from "../../initiatives/sheet-fields.ts";
import type { Failure } from "../../platform/result.ts";
import type { FieldError } from "../pages/sheet-form.ts";

/** The errors of fields that a refusal holds, as the pages show them. */
export const fieldErrors = (failure: Failure): FieldError[] =>
  failure.kind === "invalid" && failure.code === "sheet_fields"
    ? (failure.issues ?? []).map(({ path, message }) => {
        const at = message.indexOf(" ");
        return { field: path as SheetField, code: message.slice(0, at), value: message.slice(at + 1) };
      })
    : [];
