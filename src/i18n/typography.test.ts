import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";
import { holdPunctuation } from "./format.ts";

/** The texts of a catalogue that take no parameter, with where they stand. */
const texts = (value: unknown, path: string): [string, string][] => {
  if (typeof value === "string") return [[path, value]];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, one]) => texts(one, `${path}.${key}`));
};

/* What a French printer would not let through: a breaking space before ; : ! ? », or after «; a straight apostrophe. */
const FAULTS = /[ \u00a0][;:!?»](?=\s|$)|« |\p{L}'\p{L}/u;

test("French texts hold their punctuation with narrow no-break spaces and curly apostrophes", () => {
  const faulty = texts(catalogue("fr"), "fr").filter(([, text]) => FAULTS.test(text));
  expect(faulty).toEqual([]);
});

test("French texts with parameters do too, as written in their files", () => {
  const folder = new URL("fr/", import.meta.url);
  const faulty = readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      [...readFileSync(new URL(file, folder), "utf8").matchAll(/`((?:[^`\\]|\\.)*)`/g)]
        .map(([, text = ""]) => text.replace(/\$\{[^{}]*\}/g, "X"))
        .filter((text) => FAULTS.test(text) && !text.includes("${"))
        .map((text) => `${file}: ${text}`),
    );
  expect(faulty).toEqual([]);
});

test("English says everything French says, and is not French", () => {
  const french = new Map(texts(catalogue("fr"), ""));
  const english = new Map(texts(catalogue("en"), ""));
  expect([...english.keys()].sort()).toEqual([...french.keys()].sort());
  expect([...english.values()].filter((text) => text.includes("\u202f"))).toEqual([]);
});

test("punctuation of the field is held without changing a letter", () => {
  expect(holdPunctuation("des emplois ; il dit « Educ Tour » : 1 500 patients !")).toBe(
    "des emplois\u202f; il dit «\u202fEduc Tour\u202f»\u202f: 1\u202f500 patients\u202f!",
  );
  expect(holdPunctuation("de 9:00 à 10:30, en 2024 2025")).toBe("de 9:00 à 10:30, en 2024 2025");
});
