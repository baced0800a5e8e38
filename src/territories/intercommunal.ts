/** Recognises EPCI: by their name, or as "the agglomeration of" a commune. */
import { findExact, nameIndexOf } from "./name-index.ts";
import { isLinking, words } from "./names.ts";
import type { Reference } from "./reference.ts";
import { editDistance, toleranceFor } from "./spelling.ts";
import type { Reason } from "./types.ts";
import { isCommonWord } from "./vocabulary.ts";

/** An EPCI a text may designate, with a quality from 0 to 1. */
export type EpciMatch = { code: string; quality: number; reason: Reason | null };

type EpciIndex = {
  full: Map<string, string[]>;
  core: Map<string, string[]>;
  part: Map<string, string[]>;
  /** How many EPCI have this word in their name. */
  frequency: Map<string, number>;
};

/** Ways to say "EPCI", longest first, with the types of the reference they announce (none: any). */
const MARKERS: [words: string[], types: string[]][] = (
  [
    ["communaute d agglomeration", "CA"],
    ["communaute agglomeration", "CA"],
    ["communaute de communes", "CC"],
    ["communaute des communes", "CC"],
    ["communaute communes", "CC"],
    ["communaute de commune", "CC"],
    ["communaute urbaine", "CU"],
    ["communaute de", ""],
    ["com de com", "CC"],
    ["com com", "CC"],
    ["com d agglomeration", "CA"],
    ["comcom", "CC"],
    ["codecom", "CC"],
    ["cdc", "CC"],
    ["comm d agglomeration", "CA"],
    ["agglomeration", "CA CU METRO MET69"],
    ["eurometropole", "METRO"],
    ["metropole", "METRO MET69"],
    ["intercommunalite", ""],
    ["interco", ""],
    ["epci", ""],
    ["communaute", ""],
    ["cc", "CC"],
    ["ca", "CA"],
    ["cu", "CU"],
    ["ccom", "CC"],
  ] as const
).map(([marker, types]) => [marker.split(" "), types ? types.split(" ") : []]);

const GENERIC = new Set(
  "cc ca cu metropole agglomeration communaute communautes communes intercommunal intercommunale urbaine intercom".split(
    " ",
  ),
);

const indexes = new WeakMap<Reference, EpciIndex>();

function epciIndexOf(reference: Reference): EpciIndex {
  let index = indexes.get(reference);
  if (!index) {
    index = buildIndex(reference);
    indexes.set(reference, index);
  }
  return index;
}

/** Key of what distinguishes an EPCI: its words without the type, the generic words and the articles. */
function coreWords(parts: readonly string[]): string[] {
  return parts.filter((word) => !GENERIC.has(word) && !isLinking(word));
}

function push(map: Map<string, string[]>, key: string, code: string): void {
  if (!key) return;
  const known = map.get(key);
  if (!known) map.set(key, [code]);
  else if (!known.includes(code)) known.push(code);
}

function buildIndex(reference: Reference): EpciIndex {
  const index: EpciIndex = { full: new Map(), core: new Map(), part: new Map(), frequency: new Map() };
  for (const { code, name } of reference.list("epci")) {
    const parts = words(name);
    push(index.full, parts.join(""), code);
    const acronym = /\(([^)]*)\)/.exec(name)?.[1] ?? "";
    const plain = words(name.replace(/\([^)]*\)/, ""));
    push(index.full, plain.join(""), code);
    push(index.full, plain.filter((word, at) => at > 0 || !/^c[acu]$/.test(word)).join(""), code);
    push(index.core, coreWords(plain).join(""), code);
    if (/^[A-Z0-9]{3,}$/.test(acronym)) push(index.core, words(acronym).join(""), code);
    for (const part of name.replace(/\([^)]*\)/, "").split(/ - |,|\/|''|"/)) {
      push(index.part, coreWords(words(part)).join(""), code);
    }
    for (const word of new Set(parts)) index.frequency.set(word, (index.frequency.get(word) ?? 0) + 1);
  }
  return index;
}

/** The EPCI whose complete name this is, with or without its type. */
export function findEpciByFullName(parts: readonly string[], reference: Reference): EpciMatch[] {
  const codes = epciIndexOf(reference).full.get(parts.join("")) ?? [];
  return codes.map((code) => ({ code, quality: 1, reason: null }));
}

/** The EPCI a name without any marker designates, provided the name says enough to be one ("Pays basque", "Sicoval"). */
export function findBareEpci(parts: readonly string[], reference: Reference): EpciMatch[] {
  const index = epciIndexOf(reference);
  const core = coreWords(parts);
  if (core.every(isCommonWord)) return [];
  if (parts[0] === "grand" && parts.length > 1 && !index.core.has(core.join(""))) {
    const around = ofCommune(parts.slice(1), reference);
    if (around.length === 1) return around.map((match) => ({ ...match, quality: match.quality - 0.1 }));
  }
  const codes = index.full.get(parts.join("")) ?? index.core.get(core.join("")) ?? [];
  const [only] = core;
  // Many communautés de communes share initials.
  const isInitials = core.length === 1 && /^cc[a-z]{1,4}$/.test(only ?? "");
  const isRare =
    !isInitials &&
    (core.length > 1 || (only !== undefined && only.length > 3 && (index.frequency.get(only) ?? 0) === 1));
  const quality = isRare && codes.length === 1 ? (core.length > 1 ? 0.85 : 0.75) : 0.5;
  return codes.map((code) => ({ code, quality, reason: "epci_name" }));
}

/** Removes the words that announce an EPCI, before or after the name; null when there are none. */
export function splitMarker(parts: readonly string[]): { name: string[]; types: string[] } | null {
  for (const [marker, types] of MARKERS) {
    if (parts.length <= marker.length) continue;
    if (marker.every((word, at) => parts[at] === word)) return { name: trimLinks(parts.slice(marker.length)), types };
    const from = parts.length - marker.length;
    if (
      from > 0 &&
      marker.length < 3 &&
      marker[0]!.length > 3 &&
      marker.every((word, at) => parts[from + at] === word)
    ) {
      return { name: trimLinks(parts.slice(0, from)), types };
    }
  }
  return null;
}

function trimLinks(parts: readonly string[]): string[] {
  let start = 0;
  let end = parts.length;
  while (start < end && /^(de|du|des|d)$/.test(parts[start]!)) start++;
  while (end > start && isLinking(parts[end - 1]!)) end--;
  return parts.slice(start, end);
}

/** EPCI designated by a text that announces one: "agglo de Vesoul", "Vesoul et son agglomération", "métropole de Lyon". */
export function findMarkedEpci(parts: readonly string[], reference: Reference): EpciMatch[] {
  const full = findEpciByFullName(parts, reference);
  if (full.length > 0) return full;
  const marked = splitMarker(parts);
  if (!marked || marked.name.length === 0) return [];
  const isOfType = (code: string) => marked.types.length === 0 || marked.types.includes(reference.epciType(code) ?? "");
  const withType = (matches: EpciMatch[]): EpciMatch[] => {
    const typed = matches.filter(({ code }) => isOfType(code));
    if (typed.length > 0) return typed;
    return matches.map((match) => ({ ...match, quality: match.quality - 0.15, reason: match.reason ?? "epci_type" }));
  };
  const index = epciIndexOf(reference);
  const key = coreWords(marked.name).join("");
  const named = index.core.get(key);
  if (named) return withType(named.map((code) => ({ code, quality: 0.95, reason: null })));
  const around = ofCommune(marked.name, reference);
  const parted = (index.part.get(key) ?? []).map((code): EpciMatch => ({ code, quality: 0.9, reason: null }));
  if (parted.length > 0) {
    const typed = withType(parted);
    const shared = typed.filter(({ code }) => around.some((match) => match.code === code));
    return shared.length > 0 ? shared : typed;
  }
  if (around.length > 0) return withType(around);
  return misspelt(key, index, isOfType);
}

/** EPCI of the communes that bear this name; those where the commune is the most populated member come alone. */
function ofCommune(name: readonly string[], reference: Reference): EpciMatch[] {
  const communes = findExact(name, nameIndexOf(reference)).filter(({ named }) => named.level === "commune");
  const found = new Map<string, EpciMatch & { isSeat: boolean }>();
  for (const { named, quality } of communes) {
    const [code] = reference.parentsOf("commune", named.code).epci;
    if (!code || named.reason) continue;
    const isSeat = reference
      .communesOf("epci", code)
      .every((member) => (reference.get("commune", member)?.population ?? 0) <= named.population);
    const better = quality * (isSeat ? 0.92 : 0.8);
    if (better > (found.get(code)?.quality ?? 0)) {
      found.set(code, { code, quality: better, reason: "epci_of_commune", isSeat });
    }
  }
  const all = [...found.values()];
  const seats = all.filter(({ isSeat }) => isSeat);
  return (seats.length > 0 ? seats : all).map(({ code, quality, reason }) => ({ code, quality, reason }));
}

function misspelt(key: string, index: EpciIndex, isOfType: (code: string) => boolean): EpciMatch[] {
  const tolerance = Math.min(toleranceFor(key.length), 2);
  if (tolerance === 0 || key.length > 60) return [];
  let best = tolerance;
  let found: string[] = [];
  for (const [core, codes] of index.core) {
    if (core[0] !== key[0] || core.length < 6) continue;
    const distance = editDistance(key, core, best);
    if (distance > best) continue;
    if (distance < best) found = [];
    best = distance;
    found.push(...codes.filter(isOfType));
  }
  return found.map((code) => ({ code, quality: 0.85 - 0.08 * best, reason: "typo" }));
}
