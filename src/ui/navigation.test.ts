import fc from "fast-check";
import { expect, test } from "vitest";
import { pageNumbers, pagination } from "./navigation.ts";

test("the pages around the current one are offered, with the first and the last", () => {
  expect(pageNumbers(6, 20)).toEqual([1, null, 4, 5, 6, 7, 8, null, 20]);
  expect(pageNumbers(1, 3)).toEqual([1, 2, 3]);
  expect(pageNumbers(3, 4)).toEqual([1, 2, 3, 4]);
});

test("page numbers rise, stay within bounds and always hold the current page", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (a, b) => {
      const [page, pages] = [Math.min(a, b), Math.max(a, b)];
      const numbers = pageNumbers(page, pages).filter((number) => number !== null);
      expect(numbers).toContain(page);
      expect(numbers).toEqual([...new Set(numbers)].sort((x, y) => x - y));
      expect(numbers[0]).toBe(1);
      expect(numbers.at(-1)).toBe(pages);
    }),
  );
});

test("a list of one page shows no pagination, the last page no next link", () => {
  const words = {
    label: "Pages",
    previous: "avant",
    next: "après",
    address: (n: number) => `?page=${n}`,
    pageLabel: (n: number) => `page ${n}`,
  };
  expect(pagination({ ...words, page: 1, pages: 1 })).toBe("");
  const last = String(pagination({ ...words, page: 3, pages: 3 }));
  expect(last).toContain('rel="prev"');
  expect(last).not.toContain('rel="next"');
});
