/** Turns what people type in a "place" column into territories of the official code. */
import { areaOf, noCodes, parentsOf, unionOf } from "./areas.ts";
import { relate, settleTogether } from "./context.ts";
import { findEpciByFullName } from "./intercommunal.ts";
import { readPiece } from "./members.ts";
import { words } from "./names.ts";
import type { Desk } from "./phrase.ts";
import { splitPieces } from "./pieces.ts";
import { takeRadius } from "./radius.ts";
import { identityOf, narrow, type Option, type Reading, readExact, settledOn } from "./reading.ts";
import type { Reference } from "./reference.ts";
import type { Members } from "./segments.ts";
import type { Area, Candidate, Reason, Resolution } from "./types.ts";

/** Longer texts are cut there: no place takes more, and the time spent stays bounded. */
const LONGEST_TEXT = 300;
const LONGEST_LIST = 40;
const MOST_CANDIDATES = 12;
const MOST_GUESSES = 10;
/** Below it, too little of the text was read for its place to be accepted without a person. */
const LEAST_CONFIDENCE = 0.45;

/** Resolves a typed place into codes, a perimeter, several candidates or nothing; never throws, whatever the text. */
export function resolveTerritory(text: string, reference: Reference): Resolution {
  const cut = text.length > LONGEST_TEXT;
  const typed = text.slice(0, LONGEST_TEXT);
  const whole = readOfficialName(typed, reference);
  const radius = whole ? null : takeRadius(typed);
  const members = whole ?? readMembers(radius?.rest ?? typed, reference);
  const resolution = conclude(members, reference);
  if (cut) resolution.reasons.push("truncated");
  if (!radius || resolution.status === "unknown") return resolution;
  return { ...resolution, radiusKm: radius.radiusKm, reasons: [...resolution.reasons, "radius"] };
}

/** Official names may hold commas and parentheses of their own, so the whole text is looked up before it is cut. */
function readOfficialName(text: string, reference: Reference): Members | null {
  const parts = words(text);
  const found = findEpciByFullName(parts, reference);
  const [only] = found;
  if (!only || found.length > 1 || readExact(parts, reference)) return null;
  const population = reference.get("epci", only.code)?.population ?? 0;
  const reading = settledOn(areaOf("epci", only.code, reference), population, 0.98);
  return { readings: [reading], inner: [], unread: false, ignored: false };
}

function readMembers(text: string, reference: Reference): Members {
  const desk: Desk = { reference, guesses: MOST_GUESSES };
  const pieces = splitPieces(text).slice(0, LONGEST_LIST);
  const read = pieces.map((piece) => ({ ...readPiece(piece, desk), path: piece.path }));
  const hasPath = read.some(({ path }) => path);
  const unread = read.some((members) => members.unread);
  const readings = settleNumbers(
    read.flatMap((members, at) => withDoubtful(members, read[at + 1], reference)),
    unread,
  );
  return {
    readings: hasPath ? readings.reverse() : readings,
    inner: read.flatMap(({ inner }) => inner),
    unread,
    ignored: read.some(({ ignored }) => ignored),
  };
}

/** "Campagne, 24": an ordinary word is a commune when the number of its departement follows. */
function withDoubtful({ readings, doubtful }: Members, next: Members | undefined, reference: Reference): Reading[] {
  const follower = next?.readings[0]?.options[0];
  if (!doubtful || !follower?.reasons.includes("departement_number")) return readings;
  const inside = narrow(doubtful, follower.area, reference);
  return inside ? [...readings, inside] : readings;
}

/** Numbers beside words that could not be read count something else; digits in a list of numbers are departements. */
function settleNumbers(readings: Reading[], unread: boolean): Reading[] {
  const isNumber = ({ options: [first] }: Reading) =>
    !!first?.reasons.includes("departement_number") && !first.reasons.includes("scale_word");
  if (unread) return readings.filter((reading) => !isNumber(reading));
  return readings.length > 1 && readings.every(isNumber)
    ? readings.map((reading) => ({ ...reading, settled: true }))
    : readings;
}

const unknown = (reasons: Reason[] = []): Resolution => ({
  status: "unknown",
  scale: null,
  label: null,
  ...noCodes(),
  parents: { regions: [], departments: [], epci: [] },
  radiusKm: null,
  confidence: 0,
  candidates: [],
  reasons,
});

const rounded = (confidence: number): number => Math.round(Math.min(Math.max(confidence, 0), 1) * 100) / 100;

function toCandidate(option: Option): Candidate {
  return { ...option.area, confidence: rounded(option.confidence), reason: option.reasons[0] ?? null };
}

function candidatesFrom(options: Option[], without: Area | null): Candidate[] {
  const seen = new Set(without ? [identityOf(without)] : []);
  const kept: Candidate[] = [];
  for (const option of options) {
    const key = identityOf(option.area);
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(toCandidate(option));
  }
  return kept.slice(0, MOST_CANDIDATES);
}

function conclude(members: Members, reference: Reference): Resolution {
  if (members.readings.length === 0) return unknown(members.ignored && !members.unread ? ["ignored_words"] : []);
  const readings = relate(settleTogether(members.readings, reference), reference);
  const extra: Reason[] = members.unread ? ["partly_unreadable"] : members.ignored ? ["ignored_words"] : [];
  const factor = members.unread ? 0.65 : members.ignored ? 0.93 : 1;
  const inner = [
    ...members.inner.map((option) => ({ ...option, confidence: Math.min(option.confidence, 0.5) })),
    ...readings.inner,
  ];
  if (readings.kept.length === 1) return concludeOne(readings.kept[0]!, inner, factor, extra, reference);
  return concludeList(readings.kept, inner, factor, extra, reference);
}

function concludeOne(
  reading: Reading,
  inner: Option[],
  factor: number,
  extra: Reason[],
  reference: Reference,
): Resolution {
  const [first] = reading.options;
  const reasons = [...new Set([...reading.reasons, ...(reading.settled && first ? first.reasons : []), ...extra])];
  if (!first || !reading.settled || first.confidence * factor < LEAST_CONFIDENCE) {
    const options = [...reading.options, ...inner];
    const candidates = candidatesFrom(options, null);
    return {
      ...unknown(reasons),
      status: "ambiguous",
      confidence: rounded((candidates[0]?.confidence ?? 0) * factor),
      candidates,
    };
  }
  return {
    status: "resolved",
    ...first.area,
    parents: parentsOf(first.area, reference),
    radiusKm: null,
    confidence: rounded(first.confidence * factor),
    candidates: candidatesFrom([...inner, ...reading.options.slice(1)], first.area),
    reasons,
  };
}

function concludeList(
  kept: Reading[],
  inner: Option[],
  factor: number,
  extra: Reason[],
  reference: Reference,
): Resolution {
  const chosen = kept.map(({ options }) => options[0]!);
  const reasons = [...new Set<Reason>(["list", ...chosen.flatMap((option) => option.reasons), ...extra])];
  const confidence = rounded(0.97 * factor * Math.min(...chosen.map((option) => option.confidence)));
  const area = perimeterOf(chosen);
  const isSettled = kept.every(({ settled }) => settled);
  if (isSettled && confidence < LEAST_CONFIDENCE) {
    const options = [{ area, population: 0, confidence, reasons }];
    return { ...unknown(reasons), status: "ambiguous", confidence, candidates: candidatesFrom(options, null) };
  }
  if (isSettled) {
    return {
      status: "resolved",
      ...area,
      parents: parentsOf(area, reference),
      radiusKm: null,
      confidence,
      candidates: candidatesFrom(inner, area),
      reasons,
    };
  }
  const open = kept.findIndex(({ settled }) => !settled);
  const choices = kept[open]!.options.slice(0, MOST_CANDIDATES).map((option): Option => {
    const area = perimeterOf(chosen.map((other, at) => (at === open ? option : other)));
    return { area, population: option.population, confidence: option.confidence * factor, reasons: ["list"] };
  });
  return {
    ...unknown([...new Set([...reasons, ...kept.flatMap((reading) => reading.reasons)])]),
    status: "ambiguous",
    confidence,
    candidates: candidatesFrom(choices, null),
  };
}

function perimeterOf(options: Option[]): Area {
  const areas = options.map(({ area }) => area);
  return { scale: "perimeter", label: [...new Set(areas.map(({ label }) => label))].join(", "), ...unionOf(areas) };
}
