import type { ClientBase } from "pg";
import { PgBoss } from "pg-boss";

/** A job that waits or was under way, as pg-boss takes it. */
export type PendingJob = { name: string; id: string; data: object } & Record<string, unknown>;
export type QueueShape = Record<string, unknown>;

const BATCH = 500;

async function isThere(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query("select to_regclass('pgboss.job') is not null as found");
  return rows[0].found;
}

/** The queues as they were made, those that others lead to first. */
export async function readQueues(client: ClientBase): Promise<QueueShape[]> {
  if (!(await isThere(client))) return [];
  const { rows } = await client.query(`select name, policy, retry_limit as "retryLimit", retry_delay as "retryDelay",
      retry_backoff as "retryBackoff", retry_delay_max as "retryDelayMax", expire_seconds as "expireInSeconds",
      retention_seconds as "retentionSeconds", deletion_seconds as "deleteAfterSeconds", dead_letter as "deadLetter",
      heartbeat_seconds as "heartbeatSeconds", notify
    from pgboss.queue where name not like '\\_\\_%' order by dead_letter is not null, name`);
  return rows.map(withoutNulls);
}

/** The jobs that are not finished, in batches; one that was under way is to be done again, for handlers bear it. */
export async function* readPendingJobs(client: ClientBase): AsyncGenerator<PendingJob[]> {
  if (!(await isThere(client))) return;
  for (let after: [string, string] = ["", "00000000-0000-0000-0000-000000000000"]; ; ) {
    const { rows } = await client.query(
      `select name, id, data, priority, retry_limit as "retryLimit", retry_delay as "retryDelay", retry_backoff as "retryBackoff",
          retry_delay_max as "retryDelayMax", start_after as "startAfter", singleton_key as "singletonKey",
          expire_seconds as "expireInSeconds", deletion_seconds as "deleteAfterSeconds", heartbeat_seconds as "heartbeatSeconds",
          dead_letter as "deadLetter"
        from pgboss.job where state < 'completed' and name not like '\\_\\_%' and (name, id) > ($1, $2::uuid)
        order by name, id limit ${BATCH}`,
      after,
    );
    if (rows.length === 0) return;
    yield rows.map((row) => withoutNulls(row) as PendingJob);
    const last = rows.at(-1);
    after = [last.name, last.id];
  }
}

const withoutNulls = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

export type JobStore = {
  /** Sets aside in a schema what is there, and leaves nothing to do. */
  clear: (client: ClientBase, keptIn: string | null) => Promise<void>;
  /** Puts jobs back under the same identifiers, in the transaction of that connection. */
  put: (client: ClientBase, jobs: PendingJob[]) => Promise<void>;
  close: () => Promise<void>;
};

/** Makes the queues of a database, and gives what puts jobs in them. */
export async function openJobStore(url: string, queues: QueueShape[]): Promise<JobStore> {
  const boss = new PgBoss({ connectionString: url, max: 1, schedule: false, supervise: false });
  boss.on("error", () => {});
  await boss.start();
  for (const { name, ...options } of queues) await boss.createQueue(String(name), options);
  return {
    clear: async (client, keptIn) => {
      if (keptIn !== null)
        await client.query(`create table ${client.escapeIdentifier(keptIn)}.waiting_jobs as select * from pgboss.job`);
      await client.query("delete from pgboss.job");
    },
    put: async (client, jobs) => {
      const db = {
        executeSql: async (text: string, values?: unknown[]) => {
          const { rows } = await client.query(text, values);
          return { rows };
        },
      };
      for (const [name, own] of Map.groupBy(jobs, (job) => job.name))
        await boss.insert(
          name,
          own.map(({ name: _, ...job }) => job),
          { db },
        );
    },
    close: () => boss.stop({ graceful: false }),
  };
}
