import { describe, expect, it } from "vitest";
import { demoReport } from "./fixture.ts";
import type { ReportInitiative as Initiative } from "./model.ts";
import { seal } from "./seal.ts";
import { cutFigure } from "./view-figures.ts";
import { reportView } from "./view-report.ts";

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("what a report says of figures", () => {
  it.each([
    ["près de 850 enfants par an", ["près de", "850", "enfants par an"]],
    ["12 000 protections", ["", "12 000", "protections"]],
    ["entre 1 500 et 3 000 personnes", ["entre", "1 500 et 3 000", "personnes"]],
    ["8 filles sur 10", ["", "8", "filles sur 10"]],
    ["35 % des élèves", ["", "35 %", "des élèves"]],
    ["une quinzaine de militants", ["", "", "une quinzaine de militants"]],
    ["près de 1,5 million d’euros", ["près de", "1,5 million", "d’euros"]],
  ])("cuts %j around its number and loses no word", (text, [before, value, after]) => {
    expect(cutFigure(text)).toEqual({ before, value, after });
  });

  it("says environ in a total that holds an approximate value, and what it leaves out", () => {
    const base = demoReport();
    const total = {
      what: "personnes",
      unit: "personnes",
      period: "an",
      min: 2050,
      max: 2050,
      qualifier: "about" as const,
    };
    const model = seal({
      ...base,
      totals: [{ ...total, figures: ["11-2", "12-1"], leftOut: [{ figure: "6-1", reason: "other_period" }] }],
    });
    const [said] = reportView(model, "fr").numbers.totals;
    expect(plain(said!.text)).toBe("Environ 2 050 personnes par an (2 chiffres additionnés)");
    expect(plain(said!.leftOut)).toBe(
      "Laissé de côté : « près de 1 000 participants sur place » (n° 6), autre période.",
    );
    expect(plain(reportView(model, "en").numbers.totals[0]!.text)).toMatch(/^About 2,050 .* \(2 figures added\)$/);
  });

  it("never puts people and durations on the same axis", () => {
    const { groups } = reportView(demoReport(), "fr").numbers;
    const drawn = groups.flatMap((group) => group.rows.filter((row) => row.bar).map((row) => plain(row.words)));
    expect(drawn).toContain("près de 850 enfants par an");
    expect(drawn).not.toContain("créneaux de dépistage de 15 minutes");
    expect(groups.map((group) => group.title)).toContain("Par an");
  });
});

describe("what a report says of initiatives", () => {
  it("prints those without a domain in a part of their own, and loses none", () => {
    const base = demoReport();
    const model = seal({
      ...base,
      initiatives: base.initiatives.map((item, i) =>
        i === 0 ? { ...item, domains: [] } : i === 1 ? { ...item, domains: ["?"] } : item,
      ),
    });
    const { domains } = reportView(model, "fr");
    expect(domains.at(-1)).toMatchObject({ name: "Sans domaine", count: "2", rank: 0 });
    expect(domains.flatMap((domain) => domain.sheets)).toHaveLength(base.initiatives.length);
  });

  it("lists an initiative of two domains once, and names it in the other", () => {
    const other = reportView(demoReport(), "fr").domains[3]!;
    expect(other.also).toContain("Explorations Santé");
    expect(other.sheets.map((sheet) => sheet.n)).not.toContain("6");
  });

  it("says that two coders disagree, without averaging them", () => {
    const sheet = reportView(demoReport(), "fr").domains[0]!.sheets[0]!;
    expect(sheet.profile.rows[0]!.lines[0]).toMatchObject({ lever: [2, 2], impact: [3, 2] });
    expect(plain(sheet.profile.alt)).toContain("La réponse aux besoins, levier : A 2, B 2 ; impact : A 3, B 2");
  });

  it("abstains on agreement when only one person coded", () => {
    const base = demoReport();
    const initiatives = base.initiatives.map((item) => ({
      ...item,
      codings: item.codings.filter((c) => c.coder === "A"),
    }));
    const view = reportView(seal({ ...base, initiatives }), "fr").agreement;
    expect(view.rows).toEqual([]);
    expect(view.lead).toContain("deux codages");
  });

  it("marks every proposal with who made it", () => {
    const { domains } = reportView(demoReport(), "en");
    expect(domains[0]!.findings[0]!.proposed).toBe("Proposed by l’équipe d’Ancrage");
  });
});

describe("the index by territory", () => {
  const codes = { regions: [], departments: [], epci: [], communes: [] };
  const point = { lon: 1.4, lat: 44.4, departement: "46", exactness: "exact" as const };

  it("finds the département of a commune, and keeps as national only what names no place", () => {
    const base = demoReport();
    const [first, second, third] = base.initiatives as [Initiative, Initiative, Initiative];
    const model = seal({
      ...base,
      initiatives: [
        { ...first, territory: { ...first.territory, codes: { ...codes, communes: ["46042"] }, points: [point] } },
        { ...second, territory: { ...second.territory, codes: { ...codes, departments: ["974"] }, points: [] } },
        { ...third, territory: { ...third.territory, codes, points: [] } },
      ],
    });
    const { territories, national } = reportView(model, "fr").index;
    expect(territories).toEqual([
      { name: "La Réunion", whole: [second.key], departments: [] },
      { name: "Occitanie", whole: [], departments: [{ name: "Lot", keys: [first.key] }] },
    ]);
    expect(national).toEqual([third.key]);
  });

  it("does not take the middle of a region for one of its départements", () => {
    const base = demoReport();
    const [first] = base.initiatives as [Initiative];
    const territory = {
      ...first.territory,
      codes: { ...codes, regions: ["76"] },
      points: [{ ...point, exactness: "approximate" as const }],
    };
    const model = seal({ ...base, initiatives: [{ ...first, territory }] });
    expect(reportView(model, "fr").index.territories).toEqual([
      { name: "Occitanie", whole: [first.key], departments: [] },
    ]);
  });
});
