import { describe, expect, test } from "vitest";
import { formatFigure } from "./format.ts";
import { parseFigures } from "./parse.ts";
import { totalOf } from "./total.ts";

const CASES: [text: string, fr: string, en: string][] = [
  ["près de 850 enfants par an", "environ 850 enfants par an", "about 850 enfants per year"],
  ["plus de 1 200 personnes", "au moins 1\u202f200 personnes", "at least 1,200 personnes"],
  ["maximum 30", "au plus 30", "at most 30"],
  ["entre 1 500 et 3 000 personnes", "entre 1\u202f500 et 3\u202f000 personnes", "between 1,500 and 3,000 personnes"],
  ["des centaines d’élèves", "des centaines d’élèves", "hundreds of élèves"],
  ["des dizaines de milliers de vues", "des dizaines de milliers de vues", "tens of thousands of vues"],
  ["des dizaines d'habitants", "des dizaines d’habitants", "dozens of habitants"],
  ["35 %", "35\u202f%", "35%"],
  ["1 sur 3", "33,3\u202f%", "33.3%"],
  ["1,5 M€", "1\u202f500\u202f000 euros", "1,500,000 euros"],
  ["programme de six mois", "6 mois", "6 months"],
  ["2h30", "2,5 heures", "2.5 hours"],
  ["120 personnes depuis mars 2024", "120 personnes depuis mars 2024", "120 personnes since March 2024"],
  ["120 personnes en 2023", "120 personnes en 2023", "120 personnes in 2023"],
  ["120 personnes entre 2019 et 2024", "120 personnes de 2019 à 2024", "120 personnes from 2019 to 2024"],
  ["120 personnes sur trois ans", "120 personnes en 3 ans", "120 personnes over 3 years"],
  ["20 kits par opération", "20 kits par opération", "20 kits per opération"],
];

describe("the short reading of a figure", () => {
  test.each(CASES)("of %j", (text, fr, en) => {
    const [figure] = parseFigures(text);
    expect(formatFigure(figure!, "fr")).toBe(fr);
    expect(formatFigure(figure!, "en")).toBe(en);
  });

  test("a total that holds an approximation without an upper bound says both", () => {
    const total = totalOf(parseFigures("environ 30 bénévoles ; plus de 40 bénévoles"));
    expect(formatFigure(total!, "fr")).toBe("au moins environ 70 bénévoles");
  });
});
