import fc from "fast-check";
import { expect, test } from "vitest";
import { contains, type Point } from "../plane.ts";
import { interiorPoint } from "./interior-point.ts";

test("the point of a square is its centre, and that of a crescent or a ring is inside", () => {
  const square: Point[] = [
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
    [0, 0],
  ];
  expect(interiorPoint([square])).toEqual([2, 2]);
  const hole: Point[] = [
    [0.5, 0.5],
    [0.5, 3.5],
    [3.5, 3.5],
    [3.5, 0.5],
    [0.5, 0.5],
  ];
  expect(contains([square, hole], interiorPoint([square, hole]))).toBe(true);
  const crescent: Point[] = [
    [0, 0],
    [10, 0],
    [10, 9],
    [9, 9],
    [9, 1],
    [1, 1],
    [1, 9],
    [0, 9],
    [0, 0],
  ];
  expect(contains([crescent], interiorPoint([crescent]))).toBe(true);
});

test("any star has its point inside, however thin", () => {
  const star = fc.array(fc.double({ min: 0.02, max: 1, noNaN: true }), { minLength: 3, maxLength: 30 });
  fc.assert(
    fc.property(star, fc.double({ min: 0.01, max: 1, noNaN: true }), (reaches, flat) => {
      const ring = reaches.map((reach, i): Point => {
        const turn = (2 * Math.PI * i) / reaches.length;
        return [2 + reach * Math.cos(turn), 46 + flat * reach * Math.sin(turn)];
      });
      ring.push(ring[0]!);
      expect(contains([ring], interiorPoint([ring]))).toBe(true);
    }),
    { numRuns: 300 },
  );
});
