import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect } from "vitest";
import { tieFindings } from "../../src/studies/actions/tie-findings.ts";
import { follow, journey, openStand, read, type Stand, visit, WAYS } from "../preparation/browser.ts";
import { walkWithTab } from "../preparation/keyboard.ts";

const EVIDENCE = {
  domain: "solidarites-locales",
  finding: 1,
  number: "14",
  column: "title",
  quote: "Boîtes solidair’ESS",
};

let stand: Stand | undefined;

beforeAll(async () => {
  stand = await openStand();
  if (!stand) return;
  const tied = await tieFindings(stand.bench.doors(), {
    network: "demonstration",
    proposedBy: "l’équipe d’Ancrage",
    ties: [EVIDENCE],
  });
  if (!tied.ok) throw new Error(JSON.stringify(tied.failure));
});

const link = (page: Page, name: string | RegExp) => page.getByRole("link", { name }).first();
const title = async (page: Page) => (await read(page.locator("h1")))[0];
const count = async (page: Page) => (await read(page.locator("#h-results")))[0];
const titles = (page: Page) => read(page.locator(".results tbody th a, .cards li > * a.serif"));

describe.each(WAYS)("a reader, $way", ({ javaScriptEnabled }) => {
  journey("goes from the home to the words behind a figure, and back", async () => {
    const page = await visit(stand, { javaScriptEnabled, stranger: true });
    await page.goto("/");
    await follow(page, link(page, "Réseau de démonstration").click());
    expect(await title(page)).toBe("Réseau de démonstration");
    await follow(page, link(page, "Les solidarités locales").click());
    expect(await title(page)).toBe("Les solidarités locales");
    const evidence = page.locator(".evidence li", { hasText: EVIDENCE.quote }).first();
    expect(await evidence.innerText()).toContain(EVIDENCE.quote);
    await follow(page, evidence.getByRole("link").first().click());
    expect(await title(page)).toMatch(/^Boîtes solidair/);
    await page.goto("/demonstration/initiatives/6");
    const figure = page.locator(".quantity", { hasText: "10\u202f000 élèves" }).last();
    const [said] = await read(figure.locator(".said"));
    await follow(page, figure.getByRole("link").click());
    expect(await title(page)).toMatch(/^Réponse n°\s36$/);
    expect(await read(page.locator("td .words"))).toContain(said!.replace(/[«»]/g, "").trim());
    await page.goBack();
    expect(new URL(page.url()).pathname).toMatch(/\/initiatives\/6-festival-du-film/);
  });

  journey("finds an initiative by a word of it, typed without its accents", async () => {
    const page = await visit(stand, { javaScriptEnabled, stranger: true });
    await page.goto("/demonstration");
    await page.getByLabel("Chercher une initiative, un lieu, un partenaire").fill("precarite menstruelle");
    await follow(page, page.getByRole("button", { name: "Chercher" }).click());
    expect(await titles(page)).toContain("Lutte contre la Précarité Menstruelle");
    await page.getByLabel("Chercher dans les initiatives").fill("zzzzz");
    await follow(page, page.keyboard.press("Enter"));
    expect(await count(page)).toBe("Aucune initiative");
    await follow(page, link(page, "Voir toutes les initiatives").click());
    expect(await count(page)).toBe("39 initiatives");
  });

  journey("narrows the list, takes a filter off, sorts, turns the page, looks at cards", async () => {
    const page = await visit(stand, { javaScriptEnabled, stranger: true });
    await page.goto("/demonstration/initiatives");
    const before = await titles(page);
    await follow(page, link(page, "Page suivante").click());
    const second = await titles(page);
    expect(second.length).toBeGreaterThan(0);
    expect(new Set([...before, ...second]).size).toBe(before.length + second.length);
    await openFilters(page);
    await page.getByRole("checkbox", { name: /Les solidarités locales/ }).check();
    await page.getByRole("checkbox", { name: /Associations/ }).check();
    await follow(page, page.getByRole("button", { name: "Appliquer" }).click());
    const narrowed = await titles(page);
    expect(narrowed.length).toBeGreaterThan(0);
    expect(narrowed.length).toBeLessThanOrEqual(12);
    expect(await count(page)).toMatch(/ sur 39$/);
    await follow(page, page.locator(".chip", { hasText: "Associations" }).click());
    expect(await count(page)).toBe("Douze initiatives sur 39");
    await page.getByLabel("Trier par").selectOption({ label: "intitulé" });
    await follow(page, page.getByRole("button", { name: "Trier" }).click());
    const sorted = await titles(page);
    expect(sorted).toEqual([...sorted].sort(new Intl.Collator("fr", { ignorePunctuation: false }).compare));
    await follow(page, link(page, "Fiches").click());
    expect(await titles(page)).toEqual(sorted);
    await follow(page, link(page, "Tout effacer").click());
    expect(await count(page)).toBe("39 initiatives");
  });

  journey("takes home exactly what the list shows", async () => {
    const page = await visit(stand, { javaScriptEnabled, stranger: true });
    await page.goto("/demonstration/initiatives?domaine=solidarites-locales&tri=titre");
    const shown = await titles(page);
    for (const name of ["CSV", "JSON", "GeoJSON", "JSON-LD", "tableur XLSX"]) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name, exact: true }).click(),
      ]);
      const bytes = await readFile(await download.path());
      expect(bytes.length).toBeGreaterThan(1000);
      if (name === "JSON") {
        const { initiatives } = JSON.parse(bytes.toString()) as { initiatives: { title: string }[] };
        expect(initiatives.map((one) => one.title.replace(/\s+/g, " "))).toEqual(shown);
      }
      const text = bytes.toString().replace(/\s+/g, " ");
      if (name === "CSV") for (const one of shown) expect(text).toContain(one.replaceAll('"', '""'));
      if (name === "tableur XLSX") expect(bytes.subarray(0, 2).toString()).toBe("PK");
    }
  });

  journey("changes language without losing the place", async () => {
    const page = await visit(stand, { javaScriptEnabled, stranger: true });
    await page.goto("/demonstration/initiatives?domaine=solidarites-locales&tri=titre&vue=fiches");
    const shown = await titles(page);
    await follow(page, link(page, "Read this page in English").click());
    expect(new URL(page.url()).pathname).toBe("/en/demonstration/initiatives");
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    expect(await titles(page)).toEqual(shown);
    await follow(page, page.locator(".cards a.serif").first().click());
    expect(page.url()).toContain("/en/demonstration/initiatives/");
    await follow(page, page.locator(".tongue").click());
    expect(await page.locator("html").getAttribute("lang")).toBe("fr");
    expect(await title(page)).toBe(shown[0]);
  });

  journey("prints a sheet without what only serves the screen", async () => {
    const page = await visit(stand, { javaScriptEnabled, stranger: true });
    await page.goto("/demonstration/initiatives/6");
    await page.emulateMedia({ media: "print" });
    for (const hidden of await page.locator("nav, .skip, .foot ul, .actions").all())
      expect(await hidden.isVisible()).toBe(false);
    expect(await page.locator("h1").isVisible()).toBe(true);
    expect(await page.locator(".quantity").first().isVisible()).toBe(true);
    const pdf = await page.pdf({ format: "A4", printBackground: true });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  });
});

describe("a reader at the keyboard", () => {
  journey("jumps over the navigation", async () => {
    const page = await visit(stand, { stranger: true });
    await page.goto("/demonstration");
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Aller au contenu" });
    expect(await skip.evaluate((element) => element === document.activeElement)).toBe(true);
    expect((await skip.boundingBox())!.x).toBeGreaterThanOrEqual(0);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.querySelector("main")!.contains(document.activeElement))).toBe(true);
  });

  journey.each([
    "/demonstration",
    "/demonstration/initiatives",
    "/demonstration/initiatives/6",
    "/demonstration/domaines/solidarites-locales",
  ])("reaches everything of %s in the order it is read, and sees where she is", async (path) => {
    const page = await visit(stand, { stranger: true });
    await page.goto(path);
    const { stops, expected } = await walkWithTab(page);
    expect(stops.filter((stop) => !stop.visible).map((stop) => stop.name)).toEqual([]);
    expect(stops.map((stop) => stop.rank)).toEqual(Array.from({ length: expected }, (_, rank) => rank));
    if (path === "/demonstration")
      expect(stops.filter(({ name }) => name.startsWith("a /demonstration/initiatives/")).length).toBeGreaterThan(39);
  });

  journey("opens a sheet from its mark on the map", async () => {
    const page = await visit(stand, { stranger: true });
    await page.goto("/demonstration");
    const pin = page.locator("svg.france a").first();
    const address = await pin.getAttribute("href");
    await pin.focus();
    await follow(page, page.keyboard.press("Enter"));
    expect(new URL(page.url()).pathname).toBe(address);
  });
});

async function openFilters(page: Page): Promise<void> {
  const filters = page.locator("details.facets");
  if (!(await page.getByRole("button", { name: "Appliquer" }).isVisible()))
    await filters.locator("summary").first().click();
}
