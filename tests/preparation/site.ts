import type { Hono } from "hono";
import { expect } from "vitest";
import { readConfig } from "../../src/platform/config.ts";
import { type Log, makeLog } from "../../src/platform/log.ts";
import type { Runtime } from "../../src/platform/runtime.ts";
import { makeApp } from "../../src/web/app.ts";
import { makePageCache, type PageCache } from "../../src/web/page-cache.ts";
import type { Env } from "../../src/web/scene.ts";
import type { Bench } from "./database.ts";
import { makeMember } from "./members.ts";

export type TestSite = {
  app: Hono<Env>;
  cache: PageCache;
  /** What anybody gets. */
  asAnyone: (path: string, init?: RequestInit) => Promise<Response>;
  /** What whoever administers the installation gets. */
  asLocal: (path: string, init?: RequestInit) => Promise<Response>;
  /** What the bearer of a session's cookie gets. */
  asMember: (cookie: string) => (path: string, init?: RequestInit) => Promise<Response>;
};

const ORIGIN = "http://localhost";

/** The whole site on a test's database, asked without a network. */
export async function makeSite(
  bench: Bench,
  environment: Record<string, string> = {},
  options: { demonstration?: boolean; log?: Log } = {},
): Promise<TestSite> {
  const cache = makePageCache(8 * 2 ** 20);
  const runtime = {
    config: readConfig({ ANCRAGE_DATA: bench.dataDir, LOG_LEVEL: "silent", ...environment }),
    log: options.log ?? makeLog("silent"),
    ...bench.pages,
    doors: bench.doors,
  } as unknown as Runtime;
  const app = await makeApp(runtime, cache, null, options);
  const ask =
    (cookie?: string) =>
    async (path: string, init: RequestInit = {}) => {
      const incoming = { url: path, socket: { remoteAddress: "203.0.113.9" }, headers: { host: "localhost", cookie } };
      const headers = {
        ...(init.method === "POST" && { origin: ORIGIN }),
        ...(cookie && { cookie }),
        ...(init.headers as Record<string, string>),
      };
      return app.request(`${ORIGIN}${path}`, { ...init, headers }, { incoming } as never);
    };
  // Made when first needed: a test that only reads as a stranger finds nobody in its database.
  let local: ReturnType<typeof makeMember> | undefined;
  const asLocal: TestSite["asLocal"] = async (path, init) => {
    local ??= makeMember(bench, { installation: true, publicUrl: runtime.config.publicUrl });
    return ask((await local).cookie)(path, init);
  };
  return { app, cache, asAnyone: ask(), asLocal, asMember: ask };
}

/** What the form of a page holds as it opens. */
export async function openForm(path: string, ask: TestSite["asAnyone"]): Promise<Record<string, string>> {
  const response = await ask(path);
  expect([path, response.status]).toEqual([path, 200]);
  return fieldsOf(await response.text());
}

/** A form as a browser without JavaScript sends it. */
export const form = (fields: Record<string, string>): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
});

/** A text of HTML as it is read. */
export const plain = (text: string): string =>
  text
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** The words of a page, on one line. */
export const wordsOf = async (response: Response): Promise<string> =>
  plain((await response.text()).replace(/<[^>]+>/g, " ")).replace(/\s+/g, " ");

/** What the forms of a page hold when it is opened, as a browser would send it back; of several with one name, the last. */
export function fieldsOf(page: string): Record<string, string> {
  const inputs = [...page.matchAll(/<input [^>]*name="([^"]+)"[^>]*>/g)].flatMap(([tag, name]) =>
    /type="(radio|checkbox)"/.test(tag) && !/ checked/.test(tag)
      ? []
      : [[name!, plain(/ value="([^"]*)"/.exec(tag)?.[1] ?? "")]],
  );
  const areas = [...page.matchAll(/<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)<\/textarea>/g)].map(([, name, value]) => [
    name!,
    plain(value!),
  ]);
  return Object.fromEntries([...inputs, ...areas]);
}
