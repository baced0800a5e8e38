import fc from "fast-check";
import { expect, it } from "vitest";
import { classOf, roundBreaks } from "./classes.ts";

it("cuts at round numbers, about as many values on each side", () => {
  const values = Array.from({ length: 100 }, (_, i) => 3.1 + i * 0.913);
  const breaks = roundBreaks(values, 5);
  expect(breaks).toEqual([20, 40, 55, 75]);
  const sizes = [0, 1, 2, 3, 4].map((one) => values.filter((value) => classOf(breaks, value) === one).length);
  expect(Math.min(...sizes)).toBeGreaterThan(14);
});

it("makes fewer classes of few values, and none of values all alike", () => {
  expect(roundBreaks([], 5)).toEqual([]);
  expect(roundBreaks([4, 4, 4], 5)).toEqual([]);
  expect(roundBreaks([0.12, 0.34], 5).length).toBeLessThanOrEqual(2);
});

it("never leaves a class empty, whatever the values", () => {
  const value = fc.double({ min: 0.001, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 120 }), (values) => {
      const breaks = roundBreaks(values, 5);
      expect(breaks).toEqual(breaks.toSorted((a, b) => a - b));
      expect(breaks.length).toBeLessThan(5);
      const held = new Set(values.map((one) => classOf(breaks, one)));
      expect(held.size).toBe(breaks.length + 1);
    }),
  );
});
