import { Readable } from "node:stream";
import type { Hono } from "hono";
import { listAddresses, listPlaces } from "../../initiatives/initiatives.sql.ts";
import { sheetName } from "../../initiatives/title-slug.ts";
import { COMMON_SPACE } from "../../networks/common-space.ts";
import { listNetworks, listShared } from "../../networks/networks.sql.ts";
import { findNetwork, type Network, withinNetwork } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import { carryReach } from "../../platform/database/reach.ts";
import { listReports } from "../../reports/reports.sql.ts";
import { listDomains } from "../../studies/studies.sql.ts";
import type { Env, Site } from "../scene.ts";
import { type Entry, robots, SHEETS_PER_FILE, sitemapIndex, sitemapPieces } from "../sitemap.ts";

const BATCH = 500;
const XML = "application/xml; charset=utf-8";

/** What search engines read before anything else: only what is published is told, whoever asks. */
export function sitemapRoutes(app: Hono<Env>, site: Site): void {
  const { db, config } = site.runtime;
  app.get("/robots.txt", (c) => c.text(robots(config.publicUrl)));
  app.get("/sitemap.xml", async (c) =>
    c.body(sitemapIndex(config.publicUrl, await filesOf(db)), 200, { "content-type": XML }),
  );
  app.get("/:network/:file{sitemap-[1-9][0-9]{0,5}\\.xml}", async (c, next) => {
    const [slug, number] = [c.req.param("network"), Number(/\d+/.exec(c.req.param("file"))![0])];
    const sent = await withinNetwork(db, slug, async () => {
      const batches = slug === COMMON_SPACE ? commonEntries(db, number) : await entriesOf(db, slug, number);
      return batches && streamOf(sitemapPieces(config.publicUrl, batches));
    });
    return sent ? c.body(sent, 200, { "content-type": XML }) : next();
  });
}

const streamOf = (pieces: AsyncIterable<string>) =>
  Readable.toWeb(Readable.from(carryReach(pieces), { objectMode: false })) as ReadableStream<Uint8Array>;

async function filesOf(db: Database): Promise<Entry[]> {
  const networks = await listNetworks(db, true);
  return [
    { path: `/${COMMON_SPACE}/sitemap-1.xml` },
    ...networks.flatMap(({ slug, initiatives }) =>
      Array.from({ length: Math.max(1, Math.ceil(initiatives / SHEETS_PER_FILE)) }, (_, index) => ({
        path: `/${slug}/sitemap-${index + 1}.xml`,
      })),
    ),
  ];
}

function commonEntries(db: Database, number: number): AsyncIterable<Entry[]> | undefined {
  if (number !== 1) return undefined;
  return (async function* () {
    const shared = (await listShared(db)).length > 0 ? [`/${COMMON_SPACE}`, `/${COMMON_SPACE}/initiatives`] : [];
    yield ["/", ...shared, "/accessibilite", "/donnees-personnelles"].map((path) => ({ path }));
  })();
}

async function entriesOf(db: Database, slug: string, number: number): Promise<AsyncIterable<Entry[]> | undefined> {
  const network = await findNetwork(db, slug);
  if (!network?.published) return undefined;
  const offset = (number - 1) * SHEETS_PER_FILE;
  // Asked at once: going through the sheets before these costs more than holding a few thousand titles.
  const sheets = await listAddresses(db, network.id, { limit: SHEETS_PER_FILE, offset });
  if (sheets.length === 0 && number > 1) return undefined;
  return (async function* () {
    if (number === 1) yield await pagesOf(db, network);
    for (let start = 0; start < sheets.length; start += BATCH)
      yield sheets.slice(start, start + BATCH).map((sheet) => ({
        path: `/${slug}/initiatives/${encodeURIComponent(sheetName(sheet))}`,
        changed: new Date(sheet.updatedAt),
      }));
  })();
}

/** The pages of a network that are not sheets. */
async function pagesOf(db: Database, network: Network): Promise<Entry[]> {
  const [domains, places, reports] = await Promise.all([
    listDomains(db, network.id),
    listPlaces(db, network.id),
    listReports(db, network.id),
  ]);
  return [
    "",
    "/initiatives",
    "/domaines",
    "/grille",
    "/acteurs",
    "/rapports",
    ...domains.map(({ key }) => `/domaines/${encodeURIComponent(key)}`),
    ...places.map(({ level, code }) => `/territoires/${level}/${code}`),
    ...reports.filter(({ status }) => status === "sealed").map(({ number: of }) => `/rapports/${of}`),
  ].map((path) => ({ path: `/${network.slug}${path}` }));
}
