import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { composePdf } from "./compose-pdf.ts";
import { crowdedReport } from "./crowded.fixture.ts";
import type { ReportModel } from "./model.ts";

const folder = mkdtempSync(path.join(tmpdir(), "ancrage-fit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The pages of the sheets, in reading order: those whose running head names a sheet. */
function sheetPages(model: ReportModel): string[] {
  const pdf = composePdf(model, { lang: "fr" });
  expect(Buffer.compare(Buffer.from(composePdf(model, { lang: "fr" })), Buffer.from(pdf))).toBe(0);
  expect(Buffer.from(pdf).toString("latin1")).toMatch(/<pdfuaid:part>1<\/pdfuaid:part>/);
  const file = path.join(folder, "book.pdf");
  writeFileSync(file, pdf);
  const text = execFileSync("pdftotext", ["-layout", file, "-"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return text.split("\f").filter((page) => headOf(page) !== null);
}

const headOf = (page: string) =>
  /(?:Fiche|Sheet)\s+(\S+?)(, suite|, continued)?\s*$/.exec(page.split("\n").find(Boolean) ?? "");
const has = (page: string, heading: string) => new RegExp(`^\\s*${heading}\\b`, "m").test(page);

const isCrowded = (page: string) => headOf(page)![1] === "900";

/** A profile is alone when no other section of its sheet begins on its page. */
const lonely = (pages: string[]) =>
  pages.filter(
    (page) => has(page, "Profil sur la grille") && !["Définition", "Impacts", "Et après"].some((h) => has(page, h)),
  );

describe("sheets and their pages", () => {
  it("takes one page for each sheet, two for the one that has far too much to say", () => {
    const model = crowdedReport({ actors: 20, figures: 12, repeat: 1 });
    const pages = sheetPages(model);
    const [own, others] = [pages.filter(isCrowded), pages.filter((page) => !isCrowded(page))];
    expect(others.map((page) => headOf(page)![1])).toHaveLength(model.initiatives.length - 1);
    expect(new Set(others.map((page) => headOf(page)![1])).size).toBe(others.length);
    expect(own).toHaveLength(2);
    expect(lonely(pages)).toEqual([]);
    const said = own.join(" ").replace(/\s+/g, " ");
    for (let i = 1; i <= 20; i++) expect(said).toMatch(new RegExp(`Partage${i}\\b`));
    expect(said).toContain("Acteurs proposés");
    expect(said).not.toContain("proposé)");
  });

  it("sets a full sheet closer, its figures sharing the notes of their answers, before it takes a second page", () => {
    const pages = sheetPages(crowdedReport({ actors: 6, figures: 8, repeat: 1 }, true));
    expect(pages).toHaveLength(1);
    const said = pages[0]!.replace(/\s+/g, " ");
    for (let i = 0; i < 8; i++) expect(said).toContain(`« près de ${120 + i} personnes reçues »`);
    expect(said.match(/Réponse 90[01], « chiffres »/g)).toHaveLength(2);
  });

  it.each([3, 5, 8, 16])("says that a sheet goes on, its profile never alone (a text %i times as long)", (repeat) => {
    const pages = sheetPages(crowdedReport({ actors: 20, figures: 12, repeat }, true));
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.map((page) => headOf(page)![2] ?? "")).toEqual(pages.map((_, i) => (i === 0 ? "" : ", suite")));
    expect(pages.filter((page) => has(page, "Profil sur la grille"))).toHaveLength(1);
    expect(lonely(pages)).toEqual([]);
  });
});
