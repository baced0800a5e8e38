import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { keptFailure } from "../platform/job-failure.ts";
import { deadLetterOf } from "../platform/job-queues.ts";
import { QUEUES, type Queue } from "../platform/jobs.ts";
import type { Failure } from "../platform/result.ts";

export type JobState = "waiting" | "running" | "retrying" | "dead";

/** A job that is not done: what it is for, how far it is, and why it failed the last time. */
export type JobRow = {
  id: string;
  queue: Queue;
  state: JobState;
  network: string;
  subject: string;
  askedAt: Date;
  /** How many times it was tried, the present one not counted. */
  tries: number;
  /** When it will be tried again. */
  nextAt: Date | null;
  failure: Failure | null;
};

type Row = {
  id: string;
  name: string;
  state: "created" | "retry" | "active";
  network: string;
  subject: string;
  asked_at: Date;
  start_after: Date;
  retry_count: number;
  output: unknown;
};

const STATES = { created: "waiting", retry: "retrying", active: "running" } as const;
const QUEUE_OF_DEAD = new Map<string, Queue>(QUEUES.map((queue) => [deadLetterOf(queue), queue]));
const NAMES = [...QUEUES, ...QUEUE_OF_DEAD.keys()];
const DEAD = sql`name = any(${[...QUEUE_OF_DEAD.keys()]})`;
const MOST = 500;

/** What is read of a job: a dead letter is as old as the job it was, and was tried as often. */
const COLUMNS = sql`id, name, state::text, coalesce(data ->> 'network', '') as network, coalesce(data ->> 'id', '') as subject,
  coalesce(source_created_on, created_on) as asked_at, start_after, coalesce(source_retry_count, retry_count) as retry_count, output`;

/** Whether any job was ever asked for: the tables of jobs are made with the first one. */
async function hasJobs(db: Database): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('pgboss.job') is not null as there`.execute(db);
  return rows[0]!.there;
}

/** The jobs of a network that are not done, or of the whole installation (null): the dead first, then by age. */
export async function listJobs(db: Database, network: string | null): Promise<JobRow[]> {
  if (!(await hasJobs(db))) return [];
  const { rows } = await sql<Row>`
    select ${COLUMNS}
    from pgboss.job
    where name = any(${NAMES}) and state in ('created', 'retry', 'active')
      and (${network}::text is null or data ->> 'network' = ${network})
    order by ${DEAD} desc, state = 'active' desc, created_on limit ${MOST}`.execute(db);
  return rows.map(toJob);
}

function toJob(row: Row): JobRow {
  const dead = QUEUE_OF_DEAD.get(row.name);
  const state = dead ? "dead" : STATES[row.state];
  const failed = row.output !== null && row.output !== undefined;
  return {
    id: row.id,
    queue: dead ?? (row.name as Queue),
    state,
    network: row.network,
    subject: row.subject,
    askedAt: new Date(row.asked_at),
    tries: dead ? row.retry_count + 1 : row.state === "retry" ? row.retry_count + 1 : row.retry_count,
    nextAt: state === "retrying" ? new Date(row.start_after) : null,
    failure: failed ? keptFailure(row.output) : null,
  };
}

/** The subjects of a queue that have a job which is not done. */
export async function listLive(db: Database, queue: Queue): Promise<Set<string>> {
  if (!(await hasJobs(db))) return new Set();
  const { rows } = await sql<{ subject: string }>`
    select singleton_key as subject from pgboss.job
    where name = ${queue} and state in ('created', 'retry', 'active')`.execute(db);
  return new Set(rows.map(({ subject }) => subject));
}

/** A dead letter, whatever its network; undefined when somebody decided of it already. */
export async function findDeadLetter(db: Database, id: string): Promise<JobRow | undefined> {
  if (!(await hasJobs(db))) return undefined;
  const { rows } = await sql<Row>`
    select ${COLUMNS}
    from pgboss.job
    where ${DEAD} and id = ${id}::uuid and state = 'created'`.execute(db);
  return rows[0] && toJob(rows[0]);
}

/** How many dead letters wait for a decision, in the whole installation. */
export async function countDeadLetters(db: Database): Promise<number> {
  if (!(await hasJobs(db))) return 0;
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pgboss.job where ${DEAD} and state = 'created'`.execute(db);
  return rows[0]!.count;
}

/** Where the job of something is; null when it has none that is not done. `ahead` counts what goes before it. */
export type Whereabouts = {
  state: JobState;
  ahead: number;
  tries: number;
  nextAt: Date | null;
  failure: Failure | null;
};

/** Where the job that works on something is. */
export async function findWhereabouts(db: Database, queue: Queue, subject: string): Promise<Whereabouts | null> {
  if (!(await hasJobs(db))) return null;
  const { rows } = await sql<Row & { ahead: number }>`
    select ${COLUMNS},
      (select count(*)::int from pgboss.job as before where before.name = ${queue}
        and (before.state = 'active' or before.state in ('created', 'retry') and before.created_on < job.created_on)) as ahead
    from pgboss.job
    where name in (${queue}, ${deadLetterOf(queue)}) and singleton_key = ${subject} and state in ('created', 'retry', 'active')
    order by name = ${queue} desc, created_on desc limit 1`.execute(db);
  const row = rows[0];
  if (!row) return null;
  const { state, tries, nextAt, failure } = toJob(row);
  return { state, ahead: state === "waiting" ? row.ahead : 0, tries, nextAt, failure };
}

/** The dead letters of which what they were for knows nothing yet, and that nobody asked for again since. */
export async function listUntold(db: Database): Promise<(JobRow & { failure: Failure })[]> {
  if (!(await hasJobs(db))) return [];
  const { rows } = await sql<Row>`
    select ${COLUMNS}
    from pgboss.job as dead
    where ${DEAD} and state = 'created' and heartbeat_on is null and not exists (
      select from pgboss.job as live where live.name = dead.source_name and live.singleton_key = dead.singleton_key
        and live.state in ('created', 'retry', 'active'))
    order by created_on limit ${MOST}`.execute(db);
  return rows.map((row) => ({ ...toJob(row), failure: keptFailure(row.output) }));
}

/** Notes that what a dead letter was for has been told; nothing beats for a dead letter, so its heartbeat can say so. */
export async function noteTold(db: Database, id: string): Promise<void> {
  await sql`update pgboss.job set heartbeat_on = now() where ${DEAD} and id = ${id}::uuid`.execute(db);
}

/** Sets a dead letter of a network aside; tells whether there was one to set aside. */
export async function cancelDeadLetter(db: Database, network: string, id: string): Promise<boolean> {
  if (!(await hasJobs(db))) return false;
  const { numAffectedRows } = await sql`
    update pgboss.job set state = 'cancelled', completed_on = now()
    where ${DEAD} and id = ${id}::uuid and state = 'created'
      and data ->> 'network' = ${network}`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** The subjects of a queue whose last dead letter is younger than so many hours: asking again at once would fail again. */
export async function listJustDead(db: Database, queue: Queue, hours: number): Promise<Set<string>> {
  if (!(await hasJobs(db))) return new Set();
  const { rows } = await sql<{ subject: string }>`
    select distinct singleton_key as subject from pgboss.job
    where name = ${deadLetterOf(queue)} and created_on > now() - ${hours} * interval '1 hour'`.execute(db);
  return new Set(rows.map(({ subject }) => subject));
}

/** Whether a scheduled task was ever asked for. */
export async function wasScheduled(db: Database, task: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (select from pgboss.job where name = 'schedule' and singleton_key = ${task}) as known`.execute(db);
  return rows[0]!.known;
}

/** How many jobs are in each queue and state, how long the oldest has waited, and when each scheduled task last ended. */
export type JobsReport = {
  counts: { queue: string; state: JobState; count: number; oldestSeconds: number }[];
  schedules: { task: string; at: number }[];
};

/** What is measured of jobs. */
export async function reportJobs(db: Database): Promise<JobsReport> {
  if (!(await hasJobs(db))) return { counts: [], schedules: [] };
  const counts = await sql<{ name: string; state: Row["state"]; count: number; oldest: number }>`
    select name, state::text, count(*)::int as count, extract(epoch from now() - min(created_on))::float8 as oldest
    from pgboss.job where name = any(${NAMES}) and state in ('created', 'retry', 'active') group by name, state`.execute(
    db,
  );
  const schedules = await sql<{ task: string; at: number }>`
    select singleton_key as task, extract(epoch from max(completed_on))::float8 as at from pgboss.job
    where name = 'schedule' and state = 'completed' and started_on is not null group by singleton_key`.execute(db);
  return {
    counts: counts.rows.map(({ name, state, count, oldest }) => {
      const dead = QUEUE_OF_DEAD.get(name);
      return { queue: dead ?? name, state: dead ? "dead" : STATES[state], count, oldestSeconds: Math.max(0, oldest) };
    }),
    schedules: schedules.rows,
  };
}
