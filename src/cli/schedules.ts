import { backUpIfDue } from "../backup/back-up-daily.ts";
import { mailNews } from "../comments/actions/mail-news.ts";
import { emptyBasket } from "../initiatives/actions/empty-basket.ts";
import { lastDeletionToErase, networksToEmpty } from "../initiatives/deletions.sql.ts";
import { sealAccountsAgain } from "../people/account-seals.sql.ts";
import { retain } from "../personal-data/actions/retain.ts";
import { dropUnused } from "../personal-data/actions/turn-keys.ts";
import { sealAgain } from "../personal-data/sealed.sql.ts";
import type { Doors } from "../platform/action.ts";
import { refreshStatistics } from "../platform/database/refresh-statistics.ts";
import { JobFailed } from "../platform/job-failure.ts";
import type { Runtime } from "../platform/runtime.ts";
import type { Schedule } from "../platform/schedules.ts";
import { readSecrets } from "../platform/secrets.ts";

/**
 * What is done at stated times, in the time of Paris, by one worker for the whole installation. Each is tried again when it
 * fails, may run twice, and must then do nothing twice.
 */
export const SCHEDULES: readonly Schedule[] = [
  // The hour is of this machine, as the setting says: whether it has come is asked often, and the folder remembers.
  { name: "backup", cron: ({ backups }) => (backups.folder === null ? null : "*/10 * * * *"), run: backUpDaily },
  { name: "retention", cron: () => "20 2 * * *", run: retainDaily },
  { name: "news", cron: () => "0 7 * * *", run: mailNews },
  { name: "basket", cron: () => "20 3 * * *", run: emptyBaskets },
  { name: "statistics", cron: () => "40 3 * * *", run: ({ db }) => refreshStatistics(db) },
];

/** Deletes what is past its time, and seals again what an earlier version, key or secret left. */
async function retainDaily(doors: Doors, { keyRing, config }: Pick<Runtime, "keyRing" | "config">): Promise<void> {
  await sealAgain(doors.db, doors.vault);
  await dropUnused(doors, keyRing);
  const accounts = await sealAccountsAgain(doors.db, readSecrets(config));
  if (accounts.sealed + accounts.unreadable > 0) doors.log.info(accounts, "accounts sealed again");
  const deleted = await retain(doors, { mail: config.mail.server !== null });
  doors.log.info({ deleted }, "retained");
}

/** Erases for good what was deleted thirty days ago, network after network; each has its entry in the journal. */
export async function emptyBaskets(doors: Doors): Promise<void> {
  for (const network of await networksToEmpty(doors.db, lastDeletionToErase(doors.now())))
    for (let left = true; left; ) {
      const emptied = await emptyBasket(doors, { network });
      if (!emptied.ok) throw new JobFailed(emptied.failure);
      left = emptied.value.left;
      doors.log.info({ network, erased: emptied.value.erased.length }, "basket emptied");
    }
}

async function backUpDaily(
  { now, newId, log }: Doors,
  { ownerUrl, config }: Pick<Runtime, "ownerUrl" | "config">,
): Promise<void> {
  const machine = { url: ownerUrl, dataDir: config.dataDir, anchorsDir: config.anchorsDir, now, newId };
  const made = await backUpIfDue({ ...machine, settings: config.backups, log });
  if (made?.ok) log.info({ file: made.value.file, verified: made.value.verified }, "backed up");
  else if (made) throw new JobFailed(made.failure);
}
