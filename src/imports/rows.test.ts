import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fingerprint } from "./fingerprint.ts";
import type { Mapping } from "./match-columns.ts";
import { cleanCell, rowReader } from "./rows.ts";

const HEADER = ["N°", "Titre", "Lieu", "Année", "Description", "Courriel", "Avis"];
const MAPPING: Mapping = ["number", "title", "place", "since", "description", "respondent", null];
const reader = (mapping = MAPPING, header = HEADER) => rowReader({ header, mapping, lastYear: 2026 });
const one = (...cells: string[]) => reader()({ line: 2, cells });

test("a row becomes an answer in the words it was typed with; other columns are kept, personal ones are not", () => {
  const { answer, problems } = one(
    " n° 12 ",
    " Marche  bleue\r\n",
    "Albi",
    "depuis 2019",
    "Un\u00a0pas.\r\n\r\n\r\n\r\nDeux.",
    "a@b.fr",
    "très bien",
  );
  expect(problems).toEqual([]);
  expect(answer).toMatchObject({
    ...{ line: 2, number: "12", title: "Marche bleue", place: "Albi", since: "depuis 2019", sinceYear: 2019 },
    ...{ description: "Un\u00a0pas.\n\nDeux.", need: "", extra: { Avis: "très bien" } },
  });
  expect(JSON.stringify(answer)).not.toContain("a@b.fr");
});

test("text is composed, without invisible characters", () => {
  expect(cleanCell("Cafe\u0301\u200b \t des\u00ad aidants\u0007\ufeff ")).toBe("Café des aidants");
});

describe("problems say the line, the column and the value", () => {
  test("a row without a title is refused", () => {
    expect(one("1", " \u00a0 ", "Albi")).toEqual({
      answer: null,
      problems: [
        { severity: "refused", line: 2, column: "B", field: "title", value: "", code: "title_missing", params: {} },
      ],
    });
  });

  test("a number used twice is refused, with the line of the first", () => {
    const read = reader();
    expect(read({ line: 2, cells: ["A1", "Marche"] }).problems).toEqual([]);
    const { answer, problems } = read({ line: 7, cells: ["a1", "Forum"] });
    expect(answer).toBeNull();
    expect(problems).toMatchObject([
      { severity: "refused", line: 7, column: "A", value: "a1", code: "number_repeated", params: { firstLine: 2 } },
    ]);
  });

  test("a refused row does not keep its number; rows without number never clash", () => {
    const read = reader();
    read({ line: 2, cells: ["1", ""] });
    expect(read({ line: 3, cells: ["1", "Marche"] }).answer).not.toBeNull();
    expect(read({ line: 4, cells: ["", "Marche"] }).answer).not.toBeNull();
    expect(read({ line: 5, cells: ["", "Marche"] }).answer).not.toBeNull();
  });

  test("an unreadable year, a long cell, a cell too many, an error of the spreadsheet go to review with their words", () => {
    const { answer, problems } = reader()({
      line: 4,
      cells: ["1", "x".repeat(301), "Albi", "plus de 18 ans", "", "", "", "égaré"],
      notes: [{ column: 2, code: "formula_error", value: "#N/A" }],
    });
    expect(answer).toMatchObject({ since: "plus de 18 ans", sinceYear: null });
    expect(problems.map(({ severity, column, code, value }) => [severity, column, code, value.slice(0, 14)])).toEqual([
      ["review", "B", "cell_too_long", "xxxxxxxxxxxxxx"],
      ["review", "H", "too_many_cells", "égaré"],
      ["review", "C", "formula_error", "#N/A"],
      ["review", "D", "since_duration", "plus de 18 ans"],
    ]);
  });
});

test("a place in several columns reads from the finest to the widest, without repeating", () => {
  const header = ["Titre", "Région", "Département", "Commune"];
  const read = reader(["title", "place", "place", "place"], header);
  expect(read({ line: 2, cells: ["A", "Occitanie", "Tarn", "Albi"] }).answer?.place).toBe("Albi (Tarn, Occitanie)");
  expect(read({ line: 3, cells: ["A", "Paris", "", "Paris"] }).answer?.place).toBe("Paris");
});

describe("the fingerprint of an answer", () => {
  const cells = fc.array(fc.string({ unit: "grapheme", maxLength: 12 }), { minLength: 7, maxLength: 7 });
  const hash = (values: string[], order: number[]) => {
    const at = <T>(list: T[]): T[] => order.map((i) => list[i]!);
    const { answer } = reader(at(MAPPING), at(HEADER))({ line: order[0]! + 2, cells: at(values) });
    return answer && fingerprint(answer);
  };

  test("does not depend on the order of the columns nor on the line", () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 });
    fc.assert(
      fc.property(cells, order, (values, moved) => {
        expect(hash(values, moved)).toBe(hash(values, [0, 1, 2, 3, 4, 5, 6]));
      }),
    );
  });

  test("changes with any word, not with the kind of space or who answered", () => {
    const base = ["1", "Marche bleue", "Albi", "2020", "12 000 pas", "a@b.fr", "bien"];
    const order = [0, 1, 2, 3, 4, 5, 6];
    const with_ = (column: number, value: string) => hash(base.with(column, value), order);
    const same = hash(base, order);
    expect(with_(4, "12\u202f000 pas")).toBe(same);
    expect(with_(5, "c@d.fr")).toBe(same);
    for (const column of [0, 1, 2, 3, 4, 6]) expect(with_(column, "autre")).not.toBe(same);
    expect(with_(1, "marche bleue")).not.toBe(same);
  });

  test("two fields cannot be mistaken for one another", () => {
    expect(hash(["", "A", "B", "", "", "", ""], [0, 1, 2, 3, 4, 5, 6])).not.toBe(
      hash(["", "A", "", "", "B", "", ""], [0, 1, 2, 3, 4, 5, 6]),
    );
  });
});
