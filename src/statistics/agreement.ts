/** A rating, or null where the rater did not give one. */
export type Rating = number | null;

/**
 * Share, from 0 to 1, of the pairs of ratings that are equal, among the units rated by both; null when there is none.
 */
export function percentAgreement(a: readonly Rating[], b: readonly Rating[]): number | null {
  const both = pairs(a, b);
  return both.length === 0 ? null : both.filter(([x, y]) => x === y).length / both.length;
}

/**
 * Cohen's kappa of two raters with quadratic (or linear) weights, over the units both rated; null without units or when
 * chance alone would leave no disagreement to measure.
 *
 * Cohen, J. (1968). Weighted kappa: nominal scale agreement with provision for scaled disagreement or partial credit.
 * Psychological Bulletin, 70(4), 213–220. https://doi.org/10.1037/h0026256
 */
export function weightedKappa(
  a: readonly Rating[],
  b: readonly Rating[],
  weights: "quadratic" | "linear" = "quadratic",
): number | null {
  const both = pairs(a, b);
  const distance = (x: number, y: number) => (weights === "quadratic" ? (x - y) ** 2 : Math.abs(x - y));
  const left = counts(both.map(([x]) => x));
  const right = counts(both.map(([, y]) => y));
  let expected = 0;
  for (const [x, n] of left) for (const [y, m] of right) expected += n * m * distance(x, y);
  if (both.length === 0 || expected === 0) return null;
  const observed = both.reduce((sum, [x, y]) => sum + distance(x, y), 0);
  return 1 - (observed * both.length) / expected;
}

/**
 * Krippendorff's alpha for ordinal ratings by any number of raters, missing ratings allowed: `ratings[rater][unit]`.
 * Null when fewer than two ratings can be paired, or when every rating is the same.
 *
 * Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of Pennsylvania.
 * https://repository.upenn.edu/handle/20.500.14332/2089
 */
export function ordinalAlpha(ratings: readonly (readonly Rating[])[]): number | null {
  const coincidences = coincidenceMatrix(ratings);
  const values = [...coincidences.keys()].sort((x, y) => x - y);
  const marginals = new Map(values.map((v) => [v, sum(coincidences.get(v)!.values())]));
  const total = sum(marginals.values());
  if (total < 2) return null;
  let observed = 0;
  let expected = 0;
  for (const c of values) {
    for (const k of values) {
      const distance = ordinalDistance(c, k, values, marginals);
      observed += (coincidences.get(c)!.get(k) ?? 0) * distance;
      expected += marginals.get(c)! * marginals.get(k)! * distance;
    }
  }
  return expected === 0 ? null : 1 - ((total - 1) * observed) / expected;
}

function coincidenceMatrix(ratings: readonly (readonly Rating[])[]): Map<number, Map<number, number>> {
  const matrix = new Map<number, Map<number, number>>();
  const units = Math.max(0, ...ratings.map((row) => row.length));
  for (let unit = 0; unit < units; unit++) {
    const given = ratings.map((row) => row[unit] ?? null).filter((v): v is number => v !== null);
    if (given.length < 2) continue;
    given.forEach((c, i) => {
      const row = matrix.get(c) ?? new Map<number, number>();
      matrix.set(c, row);
      given.forEach((k, j) => {
        if (i !== j) row.set(k, (row.get(k) ?? 0) + 1 / (given.length - 1));
      });
    });
  }
  return matrix;
}

function ordinalDistance(c: number, k: number, values: number[], marginals: Map<number, number>): number {
  const [low, high] = c < k ? [c, k] : [k, c];
  const between = sum(values.filter((v) => v >= low && v <= high).map((v) => marginals.get(v)!));
  return (between - (marginals.get(low)! + marginals.get(high)!) / 2) ** 2;
}

function pairs(a: readonly Rating[], b: readonly Rating[]): [number, number][] {
  const both: [number, number][] = [];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i] ?? null, b[i] ?? null];
    if (x !== null && y !== null) both.push([x, y]);
  }
  return both;
}

function counts(values: number[]): Map<number, number> {
  const map = new Map<number, number>();
  for (const value of values) map.set(value, (map.get(value) ?? 0) + 1);
  return map;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
