import { backUpIfDue } from "../backup/back-up-daily.ts";
import type { Doors } from "../platform/action.ts";
import { refreshStatistics } from "../platform/database/refresh-statistics.ts";
import { JobFailed } from "../platform/job-failure.ts";
import type { Runtime } from "../platform/runtime.ts";
import type { Schedule } from "../platform/schedules.ts";

/**
 * What is done at stated times, in the time of Paris, by one worker for the whole installation. Each is tried again when it
 * fails, may run twice, and must then do nothing twice.
 */
export const SCHEDULES: readonly Schedule[] = [
  // The hour is of this machine, as the setting says: whether it has come is asked often, and the folder remembers.
  { name: "backup", cron: ({ backups }) => (backups.folder === null ? null : "*/10 * * * *"), run: backUpDaily },
  { name: "statistics", cron: () => "40 3 * * *", run: ({ db }) => refreshStatistics(db) },
];

async function backUpDaily(
  { now, newId, log }: Doors,
  { ownerUrl, config }: Pick<Runtime, "ownerUrl" | "config">,
): Promise<void> {
  const machine = { url: ownerUrl, dataDir: config.dataDir, anchorsDir: config.anchorsDir, now, newId };
  const made = await backUpIfDue({ ...machine, settings: config.backups, log });
  if (made?.ok) log.info({ file: made.value.file, verified: made.value.verified }, "backed up");
  else if (made) throw new JobFailed(made.failure);
}
