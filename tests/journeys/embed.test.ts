import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { FrameLocator, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { settleNetwork } from "../../src/networks/actions/settle-network.ts";
import { follow, journey, openStand, read, type Stand, visit, WAYS } from "../preparation/browser.ts";
import { findBarriers, findOverflow } from "../preparation/inspect.ts";

let stand: Stand | undefined;
let elsewhere: Server;
let other: string;
/** What the page of the other site holds. */
let body = "";

beforeAll(async () => {
  stand = await openStand();
  elsewhere = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><html lang="fr"><title>Ailleurs</title><main><h1>Ailleurs</h1>${body}</main>`);
  });
  await new Promise<void>((done) => void elsewhere.listen(0, "127.0.0.1", done));
  other = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
});

afterAll(() => void elsewhere?.close());

/** Some elements of a frame, which a browser fetches after the page and in its own time. */
async function within(frame: FrameLocator, selector: string): Promise<Locator> {
  const found = frame.locator(selector);
  await found.first().waitFor();
  return found;
}

/** A visitor of the other site, which frames pages of this one: what it asks from both is no complaint. */
async function visitElsewhere(html: string, width = 1280): Promise<Page> {
  body = html;
  const page = await stand!.browser.newPage({
    viewport: { width, height: 800 },
    reducedMotion: "reduce",
    javaScriptEnabled: false,
  });
  await page.goto(other, { waitUntil: "networkidle" });
  await page.waitForLoadState();
  return page;
}

describe.each(WAYS)("whoever has a site, $way", ({ javaScriptEnabled }) => {
  journey("chooses what to show, copies the line, and sees it stand on another site", async () => {
    const page = await visit(stand, { javaScriptEnabled, stranger: true });
    await page.goto("/demonstration/initiatives?q=collecte");
    await follow(page, page.getByRole("link", { name: "Intégrer à un site" }).click());
    expect(await read(page.locator("p.quiet", { hasText: "filtres" }))).toEqual([
      "Les autres filtres de la liste sont gardés : « collecte ».",
    ]);
    await page.getByLabel("Domaine").selectOption({ label: "Les solidarités locales" });
    await page.getByLabel("Hauteur, en pixels").fill("420");
    await follow(page, page.getByRole("button", { name: "Mettre à jour" }).click());
    const preview = page.frameLocator("iframe.preview");
    const shown = await read(await within(preview, "li a.serif"));
    expect(shown.length).toBeGreaterThan(2);
    const line = await page.getByLabel("Ligne de HTML à copier dans votre page").inputValue();
    expect(line).toMatch(/^<iframe src="[^"]+" title="[^"]+" width="100%" height="420" loading="lazy"><\/iframe>$/);
    const away = await visitElsewhere(line.replace("http://localhost:4173", stand!.origin));
    expect(await read(await within(away.frameLocator("iframe"), "li a.serif"))).toEqual(shown);
    await away.close();
  });
});

describe("a frame on another site", () => {
  const frame = (path: string) =>
    `<iframe src="${stand!.origin}${path}" title="Initiatives" width="100%" height="600"></iframe>`;

  journey("leads to a sheet in a tab of its own, which knows nothing of the page it came from", async () => {
    const page = await visitElsewhere(frame("/demonstration/integrer/carte"));
    const pin = (await within(page.frameLocator("iframe"), "svg.france a")).first();
    expect(await pin.getAttribute("rel")).toBe("noopener");
    const [tab] = await Promise.all([page.context().waitForEvent("page"), pin.press("Enter")]);
    await tab.waitForLoadState();
    expect(new URL(tab.url()).pathname).toMatch(/^\/demonstration\/initiatives\/.+-.+/);
    expect(page.url()).toBe(`${other}/`);
    await page.context().close();
  });

  journey.each([
    ["/demonstration/integrer/liste?couleurs=clair", "rgb(250, 247, 240)"],
    ["/en/demonstration/integrer/carte?couleurs=sombre", "rgb(21, 26, 26)"],
  ])("%s stands in 320 pixels, in the colours asked for", async (path, paper) => {
    const page = await visitElsewhere(frame(path), 320);
    const framed = () => page.frames().find((one) => one.url().startsWith(stand!.origin));
    await expect.poll(framed).toBeDefined();
    const shown = framed()!;
    await shown.waitForLoadState();
    expect(await shown.locator("body").evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(paper);
    expect(
      await shown.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
    ).toBe(true);
    await page.close();
    const alone = await visit(stand, { stranger: true, viewport: { width: 320, height: 600 } });
    await alone.goto(path);
    expect(await findOverflow(alone)).toEqual([]);
    expect(await findBarriers(alone)).toEqual([]);
  });

  journey("of any other page stays empty", async () => {
    for (const path of ["/demonstration", "/demonstration/initiatives", "/demonstration/integrer", "/commun"]) {
      const page = await visitElsewhere(frame(path));
      expect(page.frames().some((one) => one.url().startsWith(`${stand!.origin}${path}`))).toBe(false);
      await page.close();
    }
  });

  journey("says that nothing is published once the network stops publishing, at once", async () => {
    const before = await visitElsewhere(frame("/demonstration/integrer/liste"));
    expect(await (await within(before.frameLocator("iframe"), "li")).count()).toBe(10);
    const settled = await settleNetwork(stand!.bench.doors(), { network: "demonstration", published: false });
    expect(settled.ok).toBe(true);
    // At once, which is as soon as the server has heard of it.
    const told = async () => {
      await before.reload();
      return read(await within(before.frameLocator("iframe"), "h1"));
    };
    await expect.poll(told).toEqual(["Ces initiatives ne sont pas publiées"]);
    await before.close();
    await settleNetwork(stand!.bench.doors(), { network: "demonstration", published: true });
  });
});

describe.each(WAYS)("whoever administers a network, $way", ({ javaScriptEnabled }) => {
  journey("decides who reads it and under which licence", async () => {
    const page = await visit(stand, { javaScriptEnabled });
    await page.goto("/demonstration");
    await follow(page, page.getByRole("link", { name: "Réglages" }).click());
    await page.getByLabel(/^Montrer aussi les initiatives/).check();
    await page.getByLabel(/^Open Database/).check();
    await follow(page, page.getByRole("button", { name: "Enregistrer les réglages" }).click());
    expect(await read(page.getByRole("status"))).toEqual(["Les réglages sont enregistrés. Le réseau est publié."]);
    expect(await page.getByLabel(/^Open Database/).isChecked()).toBe(true);
    const reader = await visit(stand, { javaScriptEnabled, stranger: true });
    await reader.goto("/");
    await follow(reader, reader.getByRole("link", { name: "Espace commun" }).click());
    await follow(reader, reader.getByRole("link", { name: "Voir toutes les initiatives" }).click());
    expect(await read(reader.locator("#h-results"))).toEqual(["39 initiatives"]);
    await follow(reader, reader.locator(".results a.serif").first().click());
    expect(reader.url()).toMatch(/\/demonstration\/initiatives\//);
    expect(await reader.getByRole("link", { name: "Données sous Open Database License 1.0" }).isVisible()).toBe(true);
  });
});
