import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { settle } from "./explore.ts";
import { ensureNetwork, sheetKeys, slugOf } from "./explore-networks.ts";
import { type Line, line, shown } from "./line.ts";
import type { Read, Readers } from "./load-readers.ts";
import { ANYBODY, fetchRaw } from "./pages.ts";
import type { Place } from "./place.ts";
import { runProduct, runScript, type Served, serveProduct } from "./product.ts";
import { makeRows, writeCsv } from "./rows.ts";

const CONNECTIONS = 200;
const GOAL_MS = { alone: 500, busy: 1000 };

/** Two hundred readers at once on mixed pages, alone, then while an import and a report run. */
export async function measureLoad(place: Place): Promise<Line[]> {
  const size = place.sizes.at(-1)!;
  const network = await ensureNetwork(place, size);
  const server = await serveProduct(place, []);
  try {
    const paths = await mixedPaths(place, server, network, size);
    const seconds = place.quick ? 15 : 60;
    const readers = {
      address: server.address,
      paths,
      connections: CONNECTIONS,
      headers: { ...ANYBODY, "accept-encoding": "gzip, deflate, br" },
    };
    const alone = await readAs(place, { ...readers, seconds });
    const file = join(place.folder, "load.csv");
    const rows = place.quick ? 5_000 : 100_000;
    await writeCsv(file, makeRows(rows));
    // The sheets of a hundred thousand initiatives would fill no report that anybody prints: it tells the smallest network.
    await ensureNetwork(place, place.sizes[0]!);
    const work = busyWork(place, file, slugOf(place.sizes[0]!));
    const busy = await readAs(place, { ...readers, seconds });
    const ended = await work.end();
    return [
      readLine(size, "alone", alone, GOAL_MS.alone),
      readLine(size, `while ${shown(rows)} rows are imported${ended}`, busy, GOAL_MS.busy),
    ];
  } finally {
    await server.stop();
  }
}

/** An import and a report at the same time, which go on as long as they are watched: how long each takes is measured elsewhere. */
function busyWork(place: Place, file: string, slug: string): { end: () => Promise<string> } {
  const out = join(place.folder, "load.pdf");
  const stop = new AbortController();
  const run = (args: string[]) => {
    const state = { running: true };
    const ended = runProduct(place, args, { stop: stop.signal }).then(
      () => {
        state.running = false;
      },
      (error) => {
        if (!stop.signal.aborted) throw error;
      },
    );
    return { state, ended };
  };
  const imported = run(["import", "initiatives", file, "--network", "load-import", "--create-network"]);
  const reported = run(["report", "build", "--network", slug, "--out", out]);
  return {
    end: async () => {
      const said = imported.state.running ? " all the while" : " for a part of it";
      const report = reported.state.running ? ", a report is made all the while" : ", a report is made meanwhile";
      stop.abort();
      await Promise.all([imported.ended, reported.ended]);
      return said + report;
    },
  };
}

/** Home, lists with filters, searches, near, sheets: half of what is read are sheets. */
async function mixedPaths(place: Place, server: Served, network: string, size: number): Promise<string[]> {
  const home = `/${slugOf(size)}`;
  const list = `${home}/initiatives`;
  const lists = ["", "?region=53", "?departement=35", "?domaine=solidarites&region=11", "?annee=2019", "?page=3"];
  const words = ["sommeil", "santé mentale", "aidants", "jardins partagés", "EHPAD", "radon"];
  const near = ["35238", "69123", "59350", "13055"].map((code) => `?pres=commune:${code}&rayon=20`);
  const asked = [...lists, ...words.map((q) => `?q=${encodeURIComponent(q)}`), ...near].map((query) => list + query);
  const keys = await sheetKeys(place, network, 200);
  const sheets: string[] = [];
  for (const key of keys) sheets.push(await settle(server, `${list}/${key}`));
  const paths = [home, ...asked, ...sheets].map((path, at) => ({ path, at: (at * 7919) % 217 }));
  for (const { path } of paths.slice(0, 20)) {
    const { status } = await fetchRaw(server.address, path);
    if (status !== 200) throw new Error(`${path} answered ${status}`);
  }
  return [
    ...paths,
    ...asked.flatMap((path, at) => Array.from({ length: 10 }, (_, n) => ({ path, at: (at * 131 + n * 23) % 217 }))),
  ]
    .sort((a, b) => a.at - b.at)
    .map(({ path }) => path);
}

async function readAs(place: Place, setup: Readers): Promise<Read> {
  const file = join(place.folder, "readers.json");
  writeFileSync(file, JSON.stringify(setup));
  return JSON.parse(await runScript("load-readers.ts", [file])) as Read;
}

function readLine(size: number, name: string, read: Read, goal: number): Line {
  const wrong = read.bad + read.errors + read.timeouts;
  const measured = `p50 ${shown(read.p50)} ms, p99 ${shown(read.p99)} ms, ${shown(read.rate)} pages/s, ${read.answered} answered, ${wrong} errors`;
  const group = `${CONNECTIONS} readers at once, ${shown(size)} initiatives`;
  return line(group, name, measured, { ...read }, `no error, p99 < ${goal} ms`, wrong === 0 && read.p99 < goal);
}
