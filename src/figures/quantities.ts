import { isAge, isTimeOfDay } from "./ages.ts";
import { followsName, insideName } from "./exclusions.ts";
import { type Folded, matchAt } from "./fold.ts";
import { type Numeral, readNumeral } from "./numbers.ts";
import { MONTH } from "./periods.ts";
import { qualifierAfter, qualifierBefore } from "./qualifiers.ts";
import { type Amount, readAmount } from "./ranges.ts";
import { type Ratio, readFraction, readMultiplier, readOutOf } from "./shares.ts";
import type { Qualifier } from "./types.ts";
import { isCommonNoun, readUnit, type UnitKind, type UnitRead } from "./units.ts";

/** A quantity between two folded offsets, from its qualifier to its unit, before its clause is looked at. */
export type Quantity = {
  start: number;
  end: number;
  min: number | null;
  max: number | null;
  qualifier: Qualifier;
  kind: UnitKind;
  /** Null: the unit is what is typed between `noun` and `nounEnd`, or nothing when these are equal. */
  unit: string | null;
  noun: number;
  nounEnd: number;
};

type Scan = { folded: Folded; mask: Uint8Array; prose: boolean; floor: number };
type Reading = { end: number; quantity: Quantity | null };

const MONTH_AFTER = new RegExp(` (?:${MONTH})(?![a-z])`, "y");
const isCharacter = (char: string | undefined) => char !== undefined && /[a-z0-9]/.test(char);

/** Finds every quantity of a folded text from left to right; those of `mask` are skipped. */
export function findQuantities(folded: Folded, mask: Uint8Array, prose: boolean): Quantity[] {
  const found: Quantity[] = [];
  const { text } = folded;
  let floor = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (!isCharacter(char) && char !== "×") continue;
    if (!isCharacter(text[at - 1]) && !mask[at]) {
      const reading = readQuantity({ folded, mask, prose, floor }, at);
      if (reading.quantity) {
        found.push(reading.quantity);
        floor = reading.quantity.end;
      }
      if (reading.end > at) {
        at = reading.end - 1;
        continue;
      }
    }
    while (isCharacter(text[at + 1])) at++;
  }
  return found;
}

function readQuantity(scan: Scan, at: number): Reading {
  const { folded, mask } = scan;
  const { text } = folded;
  const ratio = readFraction(text, at) ?? readMultiplier(folded, at);
  if (ratio && !masked(mask, ratio.start, ratio.end)) return ratioReading(scan, ratio);
  const numeral = readNumeral(text, at);
  if (!numeral) return { end: at, quantity: null };
  const refused = { end: numeral.end, quantity: null };
  if (masked(mask, numeral.start, numeral.end) || matchAt(MONTH_AFTER, text, numeral.end)) return refused;
  if (numeral.words && insideName(folded, numeral.start, numeral.end)) return refused;
  const outOf = readOutOf(text, numeral);
  if (outOf && !masked(mask, outOf.start, outOf.end)) return ratioReading(scan, outOf);
  return amountReading(scan, numeral) ?? refused;
}

function masked(mask: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (mask[at]) return true;
  return false;
}

function ratioReading(scan: Scan, ratio: Ratio): Reading {
  const { value, end, noun, nounEnd } = ratio;
  const kind = ratio.unit === "fois" ? "multiplier" : ratio.unit === "minutes" ? "duration" : "share";
  const hedge = qualifierBefore(scan.folded.text, ratio.start, scan.floor);
  const qualifier = ratio.qualifier ?? hedge?.qualifier ?? "exactly";
  const start = hedge?.edge ?? ratio.start;
  const common = { start, end, kind, unit: ratio.unit, noun, nounEnd } as const;
  return { end, quantity: { ...common, ...bounds(qualifier, value, value) } };
}

function bounds(qualifier: Qualifier, low: number, high: number) {
  const min = qualifier === "at_most" ? null : low;
  const max = qualifier === "at_least" ? null : high;
  return { qualifier, min, max };
}

/** Reads number, unit and qualifier; null when this is an article, an age, a time of day or a name. */
function amountReading(scan: Scan, numeral: Numeral): Reading | null {
  const { folded, prose, floor } = scan;
  const { text } = folded;
  const amount = readAmount(text, numeral, (start, end) => masked(scan.mask, start, end));
  if (numeral.article && !amount.range) {
    const lasting = /(?:depuis|pendant|durant|plus d'|moins d'|pres d'|environ|au moins) ?$/;
    if (!lasting.test(text.slice(Math.max(0, amount.start - 10), amount.start))) return null;
  }
  const plus = text[amount.end] === "+" ? 1 : 0;
  const unit = readUnit(text, amount.end + plus, amount.takesDe);
  if (numeral.article && !amount.range && unit?.kind !== "duration") return null;
  if (!unit && !plus && isCharacter(text[amount.end])) return null;
  const signed = text[amount.start - 1] === "+" && !isCharacter(text[amount.start - 2]) && unit?.kind !== "share";
  const hedge = qualifierBefore(text, amount.start, floor);
  const end = unit?.end ?? amount.end + plus;
  const trailing = hedge ? null : qualifierAfter(text, end);
  const said = hedge?.qualifier ?? trailing?.qualifier ?? (plus || signed ? "at_least" : null);
  if (unit?.kind === "duration" && !isDuration(scan, amount, unit, hedge?.edge ?? amount.start, said)) {
    return { end, quantity: null };
  }
  const qualifier = qualifierOf(amount, numeral, said);
  const quantity: Quantity = {
    start: hedge?.edge ?? (signed ? amount.start - 1 : amount.start),
    end: trailing?.edge ?? end,
    kind: unit?.kind ?? "count",
    unit: unit?.unit ?? null,
    noun: unit?.noun ?? end,
    nounEnd: unit?.end ?? end,
    ...bounds(qualifier, scaled(amount.low, unit), scaled(amount.high, unit)),
  };
  const kept = quantity.kind !== "count" || isCount(scan, quantity, numeral, prose);
  return { end: quantity.end, quantity: kept ? quantity : null };
}

/** Decimal fractions are not exact in binary: 57 % has to be 0.57, and 1.1 million 1,100,000. */
function scaled(value: number, unit: UnitRead | null): number {
  return Number((value * (unit?.factor ?? 1) + (unit?.extra ?? 0)).toPrecision(15));
}

function qualifierOf(amount: Amount, numeral: Numeral, said: Qualifier | null): Qualifier {
  if (amount.range) return "between";
  if (numeral.low !== numeral.high) return "order_of_magnitude";
  return said ?? (numeral.rounded ? "about" : "exactly");
}

function isDuration(scan: Scan, amount: Amount, unit: UnitRead, start: number, said: Qualifier | null): boolean {
  const { text } = scan.folded;
  const name = text.slice(unit.noun, unit.end);
  const before = text.slice(Math.max(0, start - 60), start);
  const after = text.slice(unit.end, unit.end + 40);
  if (/^(?:ans?|annees?|mois)/.test(name)) {
    const shape = amount.range ? "range" : said === "at_most" ? "at_most" : "exact";
    return !isAge(before, after, shape, scan.prose && !name.startsWith("mois"));
  }
  return unit.unit !== "heures" && !name.startsWith("heure")
    ? true
    : !isTimeOfDay(amount.low, before, after, said === null && !amount.range);
}

/** Decides whether a number before a noun counts something, more strictly in prose. */
function isCount(scan: Scan, quantity: Quantity, numeral: Numeral, prose: boolean): boolean {
  const { folded } = scan;
  const { text } = folded;
  const hasNoun = quantity.nounEnd > quantity.noun;
  const typed = folded.source.slice(folded.starts[quantity.noun], folded.ends[quantity.nounEnd - 1]);
  const noun = folded.text.slice(quantity.noun, quantity.nounEnd);
  const acronym = hasNoun && typed === typed.toUpperCase() && typed.length > 1;
  const plural = /[sxz)²³]$/.test(noun) || acronym || /^(?:kg|kgs|g|t|l|m2|m3|ha|kwh|mwh|pers|gens)$/.test(noun);
  const qualified = quantity.qualifier !== "exactly";
  if (!qualified && !plural && !numeral.words && followsName(folded, quantity.start)) return !hasNoun;
  const title =
    /^[A-ZÀ-Ý][a-zà-ÿ]/.test(typed) &&
    /(?:^|[^a-z])les $/.test(text.slice(Math.max(0, quantity.start - 5), quantity.start));
  if (title && !qualified) return false;
  if (!prose) return true;
  if (!hasNoun || !plural) return false;
  const small = numeral.words && numeral.high <= 16 && !qualified;
  if (!small) return true;
  const before = folded.text.slice(Math.max(0, quantity.start - 8), quantity.start);
  return isCommonNoun(noun) && !/(?:^|[^a-z])(?:les|ces|nos|vos|mes|ses|leurs|aux|des|a) $/.test(before);
}
