import { expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";
import { holdPunctuation } from "./format.ts";

/* Whatever a text does with its parameters, some of these fillings reach it: counts, words, lists, facts. */
const FACTS = {
  count: 3,
  other: "Autre",
  words: "Mot",
  reading: "Lu",
  min: 2,
  max: null,
  qualifier: "at_least",
  unit: "ans",
};
const FILLINGS: unknown[] = [
  0,
  1,
  2,
  40,
  null,
  "Mot",
  "",
  [],
  ["Un"],
  ["Un", "Deux"],
  new Proxy(FACTS, { get: (facts, key) => facts[key as keyof typeof FACTS] ?? "X" }),
];

const said = (value: unknown): string[] =>
  Array.isArray(value) ? value.flatMap(said) : typeof value === "string" ? [value] : [];

/** What a text with parameters says for each filling it accepts. */
const calls = (text: (...args: unknown[]) => unknown): string[] =>
  FILLINGS.flatMap((first) =>
    FILLINGS.flatMap((second) => {
      try {
        return said(text(first, second, second, first));
      } catch {
        return [];
      }
    }),
  );

/** Every text of a catalogue, with where it stands. */
const texts = (value: unknown, path: string): [string, string][] => {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") {
    return [...new Set(calls(value as (...args: unknown[]) => unknown))].flatMap((text) =>
      text.includes("undefined") ? [] : [[path, text]],
    );
  }
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, one]) => texts(one, `${path}.${key}`));
};

/* What a French printer would not let through: a breaking space before ; : ! ? », or after «; a straight apostrophe. */
const FAULTS = /[ \u00a0][;:!?»](?=\s|$)|«[ \u00a0]|\p{L}'\p{L}/u;

const french = texts(catalogue("fr"), "fr");
const english = texts(catalogue("en"), "fr");

test("French texts hold their punctuation with narrow no-break spaces and curly apostrophes, whatever they are given", () => {
  expect(french.length).toBeGreaterThan(500);
  expect(french.filter(([, text]) => FAULTS.test(text))).toEqual([]);
});

test("English says everything French says, with English punctuation", () => {
  const places = (list: [string, string][]): string[] => [...new Set(list.map(([path]) => path))].sort();
  expect(places(english)).toEqual(places(french));
  expect(english.filter(([, text]) => /\u202f[;:!?»]|«/.test(text))).toEqual([]);
});

test("punctuation of the field is held without changing a letter", () => {
  expect(holdPunctuation("des emplois ; il dit « Educ Tour » : 1 500 patients !")).toBe(
    "des emplois\u202f; il dit «\u202fEduc Tour\u202f»\u202f: 1\u202f500 patients\u202f!",
  );
  expect(holdPunctuation("de 9:00 à 10:30, en 2024 2025")).toBe("de 9:00 à 10:30, en 2024 2025");
});
