import { describe, expect, test } from "vitest";
import { codingsOf, DIMENSIONS, homeView, mergedSheetView } from "../../../tests/preparation/page-samples.ts";
import { catalogue } from "../../i18n/catalogue.ts";
import { strongestLever } from "./domain-profiles.ts";
import { groupFigures } from "./figure-words.ts";
import { countByRegion } from "./home.ts";
import { agreement, readScores, shortDimension, spreadOf } from "./scores.ts";

const fr = catalogue("fr");

describe("the scores of coders", () => {
  test("are read together when alike and apart when not", () => {
    const alike = [
      { coder: "A", score: 3 },
      { coder: "B", score: 3 },
    ];
    expect(readScores(fr, alike)).toBe("A et B\u202f: 3, structurant");
    expect(
      readScores(fr, [
        { coder: "A", score: 2 },
        { coder: "B", score: 1 },
      ]),
    ).toBe("A\u202f: 2, effectif\u202f; B\u202f: 1, évoqué");
    expect(
      readScores(fr, [
        { coder: "A", score: null },
        { coder: "B", score: 1 },
      ]),
    ).toBe("A\u202f: pas de note\u202f; B\u202f: 1, évoqué");
    expect(readScores(fr, [])).toBe("pas de note");
  });

  test("agree on eight cells out of ten for the sheet of the dental centre", () => {
    expect(agreement(codingsOf("30"), DIMENSIONS)).toEqual({ cells: 10, alike: 8 });
  });

  test("are counted as agreement only where two coders scored", () => {
    const [a] = codingsOf("30");
    expect(agreement([a!], DIMENSIONS)).toEqual({ cells: 0, alike: 0 });
    expect(spreadOf([], DIMENSIONS[0]!.key, "lever")).toBeNull();
  });
});

test("the strongest lever is the dimension most initiatives hold as effective by all their coders", () => {
  const dimensions = [
    { key: "a", name: "A" },
    { key: "b", name: "B" },
  ];
  const effective = [
    { dimension: "a", lever: 1, impact: 2 },
    { dimension: "b", lever: 2, impact: 1 },
  ];
  expect(strongestLever(effective, dimensions)).toEqual({ dimension: dimensions[1], lever: 2, impact: 1 });
  expect(strongestLever(effective, [])).toBeNull();
});

test("figures that diverge stand together where the first of them was", () => {
  const groups = groupFigures(mergedSheetView.figures);
  expect(groups.map((group) => group.length)).toEqual([2, 1, 1]);
  expect(groups[0]!.map(({ statementKey }) => statementKey)).toEqual(["6", "36"]);
});

test("initiatives are counted in each region they touch, and regions without any come last", () => {
  const regions = countByRegion(fr.common.regions, homeView);
  expect(regions).toHaveLength(18);
  expect(regions[0]).toMatchObject({ code: "76", name: "Occitanie" });
  expect(regions[0]!.initiatives).toHaveLength(7);
  expect(
    regions
      .filter(({ initiatives }) => initiatives.length === 0)
      .map(({ code }) => code)
      .sort(),
  ).toEqual(["24", "28", "52"]);
  expect(homeView.map).toHaveLength(39);
});

describe("the finding of the map", () => {
  const { finding } = fr.home.map;
  test("names the region that leads, or the two that do, with their articles", () => {
    expect(finding(["L’Occitanie"], 7, 3, 18)).toBe(
      "L’Occitanie compte sept initiatives, trois régions n’en ont signalé aucune",
    );
    expect(finding(["Les Hauts-de-France"], 1, 17, 18)).toBe(
      "Les Hauts-de-France comptent une initiative, 17 régions n’en ont signalé aucune",
    );
    expect(finding(["L’Occitanie", "La Bretagne"], 2, 1, 18)).toBe(
      "L’Occitanie et la Bretagne comptent chacune deux initiatives, une région n’en a signalé aucune",
    );
  });
  test("says how many regions answered when none leads, and when nothing is placed", () => {
    expect(finding(["A", "B", "C"], 1, 2, 18)).toBe("Seize régions sur 18 ont signalé une initiative");
    expect(finding([], 0, 18, 18)).toBe("Aucune initiative n’est encore placée sur la carte");
  });
});

test("one and none are said as such wherever there may be so few", () => {
  const en = catalogue("en");
  expect([0, 1, 39].map(fr.home.map.title)).toEqual([
    "Carte de France\u202f: aucune initiative",
    "Carte de France\u202f: une initiative",
    "Carte de France des 39 initiatives",
  ]);
  expect([0, 1, 39].map(en.home.map.title)).toEqual([
    "Map of France: no initiative",
    "Map of France: one initiative",
    "Map of France with the 39 initiatives",
  ]);
  expect([fr.embed.shownOf(1, 39), en.embed.shownOf(1, 39)]).toEqual(["Une initiative sur 39", "One initiative of 39"]);
  expect([fr.embed.shownOf(10, 39), fr.embed.shownOf(1, 1)]).toEqual(["10 initiatives sur 39", "Une initiative"]);
  expect([fr.list.morePartners(1), fr.list.moreProspects(1)]).toEqual(["et un autre", "et une autre"]);
  const told = (lang: "fr" | "en", kind: string, count: number) =>
    catalogue(lang).common.changes[kind]!({ count }).join("");
  expect(told("fr", "coded", 1)).toBe("Codage enregistré (1 cellule).");
  expect(told("fr", "findings_tied", 1)).toBe("Un lien proposé entre un constat et une initiative.");
  expect(told("en", "findings_tied", 1)).toBe("One tie proposed between a finding and an initiative.");
  expect(told("fr", "readings_accepted", 1)).toBe("Un lieu lu sans doute accepté, avec ses acteurs et ses publics.");
  expect(told("en", "readings_accepted", 1)).toContain("One place read");
});

test("a figure is read with its reservation and its bounds, never as a bare number", () => {
  const { reading } = fr.common.figure;
  expect(reading({ min: 1500, max: 1500, qualifier: "exactly", unit: "patients" })).toBe("1\u202f500 patients");
  expect(reading({ min: 850, max: 850, qualifier: "about", unit: "enfants" })).toBe("environ 850 enfants");
  expect(reading({ min: 1200, max: null, qualifier: "at_least", unit: "personnes" })).toBe(
    "au moins 1\u202f200 personnes",
  );
  expect(reading({ min: null, max: 30, qualifier: "at_most", unit: null })).toBe("au plus 30");
  expect(reading({ min: 1500, max: 3000, qualifier: "between", unit: "personnes" })).toBe(
    "de 1\u202f500 à 3\u202f000 personnes",
  );
  expect(reading({ min: 0.8, max: 0.8, qualifier: "exactly", unit: "proportion" })).toBe("80\u202f%");
  expect(reading({ min: null, max: null, qualifier: "order_of_magnitude", unit: null })).toBe("gardé en mots");
});

test("a dimension the catalogue does not know is cut to fit a miniature", () => {
  expect(shortDimension(fr, { key: "x", name: "La gouvernance partagée du territoire" })).toBe("Gouvernance par…");
  expect(shortDimension(fr, { key: "cooperation-locale", name: "La coopération locale" })).toBe("Coopération");
});
