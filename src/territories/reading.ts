/** Readings of one name: every area it may designate, ranked, and whether the first can be accepted alone. */
import { areaOf, contains } from "./areas.ts";
import { type EpciMatch, findBareEpci, findMarkedEpci } from "./intercommunal.ts";
import {
  areaOfNamed,
  findByBeginning,
  findExact,
  findMisspelt,
  findWithoutArticle,
  type Match,
  type Named,
  nameIndexOf,
} from "./name-index.ts";
import { isLinking, words } from "./names.ts";
import type { Reference } from "./reference.ts";
import type { Area, Codes, Reason, Scale } from "./types.ts";
import { isCommonWord } from "./vocabulary.ts";

/** One area a name may designate. */
export type Option = { area: Area; population: number; confidence: number; reasons: Reason[] };

/** Every option, best first; `settled` when the first can be accepted without anything else to support it. */
export type Reading = { options: Option[]; settled: boolean; reasons: Reason[] };

/** A commune at least this populated competes with the departement or region that shares its name. */
const RIVAL_POPULATION = 10_000;

/** The codes and scale of an area as one string, to compare areas. */
export function identityOf(area: Area): string {
  return [area.scale, area.regions, area.departments, area.epci, area.communes].join("|");
}

/** Reading with a single, accepted option. */
export function settledOn(area: Area, population: number, confidence: number, ...reasons: Reason[]): Reading {
  return { options: [{ area, population, confidence, reasons }], settled: true, reasons: [] };
}

/** What a departement number designates ("63", "2a", "1", "971"), or null. */
export function readNumber(word: string, reference: Reference): Reading | null {
  if (!/^(\d{1,3}|2[ab])$/.test(word)) return null;
  if (word === "20") return settledOn(areaOf("region", "94", reference), 0, 0.8, "departement_number");
  const code = word.toUpperCase().padStart(2, "0");
  const departement = reference.get("departement", code);
  if (!departement) return null;
  // A lone digit may be a departement whose zero was lost, or any other number.
  const confidence = word.length > 1 ? 0.95 : 0.5;
  const area = areaOf("departement", code, reference);
  return { ...settledOn(area, departement.population, confidence, "departement_number"), settled: word.length > 1 };
}

const optionOf = (match: Match, reference: Reference): Option => ({
  area: areaOfNamed(match.named, reference),
  population: match.named.population,
  confidence: 0.98 * match.quality * (match.named.reason === "former_commune" ? 0.88 : 1),
  reasons: [match.reason, match.named.reason].filter((one, at, all): one is Reason => !!one && all.indexOf(one) === at),
});

function toOptions(matches: readonly Match[], reference: Reference): Option[] {
  const options = new Map<string, Option>();
  for (const match of matches) {
    const option = optionOf(match, reference);
    const key = identityOf(option.area);
    const known = options.get(key);
    if (!known || known.confidence < option.confidence) options.set(key, option);
  }
  return [...options.values()];
}

const scaled = (option: Option, factor: number): Option => ({ ...option, confidence: option.confidence * factor });

const isFormer = (option: Option): boolean => option.reasons.includes("former_commune");

/** Ranks by kind of reading, then by population. */
function rank(options: Option[]): Option[] {
  return options.sort(
    (one, other) => Number(isFormer(one)) - Number(isFormer(other)) || other.population - one.population,
  );
}

/** Shares one certainty between options in proportion to the logarithm of their populations. */
function share(options: Option[]): Option[] {
  const weights = options.map(({ population }) => Math.log10(population + 10));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return options.map((option, at) => scaled(option, weights[at]! / total));
}

/** Decides whether the options that bear one name leave a choice. */
export function decide(found: Option[], reference: Reference, reasons: Reason[] = []): Reading {
  const communes = rank(found.filter(({ area }) => area.scale === "commune"));
  const wide = rank(found.filter(({ area }) => area.scale !== "commune"));
  const current = communes.filter((option) => !isFormer(option));
  const [first] = wide;
  if (first && wide.length === 1) {
    const same = current.find((option) => contains(option.area, first.area, reference));
    if (same && current.length === 1) return { options: [same, scaled(first, 0.5)], settled: true, reasons };
    const rivals = current.filter(({ population }) => population >= RIVAL_POPULATION);
    if (rivals.length === 0 && !same) {
      const others = communes.map((option) => scaled(option, 0.3));
      return { options: [others.length > 0 ? scaled(first, 0.92) : first, ...others], settled: true, reasons };
    }
    return { options: share([first, ...communes]), settled: false, reasons: [...reasons, "several_scales"] };
  }
  if (wide.length > 1) {
    return { options: share([...wide, ...communes]), settled: false, reasons: [...reasons, "several_scales"] };
  }
  const alone = current.length > 0 ? current : communes;
  if (alone.length === 1) {
    const others = communes.filter((option) => option !== alone[0]).map((option) => scaled(option, 0.3));
    return {
      options: [others.length > 0 ? scaled(alone[0]!, 0.9) : alone[0]!, ...others],
      settled: true,
      reasons,
    };
  }
  return { options: share(communes), settled: false, reasons: [...reasons, "homonym"] };
}

/** Whether a commune's name is too short or too ordinary a word to be believed without a departement beside it. */
function isDoubtful(parts: readonly string[], options: Option[]): boolean {
  if (options.some(({ area }) => area.scale !== "commune")) return false;
  const population = Math.max(...options.map((option) => option.population));
  const meaningful = parts.filter((word) => !isLinking(word));
  if (meaningful.length === 0 || parts.join("").length < 3) return true;
  if (options.every(isFormer) && meaningful.length === 1) {
    return parts.join("").length < 7 || meaningful.every(isCommonWord);
  }
  if (meaningful.every(isCommonWord)) {
    const spaced = parts.join(" ");
    return (
      population < 20_000 &&
      (meaningful.length === 1 || !options.some(({ area }) => words(area.label).join(" ") === spaced))
    );
  }
  return parts.join("").length === 3 && population < 2000;
}

/** Larger towns whose longer name begins with this one: "Clermont" may well be Clermont-Ferrand. */
function largerTowns(parts: readonly string[], options: Option[], reference: Reference): Option[] {
  const population = Math.max(...options.map((option) => option.population));
  const floor = Math.max(20_000, 5 * population);
  const index = nameIndexOf(reference);
  const longer = [...findByBeginning(parts, index), ...findWithoutArticle(parts, index)];
  if (!longer.some(({ named }) => named.population >= floor)) return [];
  const known = new Set(options.map(({ area }) => identityOf(area)));
  const towns = toOptions(
    longer.filter(({ named }) => named.population >= 2000),
    reference,
  );
  return towns.filter(({ area }) => !known.has(identityOf(area))).slice(0, 6);
}

/** "L'offre" is not Loffre, though both are one name once apostrophes are forgotten. */
function isElision(parts: readonly string[], { area }: Option): boolean {
  return parts.length > 1 && parts[0]!.length === 1 && words(area.label)[0]!.startsWith(parts[0]! + parts[1]!);
}

/** "La Verrière" is not Laverrière, though both are one name once spaces are forgotten. */
function preferSpacing(options: Option[], parts: readonly string[]): Option[] {
  if (options.length < 2) return options;
  const spaced = parts.join(" ");
  const same = options.filter(({ area }) => area.scale !== "commune" || words(area.label).join(" ") === spaced);
  return same.some(({ area }) => area.scale === "commune") ? same : options;
}

/** Reads a name written exactly, up to case, accents, hyphens and articles; null when nothing bears it. */
export function readExact(parts: readonly string[], reference: Reference): Reading | null {
  const named = toOptions(findExact(parts, nameIndexOf(reference)), reference).filter((one) => !isElision(parts, one));
  const options = preferSpacing(named, parts);
  if (options.length === 0) return null;
  if (isDoubtful(parts, options)) {
    const all = parts.every(isCommonWord) ? options : [...options, ...largerTowns(parts, options, reference)];
    return { options: share(rank(all)).map((one) => scaled(one, 0.4)), settled: false, reasons: ["common_word"] };
  }
  const isCommuneOnly = options.every(({ area }) => area.scale === "commune");
  const longer = isCommuneOnly ? largerTowns(parts, options, reference) : [];
  if (longer.length === 0) return decide(options, reference);
  return { options: share(rank([...options, ...longer])), settled: false, reasons: ["homonym"] };
}

function readEpci(matches: EpciMatch[], reference: Reference): Reading | null {
  if (matches.length === 0) return null;
  const options = matches
    .map(({ code, quality, reason }): Option => {
      const population = reference.get("epci", code)?.population ?? 0;
      return {
        area: areaOf("epci", code, reference),
        population,
        confidence: 0.98 * quality,
        reasons: reason ? [reason] : [],
      };
    })
    .sort((one, other) => other.confidence - one.confidence || other.population - one.population);
  const settled = options.length === 1 && options[0]!.confidence >= 0.55;
  return { options: settled ? options : share(options), settled, reasons: settled ? [] : ["homonym"] };
}

/** Reads a name announced as an EPCI ("agglo de Vesoul"); null when it is not one. */
export function readMarkedEpci(parts: readonly string[], reference: Reference): Reading | null {
  return readEpci(findMarkedEpci(parts, reference), reference);
}

/** Reads an EPCI named without announcing it ("Pays basque"); null when there is none. */
export function readBareEpci(parts: readonly string[], reference: Reference): Reading | null {
  return readEpci(findBareEpci(parts, reference), reference);
}

/** Reads the beginning of a commune's name; accepted alone only when one town stands far above the others. */
export function readBeginning(parts: readonly string[], reference: Reference): Reading | null {
  const meaningful = parts.filter((word) => !isLinking(word));
  if (meaningful.length === 0 || meaningful.every(isCommonWord)) return null;
  if (parts.length === 1 && parts[0]!.length < 5) return null;
  const options = toOptions(findByBeginning(parts, nameIndexOf(reference)), reference);
  const [first, second] = options;
  // A single ordinary word begins the name of many a small commune.
  if (!first || (meaningful.length === 1 && first.population < 8000)) return null;
  if (!second) return { options: [first], settled: true, reasons: [] };
  if (first.population >= 10_000 && first.population >= 10 * second.population) {
    return { options: [scaled(first, 0.85), ...share(options.slice(1, 6))], settled: true, reasons: [] };
  }
  return { options: share(options), settled: false, reasons: ["homonym"] };
}

/** Reads a misspelt name; null when nothing is near enough or when too many are. */
export function readMisspelt(parts: readonly string[], reference: Reference): Reading | null {
  const options = toOptions(findMisspelt(parts, nameIndexOf(reference)), reference);
  if (options.length === 0 || options.length > 4) return null;
  return decide(options, reference, ["typo"]);
}

/** Keeps the options within an area; null when none is. */
export function narrow(reading: Reading, outer: Codes, reference: Reference): Reading | null {
  const all = reading.options.filter(({ area }) => contains(outer, area, reference));
  const complete = all.filter(({ reasons }) => !reasons.includes("short_name"));
  const inside = complete.length > 0 ? complete : all;
  return inside.length > 0 ? reconsider(inside, reference) : null;
}

/** Keeps the options of a scale; null when none is. */
export function narrowToScale(reading: Reading, scale: Scale, reference: Reference): Reading | null {
  const kept = reading.options.filter(({ area }) => area.scale === scale);
  return kept.length > 0 ? reconsider(kept, reference) : null;
}

/** Decides again between fewer options, each trusted more since something else supports it. */
function reconsider(options: Option[], reference: Reference): Reading {
  const raised = options.map((option) => ({
    ...option,
    confidence: Math.max(option.confidence, option.reasons.includes("typo") ? 0.8 : 0.93),
  }));
  return decide(raised, reference);
}

/** The département or region an académie's name stands for, as a perimeter; null when it is not one. */
export function readAcademie(parts: readonly string[], reference: Reference): Reading | null {
  let start = 0;
  while (start < parts.length - 1 && isLinking(parts[start]!)) start++;
  const { academies } = nameIndexOf(reference);
  const named: Named | undefined = academies.get(parts.join("")) ?? academies.get(parts.slice(start).join(""));
  if (!named) return null;
  return settledOn(areaOfNamed(named, reference), named.population, 0.95, "academie");
}
