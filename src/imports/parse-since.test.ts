import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseSince } from "./parse-since.ts";

const parse = (text: string) => parseSince(text, 2026);

describe("the year something began", () => {
  test.each<[string, number, number?]>([
    ["2023", 2023],
    ["depuis 2019", 2019],
    ["sept. 2021", 2021],
    ["Sept 21", 2021],
    ["janvier 98", 1998],
    ["12/03/2021", 2021],
    ["2021-03-12", 2021],
    ["03/2020", 2020],
    ["2020-09", 2020],
    ["1/9/19", 2019],
    ["en 1998.", 1998],
    ["année scolaire 2022/2023", 2022, 2023],
    ["2023-2024", 2023, 2024],
    ["2022–2024", 2022, 2024],
    ["2023-24", 2023, 2024],
    ["de 2019 à 2022", 2019, 2022],
    ["entre 2018 et 2020", 2018, 2020],
    ["2021 (relancée en 2021)", 2021],
    ["Automne 2017", 2017],
    ["DEPUIS  2015", 2015],
    ["créée en 2008, 3 ateliers par an", 2008],
    ["since 2016", 2016],
  ])("%j → %i", (text, year, until) => {
    expect(parse(text)).toEqual(until === undefined ? { year } : { year, until });
  });

  test.each([
    ["plus de 18 ans", "since_duration"],
    ["3 ans", "since_duration"],
    ["une vingtaine d'années", "since_duration"],
    ["6 mois", "since_duration"],
    ["2035", "since_out_of_range"],
    ["1620", "since_out_of_range"],
    ["1789", "since_out_of_range"],
    ["9999", "since_out_of_range"],
    ["2019, 2021 puis 2023", "since_several_years"],
    ["longtemps", "since_not_a_year"],
    ["?", "since_not_a_year"],
    ["2 000 personnes", "since_not_a_year"],
    ["12023", "since_not_a_year"],
  ])("%j is left to a person: %s", (text, reason) => {
    expect(parse(text)).toEqual({ year: null, reason });
  });

  test("any text is read without failing, and a year found is written in it and in range", () => {
    const piece = fc.constantFrom("20", "19", "2023", "1998", "-", "/", " ", "depuis", "ans", "'", "é", "12");
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
        (text) => {
          const { year } = parse(text);
          if (year === null) return;
          expect(year >= 1850 && year <= 2026).toBe(true);
          expect(text).toContain(String(year).slice(2));
        },
      ),
      { numRuns: 500 },
    );
  });
});
