import type { Page } from "playwright-core";
import { beforeAll, describe, expect } from "vitest";
import { answersFile } from "../preparation/answers.ts";
import { follow, freezeWorker, journey, openStand, read, type Stand, visit, WAYS } from "../preparation/browser.ts";
import { findBarriers } from "../preparation/inspect.ts";
import { makeNetwork } from "../preparation/networks.ts";

let stand: Stand | undefined;

beforeAll(async () => {
  stand = await openStand();
});

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const link = (page: Page, name: string | RegExp) => page.getByRole("link", { name }).first();
const title = async (page: Page) => (await read(page.locator("h1")))[0];
const words = async (page: Page) => (await read(page.locator("main"))).join(" ");
const listed = async (page: Page) => read(page.locator(".results tbody th a"));

async function send(page: Page, network: string, name: string, buffer: Buffer): Promise<void> {
  await page.goto(`/${network}/importer`);
  await page.getByLabel("Fichier de réponses").setInputFiles({ name, mimeType: "text/csv", buffer });
  await follow(page, button(page, "Lire ce fichier").click());
}

/** Starts the import while no worker listens, so that the wait is seen, then lets it run to its end. */
async function runImport(page: Page, verb: string): Promise<void> {
  await freezeWorker(stand!);
  await follow(page, button(page, verb).click());
  expect(await title(page)).toBe("Import en cours");
  expect(await words(page)).toContain("En attente de son tour");
  expect(await findBarriers(page)).toEqual([]);
  stand!.worker.kill("SIGCONT");
  await page.getByRole("heading", { level: 1, name: "Import terminé" }).waitFor({ timeout: 90_000 });
}

const balance = async (page: Page) => (await read(page.locator(".balance"))).join(" ");

describe.each(WAYS)("an officer, $way", ({ javaScriptEnabled }) => {
  const network = javaScriptEnabled ? "avec-script" : "sans-script";

  journey("is told plainly why a file cannot be read, and keeps the form", async () => {
    await makeNetwork(stand!.bench, `refus-${network}`, []);
    const page = await visit(stand, { javaScriptEnabled, refusals: [422] });
    const refused = {
      "rapport.pdf": "%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n",
      "vide.csv": "",
      "image.csv": "\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    };
    const said = new Set<string>();
    for (const [name, content] of Object.entries(refused)) {
      await send(page, `refus-${network}`, name, Buffer.from(content, "latin1"));
      expect(await title(page)).toBe("Importer des réponses");
      const [notice] = await read(page.locator(".notice"));
      expect(notice).toMatch(/^Le fichier n’a pas été importé .{20,}/);
      said.add(notice!);
      expect(await page.getByLabel("Fichier de réponses").getAttribute("aria-invalid")).toBe("true");
      expect(await findBarriers(page)).toEqual([]);
    }
    expect(said.size).toBeGreaterThan(1);
  });

  journey(
    "imports a file, settles what is doubtful, and changes nothing by sending it again",
    { timeout: 240_000 },
    async () => {
      await makeNetwork(stand!.bench, network, ["solidarites"]);
      const page = await visit(stand, { javaScriptEnabled });
      await send(page, network, "réponses région.csv", answersFile(201));

      expect(await title(page)).toBe("Vérifier avant d’importer");
      expect(await words(page)).toMatch(/réponses région\.csv.*Windows-1252, points-virgules/);
      expect(await words(page)).toContain("Jardin nourricier des écoliers");
      expect(await read(page.locator("#refusees ~ *, section[aria-labelledby=refusees]"))).not.toEqual([]);
      expect((await read(page.locator("section[aria-labelledby=doutes]"))).join()).toContain("Saint-Denis");
      expect((await read(page.locator("section[aria-labelledby=doublons]"))).join()).toContain(
        "Café des voisins Lignes 4 et 5",
      );
      expect(await findBarriers(page)).toEqual([]);
      const preview = page.url();
      await page.goto(`/${network}/initiatives`);
      expect(await words(page)).toContain("Aucune initiative pour l’instant");

      await page.goto(preview);
      const column = page.getByLabel("Ce que devient la colonne Argent");
      expect(await column.inputValue()).toBe("");
      await column.selectOption({ label: "Financeurs" });
      await follow(page, button(page, "Relire avec ces colonnes").click());
      expect(await page.getByLabel("Ce que devient la colonne Argent").inputValue()).toBe("funders");

      await runImport(page, "Importer 3 réponses");
      expect(await balance(page)).toMatch(/3 initiatives créées|initiatives créées 3/);
      expect((await read(page.locator("section[aria-labelledby=refusees] tbody tr"))).join()).toMatch(/3.*intitulé/i);

      await follow(page, link(page, /^Vérifier \d+ valeurs?$/).click());
      const doubt = page.locator(".doubts > li", { hasText: "Jardin nourricier" }).filter({ hasText: "Saint-Denis" });
      await doubt.getByRole("radio", { name: /La Réunion/ }).check();
      await follow(page, doubt.getByRole("button", { name: /^Trancher/ }).click());
      expect(await page.locator(".doubts > li", { hasText: "Saint-Denis" }).count()).toBe(0);
      await follow(page, button(page, "Accepter le chiffre « 45 familles »").click());
      expect((await read(page.locator(".notice"))).join()).toContain("45 familles");

      await page.goto(`/${network}/initiatives/201`);
      expect(await words(page)).toMatch(/Saint-Denis.*La Réunion/);
      const [family] = await read(page.locator(".quantity", { hasText: "45 familles" }));
      expect(family).not.toContain("proposé");
      expect(await words(page)).toContain("Caisse des écoles");

      await send(page, network, "réponses région.csv", answersFile(201));
      expect(await page.getByLabel("Ce que devient la colonne Argent").inputValue()).toBe("funders");
      await runImport(page, "Importer 3 réponses");
      expect(await balance(page)).toMatch(/3 déjà importées, inchangées|déjà importées, inchangées 3/);
      await page.goto(`/${network}/initiatives`);
      expect(await listed(page)).toEqual(["Jardin nourricier des écoliers", "Café des voisins", "Le café des voisins"]);
      await page.goto(`/${network}/initiatives/201`);
      expect(await words(page)).toMatch(/Saint-Denis.*La Réunion/);
    },
  );
});
