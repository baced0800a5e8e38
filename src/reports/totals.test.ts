import { describe, expect, test } from "vitest";
import type { ReportFigure, ReportInitiative } from "./model.ts";
import { totalsOf } from "./totals.ts";

const figure = (
  id: string,
  statementNumber: string,
  min: number | null,
  unit: string,
  more: Partial<ReportFigure> = {},
): ReportFigure => ({
  id,
  text: `${min} ${unit}`,
  what: unit,
  min,
  max: min,
  qualifier: "exactly",
  unit,
  period: null,
  statementNumber,
  column: "figures",
  status: "accepted",
  ...more,
});

const initiative = (key: string, statements: string[], figures: ReportFigure[]) =>
  ({
    key,
    statements: statements.map((number) => ({ number, receivedAt: null, columns: {} })),
    figures,
  }) as unknown as ReportInitiative;

describe("the totals of a report", () => {
  test("add one unit over one time, in at least two initiatives", () => {
    const totals = totalsOf([
      initiative("1", ["1"], [figure("a", "1", 100, "élèves"), figure("b", "1", 5, "écoles")]),
      initiative(
        "2",
        ["2"],
        [figure("c", "2", 40, "élèves", { qualifier: "about" }), figure("d", "2", 40, "élèves", { period: "an" })],
      ),
    ]);
    expect(totals).toMatchObject([
      { unit: "élèves", period: null, min: 140, max: 140, qualifier: "about", figures: ["a", "c"] },
    ]);
  });

  test("count a merged sheet once and name what is left out", () => {
    const merged = initiative("6", ["6", "36"], [figure("a", "6", 1000, "élèves"), figure("b", "36", 1200, "élèves")]);
    expect(totalsOf([merged, initiative("7", ["7"], [figure("c", "7", 10, "élèves")])])).toMatchObject([
      { min: 1010, figures: ["a", "c"], leftOut: [{ figure: "b", reason: "same_initiative" }] },
    ]);
  });

  test("are none where nothing can be added", () => {
    expect(
      totalsOf([initiative("1", ["1"], [figure("a", "1", 0.35, "proportion"), figure("b", "1", 3, "mois")])]),
    ).toEqual([]);
    expect(totalsOf([])).toEqual([]);
  });
});
