/** The fields of an answer, in the order people read them. `domain` is kept and never decided; `respondent` is personal. */
export const FIELDS = [
  "number",
  "title",
  "place",
  "since",
  "need",
  "description",
  "carriers",
  "partners",
  "funders",
  "audience",
  "figures",
  "impacts",
  "prospects",
  "domain",
  "respondent",
] as const;

export type Field = (typeof FIELDS)[number];

/** Fields that hold one value: a second column cannot be added to them. */
export const SINGLE_FIELDS: ReadonlySet<Field> = new Set(["number", "title", "since"]);

/** Fields that several columns fill in the files people make: a commune and its department, a summary and its detail. */
export const JOINED_FIELDS: ReadonlySet<Field> = new Set(["place", "description", "figures"]);
