/** A process of its own that asks MiniSearch and supercluster the same questions of the same data: `explore-peers.ts NETWORK minisearch|supercluster`, the database in DATABASE_URL. */
import { readFileSync } from "node:fs";
import MiniSearch from "minisearch";
import pg from "pg";
import Supercluster from "supercluster";
import { tileQuestionsOf, WORDS } from "./explore-questions.ts";
import { clock, timesOf } from "./explore-timing.ts";

export type Peer = { name: string; p50: number; p95: number; buildSeconds: number; peakBytes: number };

const ROUNDS = 3;
const highest = (): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0) * 1024;

async function time(questions: readonly (() => unknown)[]): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const ask of questions) {
      const took = await clock(ask);
      if (round > 0) times.push(took);
    }
  const { p50, p95 } = timesOf(times);
  return { p50, p95 };
}

const fold = (term: string): string => term.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

async function main(url: string, network: string, which: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const peers: Peer[] = [];
  if (which === "minisearch") {
    const index = new MiniSearch({ fields: ["title", "text"], processTerm: fold });
    const { rows } = await client.query(
      "select id, title, concat_ws(' ', need, description, impacts, place_label, place_words) as text from initiatives where network_id = $1",
      [network],
    );
    const build = await clock(() => index.addAll(rows));
    const options = { boost: { title: 4 }, combineWith: "AND" as const };
    for (const [name, more] of [
      ["MiniSearch, exact words", {}],
      ["MiniSearch, prefix and fuzzy 0.2", { prefix: true, fuzzy: 0.2 }],
    ] as const) {
      const spent = await time(WORDS.map((q) => () => index.search(q, { ...options, ...more }).slice(0, 50)));
      peers.push({ name, ...spent, buildSeconds: build / 1000, peakBytes: highest() });
    }
  } else {
    const { rows } = await client.query<{ longitude: number; latitude: number }>(
      "select longitude, latitude from search_documents where network_id = $1 and cell is not null",
      [network],
    );
    const index = new Supercluster({ maxZoom: 14, radius: 60, extent: 512 });
    const features = rows.map(({ longitude, latitude }) => ({
      type: "Feature" as const,
      properties: {},
      geometry: { type: "Point" as const, coordinates: [longitude, latitude] },
    }));
    const build = await clock(() => index.load(features));
    const spent = await time(
      tileQuestionsOf().map(
        ({ z, x, y }) =>
          () =>
            index.getTile(z, x, y),
      ),
    );
    peers.push({ name: "supercluster", ...spent, buildSeconds: build / 1000, peakBytes: highest() });
  }
  await client.end();
  console.log(JSON.stringify(peers));
}

const [network, which] = process.argv.slice(2);
await main(process.env.DATABASE_URL!, network!, which!);
