import type { Hono } from "hono";
import { readConfig } from "../../src/platform/config.ts";
import { makeLog } from "../../src/platform/log.ts";
import type { Runtime } from "../../src/platform/runtime.ts";
import { makeApp } from "../../src/web/app.ts";
import { makePageCache, type PageCache } from "../../src/web/page-cache.ts";
import type { Env } from "../../src/web/scene.ts";
import type { Bench } from "./database.ts";

export type TestSite = {
  app: Hono<Env>;
  cache: PageCache;
  /** What anybody gets. */
  asAnyone: (path: string, init?: RequestInit) => Promise<Response>;
  /** What the user of this machine gets. */
  asLocal: (path: string, init?: RequestInit) => Promise<Response>;
};

const ORIGIN = "http://localhost";

/** The whole site on a test's database, asked without a network. */
export async function makeSite(bench: Bench, environment: Record<string, string> = {}): Promise<TestSite> {
  const cache = makePageCache(8 * 2 ** 20);
  const runtime = {
    config: readConfig({ ANCRAGE_DATA: bench.dataDir, LOG_LEVEL: "silent", ...environment }),
    log: makeLog("silent"),
    url: bench.url,
    pool: bench.pool,
    db: bench.db,
    doors: bench.doors,
  } as unknown as Runtime;
  const app = await makeApp(runtime, cache);
  const ask =
    (remoteAddress: string) =>
    async (path: string, init: RequestInit = {}) => {
      const incoming = { url: path, socket: { remoteAddress }, headers: { host: "localhost" } };
      const headers = {
        ...(init.method === "POST" && { origin: ORIGIN }),
        ...(init.headers as Record<string, string>),
      };
      return app.request(`${ORIGIN}${path}`, { ...init, headers }, { incoming } as never);
    };
  return { app, cache, asAnyone: ask("203.0.113.9"), asLocal: ask("127.0.0.1") };
}

/** A form as a browser without JavaScript sends it. */
export const form = (fields: Record<string, string>): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
});
