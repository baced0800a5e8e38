import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { loadDemonstration } from "../../src/demonstration/load-demonstration.ts";
import { readConfig } from "../../src/platform/config.ts";
import { makeLog } from "../../src/platform/log.ts";
import { LOCAL_PERSON } from "../../src/platform/person.ts";
import { openRuntime, type Runtime } from "../../src/platform/runtime.ts";
import { startServer } from "../../src/web/server.ts";
import { afterwards } from "./afterwards.ts";
import { findChromium } from "./chromium.ts";
import { type Bench, freshDatabase } from "./database.ts";
import { freePort } from "./free-port.ts";
import { launchChromium } from "./launch-chromium.ts";
import { makeMember } from "./members.ts";

const chromium = await findChromium();

/** A test in a browser: skipped, and counted as such, where there is no Chromium. */
export const journey = test.skipIf(!chromium);

export type Stand = { origin: string; bench: Bench; browser: Browser; worker: ChildProcess; cookie: string };

/** The real server, its worker and a Chromium, on a database of their own that holds the demonstration; all gone at the end. */
export async function openStand(): Promise<Stand | undefined> {
  if (!chromium) return undefined;
  const bench = await freshDatabase();
  const port = await freePort();
  // A passkey belongs to the address that the installation is known under: it must be the one that is visited.
  const origin = `http://localhost:${port}`;
  const environment = { DATABASE_URL: bench.url, ANCRAGE_DATA: bench.dataDir, PORT: String(port), LOG_LEVEL: "silent" };
  const config = readConfig({ ...environment, ANCRAGE_PUBLIC_URL: origin });
  const opened = await openRuntime(config, makeLog("silent"));
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  const runtime: Runtime = opened.value;
  const loaded = await loadDemonstration(runtime.doors(LOCAL_PERSON));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.failure));
  const served = await startServer(runtime);
  if (!served.ok) throw new Error(JSON.stringify(served.failure));
  const worker = startWorker(bench);
  const { cookie } = await makeMember(bench, { installation: true, publicUrl: origin });
  const browser = await launchChromium();
  afterwards(async () => {
    await browser.close();
    await stopWorker(worker);
    await served.value.close();
    await runtime.close();
  });
  return { origin, bench, browser, worker, cookie };
}

/** Stops the worker where it stands, between two transactions: what it holds would make the page wait as well. */
export async function freezeWorker({ worker, bench }: Stand): Promise<void> {
  for (;;) {
    worker.kill("SIGSTOP");
    const { rows } = await bench.pool.query(`select 1 from pg_stat_activity where datname = current_database()
      and pid <> pg_backend_pid() and backend_type = 'client backend' and state <> 'idle'`);
    if (rows.length === 0) return;
    worker.kill("SIGCONT");
    await wait(100);
  }
}

function startWorker({ url, dataDir }: Bench): ChildProcess {
  return fork(join(import.meta.dirname, "../../src/main.ts"), ["work"], {
    env: { ...process.env, DATABASE_URL: url, ANCRAGE_DATA: dataDir, LOG_LEVEL: "error" },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

async function stopWorker(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const gone = once(worker, "exit");
  worker.kill("SIGTERM");
  const late = setTimeout(() => worker.kill("SIGKILL"), 5000);
  await gone;
  clearTimeout(late);
}

export type Visit = BrowserContextOptions & {
  /** Somebody who has not signed in; without it, whoever administers the installation. */
  stranger?: boolean;
  /** The session of somebody else. */
  cookie?: string;
  /** Statuses that the journey expects to meet, which the browser's console reports as errors. */
  refusals?: number[];
  /** Addresses that the line never brings. */
  without?: RegExp;
};

/** A page of a new visitor; at the end of the test, what its console complained of or asked from elsewhere fails it. */
export async function visit(stand: Stand | undefined, options: Visit = {}): Promise<Page> {
  if (!stand) throw new Error("There is no Chromium");
  const { stranger, refusals, without, cookie = stand.cookie, ...rest } = options;
  const context = await stand.browser.newContext({
    baseURL: stand.origin,
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    reducedMotion: "reduce",
    ...rest,
  });
  context.setDefaultTimeout(20_000);
  if (!stranger) await context.addCookies([cookieOf(cookie, stand.origin)]);
  const page = await context.newPage();
  if (without) await page.route(without, (route) => route.abort());
  const complaints = listen(page, stand.origin, { refusals, without });
  onTestFinished(async ({ task }) => {
    if (task.result?.state === "fail") await photograph(page, task.name);
    await context.close();
    expect(complaints, "what the browser complained of").toEqual([]);
  });
  return page;
}

/** A cookie as the browser takes it, from "name=value". */
export const cookieOf = (cookie: string, url: string) => {
  const at = cookie.indexOf("=");
  return { name: cookie.slice(0, at), value: cookie.slice(at + 1), url, httpOnly: true };
};

/** What goes wrong in a page while nobody looks: errors, failed requests, anything asked from another host. */
export function listen(
  page: Page,
  origin: string,
  { refusals = [], without }: Pick<Visit, "refusals" | "without"> = {},
): string[] {
  const complaints: string[] = [];
  const expected = new RegExp(`status of (?:${refusals.join("|") || "none"}) `);
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    // Drawing without a graphics card is slow, and says so.
    if (message.text().includes("GL Driver Message")) return;
    if (!expected.test(message.text()) && !without?.test(message.location().url))
      complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith("data:")) complaints.push(`${page.url()} asked for ${url}`);
  });
  return complaints;
}

/** Does what leads to another page, and waits until that page is there whole. */
export async function follow(page: Page, act: Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent("domcontentloaded"), act]);
  // That event may have been of the page that is left, where it had only begun.
  await page.waitForLoadState();
}

/** What a person reads of some elements, whatever the kinds of spaces between words. */
export async function read(of: Locator): Promise<string[]> {
  return (await of.allInnerTexts()).map((words) => words.replace(/\s+/g, " ").trim());
}

async function photograph(page: Page, name: string): Promise<void> {
  const file = `${name.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80)}-${Date.now()}.png`;
  const path = join(import.meta.dirname, "../screenshots", file);
  await page.screenshot({ path, fullPage: true, timeout: 5000 }).catch(() => {});
}

/** The ways of visiting that every journey is made in, without JavaScript first. */
export const WAYS = [
  { way: "without JavaScript", javaScriptEnabled: false },
  { way: "with JavaScript", javaScriptEnabled: true },
];
