import fc from "fast-check";
import { expect, test } from "vitest";
import { context } from "../../../tests/preparation/page-samples.ts";
import {
  EMPTY_QUERY,
  exportAddress,
  filtersSet,
  type ListQuery,
  listAddress,
  queryString,
  without,
} from "./list-address.ts";

const fr = context("fr", "/demonstration/initiatives");

test("a list that asks nothing has a bare address", () => {
  expect(listAddress(fr, EMPTY_QUERY)).toBe("/demonstration/initiatives");
  expect(listAddress(context("en", ""), EMPTY_QUERY)).toBe("/en/demonstration/initiatives");
});

test("the whole state is in the address, and the export asks for the same without page or presentation", () => {
  const query: ListQuery = {
    ...EMPTY_QUERY,
    q: "épicerie & co",
    domaine: ["a", "b"],
    vue: "fiches",
    tri: "lieu",
    page: 3,
  };
  expect(listAddress(fr, query)).toBe(
    "/demonstration/initiatives?q=%C3%A9picerie+%26+co&domaine=a&domaine=b&tri=lieu&vue=fiches&page=3",
  );
  expect(exportAddress(fr, query, "csv")).toBe(
    "/demonstration/exports/initiatives.csv?q=%C3%A9picerie+%26+co&domaine=a&domaine=b&tri=lieu",
  );
});

test("taking filters off one by one, in any order, leads back to the bare list", () => {
  const words = fc.array(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 4 }).map((list) => [...new Set(list)]);
  fc.assert(
    fc.property(
      words,
      words,
      fc.string({ maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      (domaine, partenaire, q, page) => {
        let query: ListQuery = { ...EMPTY_QUERY, domaine, partenaire, q, page };
        let left = filtersSet(query).length;
        while (left > 0) {
          const [name, value] = filtersSet(query).at(-1)!;
          query = without(query, name, value);
          expect(filtersSet(query).length).toBe(left - 1);
          expect(query.page).toBe(1);
          left -= 1;
        }
        expect(queryString({ ...query, page: 1 })).toBe("");
      },
    ),
  );
});
