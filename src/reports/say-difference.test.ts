import { describe, expect, it } from "vitest";
import { diffModels } from "./diff.ts";
import { demoReport } from "./fixture.ts";
import type { ReportModel } from "./model.ts";
import { sayDifference } from "./say-difference.ts";

const before = demoReport();

/** The sentences for what a change does to the demonstration report. */
function says(change: (model: ReportModel) => void, lang: "fr" | "en" = "fr"): string[] {
  const after = demoReport();
  change(after);
  return diffModels(before, after).map((difference) => sayDifference(difference, lang));
}

const sheet = (model: ReportModel, key: string) => model.initiatives.find((item) => item.key === key)!;

describe("a difference between two reports", () => {
  it("is said by the sheet and the field it touches, in both languages", () => {
    const rename = (model: ReportModel) => {
      sheet(model, "1").title = "Pollinarium corrigé";
    };
    expect(says(rename)).toEqual(["Fiche 1, intitulé : « Pollinarium » → « Pollinarium corrigé »"]);
    expect(says(rename, "en")).toEqual(["Sheet 1, title: “Pollinarium” → “Pollinarium corrigé”"]);
  });

  it("says numbers as they are written, and what is missing as nothing", () => {
    expect(
      says((model) => {
        sheet(model, "6").figures[0]!.max = 12_000;
        sheet(model, "6").sinceYear = null;
      }).map((said) => said.replace(/[\u202f\u00a0]/g, " ")),
    ).toEqual(["Fiche 6, depuis : 2023 → rien", "Fiche 6, chiffre 6-1, maximum : 1000 → 12 000"]);
  });

  it("says an entry that came or went with its name, and a plain list by places counted from 1", () => {
    expect(
      says((model) => {
        model.initiatives = model.initiatives.filter((item) => item.key !== "3");
        sheet(model, "1").audiences.push("les élèves");
      }),
    ).toEqual([
      expect.stringMatching(/^Fiche 1, public n° \d+ : ajout \(« les élèves »\)$/),
      "Fiche 3 : retrait (« Lutte contre la Précarité Menstruelle »)",
    ]);
  });

  it("does not take the place of a domain in a sheet for its key", () => {
    expect(
      says((model) => {
        sheet(model, "1").domains = ["autre"];
      }),
    ).toEqual([expect.stringMatching(/^Fiche 1, domaine n° 1 : « .+ » → « autre »$/)]);
  });

  it("says a new order once, and tells it from the order of a step", () => {
    expect(says((model) => model.domains.reverse())).toEqual(["Domaine : l’ordre a changé"]);
    expect(
      sayDifference(
        { path: "grid.dimensions[besoins].order", label: "grid.dimensions.order", before: 1, after: 2 },
        "fr",
      ),
    ).toBe("Grille, dimension « besoins », ordre : 1 → 2");
  });

  it("reads names that look like paths, and names a coding and a figure by their answer", () => {
    const path = "initiatives[1].actors[Mairie [Lot].does].does";
    expect(sayDifference({ path, label: "initiatives.actors.does", before: null, after: "salle" }, "fr")).toBe(
      "Fiche 1, acteur « Mairie [Lot].does », ce qu’il fait : rien → « salle »",
    );
    const cell = "initiatives[1].codings[1/A].cells[besoins.lever].score";
    expect(sayDifference({ path: cell, label: "initiatives.codings.cells.score", before: 0, after: 2 }, "en")).toBe(
      "Sheet 1, coding of answer 1 by A, cell besoins.lever, score: 0 → 2",
    );
    const figure = "initiatives[1].figures[12/figures/2].text";
    expect(sayDifference({ path: figure, label: "initiatives.figures.text", before: "a", after: "b" }, "fr")).toBe(
      "Fiche 1, chiffre 2 de la réponse 12, texte : « a » → « b »",
    );
  });

  it("has a word for every field of a report in both languages, and never prints a structure", () => {
    // One of each field, whichever sheet it is met in first.
    const fields = new Map<string, string[]>();
    const walk = (value: unknown, at: string[]) => {
      const field = at.map((step) => step.replace(/^\d+$/, "#")).join(".");
      if (typeof value !== "object" || value === null) fields.set(field, fields.get(field) ?? at);
      else for (const [key, item] of Object.entries(value)) walk(item, [...at, key]);
    };
    walk(before, []);
    // What is quoted is the network's own words, where « OpinionWay » is a name.
    const isBad = (said: string) =>
      /\[object|undefined|NaN|\{"/.test(said) || /[a-z][A-Z]/.test(said.split(/[«“]/)[0]!);
    const wordless = [...fields.values()]
      .filter(([first]) => !["dataHash", "schema"].includes(first!))
      .flatMap((leaf) =>
        (["fr", "en"] as const).flatMap((lang) => {
          const said = says((model) => {
            const parent = leaf
              .slice(0, -1)
              .reduce<Record<string, unknown>>((o, key) => o[key] as never, model as never);
            parent[leaf.at(-1)!] = "tout autre chose";
          }, lang);
          const bad = said.length === 0 ? ["nothing is said"] : said.filter(isBad);
          return bad.map((one) => `${leaf.join(".")}: ${one}`);
        }),
      );
    expect(fields.size).toBeGreaterThan(100);
    expect(wordless).toEqual([]);
  });
});
