import { readNetworks } from "../../networks/networks.sql.ts";
import type { Doors } from "../../platform/action.ts";
import { appendAudit, INSTALLATION_CHAIN } from "../../platform/audit.ts";
import { announceChange, type Database } from "../../platform/database/database.ts";
import { everywhere } from "../../platform/database/reach.ts";
import { eraseAccount } from "../erase-account.sql.ts";
import { type Erased, readErased, wantedAgain } from "../erased-list.ts";
import { deleteFiles, deleteGrants, eraseAddressed, findFiles } from "../held.sql.ts";
import { countSealed } from "../sealed.sql.ts";
import { eraseWords } from "../words.sql.ts";

type Words = Extract<Erased, { kind: "words" }>;
type Counts = { accounts: number; rows: number };

/**
 * Erases again what had been erased, in a database that comes from before; answers how many accounts and rows left, and
 * how many erasures could not be done. Each is kept by itself: one that fails must not bring the others back. `sealed` tells
 * that fields are closed by keys that are not here, in which nobody can be found: none is then sure.
 */
export async function eraseAgain(
  doors: Doors,
): Promise<Counts & { undone: number; sealed: boolean; unreadable: string[] }> {
  return everywhere("upkeep", async () => {
    const { db, vault, now, dataDir } = doors;
    const { erased, unreadable } = readErased(dataDir);
    const done = { accounts: 0, rows: 0, undone: 0 };
    if (erased.length === 0) return { ...done, sealed: false, unreadable };
    const here = new Set(vault.keys().map(({ id }) => id));
    const sealed = (await countSealed(db)).some(({ key }) => key !== null && !here.has(key));
    /** Together where a network is gone through once for all of them, then one by one if that fails. */
    const again = async <L extends Erased>(
      lines: readonly L[],
      erase: (trx: Database, lines: readonly L[]) => Promise<Counts>,
    ): Promise<void> => {
      try {
        const { accounts, rows } = await db.transaction().execute((trx) => erase(trx, lines));
        done.accounts += accounts;
        done.rows += rows;
      } catch (error) {
        if (lines.length > 1) for (const line of lines) await again([line], erase);
        else {
          done.undone += 1;
          doors.log.error({ err: error, kind: lines[0]!.kind, asked: lines[0]!.at }, "not erased again");
        }
      }
    };
    for (const line of erased)
      if (line.kind === "account")
        await again([line], async (trx) => {
          const gone = await eraseAccount(trx, vault, { user: line.id, now: now(), force: true });
          return { accounts: gone.ok ? 1 : 0, rows: 0 };
        });
      else if (line.kind === "rights")
        // What she was given since is not what was taken from her.
        await again([line], async (trx) => {
          const rows = await deleteGrants(trx, line.network, { user: line.id, until: new Date(line.at) });
          return { accounts: 0, rows };
        });
    const there = new Set((await readNetworks(db, false)).map(({ id }) => id));
    const words = Map.groupBy(
      erased.filter((line): line is Words => line.kind === "words" && there.has(line.network)),
      ({ network }) => network,
    );
    for (const [network, lines] of words)
      await again(lines, (trx, some) => eraseWordsAgain({ ...doors, db: trx }, network, some));
    await db.transaction().execute((trx) =>
      appendAudit(trx, INSTALLATION_CHAIN, {
        at: now(),
        actor: doors.person.id,
        action: "erase_again",
        subjects: done,
        request: doors.request,
      }),
    );
    return { ...done, undone: sealed ? erased.length : done.undone, sealed, unreadable };
  });
}

async function eraseWordsAgain(
  { db, vault, dataDir, now, newId }: Doors,
  network: string,
  lines: readonly Words[],
): Promise<Counts> {
  const wanted = wantedAgain(dataDir, lines);
  const until = new Date(Math.max(...lines.map(({ at }) => Date.parse(at))));
  const addressed = await eraseAddressed(db, vault, network, { wanted, mails: null, until });
  const words = await eraseWords(db, vault, network, { wanted, patterns: null }, newId().slice(-6));
  await deleteFiles(db, dataDir, network, await findFiles(db, dataDir, network, wanted), now());
  await announceChange(db, network);
  const rows = [...Object.values(addressed), ...Object.values(words)].reduce((sum, one) => sum + one, 0);
  return { accounts: 0, rows };
}
