import type { Attachment } from "./attach.ts";
import { type ActorKind, COMMON_WORDS, headOf } from "./kinds.ts";
import { findKnown } from "./lookup.ts";
import { flatten, tokensOf, wordsOf } from "./source.ts";

export interface MatchableActor {
  name: string;
  kind: ActorKind;
  generic: boolean;
  attachedTo: Attachment | null;
  acronym?: string | null;
}

export interface KnownActor {
  id: string;
  name: string;
  aliases: readonly string[];
  kind: ActorKind;
  generic: boolean;
  attachedTo: Attachment | null;
}

export interface ActorMatch {
  id: string;
  /** 1 for the same name, below for a close spelling. */
  score: number;
  /** A close spelling, for a person to confirm. */
  proposed: boolean;
}

const LINKS = new Set("a au aux d de des du en et l la le les".split(" "));
const ARTICLES = new Set("le la les l un une".split(" "));
const SHORT_FORMS = new Map([
  ["st", "saint"],
  ["ste", "sainte"],
  ["asso", "association"],
  ["assoc", "association"],
  ["univ", "universite"],
  ["fed", "federation"],
  ["dpt", "departement"],
  ["dept", "departement"],
]);

/** One key for the ways of writing a name: case, accents, articles, "association", a repeated acronym and known acronyms do not count. */
export function normaliseName(name: string): string {
  const text = name
    .normalize("NFC")
    .slice(0, 300)
    .replace(/(?<=\S)\s*\(\p{Lu}[\p{Lu}\d.'’-]{1,11}\)/gu, "");
  const tokens = tokensOf(flatten(text));
  let from = 0;
  const known = findKnown(tokens, 0, text);
  if (!known) {
    while (from < tokens.length - 1 && ARTICLES.has(tokens[from]!.word)) from++;
  }
  const found = known ?? findKnown(tokens, from, text);
  if (found && !found.plural) {
    const rest = tokens.slice((known ? 0 : from) + found.length).map(({ word }) => SHORT_FORMS.get(word) ?? word);
    return [...wordsOf(found.known.name), ...rest].join(" ");
  }
  const words = tokens.slice(from).map(({ word }) => SHORT_FORMS.get(word) ?? word);
  const next = words[1];
  if (words[0] === "association" && next && !COMMON_WORDS.has(next) && headOf([next]) === null) words.shift();
  return words.join(" ");
}

const skeleton = (name: string) =>
  normaliseName(name)
    .split(" ")
    .filter((word) => !LINKS.has(word))
    .join(" ");

const placeKey = (place: Attachment | null) => (place ? `${place.scale}:${place.code}` : "");

/** Every key under which an actor may be met; the territory is part of each, in its name or as its code. */
function keysOf(name: string, aliases: readonly string[], place: Attachment | null): string[] {
  const where = place ? skeleton(place.name) : "";
  const keys: string[] = [];
  for (const spelling of [name, ...aliases]) {
    const bones = skeleton(spelling);
    if (!bones) continue;
    keys.push(`${bones}|${placeKey(place)}`);
    if (!place || !where) continue;
    const inName = ` ${bones} `.includes(` ${where} `);
    if (inName) keys.push(`${bones}|`, `${` ${bones} `.replace(` ${where} `, " ").trim()}|${placeKey(place)}`);
    else keys.push(`${bones} ${where}|`, `${bones} ${where}|${placeKey(place)}`);
  }
  return [...new Set(keys)];
}

interface Entry {
  actor: KnownActor;
  letters: string;
}

interface Index {
  count: number;
  /** One actor for most keys: a list only where several share one. */
  byKey: Map<string, KnownActor | KnownActor[]>;
  /** How many actors `byHalf` knows of: it is only filled when a close spelling is asked for. */
  halved: number;
  byHalf: Map<string, Entry[]>;
}

const FUZZY_FROM = 7;
const FUZZY_TO = 80;
const BUCKET = 64;
/* One letter apart, two places are two places: names that a territory tells apart are never matched on a close spelling. */
const BY_TERRITORY: ReadonlySet<ActorKind> = new Set([
  "collectivite",
  "etat-agence",
  "securite-sociale",
  "etablissement-scolaire",
  "etablissement-sante-medicosocial",
  "enseignement-superieur",
]);

const INDEXES = new WeakMap<readonly KnownActor[], Index>();

function push<T>(map: Map<string, T[]>, key: string, value: T, most: number): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (list.length < most) list.push(value);
}

const SAME_KEY = 16;

function addTo(byKey: Index["byKey"], key: string, actor: KnownActor): void {
  const before = byKey.get(key);
  if (before === undefined) byKey.set(key, actor);
  else if (!Array.isArray(before)) byKey.set(key, [before, actor]);
  else if (before.length < SAME_KEY) before.push(actor);
}

/** The index of a list of known actors, kept with it and completed when the list has grown. */
function indexOf(known: readonly KnownActor[]): Index {
  let index = INDEXES.get(known);
  if (!index || index.count > known.length) {
    index = { count: 0, byKey: new Map(), halved: 0, byHalf: new Map() };
    INDEXES.set(known, index);
  }
  for (; index.count < known.length; index.count++) {
    const actor = known[index.count]!;
    for (const key of keysOf(actor.name, actor.aliases, actor.attachedTo)) addTo(index.byKey, key, actor);
  }
  return index;
}

function fillHalves(index: Index, known: readonly KnownActor[]): void {
  for (; index.halved < known.length; index.halved++) {
    const actor = known[index.halved]!;
    if (actor.generic || BY_TERRITORY.has(actor.kind)) continue;
    const letters = skeleton(actor.name).replaceAll(" ", "");
    if (letters.length < FUZZY_FROM || letters.length > FUZZY_TO) continue;
    const half = letters.length >> 1;
    const entry = { actor, letters };
    push(index.byHalf, `${letters.length}<${letters.slice(0, half)}`, entry, BUCKET);
    push(index.byHalf, `${letters.length}>${letters.slice(letters.length - half)}`, entry, BUCKET);
  }
}

/** Whether two strings are at most one insertion, deletion, substitution or swap of neighbours apart. */
function oneApart(one: string, other: string): boolean {
  if (one === other) return true;
  if (one.length > other.length) return oneApart(other, one);
  if (other.length - one.length > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  if (one.length < other.length) return one.slice(at) === other.slice(at + 1);
  if (one.slice(at + 1) === other.slice(at + 1)) return true;
  return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
}

const sameKind = (one: ActorKind, other: ActorKind) => one === other || one === "autre" || other === "autre";

/*
 * Two strings one letter apart share their first or their last half: with the halves as keys only those are compared
 * (the partition filter of approximate matching, Navarro 2001, doi:10.1145/375360.375365).
 */
function closeTo(actor: MatchableActor, index: Index): ActorMatch | null {
  if (actor.generic || BY_TERRITORY.has(actor.kind)) return null;
  const letters = skeleton(actor.name).replaceAll(" ", "");
  if (letters.length < FUZZY_FROM || letters.length > FUZZY_TO) return null;
  const digits = letters.replace(/\D/g, "");
  for (const length of [letters.length, letters.length - 1, letters.length + 1]) {
    const half = length >> 1;
    const candidates = [
      ...(index.byHalf.get(`${length}<${letters.slice(0, half)}`) ?? []),
      ...(index.byHalf.get(`${length}>${letters.slice(letters.length - half)}`) ?? []),
    ];
    for (const { actor: other, letters: otherLetters } of candidates) {
      if (placeKey(other.attachedTo) !== placeKey(actor.attachedTo) || !sameKind(other.kind, actor.kind)) continue;
      if (otherLetters.replace(/\D/g, "") !== digits || !oneApart(letters, otherLetters)) continue;
      return { id: other.id, score: 1 - 1 / Math.max(length, letters.length), proposed: true };
    }
  }
  return null;
}

/* A name typed without capitals looks like a group; when an organisation bears exactly these words, it is meant. */
const saysAName = (key: string) => key.endsWith("|") && key.includes(" ");

/** For each actor read, the known one to reuse (same name, alias or acronym in the same territory, else, unless `close` is false, a close spelling to confirm), or null; the index stays with the list, which may grow between calls. */
export function matchActors(
  parsed: readonly MatchableActor[],
  known: readonly KnownActor[],
  { close = true }: { close?: boolean } = {},
): (ActorMatch | null)[] {
  const index = indexOf(known);
  if (close) fillHalves(index, known);
  return parsed.map((actor) => {
    for (const key of keysOf(actor.name, actor.acronym && !actor.generic ? [actor.acronym] : [], actor.attachedTo)) {
      const bodies = [index.byKey.get(key) ?? []].flat().filter((other) => sameKind(other.kind, actor.kind));
      const same = bodies.find((other) => other.generic === actor.generic);
      const found = same ?? (actor.generic && saysAName(key) ? bodies.find((other) => !other.generic) : undefined);
      if (found) return { id: found.id, score: 1, proposed: false };
    }
    return close ? closeTo(actor, index) : null;
  });
}
