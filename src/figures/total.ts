import type { Figure, Qualifier } from "./types.ts";
import { unitKind } from "./units.ts";

/** Why a figure is not in a total. */
export type LeftOutReason = "not_additive" | "no_unit" | "other_unit" | "other_period";

export type Total = {
  min: number | null;
  max: number | null;
  qualifier: Qualifier;
  unit: string | null;
  period: string | null;
  counted: Figure[];
  leftOut: { figure: Figure; reason: LeftOutReason }[];
};

/** One spelling for "pers" and "personnes", for "Bénévole", "benevoles" and "bénévoles": only the comparison uses it, never the reader. */
function unitKey(unit: string): string {
  const plain = unit.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^\s-]+/g, (word) =>
    /^pers\.?$/.test(word) ? "personne" : word.length > 3 ? word.replace(/s$/, "") : word,
  );
}

function sharedKey({ unit, period }: Figure): string {
  return JSON.stringify([unitKey(unit ?? ""), period]);
}

/** Only counts and money add up: shares, multipliers, durations and distances of different things do not. */
function isAdditive({ unit }: Figure): boolean {
  const kind = unitKind(unit);
  return unit !== null && (kind === "count" || kind === "money");
}

/** The unit and period that most figures have; at equality, the first said. */
function mainGroup(figures: Figure[]): Figure | null {
  const groups = Map.groupBy(figures.filter(isAdditive), sharedKey);
  let largest: Figure[] = [];
  for (const group of groups.values()) if (group.length > largest.length) largest = group;
  return largest[0] ?? null;
}

/**
 * Adds the figures that share the most frequent unit and period and lists the others with a reason; null when none can
 * be added. Bounds are sums of bounds: an upper bound is missing when one is missing, a missing lower bound of a count
 * is nothing added, and null when every figure lacks it. Never counting something twice is the caller's duty.
 */
export function totalOf(figures: Figure[]): Total | null {
  const main = mainGroup(figures);
  if (!main) return null;
  const counted = figures.filter((figure) => isAdditive(figure) && sharedKey(figure) === sharedKey(main));
  const leftOut = figures
    .filter((figure) => !counted.includes(figure))
    .map((figure) => ({ figure, reason: reasonAgainst(figure, main) }));
  const min = counted.every((figure) => figure.min === null) ? null : sum(counted.map((figure) => figure.min ?? 0));
  const max = counted.some((figure) => figure.max === null) ? null : sum(counted.map((figure) => figure.max ?? 0));
  return {
    min,
    max,
    qualifier: qualifierOf(counted, min, max),
    unit: main.unit,
    period: main.period,
    counted,
    leftOut,
  };
}

function reasonAgainst(figure: Figure, main: Figure): LeftOutReason {
  if (figure.unit === null) return "no_unit";
  if (!isAdditive(figure)) return "not_additive";
  return unitKey(figure.unit) === unitKey(main.unit ?? "") ? "other_period" : "other_unit";
}

/** Sums of cents must not show the binary rounding of 0.1 + 0.2. */
function sum(values: number[]): number {
  return Number(values.reduce((total, value) => total + value, 0).toPrecision(15));
}

/** "About" prevails, since its interval is unknown; then what the bounds themselves allow to say. */
function qualifierOf(counted: Figure[], min: number | null, max: number | null): Qualifier {
  const said = new Set(counted.map((figure) => figure.qualifier));
  if (said.has("about")) return "about";
  if (max === null) return "at_least";
  if (min === null) return "at_most";
  if (said.has("order_of_magnitude")) return "order_of_magnitude";
  return min === max ? "exactly" : "between";
}
