import { Hono } from "hono";
import { compress } from "hono/compress";
import { csrf } from "hono/csrf";
import { etag, RETAINED_304_HEADERS } from "hono/etag";
import { HTTPException } from "hono/http-exception";
import { v7 as uuid } from "uuid";
import type { Reading } from "../platform/database/reading.ts";
import type { Runtime } from "../platform/runtime.ts";
import { openToAll } from "./api/open-to-all.ts";
import { problem } from "./api/problems.ts";
import { apiRoutes } from "./api/routes.ts";
import { loadAssets } from "./assets.ts";
import { isDatabaseAway, isDiskFull } from "./database-away.ts";
import { withoutFinalSlash } from "./final-slash.ts";
import { typedIn } from "./form.ts";
import { healthRoutes } from "./health.ts";
import { identify, openIdentity } from "./identity.ts";
import { metricsRoutes } from "./metrics/metrics.ts";
import { makeRequestTimes, type RequestTimes } from "./metrics/request-times.ts";
import { noteRoute } from "./metrics/route-of.ts";
import { rememberWrites } from "./own-writes.ts";
import type { PageCache } from "./page-cache.ts";
import { type ErrorStatus, type ErrorView, errorPage } from "./pages/error.ts";
import { actorRoutes } from "./routes/actors.ts";
import { basketRoutes } from "./routes/basket.ts";
import { beginningRoutes } from "./routes/beginnings.ts";
import { commentRoutes } from "./routes/comments.ts";
import { commonRoutes } from "./routes/common.ts";
import { draftRoutes } from "./routes/drafts.ts";
import { editingRoutes } from "./routes/editing.ts";
import { embedRoutes } from "./routes/embeds.ts";
import { entryRoutes } from "./routes/entry.ts";
import { exportRoutes } from "./routes/exports.ts";
import { feedRoutes } from "./routes/feeds.ts";
import { importRoutes } from "./routes/imports.ts";
import { initiativeRoutes } from "./routes/initiatives.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { journalRoutes } from "./routes/journal.ts";
import { linkRoutes } from "./routes/links.ts";
import { mapRoutes } from "./routes/map.ts";
import { mergeRoutes } from "./routes/merges.ts";
import { networkRoutes } from "./routes/networks.ts";
import { newsRoutes } from "./routes/news.ts";
import { openDataRoutes } from "./routes/open-data.ts";
import { ownAccountRoutes } from "./routes/own-account.ts";
import { ownDataRoutes } from "./routes/own-data.ts";
import { ownSecurityRoutes } from "./routes/own-security.ts";
import { passkeyRoutes } from "./routes/passkeys.ts";
import { peopleRoutes } from "./routes/people.ts";
import { personalDataRoutes } from "./routes/personal-data.ts";
import { proposalRoutes } from "./routes/proposals.ts";
import { proposingRoutes } from "./routes/proposing.ts";
import { reportRoutes } from "./routes/reports.ts";
import { reviewRoutes } from "./routes/review.ts";
import { settingsRoutes } from "./routes/settings.ts";
import { siteRoutes } from "./routes/site.ts";
import { sitemapRoutes } from "./routes/sitemaps.ts";
import { territoryRoutes } from "./routes/territories.ts";
import { type C, contextOf, type Env, type Lang, type Life, openScene, type Site, show } from "./scene.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

const YEAR = 31_536_000;
/** The longest text that a form may send, and what a file is wrapped in. */
const FORM_BYTES = 1024 * 1024;

/** What a server keeps beside its site: how long requests took, and whether it is about to stop. */
export type Kept = { times: RequestTimes; life: Life; demonstration: boolean };

/** The whole site: what applies to every request, then the list of its routes, in French at the root and in English under /en. */
export async function makeApp(
  runtime: Runtime,
  cache: PageCache,
  reading: Reading | null = null,
  { times = makeRequestTimes(), life = { draining: false }, demonstration = false }: Partial<Kept> = {},
): Promise<Hono<Env>> {
  const identity = openIdentity(runtime);
  const site: Site = {
    runtime,
    cache,
    assets: loadAssets(),
    openly: openToAll(runtime.config),
    identity,
    demonstration,
    times,
    life,
  };
  const app = new Hono<Env>();
  app.use(noteRoute);
  app.use(async (c, next) => {
    c.set("request", uuid());
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.header(name, value);
    await next();
  });
  app.use(withoutFinalSlash);
  const forms = csrf();
  // The API changes nothing, whatever the method: it says so itself.
  // A mail program that stops letters comes from nowhere: what it bears is the proof.
  app.use((c, next) => (isApi(c.req.path) || STOPS_LETTERS.test(c.req.path) ? next() : forms(c, next)));
  app.use((c, next) => (/%00/.test(c.req.url) ? Promise.resolve(refuse(c as C, site, 400)) : next()));
  app.get("/assets/*", (c) => {
    const asset = site.assets.find(c.req.path.slice("/assets/".length));
    if (!asset) return c.notFound();
    const accepts = c.req.header("accept-encoding") ?? "";
    const coding = asset.br && accepts.includes("br") ? "br" : asset.gzip && accepts.includes("gzip") ? "gzip" : null;
    c.header("cache-control", `public, max-age=${YEAR}, immutable`);
    c.header("content-type", asset.type);
    c.header("vary", "accept-encoding");
    if (coding) c.header("content-encoding", coding);
    return c.body(new Uint8Array(coding ? asset[coding]! : asset.body));
  });
  healthRoutes(app, site, reading);
  metricsRoutes(app, site, reading);
  sitemapRoutes(app, site);
  app.use(compress());
  const tagged = etag({ weak: true, retainedHeaders: [...RETAINED_304_HEADERS, ...READABLE] });
  // To tag what is written as it is read, the library would hold all of it before the first byte leaves.
  app.use((c, next) => (STREAMED.test(c.req.path) ? next() : tagged(c, next)));
  app.use((c, next) => {
    const limit = /\/importer$/.test(c.req.path) ? runtime.config.uploadBytes + FORM_BYTES : FORM_BYTES;
    const endless = c.req.header("transfer-encoding") !== undefined;
    // Without its length told, a body could only be refused after it came.
    return endless || Number(c.req.header("content-length") ?? 0) > limit
      ? Promise.resolve(refuse(c as C, site, 413))
      : next();
  });
  if (reading) {
    const { replicaLagSeconds, publicUrl } = runtime.config;
    app.use(rememberWrites(reading, replicaLagSeconds, publicUrl.startsWith("https:")));
  }
  app.get("/favicon.ico", (c) => c.redirect(site.assets.address("icon.svg"), 302));
  apiRoutes(app, site);
  app.use(identify(runtime, identity));
  passkeyRoutes(app, site);
  for (const lang of ["en", "fr"] as const) app.route(lang === "en" ? "/en" : "/", pages(site, lang));
  app.notFound((c) => refuse(c, site, 404));
  app.onError(async (error, c) => {
    if (error instanceof HTTPException) return refuse(c, site, error.status as ErrorStatus);
    runtime.log.error({ err: error, request: c.get("request"), path: c.req.path }, "failed");
    const [away, full] = [isDatabaseAway(error), isDiskFull(error)];
    const typed = away || full ? await typedIn(c) : null;
    const more = { reference: c.get("request"), ...(full && { full }), ...(typed && { typed }) };
    if (away || full) c.header("retry-after", "60");
    return refuse(c, site, away || full ? 503 : 500, more);
  });
  return app;
}

function pages(site: Site, lang: Lang): Hono<Env> {
  const routes = new Hono<Env>();
  for (const add of [
    entryRoutes,
    linkRoutes,
    beginningRoutes,
    ownAccountRoutes,
    ownSecurityRoutes,
    ownDataRoutes,
    newsRoutes,
    siteRoutes,
    openDataRoutes,
    commonRoutes,
    networkRoutes,
    territoryRoutes,
    commentRoutes,
    proposingRoutes,
    draftRoutes,
    proposalRoutes,
    editingRoutes,
    basketRoutes,
    initiativeRoutes,
    mapRoutes,
    feedRoutes,
    embedRoutes,
    settingsRoutes,
    peopleRoutes,
    journalRoutes,
    personalDataRoutes,
    actorRoutes,
    exportRoutes,
    importRoutes,
    jobRoutes,
    reviewRoutes,
    mergeRoutes,
    reportRoutes,
  ])
    add(routes, site, lang);
  return routes;
}

const langOf = (path: string): Lang => (/^\/en(\/|$)/.test(path) ? "en" : "fr");

/** Without these, a page of elsewhere could not read that what it holds still stands. */
const READABLE = [
  "access-control-allow-origin",
  "access-control-expose-headers",
  "cross-origin-resource-policy",
  "ratelimit",
  "ratelimit-policy",
];

/** Files that are sent while they are made. */
const STREAMED = /\/exports\/[^/]+$|\/journal\/[^/]+\.csv$/;

const STOPS_LETTERS = /^(\/en)?\/compte\/nouvelles\/arreter$/;

const isApi = (path: string): boolean => /^\/api\/v1(\/|$)/.test(path);

function refuse(c: C, site: Site, status: ErrorStatus, more: Omit<ErrorView, "status"> = {}): Response {
  if (isApi(c.req.path))
    return status < 500 ? problem(c, "parameters") : problem(c, "failed", {}, { reference: more.reference });
  return show(c, errorPage(contextOf(openScene(c, site, langOf(c.req.path)), null), { status, ...more }), status);
}
