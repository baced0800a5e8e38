import { anchorToday } from "../platform/audit-anchors.ts";
import { refreshStatistics } from "../platform/database/refresh-statistics.ts";
import type { Schedule } from "../platform/schedules.ts";

/**
 * What is done at stated times, in the time of Paris, by one worker for the whole installation. Each is tried again when it
 * fails, may run twice, and must then do nothing twice.
 */
export const SCHEDULES: readonly Schedule[] = [
  { name: "anchor", cron: () => "10 * * * *", run: ({ db, now, anchorsDir }) => anchorToday(db, anchorsDir, now()) },
  { name: "statistics", cron: () => "40 3 * * *", run: ({ db }) => refreshStatistics(db) },
];
