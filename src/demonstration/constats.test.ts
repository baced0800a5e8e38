import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { cleanCell } from "../imports/rows.ts";

type Words = { number: string; column: string; quote: string };
type Constats = {
  proposedBy: string;
  ties: (Words & { domain: string; finding: number })[];
  strengths: (Words & { strength: string })[];
};
type Grille = { domaines: { id: string; constats: string[] }[]; lignes_de_force: { id: string }[] };
type Decisions = { domains: Record<string, string[]>; merges: { kept: string; merged: string }[] };

const COLUMNS: Record<string, string> = {
  need: "besoin",
  description: "description",
  partners: "partenaires",
  audience: "public_beneficiaire",
  figures: "chiffres",
  impacts: "impacts",
  prospects: "perspectives",
};

const folder = new URL("../../data/demo/", import.meta.url);
const readText = (name: string) => readFileSync(new URL(name, folder), "utf8");
const constats = JSON.parse(readText("constats.json")) as Constats;
const grille = JSON.parse(readText("grille-rte.json")) as Grille;
const decisions = JSON.parse(readText("decisions.json")) as Decisions;
const answers = new Map(
  (parse(readText("initiatives-reponses.csv"), { columns: true, bom: true }) as Record<string, string>[]).map((row) => [
    row.numero!,
    row,
  ]),
);
const keptFor = (number: string) => decisions.merges.find(({ merged }) => merged === number)?.kept ?? number;
const every = [...constats.ties, ...constats.strengths];

test("every quote is in its cell, word for word, and is 5 to 30 words long", () => {
  for (const { number, column, quote } of every) {
    expect(COLUMNS).toHaveProperty(column);
    const cell = answers.get(number)?.[COLUMNS[column]!];
    expect(cleanCell(cell ?? ""), `${number} ${column}`).toContain(quote);
    const words = quote.match(/[\p{L}\p{N}][\p{L}\p{N}’-]*/gu)?.length;
    expect(words, quote).toBeGreaterThanOrEqual(5);
    expect(words, quote).toBeLessThanOrEqual(30);
  }
});

test("a quote neither begins nor ends inside a word", () => {
  for (const { number, column, quote } of every) {
    const cell = cleanCell(answers.get(number)![COLUMNS[column]!]!);
    const start = cell.indexOf(quote);
    expect(`${cell[start - 1] ?? " "}${quote[0]}`, quote).not.toMatch(/^[\p{L}\p{N}]{2}$/u);
    expect(`${quote.at(-1)}${cell[start + quote.length] ?? " "}`, quote).not.toMatch(/^[\p{L}\p{N}]{2}$/u);
  }
});

test("every finding has two to five initiatives, and no tie leads elsewhere", () => {
  const findings = grille.domaines.flatMap(({ id, constats }) => constats.map((_, index) => `${id} ${index + 1}`));
  const tied = Map.groupBy(constats.ties, ({ domain, finding }) => `${domain} ${finding}`);
  expect([...tied.keys()].sort()).toEqual([...findings].sort());
  for (const [finding, ties] of tied) {
    expect(ties.length, finding).toBeGreaterThanOrEqual(2);
    expect(ties.length, finding).toBeLessThanOrEqual(5);
  }
});

test("every line of force has four to six initiatives, from two domains at least", () => {
  const tied = Map.groupBy(constats.strengths, ({ strength }) => strength);
  expect([...tied.keys()].sort()).toEqual(grille.lignes_de_force.map(({ id }) => id).sort());
  for (const [strength, ties] of tied) {
    expect(ties.length, strength).toBeGreaterThanOrEqual(4);
    expect(ties.length, strength).toBeLessThanOrEqual(6);
    expect(new Set(ties.flatMap(({ number }) => decisions.domains[number]!)).size, strength).toBeGreaterThan(1);
  }
});

test("no initiative supports the same finding or line of force twice, merged twins included", () => {
  const pairs = [
    ...constats.ties.map(({ domain, finding, number }) => `${domain} ${finding} ${keptFor(number)}`),
    ...constats.strengths.map(({ strength, number }) => `${strength} ${keptFor(number)}`),
  ];
  expect(pairs.filter((pair, index) => pairs.indexOf(pair) !== index)).toEqual([]);
});

test("a finding rests on initiatives of its own domain", () => {
  for (const { domain, number } of constats.ties) {
    const twins = [...answers.keys()].filter((other) => keptFor(other) === keptFor(number));
    expect(
      twins.flatMap((twin) => decisions.domains[twin]!),
      number,
    ).toContain(domain);
  }
});

test("the ties say who proposed them", () => {
  expect(constats.proposedBy).toBe("l’équipe d’Ancrage");
});
