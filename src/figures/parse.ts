import { describe, labelBefore, readsAlone } from "./clause.ts";
import { excludedCharacters, followsName } from "./exclusions.ts";
import { type Folded, fold, original } from "./fold.ts";
import { findPeriod } from "./periods.ts";
import { findQuantities, type Quantity } from "./quantities.ts";
import type { Figure, FigureColumn } from "./types.ts";

type Placed = Quantity & {
  period: string | null;
  /** Period words to leave out of `what`, and the whole span of the figure's text. */
  skip: [number, number] | null;
  from: number;
  to: number;
  label: [number, number] | null;
};

/** How far from its number a period or a complement is looked for. */
const REACH = 160;
const TAIL_END = /[;\n,:•|]|[.!?](?= |\n|$)|[()]/;
const DATED = /^\d|^depuis/;

/**
 * Reads the quantities of a French text, in order, each with the exact words it comes from; dates, ages, editions,
 * times of day, addresses and names are left out, and "prose" keeps only what plainly counts or measures. Linear in
 * the length of the text; never fails.
 */
export function parseFigures(text: string, options: { column?: FigureColumn } = {}): Figure[] {
  const prose = options.column === "prose";
  const folded = fold(text);
  const found = findQuantities(folded, excludedCharacters(folded), prose);
  const placed = placeAll(folded, found);
  sharePeriods(folded, placed);
  const figures: Figure[] = [];
  let unit: string | null = null;
  placed.forEach((quantity, index) => {
    const previous = placed[index - 1];
    const carried = previous && continues(folded, previous, quantity) ? unit : null;
    const named = unitOf(folded, quantity) ?? carried ?? unitAhead(folded, quantity, placed[index + 1]);
    if (quantity.kind === "count") unit = named;
    if (quantity.kind === "count" && named === null && (prose || !standsAlone(folded, quantity))) return;
    const around = { before: previous?.to ?? 0, after: placed[index + 1]?.from ?? folded.text.length };
    figures.push(figureOf(folded, quantity, named, around));
  });
  return figures;
}

function placeAll(folded: Folded, found: Quantity[]): Placed[] {
  const placed: Placed[] = [];
  for (let index = 0; index < found.length; index++) {
    const quantity = found[index]!;
    const floor = placed.at(-1)?.to ?? 0;
    const next = found[index + 1];
    const after = periodAfter(folded.text, quantity, next);
    // "500 enfants sur trois ans": the length belongs to the count and is no figure of its own.
    if (after && next && after.end > next.start) index++;
    placed.push(place(folded, quantity, after, floor));
  }
  return placed;
}

type Span = { period: string; start: number; end: number };

function periodAfter(text: string, quantity: Quantity, next: Quantity | undefined): Span | null {
  const near = text.slice(quantity.end, quantity.end + REACH);
  const limit = next ? next.start - quantity.end : near.length;
  const length = next?.kind === "duration" && /(?:^|[^a-z])(?:sur|en) $/.test(near.slice(0, limit));
  const window = near.slice(0, length ? next!.end - quantity.end : limit);
  const bracket = /^ ?\([^()]{1,40}\)/.exec(window)?.[0];
  const tail = bracket ?? window.slice(0, cutAt(window));
  const found = findPeriod(tail);
  if (!found) return null;
  const measures = quantity.kind === "duration" || quantity.kind === "distance";
  if (measures && DATED.test(found.period)) return null;
  const end = bracket ? Math.max(found.end, bracket.length) : found.end;
  return { period: found.period, start: quantity.end + found.start, end: quantity.end + end };
}

function cutAt(window: string): number {
  const cut = window.search(TAIL_END);
  return cut < 0 ? window.length : cut;
}

const HEAD_START = /[;\n•|()]|[.!?](?= |\n)/g;

function periodBefore(text: string, quantity: Quantity, floor: number): Span | null {
  if (quantity.kind === "duration" || quantity.kind === "distance") return null;
  const from = Math.max(floor, quantity.start - REACH);
  const window = text.slice(from, quantity.start);
  const last = [...window.matchAll(HEAD_START)].at(-1);
  const begin = last ? last.index + 1 : 0;
  const head = window.slice(begin);
  const blank = head.length - head.replace(/^[ ,:*-]+|^ ?(?:et|puis) /, "").length;
  const found = findPeriod(head.slice(blank), true);
  if (found?.start !== 0 || /^[a-z]+el/.test(head.slice(blank))) return null;
  const start = from + begin + blank;
  return { period: found.period, start, end: start + found.end };
}

function place(folded: Folded, quantity: Quantity, after: Span | null, floor: number): Placed {
  const { text } = folded;
  const needsLabel = quantity.kind === "count" && quantity.nounEnd === quantity.noun;
  const label = needsLabel ? labelBefore(text, quantity.start, quantity.end, floor) : null;
  const before = after ? null : periodBefore(text, quantity, floor);
  const period = after ?? before;
  const from = Math.min(quantity.start, before?.start ?? quantity.start, label?.start ?? quantity.start);
  return {
    ...quantity,
    period: period?.period ?? null,
    skip: period ? [period.start, period.end] : null,
    label: label ? [label.noun, label.end] : null,
    from,
    to: Math.max(quantity.end, after?.end ?? 0),
  };
}

/** "10 militants et 60 familles par opération": the period said last holds for both. */
function sharePeriods(folded: Folded, placed: Placed[]): void {
  for (let index = placed.length - 2; index >= 0; index--) {
    const [quantity, next] = [placed[index]!, placed[index + 1]!];
    const gap = folded.text.slice(quantity.to, Math.min(next.from, quantity.to + 60));
    const joined = /^(?: [a-z-]{1,20}){0,2} (?:et|ou) $/.test(gap) && next.from - quantity.to <= 60;
    if (joined && quantity.period === null && quantity.kind === next.kind && next.skip && next.skip[0] > next.start) {
      quantity.period = next.period;
    }
  }
}

function unitOf(folded: Folded, quantity: Placed): string | null {
  if (quantity.unit !== null) return quantity.unit;
  const [from, to] = quantity.label ?? [quantity.noun, quantity.nounEnd];
  const words = original(folded, from, to).replace(/\s+/g, " ").trim().toLowerCase();
  const halved = words.replace(/ et demie?$|\.$/, "");
  return halved === "" ? null : halved.normalize("NFC");
}

/** "20 enfants en 2022 et 35 en 2023", "150 personnes dont 90": a number alone counts what the one before it counts. */
function continues(folded: Folded, previous: Placed, quantity: Placed): boolean {
  if (quantity.from - previous.to > 40 || previous.kind !== "count") return false;
  const gap = folded.text.slice(previous.to, quantity.from);
  return /(?:^|[ ,(])(?:et|puis|dont|contre|a|,|\(|soit) ?$/.test(gap) && !/[;:.\n|]/.test(gap);
}

/** "passer de 20 à 45 bénévoles", "minimum 20 et maximum 40 personnes": the noun said last holds for both. */
function unitAhead(folded: Folded, quantity: Placed, next: Placed | undefined): string | null {
  if (next?.kind !== "count" || quantity.kind !== "count") return null;
  if (next.from - quantity.to > 4) return null;
  return /^ (?:a|et|ou) $/.test(folded.text.slice(quantity.to, next.from)) ? unitOf(folded, next) : null;
}

function standsAlone(folded: Folded, quantity: Placed): boolean {
  if (followsName(folded, quantity.start)) return false;
  return (
    quantity.qualifier !== "exactly" || quantity.label !== null || readsAlone(folded.text, quantity.from, quantity.to)
  );
}

function figureOf(
  folded: Folded,
  quantity: Placed,
  unit: string | null,
  around: { before: number; after: number },
): Figure {
  const { min, max, qualifier, period, from, to } = quantity;
  const start = folded.starts[from]!;
  const end = folded.ends[to - 1]!;
  const what = describe(folded, quantity, around) || (unit ?? "");
  return { text: folded.source.slice(start, end), start, end, what, min, max, qualifier, unit, period };
}
