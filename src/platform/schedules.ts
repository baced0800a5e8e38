import { CronExpressionParser } from "cron-parser";
import { v5 as uuidOf } from "uuid";
import type { Doors } from "./action.ts";
import type { Config } from "./config.ts";
import type { Database } from "./database/database.ts";
import type { Jobs } from "./jobs.ts";
import type { Runtime } from "./runtime.ts";

/** Something done at stated times, whatever the network: `cron` is told in the time of Paris, null where it is not done. */
export type Schedule = {
  name: string;
  cron: (config: Config) => string | null;
  run: (doors: Doors, runtime: Runtime) => Promise<unknown>;
};

const ZONE = "Europe/Paris";
// Any constant will do, as long as every process of the product takes the same one.
const RUNS = "5a4de8a6-7f0b-4d3c-9d0e-6a0f7a1b2c3d";

/** The last moment, now included, at which a task was to run. */
export function lastDue(cron: string, now: Date): Date {
  // Half a second later, so that the moment itself is before.
  const from = new Date(now.getTime() + 500);
  return CronExpressionParser.parse(cron, { tz: ZONE, currentDate: from }).prev().toDate();
}

/** The identity of one run: whoever asks for the same task at the same moment asks for the same job. */
export const runOf = (name: string, due: Date): string => uuidOf(`${name} ${due.toISOString()}`, RUNS);

/**
 * Asks for the tasks that are due and were not asked for yet. What was missed while nothing ran is asked for once,
 * however often it was missed; a task that was never seen before begins with its next moment.
 */
export async function askDue(
  { db, jobs, config, now }: { db: Database; jobs: Pick<Jobs, "ask">; config: Config; now: () => Date },
  schedules: readonly Schedule[],
  known: (db: Database, task: string) => Promise<boolean>,
): Promise<void> {
  for (const { name, cron: told } of schedules) {
    const cron = told(config);
    if (cron === null) continue;
    const id = runOf(name, lastDue(cron, now()));
    await db.transaction().execute(async (held) => jobs.ask(held, name, id, !(await known(held, name))));
  }
}
