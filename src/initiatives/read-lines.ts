import type { ParsedActor } from "../actors/draft.ts";
import type { ActorRole } from "../actors/kinds.ts";
import { parsePartners } from "../actors/parse-partners.ts";
import { parseFigures } from "../figures/parse.ts";
import type { Figure } from "../figures/types.ts";
import { type Audience, parseAudiences } from "./audiences.ts";
import { type Prospect, parseProspects } from "./prospects.ts";
import {
  actorField,
  actorLine,
  LIMITS,
  type ListField,
  type SheetField,
  type SheetFields,
  TEXT_FIELDS,
} from "./sheet-fields.ts";

/** What is wrong with what was typed in a field, and in which of its lines. */
export type FieldProblem = { field: SheetField; code: string; value: string };

/** What was read in lines that the sheet did not have, each with the line under which it will be shown. */
export type ReadLines = {
  audience: { line: string; audience: Pick<Audience, "label" | "category"> }[];
  actors: { line: string; field: ActorField; actor: ParsedActor }[];
  figures: { line: string; figure: Figure }[];
  prospects: { line: string; prospect: Pick<Prospect, "text" | "kind" | "towards" | "condition"> }[];
};

export type LinesRead = { fields: SheetFields; read: ReadLines; problems: FieldProblem[] };

type ActorField = "carriers" | "partners" | "funders";
const ACTOR_FIELDS: readonly ActorField[] = ["carriers", "partners", "funders"];
const ROLE: Record<ActorField, ActorRole> = {
  carriers: "carrier",
  partners: "partner",
  funders: "funder",
};

/**
 * Reads what was typed in the lists of a sheet: lines that it has already stay as they are, new ones are read as those of an
 * answer. The fields that come back hold the lines as they will be shown, so that the same form sent again changes nothing.
 */
export function readLines(typed: SheetFields, known: SheetFields, organisation: string | null): LinesRead {
  const read: ReadLines = { audience: [], actors: [], figures: [], prospects: [] };
  const problems: FieldProblem[] = [];
  const fields: SheetFields = { ...typed };
  // Words may say more than the list they were typed in: who finances stands among those who do.
  const moved: { field: ActorField; line: string }[] = [];
  const context = { ...(organisation && { networkOrganisation: organisation }) };
  const each = (field: ListField, make: (line: string) => string[]) => {
    const has = new Set(known[field]);
    const many = typed[field].length > LIMITS.lines;
    if (many) problems.push({ field, code: "lines_many", value: String(LIMITS.lines) });
    const long = typed[field].find((line) => line.length > LIMITS.line);
    if (long !== undefined) problems.push({ field, code: "line_long", value: long.slice(0, 60) });
    // What is refused for its size is not read: the readers are made for the lines of people.
    if (many || long !== undefined) return;
    fields[field] = [...new Set(typed[field].flatMap((line) => (has.has(line) ? [line] : make(line))))];
  };
  const refuse = (field: ListField, code: string, value: string): string[] => {
    problems.push({ field, code, value });
    return [value];
  };
  each("audience", (line) => {
    const found = parseAudiences(line);
    const audiences = found.length > 0 ? found : [{ label: line, category: null }];
    return audiences.map(({ label, category }) => {
      read.audience.push({ line: label, audience: { label, category } });
      return label;
    });
  });
  for (const field of ACTOR_FIELDS)
    each(field, (line) => {
      const actors = parsePartners(line, context);
      if (actors.length === 0) return refuse(field, "partner_unreadable", line);
      if (actors.some(({ doubts }) => doubts.includes("person"))) return refuse(field, "partner_person", line);
      return actors.flatMap((parsed) => {
        const actor = withRole(parsed, ROLE[field]);
        const [shown, under] = [actorLine(actor.text, actor.does), actorField(actor.roles)];
        read.actors.push({ line: shown, field: under, actor });
        if (under === field) return [shown];
        moved.push({ field: under, line: shown });
        return [];
      });
    });
  for (const { field, line } of moved) fields[field] = [...new Set([...fields[field], line])];
  each("figures", (line) => {
    const figures = parseFigures(line, { column: "figures" });
    if (figures.length === 0) return refuse("figures", "figure_unreadable", line);
    return figures.map((figure) => {
      read.figures.push({ line: figure.text, figure });
      return figure.text;
    });
  });
  each("prospects", (line) => {
    const found = parseProspects(line);
    const prospects =
      found.length > 0 ? found : [{ text: line, kind: "autre" as const, towards: null, condition: null }];
    return prospects.map((prospect) => {
      read.prospects.push({ line: prospect.text, prospect });
      return prospect.text;
    });
  });
  return { fields, read, problems: [...checkTexts(typed), ...problems] };
}

function withRole(actor: ParsedActor, role: ActorRole): ParsedActor {
  const others = actor.roles.filter((one) => one !== role && one !== "partner");
  return { ...actor, roles: role === "partner" && others.length > 0 ? others : [role, ...others] };
}

function checkTexts(typed: SheetFields): FieldProblem[] {
  const long = TEXT_FIELDS.flatMap((field) =>
    field !== "since" && typed[field].length > LIMITS[field]
      ? [{ field, code: "text_long", value: String(LIMITS[field]) }]
      : [],
  );
  const year = Number(typed.since);
  const wrongYear = typed.since !== "" && !(/^\d{4}$/.test(typed.since) && year >= 1850 && year <= 2100);
  return [
    ...(typed.title === "" ? [{ field: "title" as const, code: "title_missing", value: "" }] : []),
    ...(wrongYear ? [{ field: "since" as const, code: "since_wrong", value: typed.since }] : []),
    ...long,
  ];
}
