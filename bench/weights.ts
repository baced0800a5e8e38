import { setTimeout as wait } from "node:timers/promises";
import { kilobytes, type Line, line } from "./line.ts";
import { fetchRaw, PAGES } from "./pages.ts";
import type { Place } from "./place.ts";
import { serveProduct } from "./product.ts";

const READING_PAGES = {
  ...PAGES,
  statement: "/demonstration/initiatives/12/reponses/12",
  domains: "/demonstration/domaines",
  domain: "/demonstration/domaines/terrain",
  grid: "/demonstration/grille",
  actors: "/demonstration/acteurs",
  networks: "/",
};
const MOST_BYTES = 100_000;
const MOST_REQUESTS = 15;

/** What travels for a reader's first page: the page and every file it and its styles name, as sent. */
export async function measureWeights(place: Place): Promise<Line[]> {
  const { address, stop } = await serveProduct(place, []);
  try {
    const domains = (await fetchRaw(address, READING_PAGES.domains)).body.toString();
    const domain = /href="(\/demonstration\/domaines\/[^"/]+)"/.exec(domains)?.[1];
    const lines: Line[] = [];
    for (const [name, path] of Object.entries({ ...READING_PAGES, ...(domain && { domain }) }))
      lines.push(await weigh(address, name, path));
    return lines;
  } finally {
    await stop();
  }
}

async function weigh(address: string, name: string, path: string): Promise<Line> {
  const plain = await fetchRaw(address, path);
  if (plain.status !== 200) throw new Error(`${path} answered ${plain.status}`);
  // Ready pages are compressed once they have been sent a first time.
  await wait(150);
  const files = await namedFiles(address, plain.body.toString());
  const weight = { brotli: 0, gzip: 0, plain: 0 };
  const page = { brotli: 0, gzip: 0, plain: 0 };
  for (const [coding, accepted] of Object.entries({ brotli: "br, gzip", gzip: "gzip", plain: "identity" }) as [
    keyof typeof weight,
    string,
  ][]) {
    for (const each of [path, ...files]) {
      const { status, body } = await fetchRaw(address, each, { "accept-encoding": accepted });
      if (status !== 200) throw new Error(`${each} answered ${status}`);
      weight[coding] += body.length;
      if (each === path) page[coding] = body.length;
    }
  }
  const requests = 1 + files.length;
  return line(
    "Transferred weight of a first page",
    name,
    `${kilobytes(weight.brotli)} (page alone ${kilobytes(page.brotli)}; gzip ${kilobytes(weight.gzip)}), ${requests} requests`,
    { path, weight, page, requests, files },
    `< ${kilobytes(MOST_BYTES)}, ≤ ${MOST_REQUESTS}`,
    weight.brotli < MOST_BYTES && requests <= MOST_REQUESTS,
  );
}

/** The addresses of the styles, fonts, scripts and images that a page and its styles name. */
async function namedFiles(address: string, page: string): Promise<string[]> {
  const inPage = [
    ...page.matchAll(/<link\b[^>]*\brel="(?:stylesheet|preload|icon)"[^>]*\bhref="([^"]+)"/g),
    ...page.matchAll(/<(?:script|img)\b[^>]*\bsrc="([^"]+)"/g),
  ].map((found) => found[1]!);
  const named = new Set(inPage.filter((each) => each.startsWith("/")));
  for (const style of [...named].filter((each) => each.endsWith(".css"))) {
    const { body } = await fetchRaw(address, style);
    for (const found of body.toString().matchAll(/url\(["']?(\/[^"')]+)/g)) named.add(found[1]!);
  }
  return [...named];
}
