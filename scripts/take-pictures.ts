/** Takes the pictures of the README on the demonstration: `node scripts/take-pictures.ts`. Needs a Chromium, and pdftoppm (poppler) for the pages of the report. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { launchChromium } from "../tests/preparation/launch-chromium.ts";

const ROOT = join(import.meta.dirname, "..");
const PICTURES = join(ROOT, "docs/pictures");
const [WIDTH, HEIGHT] = [1280, 900];
const MOST = 250_000;
const run = promisify(execFile);

const folder = await mkdtemp(join(tmpdir(), "ancrage-pictures-"));
const served = spawn(process.execPath, [join(ROOT, "src/main.ts"), "serve", "--demo", "--port", "0", "--json"], {
  env: { ...process.env, ANCRAGE_DATA: folder, LOG_LEVEL: "error", ANCRAGE_LANG: "fr" },
  stdio: ["ignore", "pipe", "inherit"],
});
const browser = await launchChromium();
try {
  const [line] = (await once(createInterface(served.stdout), "line")) as [string];
  const { address } = JSON.parse(line) as { address: string };
  const page = await browser.newPage({
    baseURL: address,
    viewport: { width: WIDTH, height: HEIGHT },
    colorScheme: "light",
    locale: "fr-FR",
  });
  await mkdir(PICTURES, { recursive: true });
  await takePages(page);
  await takeReport(page);
  await takeMerge(page);
} finally {
  await browser.close();
  const gone = once(served, "exit");
  served.kill("SIGTERM");
  await gone;
  await rm(folder, { recursive: true, force: true });
}

async function takePages(page: Page): Promise<void> {
  for (const [name, path] of [
    ["home", "/demonstration"],
    ["list", "/demonstration/initiatives?perspective=essaimage&partenaire=association"],
    ["sheet", "/demonstration/initiatives/6"],
  ] as const) {
    await page.goto(path, { waitUntil: "networkidle" });
    await take(page, name);
  }
}

async function takeReport(page: Page): Promise<void> {
  await page.goto("/demonstration/rapports");
  await page.getByLabel("Titre", { exact: true }).fill("Ce que nos territoires changent");
  await page.getByRole("button", { name: "Sceller et publier le rapport" }).click();
  await page.getByRole("link", { name: "Ce que nos territoires changent" }).waitFor({ timeout: 120_000 });
  const pdf = await page.request.get("/demonstration/rapports/1/rapport.pdf");
  await writeFile(join(folder, "report.pdf"), await pdf.body());
  const images = await Promise.all((await chosenPages()).map(drawPage));
  await page.goto("about:blank");
  await page.setContent(
    `<!doctype html><style>body{margin:0;padding:28px;display:grid;grid-template-columns:repeat(4,1fr);gap:20px;background:#e9e5dc}img{width:100%;outline:1px solid #cfc9bb}</style>${images.join("")}`,
  );
  await take(page, "report", await page.evaluate(() => document.body.offsetHeight));
}

/** The cover, the map, the opening of a domain and a sheet, by the words that each bears. */
async function chosenPages(): Promise<number[]> {
  const { stdout } = await run("pdftotext", ["-layout", join(folder, "report.pdf"), "-"], { maxBuffer: 2 ** 26 });
  const texts = stdout.split("\f");
  return [/Édition du/, /Vue d’ensemble\s+Où elles ont lieu/, /Domaine 1 sur/, /Profil sur la grille/].map(
    (words) => texts.findIndex((text) => words.test(text)) + 1,
  );
}

async function drawPage(number: number): Promise<string> {
  const only = ["-f", `${number}`, "-l", `${number}`, "-singlefile"];
  await run("pdftoppm", [
    "-png",
    ...only,
    "-scale-to-x",
    "600",
    "-scale-to-y",
    "-1",
    join(folder, "report.pdf"),
    join(folder, `page-${number}`),
  ]);
  const bytes = await readFile(join(folder, `page-${number}.png`));
  return `<img alt="" src="data:image/png;base64,${bytes.toString("base64")}">`;
}

// The demonstration is already merged: two answers are parted again to be compared.
async function takeMerge(page: Page): Promise<void> {
  await page.goto("/demonstration/doublons");
  await page.getByRole("button", { name: /^Défaire la fusion de la fiche 36/ }).click();
  await page.waitForURL(/fait=undone/);
  await page.goto("/demonstration/doublons/6/36", { waitUntil: "networkidle" });
  await take(page, "merge");
}

async function take(page: Page, name: string, height = HEIGHT): Promise<void> {
  const path = join(PICTURES, `${name}.png`);
  await page.screenshot({ path, clip: { x: 0, y: 0, width: WIDTH, height } });
  const { size } = await stat(path);
  if (size > MOST) throw new Error(`${path} weighs ${size} bytes, more than ${MOST}`);
  console.log(`${path}: ${Math.round(size / 1000)} kB`);
}
