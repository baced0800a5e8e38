import {
  isListField,
  NO_FIELDS,
  SHEET_FIELDS,
  type SheetField,
  type SheetFields,
} from "../initiatives/sheet-fields.ts";
import type { PlaceChoice } from "../initiatives/write-sheet.ts";
import type { SentForm } from "./form.ts";

/** The names under which a form sends the fields of a sheet. */
export const FORM_NAMES: Record<SheetField, string> = {
  title: "titre",
  place: "lieu",
  since: "depuis",
  domains: "domaine",
  need: "besoin",
  description: "description",
  audience: "publics",
  carriers: "porteurs",
  partners: "partenaires",
  funders: "financeurs",
  impacts: "effets",
  figures: "chiffres",
  prospects: "suites",
};

const tidy = (text: string): string => text.replaceAll("\r\n", "\n").replaceAll("\0", "").toWellFormed();

/** The fields that a form sends, as they were typed; a list is a text with one thing a line. */
export function readFields(form: SentForm): SheetFields {
  const fields: SheetFields = { ...NO_FIELDS };
  for (const field of SHEET_FIELDS) {
    const name = FORM_NAMES[field];
    if (field === "domains") fields.domains = form.all(name).flatMap((keys) => keys.split(/\s+/).filter(Boolean));
    else if (isListField(field))
      fields[field] = tidy(form.text(name))
        .split("\n")
        .map((line) => line.replace(/\s+/g, " ").trim())
        .filter((line) => line !== "");
    else fields[field] = tidy(form.text(name)).trim();
  }
  return fields;
}

/** Which of the readings offered for its words a place is; none when the words are no longer those they were offered for. */
export function readPlaceChoice(form: SentForm): PlaceChoice {
  if (form.text("lieu-lu").trim() !== form.text(FORM_NAMES.place).trim()) return null;
  const chosen = form.text("lieu-choix");
  if (chosen === "mots") return "words";
  return /^c\d{1,2}$/.test(chosen) ? Math.min(20, Number(chosen.slice(1))) : null;
}

/** A revision that a form carries; what is none is one that never was. */
export const readRevision = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : 0);
