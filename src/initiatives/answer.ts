import type { Figure } from "../figures/types.ts";

/** The columns of an answer, under the names by which statements keep their words. */
export const COLUMNS = [
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
] as const;
export type Column = (typeof COLUMNS)[number];

/** An answer of the field, as typed; only the title is certain to be there. */
export type Answer = {
  line: number;
  number: string | null;
  columns: Partial<Record<Column, string>> & { title: string };
  extra: Record<string, string>;
  sinceYear: number | null;
  /** What the reading of the row itself found doubtful. */
  problems: { field: Column; value: string; code: string; params: Record<string, string | number> }[];
  fingerprint: string;
};

export type ReadFigure = Figure & { column: Column; status: "stated" | "proposed" };
