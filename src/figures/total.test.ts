import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseFigures } from "./parse.ts";
import { totalOf } from "./total.ts";
import type { Figure } from "./types.ts";

const total = (...texts: string[]) => totalOf(texts.flatMap((text) => parseFigures(text)));

describe("the total of figures", () => {
  test("adds exact counts of the same unit and period", () => {
    expect(total("120 élèves par an", "30 élèves par an")).toMatchObject({
      min: 150,
      max: 150,
      qualifier: "exactly",
      unit: "élèves",
      period: "an",
    });
  });

  test("says about as soon as one figure does, without inventing an interval", () => {
    expect(total("près de 850 enfants", "150 enfants")).toMatchObject({ min: 1000, max: 1000, qualifier: "about" });
  });

  test("has no upper bound when one figure has none", () => {
    expect(total("plus de 1 200 personnes", "300 personnes")).toMatchObject({
      min: 1500,
      max: null,
      qualifier: "at_least",
    });
  });

  test("keeps a lower bound of nothing for 'at most' and none when nothing else is known", () => {
    expect(total("au plus 20 jeunes", "30 jeunes")).toMatchObject({ min: 30, max: 50, qualifier: "between" });
    expect(total("au plus 20 jeunes", "moins de 30 jeunes")).toMatchObject({
      min: null,
      max: 50,
      qualifier: "at_most",
    });
  });

  test("adds the interval of an order of magnitude", () => {
    expect(total("des centaines d'élèves", "50 élèves")).toMatchObject({
      min: 150,
      max: 1049,
      qualifier: "order_of_magnitude",
    });
  });

  test("joins spellings of a unit: capital, accent and plural", () => {
    expect(total("45 Bénévoles", "12 benevoles", "30 bénévole")?.min).toBe(87);
  });

  test("leaves out, with the reason, what cannot be added", () => {
    const result = total(
      "120 élèves",
      "30 élèves par an",
      "45 bénévoles",
      "35 % des élèves",
      "trois jours",
      "850",
      "10 élèves",
    );
    expect(result?.min).toBe(130);
    expect(result?.leftOut.map(({ figure, reason }) => [figure.text, reason])).toEqual([
      ["30 élèves par an", "other_period"],
      ["45 bénévoles", "other_unit"],
      ["35 %", "not_additive"],
      ["trois jours", "not_additive"],
      ["850", "no_unit"],
    ]);
  });

  test("is null when nothing can be added", () => {
    expect(total("35 %", "50 km", "x3")).toBeNull();
    expect(totalOf([])).toBeNull();
  });

  test("loses no figure, and its bounds hold the sums of exact values, whatever the order", () => {
    const units = fc.constantFrom("élèves", "bénévoles", "euros", "proportion", "jours", null);
    const figure = fc
      .record({ value: fc.nat(1e6), unit: units, period: fc.constantFrom("an", null) })
      .map(({ value, unit, period }): Figure => {
        const common = { text: "", start: 0, end: 0, what: "", qualifier: "exactly" as const };
        return { ...common, min: value, max: value, unit, period };
      });
    fc.assert(
      fc.property(fc.array(figure), (figures) => {
        const result = totalOf(figures);
        if (!result) return;
        expect(result.counted.length + result.leftOut.length).toBe(figures.length);
        expect(result.min).toBe(result.counted.reduce((sum, { min }) => sum + min!, 0));
        expect(new Set(result.counted.map(({ unit, period }) => `${unit} ${period}`)).size).toBe(1);
      }),
    );
  });
});
