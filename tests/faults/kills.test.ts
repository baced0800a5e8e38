import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { makeNetwork } from "../preparation/networks.ts";
import { type Deed, importFile, merge, type Promised, seal, undo, unkept } from "./deeds.ts";
import { type Installation, install, settle, type Victim } from "./installation.ts";
import { broken, brokenJournal } from "./invariants.ts";
import { type Draws, drawsOf, ROUNDS, replay, SEED } from "./scale.ts";

/*
 * A server, a worker and PostgreSQL, each killed outright (SIGKILL) while files are imported, initiatives merged and
 * reports composed. At each moment nothing is half done; once all is quiet, everything that was answered is there.
 */

/** After so many rounds all is let to end, and what was promised is looked for. */
const PAUSE = 5;
/** A network grows for so many rounds, then another one takes its place. */
const GROWTH = 20;

const DEEDS: readonly { deed: Deed; within: number }[] = [
  { deed: importFile, within: 2500 },
  { deed: importFile, within: 500 },
  { deed: merge, within: 400 },
  { deed: merge, within: 150 },
  { deed: undo, within: 150 },
  { deed: seal, within: 3000 },
];
const VICTIMS: readonly Victim[] = ["server", "worker", "postgres"];

const SMALL = "petit";

/** Does something, kills meanwhile, and answers what was promised before or despite that. */
async function round(installation: Installation, network: string, draws: Draws) {
  const { deed, within } = draws.pick(DEEDS);
  const victim = draws.pick(VICTIMS);
  const delay = draws.below(within);
  // A report of thousands of sheets takes minutes: those sealed here are of a few.
  const doing = deed(installation, deed === seal ? SMALL : network, draws).catch(() => null);
  await wait(delay);
  installation.kill(victim);
  const promised = await doing;
  await installation.mend();
  return { promised, what: `${deed.name}, ${victim} after ${delay} ms` };
}

test(
  `${ROUNDS} kills lose nothing that was promised and leave nothing half done`,
  async () => {
    console.log(`kills: seed ${SEED}`);
    const draws = drawsOf(SEED);
    const installation = await install();
    const promised: Promised[] = [];
    let network = "";
    await makeNetwork(installation.bench, SMALL, []);
    promised.push((await importFile(installation, SMALL, { ...draws, pick: (all) => all[0]! }))!);
    const began = Date.now();
    for (let number = 0; number < ROUNDS; number += 1) {
      if (number % GROWTH === 0) {
        network = `essai-${number}`;
        await makeNetwork(installation.bench, network, []);
        const first = await importFile(installation, network, draws);
        promised.push(first!);
        await settle(installation);
      }
      const done = await round(installation, network, draws);
      if (done.promised) promised.push(done.promised);
      const tell = `round ${number}: ${done.what}; ${replay("tests/faults/kills.test.ts")}`;
      expect(await broken(installation), tell).toEqual([]);
      if (number % PAUSE !== PAUSE - 1 && number !== ROUNDS - 1) continue;
      await settle(installation);
      expect(await broken(installation), tell).toEqual([]);
      expect(await unkept(installation, promised), tell).toEqual([]);
      expect(await brokenJournal(installation), tell).toEqual([]);
      if (ROUNDS > 20) console.log(`${number + 1} rounds, ${promised.length} promises, ${Date.now() - began} ms`);
    }
    const kinds = new Set(promised.map(({ kind }) => kind));
    if (ROUNDS >= 50) expect([...kinds].sort()).toEqual(["import", "merge", "report"]);
    expect(promised.length).toBeGreaterThan(0);
  },
  120_000 + ROUNDS * 15_000,
);
