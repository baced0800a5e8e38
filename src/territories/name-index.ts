/** Finds the territories a name may designate: exactly, without its small words, by its beginning, or misspelt. */
import { areaOf, noCodes } from "./areas.ts";
import { ACADEMIES, NAMED_AREAS, type NamedArea } from "./named-areas.ts";
import { compactKey, isLinking, skeletonKey, words } from "./names.ts";
import type { Reference } from "./reference.ts";
import { differingLetters, editDistance, isSwap, letterMask, soundKey, toleranceFor } from "./spelling.ts";
import type { Area, Level, Reason } from "./types.ts";
import { isCommonInflected } from "./vocabulary.ts";

/** Something that bears a name: a territory by level and code, or an area outside the official code. */
export type Named = {
  level: Level | null;
  code: string;
  named: NamedArea | null;
  communes: string[] | null;
  population: number;
  reason: Reason | null;
};

/** A reading of a name; `quality` goes from 0 to 1, 1 being the name as it is written. */
export type Match = { named: Named; quality: number; reason: Reason | null };

type Misspellable = { key: string; mask: number; entry: Named; wordCount: number };

/** The index of every name, and of académies apart since they bear the names of towns. */
export type NameIndex = {
  exact: Map<string, Named[]>;
  variants: Map<string, Named[]>;
  academies: Map<string, Named>;
  ordered: { name: string; entry: Named }[];
  byStart: Map<string, Misspellable[]>;
};

const indexes = new WeakMap<Reference, NameIndex>();

/** The index of names of a reference, built once for each. */
export function nameIndexOf(reference: Reference): NameIndex {
  let index = indexes.get(reference);
  if (!index) {
    index = buildIndex(reference);
    indexes.set(reference, index);
  }
  return index;
}

/** The area a named thing stands for. */
export function areaOfNamed({ level, code, named, communes }: Named, reference: Reference): Area {
  if (level) return areaOf(level, code, reference);
  if (communes) return { scale: "perimeter", label: code, ...noCodes(), communes };
  const codes = (text: string | undefined) => (text ? text.split(" ") : []);
  const area = named!;
  return {
    scale: area.scale,
    label: area.label,
    ...noCodes(),
    regions: codes(area.regions),
    departments: codes(area.departments),
  };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  if (!key) return;
  const known = map.get(key);
  if (!known) map.set(key, [value]);
  else if (!known.includes(value)) known.push(value);
}

/** Words of a name without its leading article, when it has one. */
function withoutArticle(parts: readonly string[]): readonly string[] {
  return parts.length > 1 && /^(l|la|le|les)$/.test(parts[0]!) ? parts.slice(1) : parts;
}

function startOf(key: string): string {
  const saint = /^saint(e(?!$))?/.exec(key)?.[0] ?? "";
  return (saint ? "+" : "") + (key[saint.length] ?? "");
}

function buildIndex(reference: Reference): NameIndex {
  const index: NameIndex = {
    exact: new Map(),
    variants: new Map(),
    academies: new Map(),
    ordered: [],
    byStart: new Map(),
  };
  const add = (name: string, entry: Named) => {
    const parts = words(name);
    const bare = withoutArticle(parts);
    push(index.exact, parts.join(""), entry);
    if (bare !== parts) push(index.variants, bare.join(""), entry);
    push(index.variants, skeletonKey(parts), entry);
    if (entry.level === "commune" && !entry.reason) index.ordered.push({ name: `${parts.join(" ")} `, entry });
    const key = bare.join("");
    if (key.length >= 5) {
      push(index.byStart, startOf(key), { key, mask: letterMask(key), entry, wordCount: bare.length });
    }
  };
  for (const level of ["region", "departement", "commune"] as const) {
    for (const { code, name, population } of reference.list(level)) {
      // Overseas a region and its departement are one place, known by the departement.
      if (level === "region" && reference.get("departement", reference.departmentsOf(code)[0] ?? "")?.name === name)
        continue;
      add(name, { level, code, named: null, communes: null, population, reason: null });
    }
  }
  for (const former of reference.formerCommunes) {
    const population = reference.get("commune", former.current)?.population ?? 0;
    const entry = { level: "commune", code: former.current, named: null, communes: null } as const;
    add(former.name, { ...entry, population, reason: "former_commune" });
  }
  for (const { name, communes } of reference.ept) {
    const population = communes.reduce((sum, code) => sum + (reference.get("commune", code)?.population ?? 0), 0);
    add(name, { level: null, code: name, named: null, communes, population, reason: null });
  }
  for (const named of NAMED_AREAS) {
    const entry = namedEntry(named, reference);
    for (const name of new Set(named.names)) add(name, entry);
  }
  for (const named of ACADEMIES) {
    const entry = namedEntry(named, reference);
    for (const name of named.names) index.academies.set(compactKey(name), entry);
  }
  index.ordered.sort((one, other) => (one.name < other.name ? -1 : 1));
  return index;
}

function namedEntry(named: NamedArea, reference: Reference): Named {
  const count = (level: Level, codes: string | undefined) =>
    (codes?.split(" ") ?? []).reduce((sum, code) => sum + (reference.get(level, code)?.population ?? 0), 0);
  const population = count("region", named.regions) + count("departement", named.departments);
  const single = named.scale === "departement" || named.scale === "region";
  const code = named.regions ?? named.departments ?? "";
  if (single) {
    return { level: named.scale as Level, code, named: null, communes: null, population, reason: named.reason };
  }
  return { level: null, code: named.label, named, communes: null, population, reason: named.reason };
}

/** Territories that bear exactly this name, whatever its hyphens, articles and small words. */
export function findExact(parts: readonly string[], index: NameIndex): Match[] {
  const key = parts.join("");
  const exact = index.exact.get(key);
  if (exact) return exact.map((named) => ({ named, quality: 1, reason: named.reason }));
  const variants = findWithoutArticle(parts, index);
  if (variants.length > 0) return variants;
  let start = 0;
  while (start < parts.length && isLinking(parts[start]!)) start++;
  if (start > 0 && start < parts.length) return findExact(parts.slice(start), index);
  const skeleton = skeletonKey(parts);
  const found = skeleton ? index.variants.get(skeleton) : undefined;
  return (found ?? []).map((named) => ({ named, quality: 0.9, reason: "missing_words" }));
}

/** Territories whose name is these words after an article, or with small words between them. */
export function findWithoutArticle(parts: readonly string[], index: NameIndex): Match[] {
  const found = index.variants.get(parts.join("")) ?? [];
  return found.map((named) => ({ named, quality: 0.95, reason: named.reason }));
}

/** Communes whose longer name begins with these words: "Saint-Dié" for Saint-Dié-des-Vosges; the most populated first. */
export function findByBeginning(parts: readonly string[], index: NameIndex): Match[] {
  if (parts.join("").length < 3) return [];
  const beginning = `${parts.join(" ")} `;
  let low = 0;
  let high = index.ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (index.ordered[middle]!.name < beginning) low = middle + 1;
    else high = middle;
  }
  const found: Match[] = [];
  for (let at = low; at < index.ordered.length && found.length < 400; at++) {
    const { name, entry } = index.ordered[at]!;
    if (!name.startsWith(beginning)) break;
    if (name !== beginning) found.push({ named: entry, quality: 0.85, reason: "short_name" });
  }
  return found.sort((one, other) => other.named.population - one.named.population);
}

/**
 * Whether a misspelling is believable. Ordinary words lie one letter from some town or other, so a single word is believed
 * only when it sounds the same, when two letters are swapped, or when the town is large.
 */
function isBelievable({ entry, wordCount, key }: Misspellable, typed: string, typedCount: number): boolean {
  if (entry.reason === "former_commune") return false;
  const isWide = entry.level !== "commune";
  if (typedCount > 1) return wordCount > 1 && (isWide || key.length >= 11 || entry.population >= 1000);
  if (wordCount > 1) return typed.length >= 9 && (isWide || entry.population >= 5000);
  const sounds = soundKey(typed) === soundKey(key);
  if (typed.length < 6) return sounds && entry.population >= 100_000;
  const isSlip = sounds || isSwap(typed, key);
  if (isSlip) return entry.population >= (key.length < 7 ? 10_000 : 5000);
  if (Math.abs(typed.length - key.length) > 1 || editDistance(typed, key, 1) > 1) return false;
  if (isWide) return key.length >= 7;
  return entry.population >= (typed.length < 8 ? 60_000 : typed.length < 9 ? 20_000 : 10_000);
}

/** Territories whose name is a few letters away, the nearest only; nothing for short, common or wholly different words. */
export function findMisspelt(parts: readonly string[], index: NameIndex): Match[] {
  const bare = withoutArticle(parts);
  const key = bare.join("");
  const tolerance = toleranceFor(key.length);
  if (key.length < 5 || key.length > 60 || bare.every(isCommonInflected) || /\d/.test(key)) return [];
  const typedCount = bare.filter((word) => !isLinking(word)).length;
  const reach = typedCount > 1 || key.length < 5 ? tolerance : Math.max(tolerance, key.length > 6 ? 2 : 1);
  const mask = letterMask(key);
  if (reach === 0) return [];
  let best = reach + 1;
  let found: Named[] = [];
  for (const candidate of index.byStart.get(startOf(key)) ?? []) {
    if (Math.abs(candidate.key.length - key.length) > best) continue;
    if (differingLetters(mask, candidate.mask) > 2 * best) continue;
    const allowed = Math.min(best, Math.max(reach, toleranceFor(Math.min(key.length, candidate.key.length + 1))));
    const distance = editDistance(key, candidate.key, allowed);
    if (distance > allowed || distance > best) continue;
    if (!isBelievable(candidate, key, typedCount)) continue;
    if (distance < best) found = [];
    best = distance;
    if (!found.includes(candidate.entry)) found.push(candidate.entry);
  }
  return found.map((named) => ({ named, quality: 0.9 - 0.08 * best, reason: "typo" }));
}
