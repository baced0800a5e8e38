import { XML_HEAD, xmlElement, xmlText } from "./xml.ts";

/** Sheets in one file of a sitemap: with two languages and long titles it stays far from 50,000 addresses and 50 MB. */
export const SHEETS_PER_FILE = 5000;

const NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";
const LINKS = "http://www.w3.org/1999/xhtml";

/** An address in French without its host, and when it last changed. */
export type Entry = { path: string; changed?: Date };

const english = (path: string): string => (path === "/" ? "/en" : `/en${path}`);

/** One address in each language, each telling of the other. */
export function sitemapUrls(base: string, { path, changed }: Entry): string {
  const [fr, en] = [base + path, base + english(path)];
  const links = (["fr", "en"] as const).map((lang) =>
    xmlElement("xhtml:link", { rel: "alternate", hreflang: lang, href: lang === "fr" ? fr : en }),
  );
  const date = changed ? [xmlElement("lastmod", {}, changed.toISOString())] : [];
  return [fr, en]
    .map((address) => xmlElement("url", {}, [xmlElement("loc", {}, xmlText(address)), ...date, ...links]))
    .join("\n");
}

/** A file of a sitemap, piece by piece: never whole in memory. */
export async function* sitemapPieces(base: string, batches: AsyncIterable<Entry[]>): AsyncGenerator<string> {
  yield `${XML_HEAD}<urlset xmlns="${NAMESPACE}" xmlns:xhtml="${LINKS}">\n`;
  for await (const entries of batches) yield `${entries.map((entry) => sitemapUrls(base, entry)).join("\n")}\n`;
  yield "</urlset>\n";
}

/** The list of the files of a sitemap. */
export const sitemapIndex = (base: string, files: readonly Entry[]): string =>
  `${XML_HEAD}${xmlElement(
    "sitemapindex",
    { xmlns: NAMESPACE },
    files.map(({ path, changed }) =>
      xmlElement("sitemap", {}, [
        xmlElement("loc", {}, xmlText(base + path)),
        ...(changed ? [xmlElement("lastmod", {}, changed.toISOString())] : []),
      ]),
    ),
  )}\n`;

/** What search engines are asked: not to walk through the workspace, and where the sitemap is. */
export const robots = (base: string): string =>
  `User-agent: *\nDisallow: /*/importer\nDisallow: /*/verifier\nDisallow: /*/doublons\nDisallow: /*/reglages\n\nSitemap: ${base}/sitemap.xml\n`;
