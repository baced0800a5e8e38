import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import autocannon from "autocannon";
import type { BarePage, BareSetup, Replay } from "./bare-server.ts";
import { type Line, line, median, shown } from "./line.ts";
import type { Place } from "./place.ts";
import { firstLine, processorSeconds, type Served, serveProduct, stopChild, watch } from "./product.ts";
import type { Recorded } from "./record-queries.ts";

/** The pages measured, in the demonstration network. */
export const PAGES = {
  home: "/demonstration",
  list: "/demonstration/initiatives",
  sheet: "/demonstration/initiatives/12-challenge-pietons",
} as const;

/** Public pages are those of a reader from elsewhere: the person at the machine sees the workspace too. */
export const ANYBODY = { "x-forwarded-for": "203.0.113.1" };

const CONNECTIONS = 10;
const POOL = 10;
const GOALS = { uncached: 0.6, cached: 0.8 };

/** Pages per second of the product and of a bare server, made from the database and ready in memory. */
export async function measurePages(place: Place): Promise<Line[]> {
  const recorded = await recordPages(place);
  const lines: Line[] = [];
  for (const mode of ["uncached", "cached"] as const) {
    const pages = recorded.map((page) => (mode === "cached" ? { ...page, queries: [] } : page));
    const product = await serveProduct(place, [], { env: cacheOf(mode) });
    const bare = await serveBare(place, { url: place.url, pool: POOL, pages });
    try {
      for (const [name, path] of Object.entries(PAGES)) {
        const queries = pages.find((page) => page.path === path)!.queries.length;
        lines.push(await compare(place, { mode, name, path, queries }, product, bare));
      }
    } finally {
      await Promise.all([product.stop(), bare.stop()]);
    }
  }
  return lines;
}

const cacheOf = (mode: "uncached" | "cached") => ({
  ANCRAGE_POOL: String(POOL),
  ...(mode === "uncached" && { ANCRAGE_PAGE_CACHE_MB: "0" }),
});

/** Asks each page twice of a product that tells its queries, and keeps those of the second, warm, time. */
async function recordPages(place: Place): Promise<BarePage[]> {
  const file = join(place.folder, "queries.jsonl");
  writeFileSync(file, "");
  const product = await serveProduct(place, [], {
    env: { ...cacheOf("uncached"), BENCH_QUERIES_FILE: file },
    node: ["--import", join(import.meta.dirname, "record-queries.ts")],
  });
  try {
    const pages: BarePage[] = [];
    for (const path of Object.values(PAGES)) {
      await fetchRaw(product.address, path);
      await wait(300);
      const quiet = performance.now();
      writeFileSync(file, "");
      const { status, headers, body } = await fetchRaw(product.address, path);
      if (status !== 200) throw new Error(`${path} answered ${status}`);
      await wait(Math.min(300, performance.now() - quiet));
      pages.push({
        path,
        headers: sentHeaders(headers, body.length),
        body: body.toString("base64"),
        queries: readQueries(file),
      });
    }
    return pages;
  } finally {
    await product.stop();
  }
}

function readQueries(file: string): Replay[] {
  const queries = readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((text) => JSON.parse(text) as Recorded)
    // What the queue of jobs asks now and then belongs to no page.
    .filter(({ sql }) => !sql.includes("pgboss"))
    .sort((a, b) => a.began - b.began);
  return queries.map(({ sql, values, began }) => ({
    sql,
    values,
    after: queries.flatMap((other, index) => (other.ended < began ? [index] : [])),
  }));
}

// What node:http adds by itself, on both sides.
const OF_THE_SERVER = new Set(["connection", "date", "keep-alive", "transfer-encoding", "content-length"]);

const sentHeaders = (
  headers: Record<string, string | string[] | undefined>,
  length: number,
): Record<string, string> => ({
  ...(Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_SERVER.has(name))) as Record<
    string,
    string
  >),
  "content-length": String(length),
});

/** One response as it travels: nothing is inflated, no header is added but those given. */
export function fetchRaw(address: string, path: string, headers: Record<string, string> = {}) {
  type Raw = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer };
  return new Promise<Raw>((done, failed) => {
    const asked = request(new URL(path, address), { headers: { ...ANYBODY, ...headers }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => void chunks.push(chunk));
      response.on("end", () =>
        done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    asked.setTimeout(30_000, () => asked.destroy(new Error(`${path} did not answer in 30 s`)));
    asked.on("error", failed);
    asked.end();
  });
}

type Server = Pick<Served, "address" | "pid" | "stop">;

async function serveBare(place: Place, setup: BareSetup): Promise<Server> {
  const file = join(place.folder, "bare.json");
  writeFileSync(file, JSON.stringify(setup));
  const child = watch(
    spawn(process.execPath, [join(import.meta.dirname, "bare-server.ts"), file], {
      stdio: ["ignore", "pipe", "inherit"],
    }),
  );
  const port = await firstLine(child);
  return { address: `http://127.0.0.1:${port}/`, pid: child.pid!, stop: () => stopChild(child) };
}

type Compared = { mode: "uncached" | "cached"; name: string; path: string; queries: number };
type Round = { rate: number; processor: number | null };

/** Loads the two servers in turn, the first of a round being the second of the next. */
async function compare(
  place: Place,
  { mode, name, path, queries }: Compared,
  product: Server,
  bare: Server,
): Promise<Line> {
  const [seconds, rounds] = place.quick ? [1, 2] : [1.5, 4];
  // Code is compiled in earnest after some hundreds of pages only.
  const warming = mode === "cached" ? 1 : place.quick ? 2 : 5;
  for (const server of [product, bare]) await load(server, path, warming);
  const of = { product: [] as Round[], bare: [] as Round[] };
  for (let round = 0; round < rounds; round += 1) {
    const sides = [[of.product, product] as const, [of.bare, bare] as const];
    for (const [kept, server] of round % 2 === 0 ? sides : sides.toReversed())
      kept.push(await load(server, path, seconds));
  }
  const rate = { product: median(of.product.map((one) => one.rate)), bare: median(of.bare.map((one) => one.rate)) };
  const ratio = median(of.product.map((one, index) => one.rate / of.bare[index]!.rate));
  const processor = { product: middleOf(of.product), bare: middleOf(of.bare) };
  const spent =
    processor.product !== null && processor.bare !== null
      ? `, processor ${shown(processor.product)} / ${shown(processor.bare)} ms`
      : "";
  const measured = `${shown(rate.product)} / ${shown(rate.bare)} pages/s = ${ratio.toFixed(2)}${spent}`;
  const values = {
    pagesPerSecond: rate.product,
    barePagesPerSecond: rate.bare,
    ratio,
    queries,
    processorMs: processor.product,
    bareProcessorMs: processor.bare,
    rounds: of,
  };
  const what = mode === "uncached" ? `${name}, uncached, ${queries} queries` : `${name}, from the page cache`;
  return line(
    "Pages per second, against a bare server",
    what,
    measured,
    values,
    `≥ ${GOALS[mode]}`,
    ratio >= GOALS[mode],
  );
}

const middleOf = (rounds: Round[]): number | null => {
  const known = rounds.flatMap((round) => round.processor ?? []);
  return known.length === 0 ? null : median(known);
};

async function load(server: Server, path: string, seconds: number): Promise<Round> {
  const before = processorSeconds(server.pid);
  const result = await autocannon({
    url: new URL(path, server.address).href,
    connections: CONNECTIONS,
    duration: seconds,
    headers: ANYBODY,
  });
  const answered = result["2xx"];
  if (result.errors > 0 || result.non2xx > 0)
    throw new Error(`${path}: ${result.errors} errors, ${result.non2xx} bad answers, ${answered} good ones`);
  const after = processorSeconds(server.pid);
  const spent = before !== null && after !== null && answered > 0 ? ((after - before) * 1000) / answered : null;
  return { rate: answered / result.duration, processor: spent };
}
