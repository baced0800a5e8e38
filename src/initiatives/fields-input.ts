import { z } from "zod";
import { LIST_FIELDS, TEXT_FIELDS } from "./sheet-fields.ts";

// No form is longer: what each field may hold is told field by field.
const MOST = 1_100_000;
const text = z
  .string()
  .max(MOST)
  .transform((typed) => typed.replaceAll("\r\n", "\n").replaceAll("\0", "").toWellFormed().trim());
const lines = z
  .array(z.string().max(MOST))
  .max(MOST)
  .transform((typed) => [
    ...new Set(
      typed
        .map((line) => line.replaceAll("\0", "").toWellFormed().replace(/\s+/g, " ").trim())
        .filter((line) => line !== ""),
    ),
  ]);

/** What a form says of a sheet: texts without the space around them, lists without empty or repeated lines. */
export const FieldsInput = z.object({
  ...(Object.fromEntries(TEXT_FIELDS.map((field) => [field, text])) as Record<
    (typeof TEXT_FIELDS)[number],
    typeof text
  >),
  ...(Object.fromEntries(LIST_FIELDS.map((field) => [field, lines])) as Record<
    (typeof LIST_FIELDS)[number],
    typeof lines
  >),
});

export const PlaceChoiceInput = z
  .union([z.int().min(0).max(20), z.literal("words")])
  .nullable()
  .default(null);

/** Why something was changed, in the words of whoever did; nothing when she says nothing. */
export const WordInput = z.string().trim().max(500).default("");
