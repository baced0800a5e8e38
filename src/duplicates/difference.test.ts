import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { difference, type Stretch } from "./difference.ts";

const own = (stretches: Stretch[]) => stretches.filter((one) => one.own).map((one) => one.text);
const whole = (stretches: Stretch[]) => stretches.map((one) => one.text).join("");

describe("what only one of two texts says", () => {
  test("is nothing when they say the same, whatever the capitals, accents and punctuation", () => {
    const { a, b } = difference("Café-débat à l’école.", "café débat : à L'ECOLE");
    expect([own(a), own(b)]).toEqual([[], []]);
  });

  test("is a run of words, with the little words that hold it together", () => {
    const { a, b } = difference(
      "Chaque année, des résidents s’affrontent dans un tournoi de pétanque.",
      "Chaque année, des résidents se retrouvent.",
    );
    expect(own(a)).toEqual(["affrontent dans un tournoi de pétanque"]);
    expect(own(b)).toEqual(["retrouvent"]);
  });

  test("does not run over the end of a sentence or from one item of a list to the next", () => {
    const { a } = difference("ville, écoles, bénévoles. Des familles viennent.", "ville");
    expect(own(a)).toEqual(["écoles", "bénévoles", "familles viennent"]);
  });

  test("leaves out words that only moved, even in the plural", () => {
    const { a, b } = difference(
      "familles, mairie, association sportive",
      "associations sportives, mairie, lycée, familles",
    );
    expect(own(a)).toEqual([]);
    expect(own(b)).toEqual(["lycée"]);
  });

  test("is every word that is not the same to the letter, when that is asked", () => {
    const { a, b } = difference("Olympiades des aînés", "Olympiade des aînés", { exact: true });
    expect([own(a), own(b)]).toEqual([["Olympiades"], ["Olympiade"]]);
    expect(own(difference("Parcours Sportif", "Parcours sportif", { exact: true }).a)).toEqual(["Sportif"]);
  });

  test("leaves out what the other side says beside", () => {
    const { a } = difference("Des bénévoles animent un jardin.", "Un potager.", { beside: { a: "", b: "Bénévoles" } });
    expect(own(a)).toEqual(["animent un jardin"]);
  });

  test("keeps numbers apart, since the same number elsewhere counts something else", () => {
    const { a, b } = difference("120 élèves et 4 classes", "4 élèves et 120 classes");
    expect(own(a).join(" ")).toMatch(/120|4/);
    expect(own(b).join(" ")).toMatch(/120|4/);
  });

  test("does not depend on which side is read first", () => {
    const swapped = ["EHPAD, tournoi, écoles, 12", "EHPAD, tournoi, 12, écoles"] as const;
    const there = difference(...swapped);
    const back = difference(swapped[1], swapped[0]);
    expect([own(there.a), own(there.b)]).toEqual([own(back.b), own(back.a)]);
    expect(own(there.a)).toEqual([]);
  });

  test("is everything when the other side is empty, and nothing when both are", () => {
    expect(own(difference("une seule phrase", "").a)).toEqual(["une seule phrase"]);
    expect(difference("", "")).toEqual({ a: [], b: [] });
  });
});

test("the stretches of a text, end to end, are that text, and two texts alike have nothing of their own", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 120 }),
    fc
      .array(fc.constantFrom("le", "tournoi", "des", "écoles", "12", "·", ". ", "l’", "EHPAD"), { maxLength: 40 })
      .map((parts) => parts.join(" ")),
  );
  fc.assert(
    fc.property(text, text, (left, right) => {
      const found = difference(left, right);
      expect(whole(found.a)).toBe(left);
      expect(whole(found.b)).toBe(right);
      expect(own(difference(left, left).a)).toEqual([]);
      const back = difference(right, left);
      if (own(found.a).length === 0 && own(found.b).length === 0) expect([...own(back.a), ...own(back.b)]).toEqual([]);
    }),
  );
});

test("two very long texts are compared without filling the memory", () => {
  const letters = (n: number) => n.toString(26).replace(/\d/g, (digit) => "qrstuvwxyz"[Number(digit)]!);
  const long = (seed: number) => Array.from({ length: 40_000 }, (_, i) => letters((i * seed) % 20_011)).join(" ");
  const began = performance.now();
  const { a } = difference(`${long(7)} unique`, long(11));
  expect(own(a).join(" ").slice(-20)).toBe("unique");
  expect(performance.now() - began).toBeLessThan(3000);
});
