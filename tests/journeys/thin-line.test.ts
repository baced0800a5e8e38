import { beforeAll, describe, expect } from "vitest";
import { follow, journey, openStand, read, type Stand, visit } from "../preparation/browser.ts";
import { findOverflow, weigh } from "../preparation/inspect.ts";

let stand: Stand | undefined;

beforeAll(async () => {
  stand = await openStand();
});

const PAGES = ["/demonstration", "/demonstration/initiatives", "/demonstration/initiatives/6", "/demonstration/grille"];

describe("on a thin line or with old habits", () => {
  journey("pages say the same without fonts, pictures or scripts", async () => {
    const page = await visit(stand, {
      javaScriptEnabled: false,
      stranger: true,
      viewport: { width: 360, height: 700 },
      without: /\.(?:woff2|js|svg|png)$/,
    });
    for (const path of PAGES) {
      await page.goto(path);
      expect((await read(page.locator("h1")))[0]).not.toBe("");
      expect(await findOverflow(page)).toEqual([]);
    }
    await page.getByRole("link", { name: "Initiatives", exact: true }).first().click();
    await page.getByLabel("Chercher dans les initiatives").fill("Corte");
    await follow(page, page.getByRole("button", { name: "Chercher" }).click());
    expect(await read(page.locator(".results tbody th a"))).toContain(
      "Collecte solidaire pour les étudiants de l’Université de Corte",
    );
  });

  journey("pages can be read in order without their style sheet", async () => {
    const page = await visit(stand, { javaScriptEnabled: false, stranger: true, without: /\.(?:css|woff2)$/ });
    for (const path of PAGES) {
      await page.goto(path);
      const [text] = await read(page.locator("body"));
      const order = ["Aller au contenu", (await read(page.locator("h1")))[0]!, "Données personnelles"];
      const places = order.map((words) => text!.indexOf(words));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(places).not.toContain(-1);
    }
  });

  journey("text twice as large stays whole", async () => {
    const page = await visit(stand, { stranger: true, viewport: { width: 640, height: 800 } });
    for (const path of PAGES) {
      await page.goto(path);
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "225%"));
      expect(await findOverflow(page)).toEqual([]);
    }
  });

  journey("what was asked for again has not to travel again", async () => {
    const page = await visit(stand, { stranger: true });
    await page.goto("/demonstration/initiatives/6", { waitUntil: "networkidle" });
    await page.waitForLoadState();
    const weighed = await weigh(page);
    await page.goto("/demonstration/initiatives/14", { waitUntil: "networkidle" });
    await page.waitForLoadState();
    // The words of one sheet, compressed: no font, no style, no picture.
    expect(weighed().bytes).toBeLessThan(20_000);
  });
});
