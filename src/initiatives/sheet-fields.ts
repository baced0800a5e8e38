/** The fields of a sheet that hold one text, and those that hold several lines, each a thing of its own. */
export const TEXT_FIELDS = ["title", "place", "since", "need", "description", "impacts"] as const;
export const LIST_FIELDS = ["domains", "audience", "carriers", "partners", "funders", "figures", "prospects"] as const;
export type TextField = (typeof TEXT_FIELDS)[number];
export type ListField = (typeof LIST_FIELDS)[number];
export type SheetField = TextField | ListField;

/** The same, in the order in which a person reads and writes them. */
export const SHEET_FIELDS = [
  "title",
  "place",
  "since",
  "domains",
  "need",
  "description",
  "audience",
  "carriers",
  "partners",
  "funders",
  "impacts",
  "figures",
  "prospects",
] as const satisfies readonly SheetField[];

/** What a sheet says, as a form shows it: domains by their keys, everything else in words. */
export type SheetFields = Record<TextField, string> & Record<ListField, string[]>;

export const NO_FIELDS: SheetFields = {
  title: "",
  place: "",
  since: "",
  need: "",
  description: "",
  impacts: "",
  domains: [],
  audience: [],
  carriers: [],
  partners: [],
  funders: [],
  figures: [],
  prospects: [],
};

/** The longest text of each field, the longest line of a list, and how many lines one may have. */
export const LIMITS: Record<TextField, number> & { line: number; lines: number } = {
  title: 500,
  place: 300,
  since: 4,
  need: 20_000,
  description: 20_000,
  impacts: 20_000,
  line: 600,
  lines: 200,
};

export const isListField = (field: SheetField): field is ListField =>
  (LIST_FIELDS as readonly SheetField[]).includes(field);

/** The column of an answer under which a statement keeps a field. */
export const columnOf = (field: SheetField): string => (field === "domains" ? "domain" : field);

/** Whether two sheets say the same in a field; the order of a list says nothing. */
export function isSame(field: SheetField, a: SheetFields, b: SheetFields): boolean {
  if (!isListField(field)) return a[field] === b[field];
  const [left, right] = [new Set(a[field]), new Set(b[field])];
  return left.size === right.size && [...left].every((line) => right.has(line));
}

/** The fields in which two sheets differ, in the order of reading. */
export const changedFields = (a: SheetFields, b: SheetFields): SheetField[] =>
  SHEET_FIELDS.filter((field) => !isSame(field, a, b));

/** An organisation as a line: its words, and what it does where they do not say it. */
export const actorLine = (words: string, does: string | null): string =>
  does === null || does === "" || words.includes(does) ? words : `${words} (${does})`;

/** The list under which a form shows an organisation. */
export const actorField = (roles: readonly string[]): "carriers" | "funders" | "partners" =>
  roles.includes("carrier") ? "carriers" : roles.includes("funder") ? "funders" : "partners";

/** What a version keeps of a sheet, as the database writes it. */
export type KeptFields = {
  title: string;
  need: string;
  description: string;
  impacts: string;
  since: number | null;
  domains: string[];
  audience: { text: string; status: string }[];
  actors: { words: string; does: string | null; roles: string[]; status: string }[];
  figures: { text: string; status: string }[];
  prospects: { text: string; status: string }[];
};

/** A kept state as a form shows it. */
export function fieldsOf(kept: KeptFields, placeWords: string): SheetFields {
  const lines = (list: { text: string }[]) => unique(list.map(({ text }) => text));
  const actors = (field: string) =>
    unique(
      kept.actors.flatMap(({ words, does, roles }) => (actorField(roles) === field ? [actorLine(words, does)] : [])),
    );
  return {
    title: kept.title,
    place: placeWords,
    since: kept.since === null ? "" : String(kept.since),
    need: kept.need,
    description: kept.description,
    impacts: kept.impacts,
    domains: kept.domains,
    audience: lines(kept.audience),
    carriers: actors("carriers"),
    partners: actors("partners"),
    funders: actors("funders"),
    figures: lines(kept.figures),
    prospects: lines(kept.prospects),
  };
}

const unique = (lines: string[]) => [...new Set(lines)];
