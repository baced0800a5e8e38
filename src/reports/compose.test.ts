import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { HtmlValidate } from "html-validate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { composeHtml, reportArticle } from "./compose-html.ts";
import { composePdf } from "./compose-pdf.ts";
import { demoReport } from "./fixture.ts";
import { agreementCells, hostileReport } from "./hostile.fixture.ts";
import type { ReportModel } from "./model.ts";
import { seal } from "./seal.ts";

const folder = mkdtempSync(path.join(tmpdir(), "ancrage-compose-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const tool = (name: string, ...args: string[]) =>
  execFileSync(name, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

/** Writes a PDF and reads it back: what it says between its headers and footers, page by page. */
function read(pdf: Uint8Array, name: string) {
  const file = path.join(folder, `${name}.pdf`);
  writeFileSync(file, pdf);
  const pages = tool("pdftotext", "-raw", "-x", "0", "-y", "66", "-W", "596", "-H", "710", file, "-").split("\f");
  return { file, pages, whole: tool("pdftotext", "-raw", file, "-").split("\f") };
}

/** Letters and digits only: line ends, hyphens and spaces belong to the layout. */
const bare = (text: string) =>
  text
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
const textOf = (page: string) =>
  bare(
    page
      .replace(/<style>[\s\S]*?<\/style>/g, "")
      .replace(/<svg[\s\S]*?<\/svg>/g, "")
      .replace(/<[^>]+>/g, "")
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&amp;/g, "&"),
  );

/** What every edition must say, wherever it is read. */
function promises(model: ReportModel): string[] {
  return [
    model.title,
    model.subtitle,
    ...model.study.questions,
    ...model.study.steps.flatMap((step) => [step.title, step.what]),
    ...model.grid.dimensions.flatMap((d) => [d.name, d.lever, d.impact]),
    ...model.domains.flatMap((d) => [
      d.name,
      d.definition,
      ...d.findings.flatMap((f) => [f.text, ...f.initiatives.map((i) => i.quote)]),
    ]),
    ...model.initiatives.flatMap((item) => [
      item.title,
      item.need,
      item.description,
      item.impacts,
      ...item.audiences,
      ...item.actors.map((actor) => actor.name),
      ...item.figures.map((figure) => figure.text),
      ...item.statements.flatMap((statement) => Object.values(statement.columns)),
    ]),
    ...model.strengths.map((line) => line.label),
    ...model.perspectives.map((line) => line.label),
    ...model.attributions.flatMap((a) => [a.name, a.use, a.licence]),
  ];
}

const absent = (said: string, list: string[]) => list.filter((text) => !said.includes(bare(text)));

describe("the report of the demonstration network", () => {
  const model = demoReport();
  let pdf: Uint8Array;
  let book: ReturnType<typeof read>;
  let page: string;
  beforeAll(() => {
    pdf = composePdf(model, { lang: "fr" });
    book = read(pdf, "fr");
    page = composeHtml(model, { lang: "fr" });
  });

  it("is the same to the byte when composed again", () => {
    expect(Buffer.compare(Buffer.from(composePdf(demoReport(), { lang: "fr" })), Buffer.from(pdf))).toBe(0);
  });

  it("is a tagged PDF/UA-1 under 5 MB, with its title, author and day", () => {
    expect(pdf.length).toBeLessThan(5 * 1024 * 1024);
    expect(Buffer.from(pdf).toString("latin1")).toMatch(/<pdfuaid:part>1<\/pdfuaid:part>/);
    expect(Buffer.from(pdf).toString("latin1")).toMatch(/\/Lang ?\(fr/);
    const info = tool("pdfinfo", book.file);
    expect(info).toMatch(/Title: +Là où l’on agit/);
    expect(info).toMatch(/Tagged: +yes/);
    expect(info).toMatch(/CreationDate: .*30 .*2025/);
  });

  it("is set in two families only, all embedded", () => {
    const fonts = tool("pdffonts", book.file).split("\n").slice(2).filter(Boolean);
    expect(fonts.length).toBeGreaterThan(4);
    for (const font of fonts) expect(font).toMatch(/(SourceSerif4|AtkinsonHyperlegibleNext)-\S+ .* yes yes yes /);
  });

  it("has a bookmark for each chapter and each sheet", () => {
    const xml = tool("pdftohtml", "-xml", "-i", "-stdout", book.file);
    const marks = xml.slice(xml.indexOf("<outline>"));
    expect(absent(bare(marks), ["La démarche", "Accord des codeurs", "Achevé d’imprimer"])).toEqual([]);
    expect(
      absent(
        bare(marks),
        model.initiatives.map((item) => item.title),
      ),
    ).toEqual([]);
  });

  it("prints each sheet on one page, its number on top", () => {
    const tops = book.whole.flatMap((text) => [...text.matchAll(/Fiche (\d+)/g)].map((match) => Number(match[1])));
    expect([...tops].sort((a, b) => a - b).map(String)).toEqual(
      model.initiatives.map((item) => item.key).sort((a, b) => Number(a) - Number(b)),
    );
  });

  it("numbers every page after the cover", () => {
    for (const [i, text] of book.whole.slice(1, -1).entries())
      expect(text).toMatch(new RegExp(`(^|\n)${i + 2}(\n| |$)`));
  });

  it("says the same in PDF and in HTML", () => {
    const list = promises(model).filter((text) => bare(text) !== "");
    expect(list.length).toBeGreaterThan(900);
    expect(absent(bare(book.pages.join(" ")), list)).toEqual([]);
    expect(absent(textOf(page), list)).toEqual([]);
  });

  it("bears the hash of its data and names who proposed what is not accepted", () => {
    for (const said of [bare(book.pages.join(" ")), textOf(page)]) {
      expect(said).toContain(model.dataHash);
      expect(said).toContain(bare("Proposé par l’équipe d’Ancrage"));
      expect(said).toContain(bare("Avant-propos à compléter"));
    }
  });

  it("makes valid HTML that fetches nothing and runs nothing", async () => {
    const validator = new HtmlValidate({
      extends: ["html-validate:recommended"],
      // Tables that stack on a narrow screen repeat their roles, which `display: block` would take away.
      rules: { "no-redundant-role": "off" },
    });
    const report = await validator.validateString(page);
    expect(report.results.flatMap((result) => result.messages.map((m) => `${m.ruleId} ${m.message}`))).toEqual([]);
    expect(page).not.toMatch(/<script|\son\w+=|(?:src|href)="(?!#)|url\((?!"?data:)/);
  });

  it("leads each figure to its statement and back", () => {
    const ids = new Set([...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]));
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]!);
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
    const figures = model.initiatives.reduce((n, item) => n + item.figures.length, 0);
    expect(links.filter((id) => /^n\d/.test(id))).toHaveLength(figures);
    expect(links.filter((id) => /^r\d/.test(id))).toHaveLength(figures);
    for (const item of model.initiatives) for (const s of item.statements) expect(ids).toContain(`s${s.number}`);
  });

  it("shows the codings of both statements of a merged sheet, and the agreement of the coders", () => {
    const sheet = page.slice(page.indexOf('id="i6"'), page.indexOf('id="i7"'));
    expect(sheet).toContain("(n°\u202f6)");
    expect(sheet).toContain("(n°\u202f36)");
    expect(agreementCells(model)).toBe(10);
    expect(bare(book.pages.join(" "))).toContain(bare("0,145"));
  });

  it("is also an article for a page with its own layout", () => {
    const article = String(reportArticle(model, "fr"));
    expect(article.startsWith("<article")).toBe(true);
    expect(
      absent(
        textOf(article),
        model.initiatives.map((item) => item.title),
      ),
    ).toEqual([]);
  });

  it("exists in English, the words of the field staying in their language", () => {
    const english = read(composePdf(model, { lang: "en" }), "en");
    const said = bare(english.pages.join(" "));
    expect(
      absent(said, [
        "How to read this report",
        "Agreement between coders",
        "Proposed by",
        ...model.initiatives.map((i) => i.title),
      ]),
    ).toEqual([]);
    expect(said).not.toContain(bare("Lire ce rapport"));
    const web = composeHtml(model, { lang: "en" });
    expect(web).toContain('<html lang="en">');
    expect(web).toContain('<span lang="fr">');
  });
});

describe("texts that would like to be more than texts", () => {
  const model = hostileReport();

  it("are printed as they are typed, and nothing they say is carried out", () => {
    const pdf = composePdf(model, { lang: "fr" });
    const book = read(pdf, "hostile");
    const said = book.pages.join("\n");
    expect(said).toContain('#panic("x")');
    expect(said).toContain("$ x^2 $");
    expect(said).toContain("*gras* _souligné_ `code` <i6> @ref");
    expect(said).toMatch(/\[U\+1F389\s/);
    expect(bare(said)).toContain("anticonstitutionnellement".repeat(12));
    const fonts = tool("pdffonts", book.file).split("\n").slice(2).filter(Boolean);
    for (const font of fonts) expect(font).toMatch(/SourceSerif4|AtkinsonHyperlegibleNext/);
  });

  it("are escaped in HTML and keep their own characters", async () => {
    const page = composeHtml(model, { lang: "fr" });
    expect(page).not.toContain("<script>alert");
    expect(page).toContain("&lt;script&gt;");
    expect(page).toContain("🎉");
    expect(page).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
  });

  it("do not stop a report that says almost nothing", () => {
    const empty = seal({
      ...demoReport(),
      subtitle: "",
      study: { questions: [], steps: [] },
      grid: { dimensions: [], scale: [] },
      domains: [],
      initiatives: [],
      strengths: [],
      perspectives: [],
      totals: [],
      sources: [],
      attributions: [],
    });
    expect(composePdf(empty, { lang: "fr" }).length).toBeGreaterThan(1000);
    expect(composeHtml(empty, { lang: "en" })).toContain("Foreword to be written");
  });
});
