import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect } from "vitest";
import { follow, freezeWorker, journey, openStand, read, type Stand, visit, WAYS } from "../preparation/browser.ts";
import { findBarriers, findOverflow } from "../preparation/inspect.ts";

let stand: Stand | undefined;

beforeAll(async () => {
  stand = await openStand();
});

const FOREWORD = [
  "Ce rapport rassemble ce que nos régions ont raconté.",
  "Il doit tout à celles et ceux qui agissent.",
];

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const words = async (page: Page) => (await read(page.locator("main"))).join(" ");

/** The place in the page that the address names. */
const fragment = (page: Page) => decodeURIComponent(new URL(page.url()).hash.slice(1));

/** What a reader of PDF says of a file; null where this machine has none. */
async function pdfinfo(bytes: Buffer): Promise<string | null> {
  const path = join(stand!.bench.dataDir, `report-${bytes.length}.pdf`);
  await writeFile(path, bytes);
  try {
    return (await promisify(execFile)("pdfinfo", [path])).stdout;
  } catch {
    return null;
  }
}

describe.each(WAYS)("a member of the national team, $way", ({ javaScriptEnabled }) => {
  const title = `Ce que nos territoires changent${javaScriptEnabled ? ", suite" : ""}`;

  journey("writes a foreword, seals a report, and reads it", { timeout: 240_000 }, async () => {
    const page = await visit(stand, { javaScriptEnabled, refusals: [422] });
    await page.goto("/demonstration/rapports");
    await page.getByLabel("Avant-propos").fill(FOREWORD.join("\n\n"));
    await page.getByLabel("Titre", { exact: true }).fill("t".repeat(300));
    await follow(page, button(page, "Enregistrer le brouillon").click());
    expect(await words(page)).toContain("Le titre est trop long");
    expect(await page.getByLabel("Avant-propos").inputValue()).toBe(FOREWORD.join("\n\n"));
    expect(await findBarriers(page)).toEqual([]);
    await page.getByLabel("Titre", { exact: true }).fill(title);
    await follow(page, button(page, "Enregistrer le brouillon").click());
    expect(await words(page)).toContain("Brouillon enregistré");

    await freezeWorker(stand!);
    await follow(page, button(page, "Sceller et publier le rapport").click());
    expect(await words(page)).toMatch(/Composition du rapport n° \d.*en attente de son tour/);
    expect(await findBarriers(page)).toEqual([]);
    stand!.worker.kill("SIGCONT");
    const sealed = page.getByRole("link", { name: title, exact: true });
    await sealed.waitFor({ timeout: 120_000 });
    expect(await page.getByRole("progressbar").count()).toBe(0);

    await follow(page, sealed.click());
    const text = await words(page);
    for (const paragraph of FOREWORD) expect(text).toContain(paragraph);
    expect(text).toMatch(/39 initiatives/);
    expect(await findOverflow(page)).toEqual([]);
    expect(await findBarriers(page)).toEqual([]);

    const figure = page.locator("ul.figures li", { hasText: "10 000 scolaires" }).first();
    await figure.getByRole("link").first().click();
    const note = page.locator(`[id="${fragment(page)}"]`);
    expect(await note.isVisible()).toBe(true);
    await note.getByRole("link").last().click();
    const answer = page.locator("section.answer", { has: page.locator(`[id="${fragment(page)}"]`) });
    expect((await read(answer)).join()).toContain("plus de 10 000 scolaires");
  });

  journey("takes home a report that can be read by everybody", { timeout: 240_000 }, async () => {
    const page = await visit(stand, { javaScriptEnabled });
    await page.goto("/demonstration/rapports");
    await follow(page, page.getByRole("link", { name: title, exact: true }).click());
    const pdf = await page.request.get(`${page.url()}/rapport.pdf`);
    expect(pdf.headers()["content-type"]).toBe("application/pdf");
    const bytes = await pdf.body();
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect(bytes.length).toBeLessThan(5_000_000);
    const info = await pdfinfo(bytes);
    if (info !== null) {
      expect(info).toMatch(/^Tagged:\s+yes$/m);
      expect(info).toContain(title);
    }
    const screen = await page.locator("h1, article h2").count();
    await page.goto(`${page.url()}/rapport.html`);
    expect(await page.locator("html").getAttribute("lang")).toBe("fr");
    expect((await read(page.locator("body"))).join()).toContain(FOREWORD[0]);
    expect(await page.locator("h1, article h2").count()).toBeGreaterThanOrEqual(screen - 3);
    expect(await findOverflow(page)).toEqual([]);
    expect(await findBarriers(page, "words")).toEqual([]);
  });
});
