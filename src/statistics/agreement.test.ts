import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ordinalAlpha, percentAgreement, type Rating, weightedKappa } from "./agreement.ts";

const times = (counts: [number, number][]) => counts.flatMap(([value, n]) => Array<number>(n).fill(value));
const _ = null;

// The example of Krippendorff (2011), also that of kripp.alpha in the R package irr (data `nmm`).
const published: Rating[][] = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
  [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
];

describe("agreement between coders", () => {
  it("gives the ordinal alpha that Krippendorff publishes for his example", () => {
    expect(ordinalAlpha(published)).toBeCloseTo(0.815, 3);
  });

  it("gives the weighted kappas that scikit-learn checks its own against", () => {
    const a = times([
      [0, 46],
      [1, 44],
      [2, 10],
    ]);
    const b = times([
      [0, 50],
      [1, 40],
      [2, 10],
    ]);
    expect(weightedKappa(a, b, "linear")).toBeCloseTo(0.9412, 4);
    expect(weightedKappa(a, b, "quadratic")).toBeCloseTo(0.9541, 4);
  });

  it("gives the weighted kappa of the R package irr for raters 1 and 2 of its data `anxiety`", () => {
    const rater1 = [3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3];
    const rater2 = [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4];
    expect(weightedKappa(rater1, rater2, "quadratic")).toBeCloseTo(0.297, 3);
  });

  it("finds on the two demonstration codings the values worked out apart from this code", () => {
    const read = (file: string) =>
      parse(readFileSync(new URL(`../../data/demo/${file}`, import.meta.url)), { columns: true }) as Record<
        string,
        string
      >[];
    const [a, b] = [read("codage-a.csv"), read("codage-b.csv")];
    const of = (rows: Record<string, string>[], cell: string) =>
      rows.filter((row) => row.cellule === cell).map((row) => (row.note ? Number(row.note) : null));
    const alpha = (cell: string) => ordinalAlpha([of(a, cell), of(b, cell)]);
    expect(alpha("action-publique-territoriale.levier")).toBeCloseTo(0.972, 3);
    expect(alpha("reponse-aux-besoins.levier")).toBeCloseTo(0.642, 3);
    expect(alpha("reponse-aux-besoins.impact")).toBeCloseTo(0.145, 3);
    expect(percentAgreement(of(a, "reponse-aux-besoins.impact"), of(b, "reponse-aux-besoins.impact"))).toBeCloseTo(
      17 / 42,
    );
  });

  it("says nothing where nothing can be compared", () => {
    expect(
      ordinalAlpha([
        [1, _],
        [_, 2],
      ]),
    ).toBeNull();
    expect(
      ordinalAlpha([
        [2, 2],
        [2, 2],
      ]),
    ).toBeNull();
    expect(weightedKappa([1, 1], [1, 1])).toBeNull();
    expect(percentAgreement([], [])).toBeNull();
  });

  it("is 1 when two raters agree on different values, and never more", () => {
    const rating = fc.option(fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(rating, rating), { maxLength: 40 }), (units) => {
        const [a, b] = [units.map((u) => u[0]), units.map((u) => u[1])];
        expect(ordinalAlpha([a, b]) ?? 0).toBeLessThanOrEqual(1);
        expect(weightedKappa(a, b) ?? 0).toBeLessThanOrEqual(1);
        if (new Set(a.filter((v) => v !== null)).size > 1) {
          expect(ordinalAlpha([a, a])).toBeCloseTo(1);
          expect(weightedKappa(a, a)).toBeCloseTo(1);
        }
      }),
    );
  });
});
