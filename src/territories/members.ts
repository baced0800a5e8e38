/** Reads a piece of an answer as the places it lists. */
import { contains, unionOf } from "./areas.ts";
import { isLinking, words } from "./names.ts";
import { contradiction, type Desk, readInside, readPlace } from "./phrase.ts";
import { type Piece, type Token, tokenise } from "./pieces.ts";
import {
  decide,
  type Option,
  type Reading,
  readAcademie,
  readExact,
  readMarkedEpci,
  readMisspelt,
  readNumber,
} from "./reading.ts";
import type { Reason } from "./types.ts";
import { EXCEPTIONS, isCommonWord, isNoise, isOnlyNoise, LANDSCAPES, SCALE_WORDS } from "./vocabulary.ts";

/** The places a text lists, in order; `unread` when some words that look like a place could not be read. */
export type Members = {
  readings: Reading[];
  inner: Option[];
  unread: boolean;
  ignored: boolean;
  /** What ordinary words would designate if what follows showed that they are a place ("Campagne, 24"). */
  doubtful?: Reading | null;
};

const nothing = (): Members => ({ readings: [], inner: [], unread: false, ignored: false });
const one = (reading: Reading): Members => ({ readings: [reading], inner: [], unread: false, ignored: false });

const LONGEST_NAME = 12;
/** A list without "et" nor comma ("Toulouse Albi", "PACA-Corse") is believed only of territories at least this populated. */
const STRONG_POPULATION = 5000;

/** Reads one piece with its parentheses. */
export function readPiece(piece: Piece, desk: Desk): Members {
  const [aside] = piece.asides;
  // A few official names hold parentheses of their own.
  const official = aside ? readExact(words(`${piece.text} ${aside}`), desk.reference) : null;
  if (official?.options[0]?.area.label.includes("(")) {
    return piece.asides.slice(1).reduce((members, next) => withAside(members, piece.text, next, desk), one(official));
  }
  let members = readText(piece.text, desk);
  for (const aside of piece.asides) members = withAside(members, piece.text, aside, desk);
  return members;
}

function readText(text: string, desk: Desk): Members {
  const typed = tokenise(text);
  const exception = typed.findIndex(({ word }) => EXCEPTIONS.has(word));
  if (exception > 0) return { ...readTokens(trimJoints(typed.slice(0, exception)), desk), ignored: true };
  return readTokens(trimJoints(typed), desk);
}

function readTokens(tokens: Token[], desk: Desk): Members {
  const parts = tokens.map(({ word }) => word);
  if (parts.length === 0) return nothing();
  if (isOnlyNoise(parts) && !isPlaceAnyway(parts, desk)) {
    return readAmongNoise(tokens, desk) ?? { ...nothing(), ignored: true, doubtful: readExact(parts, desk.reference) };
  }
  const whole = readPlace(parts, desk, false);
  if (whole) return one(whole);
  if (isAddress(parts)) return { ...nothing(), ignored: true };
  const strict = segment(tokens, desk, false);
  if (strict) return doubtList(strict, parts, desk);
  const spaced = readParentBeside(parts, desk) ?? readUnjoined(parts, desk);
  if (spaced) return spaced;
  const guessed = readPlace(parts, desk, true);
  if (guessed) return one(guessed);
  const partial = segment(tokens, desk, true);
  if (partial) return partial;
  return findEmbedded(tokens, desk) ?? { ...nothing(), unread: true };
}

/** Ordinary words are a place only when they make the whole name of one ("Petite-Île"), or of one of some size ("Sens"). */
function isPlaceAnyway(parts: string[], desk: Desk): boolean {
  const named = readExact(parts, desk.reference);
  if (!named) return false;
  const isWhole = parts.filter((word) => !isLinking(word)).length > 1 && !named.reasons.includes("common_word");
  return named.options.some(
    ({ area, population }) => area.scale !== "commune" || isWhole || (population >= 2000 && !parts.every(isNoise)),
  );
}

/** "12 rue de la République": it says nothing that the postal code beside it does not. */
function isAddress(parts: string[]): boolean {
  const street = parts.findIndex((word) => STREETS.has(word));
  return (
    street >= 0 && street < 3 && parts.slice(0, street).some((word) => /^\d{1,4}$/.test(word)) && !hasPostalCode(parts)
  );
}

const STREETS = new Set("rue avenue av boulevard bd allee allees impasse chemin place quai route square".split(" "));

const hasPostalCode = (parts: string[]): boolean => parts.some((word) => /^\d{5}$/.test(word));

/** "Région Grand-Est", "Mairie de Tours", "national et régional": ordinary words that name something of some size. */
function readAmongNoise(tokens: Token[], desk: Desk): Members | null {
  const isWide = ({ options: [first], settled }: Reading) =>
    settled && !!first && (first.area.scale !== "commune" || first.population >= 20_000);
  const whole = readPlace(
    tokens.map(({ word }) => word),
    desk,
    false,
  );
  if (whole) return isWide(whole) ? one(whole) : null;
  if (!tokens.some(({ joint }) => joint)) return null;
  const listed = segment(tokens, desk, true);
  return listed && listed.readings.length > 0 && listed.readings.every(isWide) ? listed : null;
}

/** "Eure et Loire" may be two departements, or Eure-et-Loir misspelt: a person chooses. */
function doubtList(listed: Members, parts: string[], desk: Desk): Members {
  if (listed.readings.length !== 2 || !parts.includes("et")) return listed;
  const misspelt = readMisspelt(parts, desk.reference);
  const [single] = misspelt?.options ?? [];
  if (single?.area.scale !== "departement") return listed;
  const areas = listed.readings.map(({ options }) => options[0]!.area);
  const both: Option = {
    area: { scale: "perimeter", label: areas.map(({ label }) => label).join(", "), ...unionOf(areas) },
    population: 0,
    confidence: 0.35,
    reasons: ["list"],
  };
  return one({ options: [{ ...single, confidence: 0.6 }, both], settled: false, reasons: ["typo", "list"] });
}

function trimJoints(tokens: Token[]): Token[] {
  let start = 0;
  let end = tokens.length;
  while (start < end && tokens[start]!.joint) start++;
  while (end > start && tokens[end - 1]!.joint) end--;
  return tokens.slice(start, end);
}

/** Whether a name may end before this token: at "et", at a dash, at a slash, or (weakly) at a hyphen. */
function isBoundary(token: Token | undefined): boolean {
  return !token || token.joint || token.gap !== "space";
}

/** Cuts at joints and dashes, the longest readable name first; null unless the whole (or, if lenient, a part) is read. */
function segment(tokens: Token[], desk: Desk, lenient: boolean): Members | null {
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
function readParentBeside(parts: string[], desk: Desk): Members | null {
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
function readUnjoined(parts: string[], desk: Desk): Members | null {
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
function findEmbedded(tokens: Token[], desk: Desk): Members | null {
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

/** What a parenthesis says of the piece before it: its level, what contains it, a place within it, or the contrary. */
function withAside(members: Members, text: string, aside: string, desk: Desk): Members {
  const parts = tokenise(aside).map(({ word }) => word);
  const scale = SCALE_WORDS.get(parts.filter((word) => !isLinking(word))[0] ?? "");
  const last = members.readings.at(-1);
  if (scale && last && parts.filter((word) => !isLinking(word)).length === 1) {
    const kept = last.options.filter(({ area }) => area.scale === scale);
    return kept.length > 0 ? replaceLast(members, trust(decide(kept, desk.reference), "scale_word")) : members;
  }
  const pieces = aside.split(/[,;]/).map((part) => readText(part, desk));
  const read = pieces.flatMap(({ readings }) => readings);
  if (read.length === 0) return { ...members, ignored: true };
  const outer = read.flatMap(({ options }) => options);
  if (!last || members.unread) {
    const again = rereadInside(text, outer, desk);
    if (again) return { ...members, readings: [again], unread: false };
    return last ? members : { readings: read, inner: [], unread: false, ignored: true };
  }
  return relateAside(members, last, read, outer, text, desk);
}

function rereadInside(text: string, outer: Option[], desk: Desk): Reading | null {
  const parts = trimJoints(tokenise(text)).map(({ word }) => word);
  if (parts.length === 0) return null;
  for (const { area } of outer) {
    const inside = readInside(parts, area, desk, true);
    if (inside) return inside;
  }
  return null;
}

function relateAside(
  members: Members,
  last: Reading,
  read: Reading[],
  outer: Option[],
  text: string,
  desk: Desk,
): Members {
  const { reference } = desk;
  if (outer.some(({ area }) => area.scale === "national")) return members;
  if (last.options[0]?.area.scale === "national")
    return { readings: read, inner: last.options, unread: false, ignored: true };
  const inside = last.options.filter(({ area }) => outer.some((option) => contains(option.area, area, reference)));
  const whole = last.options.filter(({ area }) =>
    read.every(({ options }) => options.some((option) => contains(area, option.area, reference))),
  );
  const [leading] = last.options;
  // "Lot (Cahors)": the first name is the territory, the second says where in it.
  if (whole.length > 0 && (inside.length === 0 || (leading && whole.includes(leading)))) {
    const inner = outer.filter((option) => whole.some(({ area }) => contains(area, option.area, reference)));
    const kept = decide(whole, reference);
    const same = inner.every((option) => inside.length > 0 && contains(option.area, whole[0]!.area, reference));
    if (same) return replaceLast(members, trust(kept, "parent_context"));
    return { ...replaceLast(members, mark(kept, 0.88, "inner_place")), inner };
  }
  if (inside.length > 0) return replaceLast(members, trust(decide(inside, reference), "parent_context"));
  const again = members.readings.length === 1 ? rereadInside(text, outer, desk) : null;
  if (again) return replaceLast(members, again);
  if (
    members.readings.some(({ options }) =>
      options.some(({ area }) => outer.some((o) => contains(o.area, area, reference))),
    )
  ) {
    return members;
  }
  return replaceLast(members, contradiction(last, { options: outer, settled: false, reasons: [] }));
}

function replaceLast(members: Members, reading: Reading): Members {
  return { ...members, readings: [...members.readings.slice(0, -1), reading] };
}

const mark = (reading: Reading, factor: number, reason: Reason): Reading => ({
  ...reading,
  options: reading.options.map((option) => ({
    ...option,
    confidence: option.confidence * factor,
    reasons: [...option.reasons, reason],
  })),
});

/** Options supported by what stands beside them. */
const trust = (reading: Reading, reason: Reason): Reading => ({
  ...reading,
  options: reading.options.map((option, at) => ({
    ...option,
    confidence: at === 0 ? Math.max(option.confidence, 0.93) : option.confidence,
    reasons: [...option.reasons, reason],
  })),
});
