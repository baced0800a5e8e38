import fc from "fast-check";
import { expect, test } from "vitest";
import { type Movable, spread } from "./spread.ts";

const BOX = { width: 600, height: 560, farthest: 800 };

const movable = fc.record({
  x: fc.double({ min: 0, max: 600, noNaN: true }),
  y: fc.double({ min: 0, max: 560, noNaN: true }),
  radius: fc.constantFrom(6, 9.5, 12),
  heavy: fc.boolean(),
});

const gaps = (points: readonly Movable[], placed: readonly { x: number; y: number }[]): number[] =>
  placed.flatMap((a, i) =>
    placed.slice(0, i).map((b, j) => Math.hypot(a.x - b.x, a.y - b.y) - points[i]!.radius - points[j]!.radius),
  );

test("no two points touch, wherever they were, and all stay in the box", () => {
  fc.assert(
    fc.property(fc.array(movable, { minLength: 1, maxLength: 90 }), (points) => {
      const placed = spread(points, BOX)!;
      expect(Math.min(0, ...gaps(points, placed))).toBeGreaterThan(-1e-6);
      placed.forEach(({ x, y }, i) => {
        const { radius } = points[i]!;
        expect(x >= radius - 1e-6 && x <= BOX.width - radius + 1e-6).toBe(true);
        expect(y >= radius - 1e-6 && y <= BOX.height - radius + 1e-6).toBe(true);
      });
    }),
    { numRuns: 40 },
  );
});

test("points that have room stay exactly where they are", () => {
  const points = [
    { x: 100, y: 100, radius: 10, heavy: true },
    { x: 140, y: 100, radius: 10, heavy: false },
  ];
  expect(spread(points, BOX)).toEqual(points.map(({ x, y }) => ({ x, y })));
});

test("twenty points of one place stay around it, and a heavy one moves less", () => {
  const points = Array.from({ length: 20 }, (_, i) => ({ x: 300, y: 280, radius: 8, heavy: i === 0 }));
  const placed = spread(points, BOX)!;
  const moves = placed.map(({ x, y }) => Math.hypot(x - 300, y - 280));
  expect(Math.max(...moves)).toBeLessThan(65);
  const pair = [points[0]!, points[1]!];
  const [heavy, light] = spread(pair, BOX)!.map(({ x, y }) => Math.hypot(x - 300, y - 280));
  expect(heavy!).toBeLessThan(light!);
});

test("the same points give the same result, and a lack of room is told", () => {
  const points = Array.from({ length: 60 }, (_, i) => ({ x: 300 + (i % 3), y: 280, radius: 8, heavy: false }));
  expect(spread(points, BOX)).toEqual(spread(points, BOX));
  expect(spread(points, { width: 60, height: 60, farthest: 60 })).toBeUndefined();
  expect(spread(points, { ...BOX, farthest: 20 })).toBeUndefined();
  expect(spread([], BOX)).toEqual([]);
});
