import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ParsedActor } from "../src/actors/draft.ts";
import { normaliseName } from "../src/actors/match.ts";
import { batchesOf } from "../src/imports/import-rows.ts";
import { mappingOf, matchColumns } from "../src/imports/match-columns.ts";
import { openTable } from "../src/imports/open-table.ts";
import type { Answer, ReadFigure } from "../src/initiatives/answer.ts";
import { makeReadingAids, type Reading, readAnswer } from "../src/initiatives/read-answer.ts";
import { openReference } from "../src/territories/reference.ts";
import type { Resolution } from "../src/territories/types.ts";
import { REASONS } from "./corpus-reasons.ts";

type Expected = {
  numero: number;
  territoire: { codes_insee: { region?: string[]; departement?: string[]; commune?: string[] } };
  rayon_km?: number;
  porteurs: string[];
  partenaires: { nom: string; type: string }[];
  chiffres: { quoi: string; valeur: number; unite: string }[];
  perspectives: { type: string }[];
};

export type Difference = { number: number; what: string; expected: string; read: string; reason: string };
export type Score = { expected: number; read: number; right: number; precision: number; recall: number };
export type CorpusScores = {
  places: { right: number; of: number };
  figures: Score;
  partners: Score;
  kinds: { right: number; of: number };
  carriers: Score;
  prospects: Score;
  differences: Difference[];
};

const FOLDER = join(import.meta.dirname, "../data/demo");

/** Rows where the field itself leaves two levels open (data/demo/NOTES.md): either is right. */
const EITHER_LEVEL = new Set([3, 9, 11, 13, 22, 38, 41]);
/** Carriers that data/demo/NOTES.md calls debatable: listed, not scored. */
const DEBATABLE = new Set([5, 6, 8, 9, 14, 23, 28, 30, 31, 33, 39, 40, 42]);

/** Compares what the import reads in the 42 answers with what a careful person read in them. */
export async function scoreCorpus(): Promise<CorpusScores> {
  const expected = JSON.parse(readFileSync(join(FOLDER, "initiatives-attendu.json"), "utf8")) as Expected[];
  const answers = await readCorpus();
  const aids = makeReadingAids(openReference(), "MGEN");
  const differences: Difference[] = [];
  const tallies = { figures: emptyScore(), partners: emptyScore(), carriers: emptyScore(), prospects: emptyScore() };
  const places = { right: 0, of: 0 };
  const kinds = { right: 0, of: 0 };
  for (const answer of answers) {
    const number = Number(answer.number);
    const wanted = expected.find((one) => one.numero === number)!;
    const reading = readAnswer(answer, aids);
    const differ = (what: string, was: string, read: string) =>
      differences.push({
        number,
        what,
        expected: was,
        read,
        reason: REASONS[`${number} ${what} ${was || read}`] ?? REASONS[`${number} ${what}`] ?? "to be explained",
      });
    places.of += 1;
    if (rightPlace(wanted, reading.place)) places.right += 1;
    else differ("place", JSON.stringify(wanted.territoire.codes_insee), reading.place?.label ?? "");
    scoreFigures(wanted, reading, tallies.figures, differ);
    scoreActors(wanted, reading, tallies, kinds, differ, DEBATABLE.has(number));
    scoreNames(
      wanted.perspectives.map((one) => one.type),
      reading.prospects.map((one) => one.kind),
      tallies.prospects,
      (a, b) => differ("prospect", a, b),
    );
  }
  return {
    places,
    kinds,
    ...Object.fromEntries(Object.entries(tallies).map(([name, score]) => [name, finish(score)])),
    differences,
  } as CorpusScores;
}

async function readCorpus(): Promise<Answer[]> {
  const opened = await openTable({ path: join(FOLDER, "initiatives-reponses.csv") });
  if (!opened.ok) throw new Error(opened.failure.code);
  const answers: Answer[] = [];
  for await (const batch of batchesOf(opened.value, mappingOf(matchColumns(opened.value.header)), 2027, 100))
    answers.push(...batch.answers);
  return answers;
}

function rightPlace({ numero, territoire, rayon_km }: Expected, place: Resolution | null): boolean {
  if (place?.status !== "resolved") return false;
  const { region = [], departement = [], commune = [] } = territoire.codes_insee;
  const same = (a: string[], b: string[]) => a.length > 0 && [...a].sort().join() === [...b].sort().join();
  if (rayon_km !== undefined && place.radiusKm !== rayon_km) return false;
  if (EITHER_LEVEL.has(numero)) {
    const within = new Set([...place.regions, ...place.parents.regions]);
    const inEpci = numero === 11 && place.scale === "epci" && place.parents.departments.join() === departement.join();
    return (
      inEpci ||
      same(place.communes, commune) ||
      same(place.departments, departement) ||
      (same(place.regions, region) && region.every((code) => within.has(code)))
    );
  }
  if (commune.length > 0) return same(place.communes, commune);
  return departement.length > 0 ? same(place.departments, departement) : same(place.regions, region);
}

type Tally = { expected: number; read: number; right: number };
const emptyScore = (): Tally => ({ expected: 0, read: 0, right: 0 });
const finish = ({ expected, read, right }: Tally): Score => ({
  expected,
  read,
  right,
  precision: right / read,
  recall: right / expected,
});
type Differ = (what: string, was: string, read: string) => void;

function scoreFigures(wanted: Expected, reading: Reading, tally: Tally, differ: Differ): void {
  const stated = reading.figures.filter((figure) => figure.status === "stated");
  const rest = [...stated];
  tally.expected += wanted.chiffres.length;
  tally.read += stated.length;
  for (const { valeur, unite, quoi } of wanted.chiffres) {
    const at = rest.findIndex((figure) => sameFigure(figure, valeur, unite));
    if (at === -1) differ("figure", `${valeur} ${unite} (${quoi})`, "");
    else {
      tally.right += 1;
      // An interval stands for the two bounds that the careful reader wrote apart.
      if (rest[at]!.qualifier === "between" && rest[at]!.min === valeur) continue;
      rest.splice(at, 1);
    }
  }
  for (const figure of rest) if (figure.qualifier !== "between") differ("figure", "", figure.text);
}

function sameFigure(figure: ReadFigure, value: number, unit: string): boolean {
  const outOf = /sur (\d+)$/.exec(unit)?.[1];
  if (outOf) return figure.unit === "proportion" && near(figure.min, value / Number(outOf));
  if (unit === "%") return figure.unit === "proportion" && near(figure.min, value / 100);
  return figure.min === value || figure.max === value;
}

const near = (a: number | null, b: number) => a !== null && Math.abs(a - b) < 1e-6;

function scoreActors(
  wanted: Expected,
  reading: Reading,
  tallies: { partners: Tally; carriers: Tally },
  kinds: { right: number; of: number },
  differ: Differ,
  debatable: boolean,
): void {
  const isCarrier = (actor: ParsedActor) => actor.roles.includes("carrier");
  const carriers = reading.actors.filter(isCarrier).map((actor) => actor.name);
  if (!debatable) scoreNames(wanted.porteurs, carriers, tallies.carriers, (a, b) => differ("carrier", a, b), plainName);
  // Where carriers are debatable, an actor told apart otherwise is still the same actor.
  const everyone = debatable
    ? [...wanted.partenaires.map((one) => one.nom), ...wanted.porteurs]
    : wanted.partenaires.map((one) => one.nom);
  const read = debatable ? reading.actors : reading.actors.filter((actor) => !isCarrier(actor));
  scoreNames(
    everyone,
    read.map((actor) => actor.name),
    tallies.partners,
    (a, b) => differ("partner", a, b),
    plainName,
  );
  for (const { nom, type } of wanted.partenaires) {
    const actor = reading.actors.find((candidate) => plainName(candidate.name) === plainName(nom));
    if (!actor) continue;
    kinds.of += 1;
    if (actor.kind === type) kinds.right += 1;
    else differ("kind", `${nom}: ${type}`, actor.kind);
  }
}

const plainName = (name: string) =>
  normaliseName(name.replace(/\s*\([^)]*\)/g, "")).replace(/^(association|l association) /, "");

function scoreNames(
  wanted: string[],
  read: string[],
  tally: Tally,
  differ: (expected: string, read: string) => void,
  key: (name: string) => string = (name) => name,
): void {
  const rest = [...read];
  tally.expected += wanted.length;
  tally.read += read.length;
  for (const name of wanted) {
    const at = rest.findIndex((candidate) => key(candidate) === key(name));
    if (at === -1) differ(name, "");
    else {
      tally.right += 1;
      rest.splice(at, 1);
    }
  }
  for (const name of rest) differ("", name);
}
