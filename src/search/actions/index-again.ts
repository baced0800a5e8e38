import type { Doors } from "../../platform/action.ts";
import { announceChange } from "../../platform/database/database.ts";
import { everywhere, within } from "../../platform/database/reach.ts";
import { refreshStatistics } from "../../platform/database/refresh-statistics.ts";
import { listStale, reindexStale } from "../index-initiatives.sql.ts";

/**
 * Makes again the indexes that a migration marked, one network after the other; `onStart` is told how many there are. One
 * that fails keeps its mark and its answers of before: readers are better served by those than by no page at all.
 */
export async function indexAgain({ db, log }: Pick<Doors, "db" | "log">, onStart: (networks: number) => void) {
  const networks = await everywhere("upkeep", () => listStale(db));
  if (networks.length === 0) return;
  onStart(networks.length);
  for (const network of networks) {
    try {
      await within([network], () =>
        db.transaction().execute(async (trx) => {
          if (await reindexStale(trx, network)) await announceChange(trx, network);
        }),
      );
    } catch (error) {
      log.error({ err: error, network }, "not indexed again");
    }
  }
  await refreshStatistics(db);
}
