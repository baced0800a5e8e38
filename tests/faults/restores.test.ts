import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { backedUp, contentsOf, untilAlone } from "../preparation/backups.ts";
import { type Bench, emptyDatabase, freshDatabase } from "../preparation/database.ts";
import { importText, makeNetwork } from "../preparation/networks.ts";
import { startProcess, until } from "../preparation/processes.ts";
import { newFolder } from "./installation.ts";
import { drawsOf, ROUNDS, replay, SEED } from "./scale.ts";

/* A restore killed outright leaves what was there; asked for again, it puts everything back. */

const TIMES = Math.max(2, Math.round(ROUNDS / 8));

let bench: Bench;
let archive: string;
let folder: string;
let whole: Record<string, string>;
/** How long a restore takes here, in milliseconds, from its start. */
let longest: number;

beforeAll(async () => {
  bench = await freshDatabase();
  folder = await newFolder();
  await makeNetwork(bench, "essai", ["sante"]);
  const lines = Array.from({ length: 400 }, (_, n) => `Atelier ${n};Rodez;${n + 20} personnes`);
  await importText(bench, "essai", `Intitulé;Lieu;Chiffres\n${lines.join("\n")}\n`);
  archive = join(folder, "essai.tar.zst");
  await backedUp(bench, archive, { verify: false });
  const began = performance.now();
  const { stop, url } = await restoreInto("first", await emptyDatabase(), () => Number.POSITIVE_INFINITY);
  longest = performance.now() - began;
  whole = await contentsOf(url);
  expect(Object.keys(whole).length).toBeGreaterThan(10);
  expect(stop).toBe(0);
}, 120_000);

/** Restores into an empty database, killed after so long unless it ended before; answers how it ended. */
async function restoreInto(name: string, url: string, delay: () => number) {
  const dataDir = join(folder, name);
  await mkdir(dataDir, { recursive: true });
  const restoring = startProcess({ ...bench, url, dataDir }, ["restore", archive]);
  const ended = until(
    () => restoring.child.exitCode ?? restoring.child.signalCode,
    (code) => code !== null,
    90,
  );
  const after = delay();
  if (Number.isFinite(after)) {
    await wait(after);
    restoring.child.kill("SIGKILL");
  }
  return { stop: await ended, url, output: restoring.output() };
}

test(
  `${TIMES} restores killed on the way leave nothing half restored`,
  async () => {
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const draws = drawsOf(SEED);
    let cut = 0;
    // A machine that is suddenly quicker ends them before they are cut: a few more, then.
    for (let round = 0; round < TIMES || (cut === 0 && round < TIMES + 5); round += 1) {
      const tell = `round ${round}; ${replay("tests/faults/restores.test.ts")}`;
      const url = await emptyDatabase();
      const first = await restoreInto(`round-${round}`, url, () => draws.below(longest));
      if (first.stop !== 0) cut += 1;
      await untilAlone(bench.url, url);
      const found = await contentsOf(url);
      if (Object.keys(found).length > 0) expect(found, tell).toEqual(whole);
      else {
        const again = await restoreInto(`round-${round}`, url, () => Number.POSITIVE_INFINITY);
        expect([again.stop, again.stop === 0 ? "" : again.output], tell).toEqual([0, ""]);
        expect(await contentsOf(url), tell).toEqual(whole);
      }
    }
    expect(cut).toBeGreaterThan(0);
  },
  60_000 + TIMES * 30_000,
);
