import { readFileSync } from "node:fs";
import { openDatabase, openPool } from "../src/platform/database/database.ts";
import { within } from "../src/platform/database/reach.ts";
import { ensureNetwork, sheetKeys, slugOf } from "./explore-networks.ts";
import type { Peer } from "./explore-peers.ts";
import { type Asking, listQuestions, nearQuestions, tileQuestions, WORDS, wordQuestions } from "./explore-questions.ts";
import { clock, type Timed, timeBoth, timedLines, timesOf } from "./explore-timing.ts";
import { type Line, line, median, megabytes, shown } from "./line.ts";
import { fetchRaw } from "./pages.ts";
import type { Place } from "./place.ts";
import { runProduct, runScript, type Served, serveProduct } from "./product.ts";

const KINDS = [
  { name: "list with facets", goal: 50, ask: listQuestions },
  { name: "search by words", goal: 80, ask: wordQuestions },
  { name: "near me", goal: 30, ask: async (asking: Asking) => nearQuestions(asking) },
  { name: "vector tile", goal: 50, ask: tileQuestions },
];
const SHEET_WITHIN = 0.2;
const SERVER_MB = 350;
/** The size that the goals in milliseconds are set at. */
const GOAL_SIZE = 100_000;

/** Exploring at each size: the product's functions beside plain SQL and peers, then pages and the server's memory. */
export async function measureExplore(place: Place): Promise<Line[]> {
  const lines: Line[] = [];
  const networks = new Map<number, string>();
  for (const size of place.sizes) networks.set(size, await ensureNetwork(place, size));
  const timed = new Map<string, Timed>();
  for (const [size, network] of networks) {
    for (const [name, one] of await timeAll(place, network)) {
      const { goal } = KINDS.find((kind) => kind.name === name)!;
      timed.set(`${name} ${size}`, one);
      lines.push(...timedLines(groupOf(size), name, one, size <= GOAL_SIZE ? goal : null));
    }
    lines.push(...(await measurePeers(place, network, size)));
  }
  lines.push(...growthLines(place.sizes, timed));
  lines.push(...(await measureServer(place, networks)));
  return lines;
}

const groupOf = (size: number): string => `Exploring ${shown(size)} initiatives`;

async function timeAll(place: Place, network: string): Promise<[string, Timed][]> {
  const pool = openPool(place.url, 10);
  try {
    // As a page of that network would ask.
    const asking = { db: openDatabase(pool), pool, network };
    const all: [string, Timed][] = [];
    for (const { name, ask } of KINDS)
      all.push([name, await within([network], async () => timeBoth(await ask(asking), place.quick ? 3 : 6))]);
    return all;
  } finally {
    await pool.end();
  }
}

/** Whether ten times more initiatives take less than ten times longer, between the two largest sizes. */
function growthLines(sizes: readonly number[], timed: ReadonlyMap<string, Timed>): Line[] {
  const [small, large] = sizes.slice(-2);
  if (small === undefined || large === undefined) return [];
  return KINDS.map(({ name }) => {
    const [from, to] = [timed.get(`${name} ${small}`)!.product.p95, timed.get(`${name} ${large}`)!.product.p95];
    const [grown, linear] = [to / from, large / small];
    const measured = `p95 ${shown(from)} → ${shown(to)} ms: × ${shown(grown)}`;
    const what = `${name}, ${shown(small)} → ${shown(large)}`;
    return line("Growth", what, measured, { from, to, grown }, `< × ${shown(linear)}`, grown < linear);
  });
}

async function measurePeers(place: Place, network: string, size: number): Promise<Line[]> {
  const peers: Peer[] = [];
  for (const which of ["minisearch", "supercluster"]) {
    const stdout = await runScript("explore-peers.ts", [network, which], { DATABASE_URL: place.url });
    peers.push(...(JSON.parse(stdout) as Peer[]));
  }
  return peers.map(({ name, p50, p95, buildSeconds, peakBytes }) => {
    const measured = `p50 ${shown(p50)} ms, p95 ${shown(p95)} ms, index made in ${shown(buildSeconds)} s, peak ${megabytes(peakBytes)}`;
    return line(groupOf(size), `peer: ${name}`, measured, { p50, p95, buildSeconds, peakBytes });
  });
}

/** Sheets and lists over HTTP without the page cache, then the memory of the server that answered them. */
async function measureServer(place: Place, networks: ReadonlyMap<number, string>): Promise<Line[]> {
  // Their files are made now, so that no job of the server does it while pages are timed.
  for (const size of networks.keys()) await runProduct(place, ["open-data", "build", "--network", slugOf(size)]);
  const server = await serveProduct(place, [], { env: { ANCRAGE_PAGE_CACHE_MB: "0" } });
  try {
    const paths = new Map<number, string[]>();
    for (const [size, network] of networks) {
      const keys = await sheetKeys(place, network, 30);
      paths.set(size, await Promise.all(keys.map((key) => settle(server, `/${slugOf(size)}/initiatives/${key}`))));
    }
    const sheets = await timePaths(server, paths, place.quick ? 4 : 8);
    const lists = await timePaths(server, new Map(place.sizes.map((size) => [size, listPaths(size)])), 3);
    return [...sheetLines(sheets), ...listLines(lists), memoryLine(server)];
  } finally {
    await server.stop();
  }
}

/** The address that a page is answered at, past its redirect. */
export async function settle({ address }: Pick<Served, "address">, path: string): Promise<string> {
  const { status, headers } = await fetchRaw(address, path);
  if (status >= 301 && status <= 308) return new URL(String(headers.location), new URL(path, address)).pathname;
  if (status !== 200) throw new Error(`${path} answered ${status}`);
  return path;
}

const listPaths = (size: number): string[] => [
  `/${slugOf(size)}/initiatives`,
  ...["region=53", "departement=35&annee=2019", "region=11&domaine=solidarites", "pres=commune:35238&rayon=20"].map(
    (filter) => `/${slugOf(size)}/initiatives?${filter}`,
  ),
  ...WORDS.slice(0, 10).map((q) => `/${slugOf(size)}/initiatives?q=${encodeURIComponent(q)}`),
];

/** One page after the other of each size in turn, so that whatever disturbs the machine disturbs every size. */
async function timePaths(server: Served, paths: ReadonlyMap<number, string[]>, rounds: number) {
  const times = new Map([...paths.keys()].map((size) => [size, [] as number[]]));
  for (let round = -1; round < rounds; round += 1) {
    const most = Math.max(...[...paths.values()].map((own) => own.length));
    for (let at = 0; at < most; at += 1)
      for (const [size, own] of (at + round) % 2 === 0 ? [...paths] : [...paths].reverse()) {
        const path = own[at % own.length]!;
        const took = await clock(async () => {
          const { status } = await fetchRaw(server.address, path);
          if (status !== 200) throw new Error(`${path} answered ${status}`);
        });
        if (round >= 0) times.get(size)!.push(took);
      }
  }
  return times;
}

function sheetLines(times: ReadonlyMap<number, number[]>): Line[] {
  const [smallest, ...larger] = [...times];
  const base = median(smallest![1]);
  return larger.map(([size, own]) => {
    const grown = median(own) / base - 1;
    const measured = `p50 ${shown(base)} → ${shown(median(own))} ms (${grown >= 0 ? "+" : ""}${Math.round(grown * 100)} %), p95 ${shown(timesOf(own).p95)} ms`;
    const values = { base, p50: median(own), p95: timesOf(own).p95, grown };
    const goal = `≤ + ${SHEET_WITHIN * 100} %`;
    return line(
      "Pages over HTTP",
      `sheet, ${shown(smallest![0])} → ${shown(size)}`,
      measured,
      values,
      goal,
      grown <= SHEET_WITHIN,
    );
  });
}

const listLines = (times: ReadonlyMap<number, number[]>): Line[] =>
  [...times].map(([size, own]) => {
    const { p50, p95 } = timesOf(own);
    return line("Pages over HTTP", `list, ${shown(size)}`, `p50 ${shown(p50)} ms, p95 ${shown(p95)} ms`, { p50, p95 });
  });

function memoryLine({ pid }: Served): Line {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const of = (field: string) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)![1]) * 1024;
  const [now, peak] = [of("VmRSS"), of("VmHWM")];
  const measured = `${megabytes(now)} held, ${megabytes(peak)} at most`;
  return line(
    "Pages over HTTP",
    "memory of the server",
    measured,
    { now, peak },
    `< ${SERVER_MB} MB`,
    peak < SERVER_MB * 1_048_576,
  );
}
