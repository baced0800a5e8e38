import { matchAt } from "./fold.ts";
import { type Numeral, readNumeral } from "./numbers.ts";
import { readUnit, type UnitRead } from "./units.ts";

/** A number, or the two ends of a range with the "de" or "entre" that opens it, between two folded offsets. */
export type Amount = { start: number; end: number; low: number; high: number; range: boolean; takesDe: boolean };

const SEPARATOR = / (?:a|ou) | ?- ?|\//y;
const SEPARATOR_AND = / et (?:d'|de )?/y;
const ENTRE = /(?:^|[^a-z])entre $/;
const DE = /(?:^|[^a-z])(?<!(?:plus|moins|pres|autour|loin|ordre) )de $/;
/** "passer de 20 à 45" tells a change, not an interval. */
const CHANGE = /(?:^|[^a-z])pass(?:e|es|ee|ees|er|ent|ant|era|eront)(?: ainsi)? de $/;

/** Reads "10 à 15", "entre 10 et 15", "20 % à 25 %" or a number alone; a second number that is `excluded` is left. */
export function readAmount(text: string, first: Numeral, excluded: (start: number, end: number) => boolean): Amount {
  const { start, end, low, high, takesDe } = first;
  const alone = { start, end, low, high, range: false, takesDe };
  const lead = text.slice(Math.max(0, start - 24), start);
  if (CHANGE.test(lead)) return alone;
  const entre = ENTRE.test(lead);
  const unit = readUnit(text, end, takesDe);
  // A measure may be said twice: "entre 3 000 € et 5 000 €".
  for (const repeated of unit && unit.kind !== "count" ? [unit, null] : [null]) {
    const from = repeated?.end ?? end;
    const separator = matchAt(entre ? SEPARATOR_AND : SEPARATOR, text, from)?.[0];
    const second = separator === undefined ? null : readNumeral(text, from + separator.length);
    if (separator === undefined || !second || excluded(second.start, second.end)) continue;
    if (!isRange(text, first, second, separator)) continue;
    const factor = repeated ? sameUnit(text, second, repeated) : sharedScale(first, second);
    if (factor === null) continue;
    const opening = entre ? "entre ".length : separator === " a " && DE.test(lead) ? "de ".length : 0;
    const [one, other] = [low * factor, second.high];
    const bounds = { low: Math.min(one, other), high: Math.max(one, other) };
    return { start: start - opening, end: second.end, ...bounds, range: true, takesDe: second.takesDe };
  }
  return alone;
}

function isRange(text: string, first: Numeral, second: Numeral, separator: string): boolean {
  if (first.low !== first.high || second.low !== second.high || second.article) return false;
  if (separator.includes("/")) return !first.words && second.low > first.low && text[second.end] === " ";
  if (separator.includes("-")) return second.low > first.low;
  if (separator === " ou ") return second.low > first.low && second.low <= first.low * 3 + 2;
  return second.low !== first.low;
}

/** What brings the first number to the unit of the second ("800 k€ à 1 M€"), null when they measure different things. */
function sameUnit(text: string, second: Numeral, first: UnitRead): number | null {
  const unit = readUnit(text, second.end, second.takesDe);
  if (unit?.kind !== first.kind) return null;
  const named = (read: UnitRead) => read.unit ?? text.slice(read.noun, read.end).replace(/s$/, "");
  return named(unit) === named(first) ? first.factor / unit.factor : null;
}

/** "1 à 2 millions", "deux à trois cents": the scale said once holds for both. */
function sharedScale(first: Numeral, second: Numeral): number {
  if (first.scale !== 1 || first.low >= 1000) return 1;
  if (second.scale > 1) return first.low < second.low / second.scale ? second.scale : 1;
  const hundreds = first.words && second.words && second.low % 100 === 0 && second.low < 1000;
  return hundreds && first.low < 10 && first.low * 100 < second.low ? 100 : 1;
}
