/** Draws the picture that previews of links show, from its source: `node scripts/draw-share.ts`. Needs a Chromium. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium } from "../tests/preparation/launch-chromium.ts";

const ROOT = join(import.meta.dirname, "..");
const [WIDTH, HEIGHT] = [1200, 630];
const target = join(ROOT, "data/share/share.png");

const svg = await readFile(join(ROOT, "data/share/share.svg"), "utf8");
const font = (await readFile(join(ROOT, "data/fonts/source-serif-4.woff2"))).toString("base64");
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT }, colorScheme: "light" });
  await page.setContent(
    `<!doctype html><style>@font-face{font-family:"Ancrage Serif";src:url(data:font/woff2;base64,${font});font-weight:200 900}body{margin:0}svg{display:block}</style>${svg}`,
  );
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: target });
  console.log(`${target}: ${Math.round((await stat(target)).size / 1000)} kB`);
} finally {
  await browser.close();
}
