import type { Qualifier } from "../figures/types.ts";
import type { AudienceCategory } from "../initiatives/audience-categories.ts";
import type { ProspectKind } from "../initiatives/prospects.ts";
import { capital, of, ofPlace } from "./french.ts";
import type { Gazetteer, Home } from "./places.ts";
import { cumulate, indexBelow, type Random } from "./random.ts";
import { COUNTED, FUTURES, PEOPLE, PERIODS } from "./vocabulary.ts";

export type MadeFigure = {
  text: string;
  what: string;
  min: number | null;
  max: number | null;
  qualifier: Qualifier;
  unit: string;
  period: string | null;
};
export type MadeAudience = { label: string; category: AudienceCategory };
export type MadeProspect = { text: string; kind: ProspectKind; towards: string | null; condition: string | null };

const CATEGORIES = Object.keys(PEOPLE) as AudienceCategory[];

/** Draws a kind of public, then how it is named. */
export function drawPeople(random: Random): { people: string; category: AudienceCategory } {
  const category = random.rank(CATEGORIES);
  return { people: random.rank(PEOPLE[category]!), category };
}

/** The publics of an answer; the first is the one its texts speak of. */
export function drawAudiences(
  random: Random,
  first: { people: string; category: AudienceCategory },
  home: Home,
): MadeAudience[] {
  const all = [first];
  while (all.length < 3 && random.chance(0.35)) {
    const next = drawPeople(random);
    if (!all.some(({ people }) => people === next.people)) all.push(next);
  }
  return all.map(({ people, category }, at) => ({
    label: at === 0 && random.chance(0.3) ? `${people}${suffixOf(people, home)}` : people,
    category,
  }));
}

// The reader of publics lowers the article of a name, prints its apostrophes, and waits for a number after "âgées de".
function suffixOf(people: string, { commune }: Home): string {
  const read = !/^(?:La|L'|Les?) ?/.test(commune.name) && !people.endsWith("âgées");
  return read ? ` ${ofPlace(commune.name).replaceAll("'", "’")}` : "";
}

type Wording = { share: number; make: (count: number, unit: string) => Omit<MadeFigure, "what" | "unit" | "period"> };

const grouped = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, " ");
const WORDINGS: readonly Wording[] = [
  { share: 0.3, make: (n, unit) => ({ text: `${grouped(n)} ${unit}`, min: n, max: n, qualifier: "exactly" }) },
  { share: 0.15, make: (n, unit) => ({ text: `près ${of(grouped(n))} ${unit}`, min: n, max: n, qualifier: "about" }) },
  { share: 0.15, make: (n, unit) => ({ text: `environ ${grouped(n)} ${unit}`, min: n, max: n, qualifier: "about" }) },
  {
    share: 0.2,
    make: (n, unit) => ({ text: `plus de ${grouped(n)} ${unit}`, min: n, max: null, qualifier: "at_least" }),
  },
  {
    share: 0.06,
    make: (n, unit) => ({ text: `moins de ${grouped(n)} ${unit}`, min: null, max: n, qualifier: "at_most" }),
  },
  {
    share: 0.08,
    make: (n, unit) => {
      const most = n + Math.max(1, Math.round(n / 3));
      return { text: `entre ${grouped(n)} et ${grouped(most)} ${unit}`, min: n, max: most, qualifier: "between" };
    },
  },
  {
    share: 0.06,
    make: (_, unit) => ({ text: `des centaines ${of(unit)}`, min: 100, max: 999, qualifier: "order_of_magnitude" }),
  },
];

const WORDING_SHARES = cumulate(WORDINGS.map(({ share }) => share));

/** Figures about different things, with what their words say exactly. */
export function drawFigures(random: Random): MadeFigure[] {
  const figures: MadeFigure[] = [];
  const used = new Set<string>();
  const most = random.chance(0.4) ? 1 : random.whole(2, 3);
  while (figures.length < most) {
    const { unit, usual } = random.rank(COUNTED);
    if (used.has(unit)) continue;
    used.add(unit);
    figures.push(makeFigure(random, unit, usual));
  }
  return figures;
}

function makeFigure(random: Random, unit: string, usual: number): MadeFigure {
  const wording = WORDINGS[indexBelow(WORDING_SHARES, random.next())]!;
  const { text, ...bounds } = wording.make(spread(random, usual), unit);
  const time = random.chance(0.45) ? random.rank(PERIODS) : null;
  return { text: time ? `${text} ${time.words}` : text, what: unit, ...bounds, unit, period: time?.period ?? null };
}

/** Around what is usual, from a fifth to five times as many, with the round numbers that people write. */
function spread(random: Random, usual: number): number {
  const drawn = usual * 5 ** (random.next() + random.next() - 1);
  const step = drawn > 1000 ? 100 : drawn > 60 ? 10 : 1;
  return Math.max(2, Math.round(drawn / step) * step);
}

/** A figure told in a sentence, among what came of it. */
export function drawProseFigure(random: Random): { sentence: string; figure: MadeFigure } {
  const count = spread(random, 45);
  const unit = random.rank(["familles", "équipes", "associations", "structures"]);
  const text = `${grouped(count)} ${unit}`;
  const told = "ont été accompagnées";
  return {
    sentence: `La première année, ${text} ${told}.`,
    figure: { text, what: `${unit} ${told}`, min: count, max: count, qualifier: "exactly", unit, period: null },
  };
}

/** What comes next, none for some. */
export function drawProspects(random: Random, gazetteer: Gazetteer, people: string): MadeProspect[] {
  const kinds = new Set<ProspectKind>();
  const made: MadeProspect[] = [];
  const most = random.chance(0.75) ? 1 : 2;
  while (made.length < most) {
    const future = random.rank(FUTURES);
    if (kinds.has(future.kind)) continue;
    kinds.add(future.kind);
    const place = gazetteer.drawHome(random).commune.name;
    const fill = (words: string | undefined) => words?.replace("{place}", place).replace("{people}", people) ?? null;
    made.push({
      text: fill(future.text)!,
      kind: future.kind,
      towards: fill(future.towards),
      condition: fill(future.condition),
    });
  }
  return made;
}

/** What comes next, as the text of its column. */
export const tellProspects = (prospects: MadeProspect[]): string =>
  prospects.map(({ text, condition }) => `${text}${condition ? `, ${condition}` : ""}.`).join(" ");

/** The publics, as the text of their column. */
export const tellAudiences = (audiences: MadeAudience[]): string =>
  capital(audiences.map(({ label }) => label).join(", "));
