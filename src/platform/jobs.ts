import { setTimeout as wait } from "node:timers/promises";
import { fromKysely, type Job, PgBoss } from "pg-boss";
import type { Database } from "./database/database.ts";
import { failureOf } from "./job-failure.ts";
import { DEAD_DEFINITION, DEFINITIONS, deadLetterOf } from "./job-queues.ts";
import type { Log } from "./log.ts";
import { traced } from "./tracing.ts";

/** What runs apart from the pages; each job only points to a row that says everything. */
export type JobData = { network: string; id: string; person: string };
export const QUEUES = ["import", "report", "bulk", "mail", "schedule"] as const;
export type Queue = (typeof QUEUES)[number];

/** Puts a job in the caller's transaction: it exists if, and only if, what asked for it does. */
export type Enqueue = (db: Database, queue: Queue, data: JobData) => Promise<void>;

/** What is done for a job; whatever ran already may run again, and must then do nothing twice. */
export type Handler = (data: JobData) => Promise<void>;

export type Jobs = {
  enqueue: Enqueue;
  /** Asks once for a scheduled task: the same moment asked for again, by whoever, is the same job. */
  ask: (db: Database, task: string, id: string, done: boolean) => Promise<void>;
  /** Works on the queues that have a handler, until stopped. */
  work: (handlers: Partial<Record<Queue, Handler>>) => Promise<void>;
  stop: () => Promise<void>;
};

export type JobsOptions = {
  /** How often jobs whose worker died or took too long are looked for, in seconds. */
  superviseSeconds?: number;
};

// A job that another process gave back makes no noise: it is found by looking.
const POLL = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5, heartbeatRefreshSeconds: 10 };
const FETCHED_MS = 150;
const NEVER = new Promise<never>(() => {});

/** Opens the job queue on the same database; nothing connects before the first job is sent or worked on. */
export function openJobs(url: string, log: Log, { superviseSeconds = 30 }: JobsOptions = {}): Jobs {
  const boss = new PgBoss({
    connectionString: url,
    max: 3,
    // Its tables are their owner's to make and to change.
    migrate: false,
    createSchema: false,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    application_name: "ancrage jobs",
  });
  let stopping = false;
  boss.on("error", (error) => {
    if (!stopping) log.error({ error: failureOf(error) }, "jobs");
  });
  let started: Promise<void> | null = null;
  const start = () => {
    started ??= boss.start().then(() => defineQueues(boss));
    started.catch(() => {
      started = null;
    });
    return started;
  };
  let stopped: Promise<void> | null = null;
  const running = new Map<string, Queue>();
  return {
    enqueue: async (db, queue, data) => {
      await start();
      const inside = fromKysely(db);
      // What is asked for again is no longer waiting for somebody to decide.
      await inside.executeSql("delete from pgboss.job where name = $1 and singleton_key = $2", [
        deadLetterOf(queue),
        data.id,
      ]);
      await boss.send(queue, data, { db: inside, singletonKey: data.id });
    },
    ask: async (db, task, id, done) => {
      await start();
      const inside = fromKysely(db);
      const data: JobData = { network: "", id: task, person: "system" };
      const sent = await boss.send("schedule", data, { db: inside, id, singletonKey: task });
      if (sent !== null && done) await boss.complete("schedule", id, null, { db: inside, includeQueued: true });
    },
    work: async (handlers) => {
      await start();
      for (const queue of QUEUES) {
        const handler = handlers[queue];
        if (!handler) continue;
        await boss.work<JobData>(queue, { batchSize: 1, perJobResults: true, ...POLL }, async ([job]) => {
          if (!job) return [];
          running.set(job.id, queue);
          const outcome = stopping ? null : await runJob(queue, job, handler, log);
          // Once stopping, the job was given back and may already be another's: nothing more is said of it from here.
          if (stopping || outcome === null) return NEVER;
          running.delete(job.id);
          return [outcome];
        });
      }
    },
    stop: () => {
      stopping = true;
      stopped ??= (started ?? Promise.reject()).then(
        () => stopBoss(boss, running, log),
        () => {},
      );
      return stopped;
    },
  };
}

async function runJob(queue: Queue, job: Job<JobData>, handler: Handler, log: Log) {
  const told = { queue, job: job.id, subject: job.data.id };
  log.info(told, "job begins");
  try {
    await traced(`job ${queue}`, { "ancrage.queue": queue }, () => handler(job.data));
    log.info(told, "job ends");
    return { id: job.id, status: "completed" as const };
  } catch (error) {
    const failure = failureOf(error);
    log.warn({ ...told, failure, at: placeOf(error) }, "job failed");
    return { id: job.id, status: "failed" as const, output: { failure } };
  }
}

// Where an error was thrown, without its words.
const placeOf = (error: unknown): string[] =>
  String((error as Error)?.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim());

/** Makes the queues, and brings those of an earlier version up to what is asked of them today. */
async function defineQueues(boss: PgBoss): Promise<void> {
  const known = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  for (const name of QUEUES) {
    const dead = deadLetterOf(name);
    if (!known.has(dead)) await boss.createQueue(dead, DEAD_DEFINITION);
    const wanted = { ...DEFINITIONS[name], deadLetter: dead, notify: true };
    const found = known.get(name);
    if (!found) await boss.createQueue(name, wanted);
    else if (Object.entries(wanted).some(([option, value]) => found[option as keyof typeof found] !== value)) {
      const { policy: _, ...options } = wanted;
      await boss.updateQueue(name, options);
    }
  }
}

/**
 * A job cut short is given back and goes on elsewhere at once: nobody should wait for it to stop the server. pg-boss
 * would count it as a failed try, so that a few restarts during one long import would end in the dead letters.
 */
async function stopBoss(boss: PgBoss, running: Map<string, Queue>, log: Log): Promise<void> {
  for (const queue of QUEUES) await boss.offWork(queue, { wait: false });
  // What was being fetched at this moment is known a moment later.
  if (boss.getWipData().length > 0) await wait(FETCHED_MS);
  const database = boss.getDb() as ReturnType<PgBoss["getDb"]> & { close: () => Promise<void> };
  for (const [id, queue] of running) {
    await giveBack(database, queue, id).then(
      () => log.info({ queue, job: id }, "job given back"),
      (error) => log.warn({ queue, job: id, failure: failureOf(error) }, "job not given back"),
    );
  }
  if (running.size === 0) return boss.stop({ graceful: false });
  // Without its connections, it cannot fail what was given back.
  await database.close();
  await boss.stop({ graceful: false, close: false }).catch(() => {});
}

function giveBack(database: ReturnType<PgBoss["getDb"]>, queue: Queue, id: string) {
  return database.executeSql(
    `update pgboss.job as given set state = 'created', started_on = null, heartbeat_on = null
     where name = $1 and id = $2 and state = 'active' and not exists (
       select from pgboss.job as other where other.name = given.name and other.state = 'created' and other.policy = 'short'
         and given.policy = 'short' and other.singleton_key is not distinct from given.singleton_key)`,
    [queue, id],
  );
}
