/** The two ends of an interval; the lower is 0 when nothing was counted. */
export type Interval = { low: number; high: number };

/** Coefficients of Lanczos for g = 7, nine terms (P. Godfrey, 2001), good to about fifteen digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
const G = 7;

/** ln Γ(x) for x ≥ 1. C. Lanczos, "A precision approximation of the gamma function", SIAM J. Numer. Anal. B 1, 1964. */
function logGamma(x: number): number {
  const z = x - 1;
  const sum = LANCZOS.reduce((total, c, i) => (i === 0 ? c : total + c / (z + i)), 0);
  const t = z + G + 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

const SMALLEST = 1e-300;
const CLOSE = 1e-15;
const MOST_TERMS = 100_000;

/** The regularised incomplete gamma P(a, x) by its series, which converges fast for x < a + 1. */
function series(a: number, x: number, front: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MOST_TERMS && term > sum * CLOSE; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * front;
}

/** Q(a, x) = 1 - P(a, x) by its continued fraction, for x ≥ a + 1 (W. J. Lentz, Applied Optics 15, 1976). */
function fraction(a: number, x: number, front: number): number {
  let b = x + 1 - a;
  let c = 1 / SMALLEST;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < MOST_TERMS; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / (an * d + b || SMALLEST);
    c = b + an / c || SMALLEST;
    h *= d * c;
    if (Math.abs(d * c - 1) < CLOSE) break;
  }
  return h * front;
}

/** P(X ≥ k) for X that follows Poisson of mean λ, with k ≥ 1: the regularised incomplete gamma P(k, λ). */
export function poissonAtLeast(k: number, mean: number): number {
  if (mean <= 0) return 0;
  const front = Math.exp(k * Math.log(mean) - mean - logGamma(k));
  return mean < k + 1 ? series(k, mean, front) : 1 - fraction(k, mean, front);
}

/** The mean for which P(X ≥ k) is `part`, by bisection: P grows with the mean. */
function meanWhere(k: number, part: number): number {
  let low = 0;
  let high = k + 10 * Math.sqrt(k) + 20;
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (poissonAtLeast(k, middle) < part) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The exact interval of the mean of a Poisson law of which `count` was observed: the means under which as many, or as
 * few, would happen with half of what is left of `confidence`.
 * F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28(3/4), 1936, doi:10.1093/biomet/28.3-4.437.
 */
export function poissonInterval(count: number, confidence = 0.95): Interval {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`Not a count: ${count}`);
  const tail = (1 - confidence) / 2;
  return { low: count === 0 ? 0 : meanWhere(count, tail), high: meanWhere(count + 1, 1 - tail) };
}
