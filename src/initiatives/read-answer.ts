import type { ParsedActor } from "../actors/draft.ts";
import { parsePartners } from "../actors/parse-partners.ts";
import { parseFigures } from "../figures/parse.ts";
import type { Reference } from "../territories/reference.ts";
import { resolveTerritory } from "../territories/resolve.ts";
import type { Candidate, Resolution } from "../territories/types.ts";
import type { Answer, Column, ReadFigure } from "./answer.ts";
import { type Audience, parseAudiences } from "./audiences.ts";
import { type Prospect, parseProspects } from "./prospects.ts";

/** A value that a person should look at; the row stays usable meanwhile. */
export type Doubt = {
  field: Column;
  value: string;
  code: DoubtCode | (string & {});
  params: Record<string, string | number>;
  options: Candidate[];
};

export type DoubtCode =
  | "place_unknown"
  | "place_ambiguous"
  | "place_doubtful"
  | "figures_unreadable"
  | "partner_person"
  | "partners_unreadable"
  | "domain_stated"
  | "number_reused";

/** All that is read in an answer; nothing here is accepted yet. */
export type Reading = {
  place: Resolution | null;
  figures: ReadFigure[];
  actors: ParsedActor[];
  audiences: Audience[];
  prospects: Prospect[];
  doubts: Doubt[];
};

export type ReadingAids = { reference: Reference; organisation: string | null; resolve: (text: string) => Resolution };

/** Prepares what reading needs once for many answers; places typed again and again are resolved once. */
export function makeReadingAids(reference: Reference, organisation: string | null): ReadingAids {
  const known = new Map<string, Resolution>();
  return {
    reference,
    organisation,
    resolve: (text) => {
      const before = known.get(text);
      if (before) return before;
      if (known.size > 5000) known.clear();
      const resolution = resolveTerritory(text, reference);
      known.set(text, resolution);
      return resolution;
    },
  };
}

const SURE = 0.9;
/** What is read of a text, in characters: beyond, its words are kept, and nobody answers a question at such length. */
const MOST_READ = 20_000;
const PROSE: Column[] = ["need", "description", "impacts", "prospects"];

/** Reads the place, year, figures, actors, audiences and prospects of an answer, and says what is doubtful. */
export function readAnswer(answer: Answer, aids: ReadingAids): Reading {
  const columns = Object.fromEntries(
    Object.entries(answer.columns).map(([column, text]) => [column, text.slice(0, MOST_READ)]),
  ) as Answer["columns"];
  const place = columns.place ? aids.resolve(columns.place) : null;
  const figures = readFigures(columns);
  const actors = readActors(columns, place, aids);
  return {
    place,
    figures,
    // Persons are told of in the review, by their words; no name of a person becomes an organisation.
    actors: actors.filter((actor) => !actor.doubts.includes("person")),
    audiences: columns.audience ? parseAudiences(columns.audience) : [],
    prospects: columns.prospects ? parseProspects(columns.prospects) : [],
    doubts: [
      ...answer.problems.map((problem) => ({ ...problem, options: [] })),
      ...doubtPlace(columns.place, place),
      ...doubtRest(columns, figures, actors),
    ],
  };
}

function readFigures(columns: Answer["columns"]): ReadFigure[] {
  const stated = columns.figures
    ? parseFigures(columns.figures, { column: "figures" }).map((figure) => ({
        ...figure,
        column: "figures" as const,
        status: "stated" as const,
      }))
    : [];
  const said = new Set(stated.map(quantity));
  const proposed: ReadFigure[] = [];
  for (const column of PROSE) {
    const text = columns[column];
    if (!text) continue;
    for (const figure of parseFigures(text, { column: "prose" })) {
      // The same quantity told again in a sentence is one figure.
      if (said.has(quantity(figure))) continue;
      said.add(quantity(figure));
      proposed.push({ ...figure, column, status: "proposed" });
    }
  }
  return [...stated, ...proposed];
}

const quantity = (figure: { min: number | null; max: number | null; unit: string | null }) =>
  `${figure.min}|${figure.max}|${figure.unit}`;

function readActors(columns: Answer["columns"], place: Resolution | null, aids: ReadingAids): ParsedActor[] {
  const context = {
    ...(aids.organisation && { networkOrganisation: aids.organisation }),
    ...(place && { place: namesOf(place, aids.reference) }),
    resolvePlace: (text: string) => onePlace(aids.resolve(text), aids.reference),
  };
  const parts = [
    ...(columns.partners ? parsePartners(columns.partners, context) : []),
    ...(columns.carriers ? parsePartners(columns.carriers, context).map((actor) => withRole(actor, "carrier")) : []),
    ...(columns.funders ? parsePartners(columns.funders, context).map((actor) => withRole(actor, "funder")) : []),
  ];
  const byName = new Map<string, ParsedActor>();
  for (const actor of parts) {
    const before = byName.get(actor.name.toLowerCase());
    byName.set(
      actor.name.toLowerCase(),
      before
        ? { ...before, roles: [...new Set([...before.roles, ...actor.roles])], does: before.does ?? actor.does }
        : actor,
    );
  }
  return [...byName.values()];
}

function onePlace(resolution: Resolution, reference: Reference) {
  const { status, scale, communes, departments, regions } = resolution;
  const code = { commune: communes, departement: departments, region: regions }[scale as "commune"]?.[0];
  if (status !== "resolved" || !code || (scale !== "commune" && scale !== "departement" && scale !== "region"))
    return null;
  return { scale, code, name: reference.get(scale, code)?.name ?? code };
}

function withRole(actor: ParsedActor, role: ParsedActor["roles"][number]): ParsedActor {
  return { ...actor, roles: [...new Set([role, ...actor.roles.filter((other) => other !== "partner")])] };
}

function namesOf(place: Resolution, reference: Reference) {
  const named = (codes: string[], level: "region" | "departement" | "commune") =>
    codes.map((code) => ({ code, name: reference.get(level, code)?.name ?? code }));
  return {
    regions: named([...place.regions, ...place.parents.regions], "region"),
    departments: named([...place.departments, ...place.parents.departments], "departement"),
    communes: named(place.communes, "commune"),
  };
}

function doubtPlace(words: string | undefined, place: Resolution | null): Doubt[] {
  if (!words || !place) return [];
  const doubt = (code: DoubtCode): Doubt[] => [
    {
      field: "place",
      value: words,
      code,
      params: { reasons: place.reasons.join(" "), label: place.label ?? "", confidence: place.confidence },
      options: [...asRead(place), ...place.candidates].slice(0, 8),
    },
  ];
  if (place.status === "unknown") return doubt("place_unknown");
  if (place.status === "ambiguous") return doubt("place_ambiguous");
  return place.confidence < SURE ? doubt("place_doubtful") : [];
}

/** What was read comes first among the choices offered. */
function asRead(place: Resolution): Candidate[] {
  const { status, scale, label, regions, departments, communes, epci, confidence, reasons } = place;
  if (status !== "resolved" || scale === null || label === null) return [];
  return [{ scale, label, regions, departments, communes, epci, confidence, reason: reasons[0] ?? null }];
}

function doubtRest(columns: Answer["columns"], figures: ReadFigure[], actors: ParsedActor[]): Doubt[] {
  const doubts: Doubt[] = [];
  const add = (field: Column, value: string, code: DoubtCode, params: Doubt["params"] = {}) =>
    doubts.push({ field, value, code, params, options: [] });
  if (columns.figures && !figures.some((figure) => figure.column === "figures"))
    add("figures", columns.figures, "figures_unreadable");
  if (columns.partners && actors.length === 0) add("partners", columns.partners, "partners_unreadable");
  for (const actor of actors) if (actor.doubts.includes("person")) add("partners", actor.text, "partner_person");
  if (columns.domain) add("domain", columns.domain, "domain_stated");
  return doubts;
}
