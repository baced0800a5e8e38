import fc from "fast-check";
import { expect, it } from "vitest";
import { poissonAtLeast, poissonInterval } from "./poisson.ts";

// R 4.2.2 (2022-11-10 r83330), Debian r-base-core: for (k in …) poisson.test(k)$conf.int, fifteen digits.
const FROM_R: [count: number, low: number, high: number][] = [
  [0, 0, 3.68887945411394],
  [1, 0.0253178079842899, 5.5716433909389],
  [2, 0.242209278543965, 7.22468766772396],
  [4, 1.08986537362633, 10.2415886754037],
  [5, 1.62348639011842, 11.6683320793227],
  [10, 4.79538869613243, 18.3903560420178],
  [37, 26.051414567106, 50.9996261419308],
  [100, 81.3639912509232, 121.626793792426],
  [1234, 1166.10171851755, 1304.82037052892],
  [100_000, 99381.1526637447, 100621.744739744],
];

it.each(FROM_R)("gives the exact interval of %i as R does", (count, low, high) => {
  const found = poissonInterval(count);
  expect(Math.abs(found.low - low)).toBeLessThanOrEqual(1e-11 * low);
  expect(Math.abs(found.high - high)).toBeLessThanOrEqual(1e-11 * high);
});

it("widens with the confidence asked for, as R does", () => {
  // poisson.test(10, conf.level = 0.99)
  expect(poissonInterval(10, 0.99).low).toBeCloseTo(3.71692213146712, 10);
  expect(poissonInterval(10, 0.99).high).toBeCloseTo(21.3978274996543, 10);
});

it("sums the law it stands for, term by term", () => {
  const counts = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(counts, fc.double({ min: 0.01, max: 80, noNaN: true }), (k, mean) => {
      let [term, below] = [Math.exp(-mean), 0];
      for (let i = 0; i < k; i++) {
        below += term;
        term *= mean / (i + 1);
      }
      expect(poissonAtLeast(k, mean)).toBeCloseTo(1 - below, 10);
    }),
  );
});

it("refuses what is not a count", () => {
  for (const wrong of [-1, 1.5, Number.NaN]) expect(() => poissonInterval(wrong)).toThrow(RangeError);
});
