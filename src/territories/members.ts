/** Reads a piece of an answer as the places it lists. */
import { contains, unionOf } from "./areas.ts";
import { isLinking, words } from "./names.ts";
import { contradiction, type Desk, readInside, readPlace } from "./phrase.ts";
import { type Piece, type Token, tokenise } from "./pieces.ts";
import { decide, type Option, type Reading, readExact, readMisspelt } from "./reading.ts";
import { findEmbedded, type Members, nothing, one, readParentBeside, readUnjoined, segment } from "./segments.ts";
import type { Reason } from "./types.ts";
import { EXCEPTIONS, isNoise, isOnlyNoise, SCALE_WORDS } from "./vocabulary.ts";

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
  const parts = typed.map(({ word }) => word);
  if (exception > 0 && !readPlace(withoutNumbers(parts), desk, false)) {
    return { ...readTokens(trimJoints(typed.slice(0, exception)), desk), ignored: true };
  }
  return readTokens(trimJoints(typed), desk);
}

/** Names such as Saint-Loup-Hors hold the word themselves, whatever number stands beside them. */
const withoutNumbers = (parts: string[]): string[] => parts.filter((word) => !/^\d/.test(word));

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
