import { Hono } from "hono";
import { compress } from "hono/compress";
import { csrf } from "hono/csrf";
import { etag } from "hono/etag";
import { HTTPException } from "hono/http-exception";
import { trimTrailingSlash } from "hono/trailing-slash";
import { v7 as uuid } from "uuid";
import type { Runtime } from "../platform/runtime.ts";
import { loadAssets } from "./assets.ts";
import { healthRoutes } from "./health.ts";
import type { PageCache } from "./page-cache.ts";
import { type ErrorStatus, errorPage } from "./pages/error.ts";
import { whoAsks } from "./request-person.ts";
import { actorRoutes } from "./routes/actors.ts";
import { exportRoutes } from "./routes/exports.ts";
import { importRoutes } from "./routes/imports.ts";
import { initiativeRoutes } from "./routes/initiatives.ts";
import { mapRoutes } from "./routes/map.ts";
import { mergeRoutes } from "./routes/merges.ts";
import { networkRoutes } from "./routes/networks.ts";
import { reportRoutes } from "./routes/reports.ts";
import { reviewRoutes } from "./routes/review.ts";
import { siteRoutes } from "./routes/site.ts";
import { type C, contextOf, type Env, type Lang, openScene, type Site, show } from "./scene.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

const YEAR = 31_536_000;
/** The longest text that a form may send, and what a file is wrapped in. */
const FORM_BYTES = 1024 * 1024;

/** The whole site: what applies to every request, then the list of its routes, in French at the root and in English under /en. */
export async function makeApp(runtime: Runtime, cache: PageCache): Promise<Hono<Env>> {
  const site: Site = { runtime, cache, assets: loadAssets() };
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set("request", uuid());
    c.set("as", c.env?.incoming ? whoAsks(c.env.incoming) : "anyone");
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.header(name, value);
    await next();
  });
  app.use(trimTrailingSlash());
  app.use(csrf());
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
  healthRoutes(app, site);
  app.use(compress());
  app.use(etag({ weak: true }));
  app.use((c, next) => {
    const limit = /\/importer$/.test(c.req.path) ? runtime.config.uploadBytes + FORM_BYTES : FORM_BYTES;
    const endless = c.req.header("transfer-encoding") !== undefined;
    // Without its length told, a body could only be refused after it came.
    return endless || Number(c.req.header("content-length") ?? 0) > limit
      ? Promise.resolve(refuse(c as C, site, 413))
      : next();
  });
  app.get("/favicon.ico", (c) => c.redirect(site.assets.address("icon.svg"), 302));
  app.get("/robots.txt", (c) =>
    c.text("User-agent: *\nDisallow: /*/importer\nDisallow: /*/verifier\nDisallow: /*/doublons\n"),
  );
  for (const lang of ["en", "fr"] as const) app.route(lang === "en" ? "/en" : "/", pages(site, lang));
  app.notFound((c) => refuse(c, site, 404));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return refuse(c, site, error.status as ErrorStatus);
    runtime.log.error({ err: error, request: c.get("request"), path: c.req.path }, "failed");
    return refuse(c, site, isDatabaseAway(error) ? 503 : 500, c.get("request"));
  });
  return app;
}

function pages(site: Site, lang: Lang): Hono<Env> {
  const routes = new Hono<Env>();
  for (const add of [
    siteRoutes,
    networkRoutes,
    initiativeRoutes,
    mapRoutes,
    actorRoutes,
    exportRoutes,
    importRoutes,
    reviewRoutes,
    mergeRoutes,
    reportRoutes,
  ])
    add(routes, site, lang);
  return routes;
}

const langOf = (path: string): Lang => (/^\/en(\/|$)/.test(path) ? "en" : "fr");

function refuse(c: C, site: Site, status: ErrorStatus, reference?: string): Response {
  return show(
    c,
    errorPage(contextOf(openScene(c, site, langOf(c.req.path)), null), { status, ...(reference && { reference }) }),
    status,
  );
}

// Connection refused, reset or ended, too many clients, shutting down, starting up.
const AWAY = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
  "53300",
  "57P01",
  "57P02",
  "57P03",
]);

function isDatabaseAway(error: Error & { code?: string }): boolean {
  return (
    AWAY.has(error.code ?? "") || /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  );
}
