import { fromKysely, PgBoss } from "pg-boss";
import type { Database } from "./database/database.ts";
import type { Log } from "./log.ts";

/** What runs apart from the pages; each job only points to a row that says everything. */
export type JobData = { network: string; id: string; person: string };
export const QUEUES = ["import", "report", "bulk", "mail"] as const;
export type Queue = (typeof QUEUES)[number];

/** Puts a job in the caller's transaction: it exists if, and only if, what asked for it does. */
export type Enqueue = (db: Database, queue: Queue, data: JobData) => Promise<void>;

export type Jobs = {
  enqueue: Enqueue;
  work: (handlers: Record<Queue, (data: JobData) => Promise<void>>) => Promise<void>;
  stop: () => Promise<void>;
};

/** Opens the job queue on the same database; nothing connects before the first job is sent or worked on. */
export function openJobs(url: string, log: Log): Jobs {
  const boss = new PgBoss({
    connectionString: url,
    max: 3,
    schedule: false,
    useListenNotify: true,
    application_name: "ancrage jobs",
  });
  boss.on("error", (error) => log.error({ err: error }, "jobs"));
  let started: Promise<void> | null = null;
  const start = () => {
    started ??= boss.start().then(async () => {
      for (const name of QUEUES)
        await boss.createQueue(name, {
          retryLimit: 2,
          retryDelay: 5,
          expireInSeconds: 3600,
          notify: true,
          // Asked for by every worker that sees a change: one waiting job for each subject is enough.
          ...(name === "bulk" && { policy: "short" }),
        });
    });
    started.catch(() => {
      started = null;
    });
    return started;
  };
  return {
    enqueue: async (db, queue, data) => {
      await start();
      await boss.send(queue, data, { db: fromKysely(db), singletonKey: data.id });
    },
    work: async (handlers) => {
      await start();
      for (const queue of QUEUES) {
        await boss.work<JobData>(queue, { batchSize: 1, pollingIntervalSeconds: 2 }, async ([job]) => {
          if (!job) return;
          log.info({ queue, job: job.id, subject: job.data.id }, "job begins");
          await handlers[queue](job.data);
          log.info({ queue, job: job.id, subject: job.data.id }, "job ends");
        });
      }
    },
    stop: async () => {
      // A job cut short is given back to the queue and goes on where it was: nobody should wait for it to stop the server.
      if (started) await boss.stop({ graceful: false });
    },
  };
}
