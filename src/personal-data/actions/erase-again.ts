import { readNetworks } from "../../networks/networks.sql.ts";
import type { Doors } from "../../platform/action.ts";
import { appendAudit, INSTALLATION_CHAIN } from "../../platform/audit.ts";
import { announceChange } from "../../platform/database/database.ts";
import { everywhere } from "../../platform/database/reach.ts";
import { eraseAccount } from "../erase-account.sql.ts";
import { type Erased, readErased, wantedAgain } from "../erased-list.ts";
import { deleteFiles, findFiles } from "../held.sql.ts";
import { eraseWords } from "../words.sql.ts";

type Words = Extract<Erased, { kind: "words" }>;

/** Erases again what had been erased, in a database that comes from before; answers how many accounts and rows left. */
export async function eraseAgain(doors: Doors): Promise<{ accounts: number; rows: number; unreadable: number[] }> {
  return everywhere("upkeep", async () => {
    const { db, vault, now, dataDir } = doors;
    const { erased, unreadable } = readErased(dataDir);
    if (erased.length === 0) return { accounts: 0, rows: 0, unreadable };
    return db.transaction().execute(async (trx) => {
      let [accounts, rows] = [0, 0];
      for (const line of erased) {
        if (line.kind !== "account") continue;
        const done = await eraseAccount(trx, vault, { user: line.id, now: now(), force: true });
        if (done.ok) accounts += 1;
      }
      const words = Map.groupBy(
        erased.filter((line): line is Words => line.kind === "words"),
        ({ network }) => network,
      );
      const there = new Set((await readNetworks(trx, false)).map(({ id }) => id));
      for (const [network, lines] of words) {
        if (!there.has(network)) continue;
        const wanted = await wantedAgain(dataDir, lines);
        const counts = await eraseWords(trx, vault, network, { wanted, patterns: null }, doors.newId().slice(-6));
        await deleteFiles(trx, dataDir, network, await findFiles(trx, dataDir, network, wanted), now());
        rows += Object.values(counts).reduce((sum, one) => sum + one, 0);
        await announceChange(trx, network);
      }
      await appendAudit(trx, INSTALLATION_CHAIN, {
        at: now(),
        actor: doors.person.id,
        action: "erase_again",
        subjects: { accounts, rows },
        request: doors.request,
      });
      return { accounts, rows, unreadable };
    });
  });
}
