import type { QueueOptions, QueuePolicy } from "pg-boss";
import type { Queue } from "./jobs.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Definition = QueueOptions & { policy?: QueuePolicy };

/**
 * A worker that dies stops saying that it is at work: its jobs are given to another within two minutes. Tries are further
 * and further apart, so that what is away for an hour is waited for and not asked a hundred times.
 */
const COMMON = { retryBackoff: true, heartbeatSeconds: MINUTE, deleteAfterSeconds: 7 * DAY } as const;

/** How each kind of job is tried, how long it may take, how long it is remembered. */
export const DEFINITIONS: Record<Queue, Definition> = {
  import: { ...COMMON, retryLimit: 4, retryDelay: 10, retryDelayMax: 5 * MINUTE, expireInSeconds: 6 * HOUR },
  report: { ...COMMON, retryLimit: 3, retryDelay: 10, retryDelayMax: 5 * MINUTE, expireInSeconds: HOUR },
  // Asked for by every worker that sees a change: one waiting job for each subject is enough.
  bulk: {
    ...COMMON,
    retryLimit: 4,
    retryDelay: 30,
    retryDelayMax: 15 * MINUTE,
    expireInSeconds: 2 * HOUR,
    policy: "short",
  },
  // A mail server away for a night is back in the morning: twenty tries cover half a day.
  mail: { ...COMMON, retryLimit: 20, retryDelay: 30, retryDelayMax: HOUR, expireInSeconds: 5 * MINUTE },
  // What ran is what tells that it ran: it is remembered for longer than the longest time between two runs.
  schedule: {
    ...COMMON,
    retryLimit: 4,
    retryDelay: MINUTE,
    retryDelayMax: HOUR,
    expireInSeconds: 6 * HOUR,
    deleteAfterSeconds: 400 * DAY,
  },
};

/** Where the jobs of a queue end that failed at every try, until somebody decides. */
export const deadLetterOf = (queue: Queue): string => `${queue}_dead`;

/** Dead letters wait for a person, who may be away for a season. */
export const DEAD_DEFINITION: Definition = { retryLimit: 0, retentionSeconds: 120 * DAY, deleteAfterSeconds: 30 * DAY };
