/** Finds the places listed in a run of words: joined, side by side, or in the middle of other words. */
import { contains } from "./areas.ts";
import { isLinking } from "./names.ts";
import { type Desk, readInside, readPlace } from "./phrase.ts";
import type { Token } from "./pieces.ts";
import { type Option, type Reading, readAcademie, readExact, readMarkedEpci, readNumber } from "./reading.ts";
import type { Reason } from "./types.ts";
import { isCommonWord, isNoise, isOnlyNoise, LANDSCAPES } from "./vocabulary.ts";

/** The places a text lists, in order; `unread` when some words that look like a place could not be read. */
export type Members = {
  readings: Reading[];
  inner: Option[];
  unread: boolean;
  ignored: boolean;
  /** What ordinary words would designate if what follows showed that they are a place ("Campagne, 24"). */
  doubtful?: Reading | null;
};

/** No place, and nothing left unread either. */
export const nothing = (): Members => ({ readings: [], inner: [], unread: false, ignored: false });

/** A single place. */
export const one = (reading: Reading): Members => ({ readings: [reading], inner: [], unread: false, ignored: false });

const LONGEST_NAME = 12;
/** A list without "et" nor comma ("Toulouse Albi", "PACA-Corse") is believed only of territories at least this populated. */
const STRONG_POPULATION = 5000;

/** Whether a name may end before this token: at "et", at a dash, at a slash, or (weakly) at a hyphen. */
function isBoundary(token: Token | undefined): boolean {
  return !token || token.joint || token.gap !== "space";
}

/** Cuts at joints and dashes, the longest readable name first; null unless the whole (or, if lenient, a part) is read. */
export function segment(tokens: Token[], desk: Desk, lenient: boolean): Members | null {
  const readings: Reading[] = [];
  let unread = false;
  let ignored = false;
  let onlyHyphens = true;
  let academies = false;
  let joined = 0;
  let parted = 0;
  let at = 0;
  while (at < tokens.length) {
    if (tokens[at]!.joint) {
      onlyHyphens = false;
      if (tokens[at]!.word === "et") joined++;
      else parted++;
      at++;
      continue;
    }
    if (at > 0 && tokens[at]!.gap === "break") onlyHyphens = false;
    if (at > 0 && tokens[at]!.gap !== "space" && !tokens[at - 1]!.joint) parted++;
    if (tokens[at]!.word === "academie" || tokens[at]!.word === "rectorat") academies = true;
    const taken = takeLongest(tokens, at, desk, lenient, academies && at > 0);
    if (taken) {
      readings.push(taken.reading);
      at = taken.end;
      continue;
    }
    if (!lenient) return null;
    let end = at + 1;
    while (end < tokens.length && !tokens[end]!.joint && tokens[end]!.gap !== "break") end++;
    const embedded = findEmbedded(tokens.slice(at, end), desk);
    if (embedded) {
      readings.push(...embedded.readings);
      ignored = true;
    } else if (isOnlyNoise(tokens.slice(at, end).map(({ word }) => word))) ignored = true;
    else unread = true;
    at = end;
  }
  if (readings.length === 0 || (readings.length === 1 && !lenient)) return null;
  if (onlyHyphens && (unread || !readings.every(isStrong))) return null;
  // "le local et le national" in a sentence does not mean the whole country.
  const kept = unread ? readings.filter(({ options: [first] }) => first?.area.scale !== "national") : readings;
  return { ...(joined > 0 && parted === 0 ? absorb(kept, desk) : { readings: kept, inner: [] }), unread, ignored };
}

/** "Paris et Île-de-France": joined by "et", the larger takes the smaller in. */
function absorb(readings: Reading[], desk: Desk): { readings: Reading[]; inner: Option[] } {
  const isInside = (inner: Reading, outer: Reading) =>
    inner !== outer &&
    inner.settled &&
    outer.settled &&
    contains(outer.options[0]!.area, inner.options[0]!.area, desk.reference) &&
    !contains(inner.options[0]!.area, outer.options[0]!.area, desk.reference);
  const kept = readings.filter((reading) => !readings.some((other) => isInside(reading, other)));
  const inner = readings.filter((reading) => !kept.includes(reading)).map(({ options }) => options[0]!);
  return { readings: kept, inner };
}

function takeLongest(tokens: Token[], from: number, desk: Desk, lenient: boolean, academie: boolean) {
  for (let end = Math.min(tokens.length, from + LONGEST_NAME); end > from; end--) {
    if (!isBoundary(tokens[end]) || tokens[end - 1]!.joint) continue;
    const parts = tokens.slice(from, end).map(({ word }) => word);
    const reading = (academie ? readAcademie(parts, desk.reference) : null) ?? readPlace(parts, desk, lenient);
    if (reading) return { reading, end };
  }
  return null;
}

function isStrong({ options: [first] }: Reading): boolean {
  return !!first && (first.area.scale !== "commune" || first.population >= STRONG_POPULATION);
}

/** "Billom Puy-de-Dôme": a name and, beside it, what contains it. */
export function readParentBeside(parts: string[], desk: Desk): Members | null {
  for (let cut = 1; cut < parts.length && cut <= LONGEST_NAME; cut++) {
    const outer = readExact(parts.slice(cut), desk.reference);
    const [first] = outer?.options ?? [];
    if (!outer?.settled || !first || (first.area.scale !== "departement" && first.area.scale !== "region")) continue;
    const inside = readInside(parts.slice(0, cut), first.area, desk, false);
    if (inside) return one(inside);
  }
  return null;
}

/** "31 81 46", "Tarn Aveyron", "Toulouse Albi": names with nothing between them. */
export function readUnjoined(parts: string[], desk: Desk): Members | null {
  const readings: Reading[] = [];
  let at = parts[0] === "departement" ? 1 : 0;
  while (at < parts.length) {
    let end = Math.min(parts.length, at + 6);
    let reading: Reading | null = null;
    for (; end > at && !reading; end--) {
      const words = parts.slice(at, end);
      if (!isLinking(words[0]!)) reading = words.length === 1 ? readNumber(words[0]!, desk.reference) : null;
      if (!words.every(isNoise)) reading ??= readExact(words, desk.reference);
    }
    if (!reading?.settled || !isStrong(reading) || reading.options[0]!.area.scale === "national") return null;
    readings.push(reading);
    at = end + 1;
  }
  return readings.length > 1 && readings.length <= 20 ? { ...nothing(), readings } : null;
}

/** Places named in the middle of other words ("agences de Paris", "dans les écoles de Toulouse"), believed half. */
export function findEmbedded(tokens: Token[], desk: Desk): Members | null {
  if (tokens.length > 24) return null;
  const capitals = tokens.some(({ capital }) => capital);
  const readings: Reading[] = [];
  let left = 0;
  let at = 0;
  while (at < tokens.length) {
    const found = embeddedAt(tokens, at, capitals, desk);
    if (found) {
      readings.push(found.reading);
      at = found.end;
      continue;
    }
    if (!isNoise(tokens[at]!.word) && !tokens[at]!.joint) left++;
    at++;
  }
  if (readings.length === 0 || readings.length > 6 || left > 8) return null;
  // A place in a whole sentence may be anything: its example, its neighbour, its author.
  const kept = left > 2 ? readings.map((reading) => ({ ...reading, settled: false })) : readings;
  if (left > 0) return { readings: kept.map(half), inner: [], unread: false, ignored: true };
  return { readings: kept, inner: [], unread: false, ignored: true };
}

function embeddedAt(tokens: Token[], at: number, capitals: boolean, desk: Desk) {
  const first = tokens[at]!;
  if (isLinking(first.word) || first.joint) return null;
  for (let end = Math.min(tokens.length, at + 8); end > at; end--) {
    if (isLinking(tokens[end - 1]!.word) || tokens[end - 1]!.joint) continue;
    const parts = tokens.slice(at, end).map(({ word }) => word);
    if (parts.join("").length < 4 || parts.every(isCommonWord)) continue;
    const reading = readExact(parts, desk.reference) ?? readMarkedEpci(parts, desk.reference);
    const [option] = reading?.options ?? [];
    if (!reading || !option || reading.reasons.includes("common_word")) continue;
    const before = tokens[at - 1]?.word ?? "";
    const announced = /^(a|de|d|du|des|en|sur|dans|la|le|l|les)$/.test(before) || at === 0;
    if (capitals ? !first.capital : !announced) continue;
    if (option.area.scale === "commune" && option.population < (capitals ? 3000 : 20_000)) continue;
    if (option.area.scale === "national") continue;
    if (option.area.scale !== "commune" && isLandscape(tokens, at)) continue;
    return { reading, end };
  }
  return null;
}

function isLandscape(tokens: Token[], at: number): boolean {
  let before = at - 1;
  while (before >= 0 && isLinking(tokens[before]!.word)) before--;
  return before >= 0 && LANDSCAPES.has(tokens[before]!.word);
}

const half = (reading: Reading): Reading => ({
  ...reading,
  options: reading.options.map((option) => ({
    ...option,
    confidence: option.confidence * 0.65,
    reasons: [...option.reasons, "ignored_words" as Reason],
  })),
});
