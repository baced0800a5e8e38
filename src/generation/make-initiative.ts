import type { Answer } from "../initiatives/answer.ts";
import type { Doubt } from "../initiatives/read-answer.ts";
import { drawPartners, type Part } from "./partners.ts";
import { drawPlace, type Gazetteer, type Place } from "./places.ts";
import { openRandom, type Random } from "./random.ts";
import {
  drawAudiences,
  drawFigures,
  drawPeople,
  drawProseFigure,
  drawProspects,
  type MadeAudience,
  type MadeFigure,
  type MadeProspect,
  tellAudiences,
  tellProspects,
} from "./readings.ts";
import { DIMENSION_KEYS, DOMAIN_KEYS } from "./study.ts";
import { drawDescription, drawEffects, drawNeed, drawTitle, type Theme } from "./texts.ts";
import { FORMS, JUSTIFICATIONS, SUBJECTS, VAGUE_FIGURES } from "./vocabulary.ts";

export type MadeCoding = {
  coder: string;
  dimension: string;
  side: "lever" | "impact";
  score: number | null;
  justification: string;
};

/** An initiative nobody ever led: the answer as typed, what an import reads in it, what people then decided. */
export type MadeInitiative = {
  ordinal: number;
  columns: Answer["columns"];
  sinceYear: number | null;
  place: Place;
  parts: Part[];
  figures: (MadeFigure & { column: "figures" | "impacts" })[];
  audiences: MadeAudience[];
  prospects: MadeProspect[];
  doubts: Doubt[];
  /** Keys of its domains; none while nobody decided. */
  domains: string[];
  codings: MadeCoding[];
  /** Whether somebody accepted what was read. */
  accepted: boolean;
  /** Days from the answer to its last change. */
  settledAfter: number;
};

const LAST_YEAR = 2024;

/** Makes the initiative of that number: the same whenever a seed is given again, however many are made around it. */
export function makeInitiative(seed: number, ordinal: number, gazetteer: Gazetteer): MadeInitiative {
  const random = openRandom(seed, ordinal);
  const domain = random.rank(DOMAIN_KEYS);
  const place = drawPlace(random, gazetteer);
  const first = drawPeople(random);
  const theme: Theme = {
    subject: random.rank(SUBJECTS[domain]!),
    form: random.rank(FORMS),
    people: first.people,
    home: place.home,
  };
  const parts = drawPartners(random, place.home);
  const audiences = random.chance(0.9) ? drawAudiences(random, first, place.home) : [];
  const counted = random.chance(0.6);
  const figures = counted ? drawFigures(random) : [];
  const told = random.chance(0.12) ? drawProseFigure(random) : null;
  const vague = !counted && random.chance(0.03) ? random.pick(VAGUE_FIGURES) : null;
  const prospects = random.chance(0.65) ? drawProspects(random, gazetteer, first.people) : [];
  const sinceYear = random.chance(0.72) ? drawYear(random) : null;
  const answer = {
    title: drawTitle(theme, random),
    place: place.words,
    since: sinceYear === null ? "" : String(sinceYear),
    need: random.chance(0.92) ? drawNeed(theme, random) : "",
    description: drawDescription(theme, random),
    partners: parts.map(({ words }) => words).join(", "),
    audience: tellAudiences(audiences),
    figures: vague ?? figures.map(({ text }) => text).join(" ; "),
    impacts: [drawEffects(random), told?.sentence ?? ""].filter((text) => text !== "").join(" "),
    prospects: tellProspects(prospects),
  };
  const made = {
    ordinal,
    columns: filled(answer),
    sinceYear,
    place,
    parts,
    figures: [
      ...figures.map((figure) => ({ ...figure, column: "figures" as const })),
      ...(told ? [{ ...told.figure, column: "impacts" as const }] : []),
    ],
    audiences,
    prospects,
    doubts: doubtsOf(place, vague),
    domains: drawDomains(random, domain),
    codings: random.chance(0.12) ? drawCodings(random) : [],
    accepted: random.chance(0.85),
    settledAfter: random.whole(0, 200),
  };
  return retyped(made, random);
}

/** Most are recent. */
function drawYear(random: Random): number {
  return Math.max(1975, LAST_YEAR - Math.floor(-Math.log(1 - random.next()) * 6));
}

function drawDomains(random: Random, main: string): string[] {
  if (random.chance(0.12)) return [];
  const other = random.pick(DOMAIN_KEYS);
  return random.chance(0.25) && other !== main ? [main, other] : [main];
}

/** Two people score each cell apart from one another, and agree on most. */
function drawCodings(random: Random): MadeCoding[] {
  return DIMENSION_KEYS.flatMap((dimension) =>
    (["lever", "impact"] as const).flatMap((side) => {
      const first = random.whole(0, 3);
      const second = random.chance(0.72) ? first : Math.min(3, Math.max(0, first + random.pick([-1, 1])));
      return [first, second].map((score, at) => ({
        coder: at === 0 ? "A" : "B",
        dimension,
        side,
        score: random.chance(0.05) ? null : score,
        justification: random.rank(JUSTIFICATIONS),
      }));
    }),
  );
}

function doubtsOf({ words, resolution }: Place, vague: string | null): Doubt[] {
  const doubts: Doubt[] = [];
  const { status, label, confidence, candidates, reasons } = resolution;
  if (status !== "resolved")
    doubts.push({
      field: "place",
      value: words,
      code: status === "ambiguous" ? "place_ambiguous" : "place_unknown",
      params: { reasons: reasons.join(" "), label: label ?? "", confidence },
      options: candidates.slice(0, 8),
    });
  if (vague !== null)
    doubts.push({ field: "figures", value: vague, code: "figures_unreadable", params: {}, options: [] });
  return doubts;
}

function filled(answer: Record<string, string> & { title: string }): Answer["columns"] {
  return { ...Object.fromEntries(Object.entries(answer).filter(([, text]) => text !== "")), title: answer.title };
}

/** People type as they type: straight apostrophes, some titles all in capitals, some texts without accents. */
function retyped(made: MadeInitiative, random: Random): MadeInitiative {
  const straight = random.chance(0.45);
  const [loud, plain] = [random.chance(0.02), random.chance(0.02)];
  const type = (text: string) => (straight ? text.replaceAll("’", "'") : text);
  const typeOrNull = (text: string | null) => (text === null ? null : type(text));
  const columns = Object.fromEntries(
    Object.entries(made.columns).map(([column, text]) => [column, type(text)]),
  ) as Answer["columns"];
  if (loud) columns.title = columns.title.toUpperCase();
  for (const column of plain ? (["title", "need", "description"] as const) : [])
    if (columns[column]) columns[column] = columns[column].normalize("NFD").replace(/\p{M}/gu, "");
  return {
    ...made,
    columns,
    parts: made.parts.map((part) => ({ ...part, words: type(part.words) })),
    figures: made.figures.map((figure) => ({ ...figure, text: type(figure.text) })),
    prospects: made.prospects.map(({ kind, ...words }) => ({
      kind,
      text: type(words.text),
      towards: typeOrNull(words.towards),
      condition: typeOrNull(words.condition),
    })),
    doubts: made.doubts.map((doubt) => ({ ...doubt, value: type(doubt.value) })),
  };
}
