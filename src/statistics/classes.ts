/** The step between two round numbers of the size of `value`: 1, 2, 2.5 or 5 times a power of ten, a tenth of it or so. */
function roundStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) - 1);
  const lead = value / (power * 10);
  return power * (lead < 2 ? 1 : lead < 5 ? 2 : 5);
}

const rounded = (value: number): number => {
  if (value <= 0) return 0;
  const step = roundStep(value);
  // Steps such as 0.1 are not exact in base two: the last digits are dropped.
  return Number((Math.round(value / step) * step).toPrecision(12));
};

/**
 * Where to cut values into at most `classes` classes of about as many members (quantiles), at round numbers; fewer cuts
 * when values are few or alike. A value belongs to the class whose number is that of the cuts it reaches.
 */
export function roundBreaks(values: readonly number[], classes: number): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const cuts = new Set<number>();
  for (let i = 1; i < classes; i++) {
    const at = (sorted.length * i) / classes;
    const below = sorted[Math.ceil(at) - 1];
    const above = sorted[Math.floor(at)];
    if (below === undefined || above === undefined) continue;
    const cut = rounded((below + above) / 2);
    if (cut > sorted[0]! && cut <= sorted.at(-1)!) cuts.add(cut);
  }
  const ordered = [...cuts].sort((a, b) => a - b);
  // Rounding may leave nothing between two cuts: the first of them then parts nothing.
  return ordered.filter((cut, i) => sorted.some((value) => value >= cut && value < (ordered[i + 1] ?? Infinity)));
}

/** The class of a value, counted from 0. */
export const classOf = (breaks: readonly number[], value: number): number =>
  breaks.filter((cut) => value >= cut).length;
