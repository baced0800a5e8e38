import type { Page } from "playwright-core";
import { beforeAll, describe, expect } from "vitest";
import { openReference } from "../../src/territories/reference.ts";
import { follow, journey, openStand, read, type Stand, visit } from "../preparation/browser.ts";
import { findBarriers, findOverflow, unfold, weigh } from "../preparation/inspect.ts";
import { makeNetwork } from "../preparation/networks.ts";
import { type Point, placeInitiatives } from "../preparation/placed.ts";

const WEIGHT = 100_000;
const MAP = "/atlas/carte";
const PATIENT = { timeout: 240_000 };

let stand: Stand | undefined;

const reference = openReference();
const at = (code: string, title: string, count = 1): Point[] => {
  const { lon, lat } = reference.positionOf("commune", code)!;
  const { regions, departments, epci } = reference.parentsOf("commune", code);
  const within = [
    `commune:${code}`,
    ...epci.map((one) => `epci:${one}`),
    ...departments.map((one) => `departement:${one}`),
    ...regions.map((one) => `region:${one}`),
  ];
  return Array.from({ length: count }, (_, i) => ({
    lon,
    lat,
    within,
    title: count > 1 ? `${title} ${i + 1}` : title,
  }));
};

beforeAll(async () => {
  stand = await openStand();
  if (!stand) return;
  await placeInitiatives(stand.bench, await makeNetwork(stand.bench, "atlas", ["sante"]), [
    ...at("35238", "Jardin de Rennes", 30),
    ...at("35047", "Marche de Bruz"),
    ...at("31555", "Café de Toulouse"),
    ...at("97411", "Sport à Saint-Denis", 2),
  ]);
});

/** Opens the interactive map and waits until its marks stand. */
async function open(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Ouvrir la carte interactive" }).click();
  await page.locator(".spot").first().waitFor();
  await page.locator("#h-live-rows ~ div table").waitFor();
}

/** Presses Tab until what holds the focus has this name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => document.activeElement?.textContent ?? "");
    if (name.test(focused.replace(/\s+/g, " "))) return;
  }
  throw new Error(`Tab never reaches ${name}`);
}

const says = (page: Page) => page.locator("[data-live-says]");

describe("the map drawn on the server", () => {
  journey("leads from the country to a region, a département and back, without JavaScript", PATIENT, async () => {
    const page = await visit(stand, { javaScriptEnabled: false });
    await page.goto(MAP);
    expect(await page.getByRole("button", { name: "Ouvrir la carte interactive" }).isVisible()).toBe(false);
    await page.getByText("Aller à une région").click();
    await follow(page, page.getByRole("link", { name: "Bretagne" }).click());
    expect(await read(page.getByRole("heading", { level: 1 }))).toEqual(["Carte : Bretagne"]);
    await page.getByText("Aller à un département").click();
    await follow(page, page.getByRole("listitem").getByRole("link", { name: "Ille-et-Vilaine" }).click());
    expect(await read(page.getByRole("navigation", { name: "Territoire" }))).toEqual([
      "France Bretagne Ille-et-Vilaine",
    ]);
    await follow(page, page.getByRole("link", { name: "Densité" }).click());
    const rows = await read(page.locator("#table tbody tr"));
    expect(rows.find((row) => row.startsWith("Rennes Métropole"))).toMatch(/^Rennes Métropole 31 /);
    await follow(page, page.getByRole("link", { name: "France", exact: true }).click());
    expect(page.url()).toContain("vue=densite");
    await follow(page, page.getByRole("link", { name: "Voir ces initiatives en liste" }).click());
    expect(new URL(page.url()).pathname).toBe("/atlas/initiatives");
  });

  journey("weighs less than a page may, the interactive one staying away", PATIENT, async () => {
    const page = await visit(stand);
    const weighed = await weigh(page);
    await page.goto(MAP, { waitUntil: "networkidle" });
    await page.waitForLoadState();
    const { bytes, requests } = weighed();
    expect(bytes).toBeLessThan(WEIGHT);
    expect(requests).toBeLessThanOrEqual(15);
  });
});

describe("the interactive map", () => {
  journey("opens when asked, and is walked with the keyboard from a cluster to a sheet", PATIENT, async () => {
    const page = await visit(stand);
    await page.goto(`${MAP}?region=53`);
    await open(page);
    expect((await read(says(page)))[0]).toMatch(/^31 en vue, \d+ repères?$/);
    expect(await read(page.locator("#h-live-rows"))).toEqual(["Initiatives en vue"]);
    await page.locator(".live-map canvas").focus();
    await tabTo(page, /^31 initiatives, s’approcher$/);
    await page.keyboard.press("Enter");
    // Coming closer parts the initiative of Bruz from those of Rennes.
    await page.locator(".spots a", { hasText: "Marche de Bruz" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("CANVAS");
    await tabTo(page, /^30 initiatives, s’approcher$/);
    await page.keyboard.press("Enter");
    // Those of Rennes are at one place: they are listed, since nothing could part them.
    await page.getByRole("heading", { name: "Initiatives à cet endroit" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("h-live-rows");
    await page.locator(".live .pages").getByRole("link", { name: /2/ }).first().click();
    await page.locator("#h-live-rows ~ div").getByText("26 à 30 sur 30").waitFor();
    await page.locator(".live-map canvas").focus();
    await tabTo(page, /^Marche de Bruz$/);
    expect(await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)).toBe("solid");
    await follow(page, page.keyboard.press("Enter"));
    expect(new URL(page.url()).pathname).toBe("/atlas/initiatives/31-marche-de-bruz");
  });

  journey("keeps its place in the address, and opens there again", PATIENT, async () => {
    const page = await visit(stand);
    await page.goto(`${MAP}#carte=9/43.6/1.44`);
    await page.locator(".spots a", { hasText: "Café de Toulouse" }).waitFor();
    await page.locator(".live-map canvas").focus();
    await page.keyboard.press("+");
    await page.waitForFunction(() => /^#carte=10\//.test(location.hash));
  });

  journey.each([360, 1280])(
    "has no barrier and nothing that sticks out at %i px, light or dark",
    PATIENT,
    async (width) => {
      const page = await visit(stand, { viewport: { width, height: 800 } });
      await page.goto(MAP);
      await open(page);
      await unfold(page);
      expect(await findBarriers(page)).toEqual([]);
      expect(await findOverflow(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await findBarriers(page, "colours")).toEqual([]);
    },
  );

  journey("leads to what is around the point chosen with the keyboard", PATIENT, async () => {
    const page = await visit(stand);
    await page.goto(`${MAP}#carte=9/48.11/-1.68`);
    await page.locator(".spot").first().waitFor();
    await page.getByRole("button", { name: "Choisir un point" }).press("Enter");
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Choisir un point");
    await page.keyboard.press("Enter");
    await follow(page, page.keyboard.press("Enter"));
    expect(page.url()).toMatch(/\/atlas\/initiatives\?pres=48\.11%2C-1\.68&rayon=10$/);
  });

  journey("says so where the browser cannot draw it", PATIENT, async () => {
    const page = await visit(stand);
    await page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
    await page.goto(MAP);
    await page.getByRole("button", { name: "Ouvrir la carte interactive" }).click();
    await page.getByText("Ce navigateur ne sait pas dessiner la carte interactive").waitFor();
    expect(await page.locator("svg.france").isVisible()).toBe(true);
  });

  journey("says so where its files do not arrive, and may be asked again", PATIENT, async () => {
    const page = await visit(stand, { without: /maplibre-gl\.mjs/ });
    await page.goto(MAP);
    await page.getByRole("button", { name: "Ouvrir la carte interactive" }).click();
    await page.getByText("n’a pas pu être chargée").waitFor();
    expect(await page.getByRole("button", { name: "Ouvrir la carte interactive" }).isEnabled()).toBe(true);
  });
});

describe("where the reader is", () => {
  journey("is asked for, and goes into the address rounded to a kilometre", PATIENT, async () => {
    const page = await visit(stand, {
      permissions: ["geolocation"],
      geolocation: { latitude: 48.117266, longitude: -1.6777926 },
    });
    await page.goto(MAP);
    await follow(page, page.getByRole("button", { name: "Autour de moi" }).click());
    await page.waitForURL(/pres=/);
    expect(new URL(page.url()).searchParams.get("pres")).toBe("48.12,-1.68");
  });

  journey("stays with her when she refuses, and the page says what else she may do", PATIENT, async () => {
    const page = await visit(stand, { permissions: [] });
    await page.goto(MAP);
    await page.getByRole("button", { name: "Autour de moi" }).click();
    await page.getByText("La position n’a pas été donnée").waitFor();
    expect(page.url()).not.toContain("pres=");
  });
});
