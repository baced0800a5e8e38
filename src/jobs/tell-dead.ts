import { failImport } from "../imports/actions/fail-import.ts";
import type { Doors } from "../platform/action.ts";
import type { Queue } from "../platform/jobs.ts";
import type { Failure, Result } from "../platform/result.ts";
import { failReport } from "../reports/actions/fail-report.ts";
import { listUntold, noteTold } from "./jobs.sql.ts";

type Tell = (doors: Doors, subject: { network: string; id: string; failure: Failure }) => Promise<Result<unknown>>;

/** What waits for a job learns here that it will not be done: nobody should look at a bar that never moves. */
const TELLS: Partial<Record<Queue, Tell>> = { import: failImport, report: failReport };

/** Tells what waits for jobs that failed for good, once for each. */
export async function tellDead(doors: Doors): Promise<void> {
  for (const { id, queue, network, subject, failure } of await listUntold(doors.db)) {
    // Gone with its network, or refused: there is nobody left to tell.
    await TELLS[queue]?.(doors, { network, id: subject, failure });
    await noteTold(doors.db, id);
  }
}
