import type pg from "pg";
import type { Migration } from "../platform/database/migrate.ts";
import { withSession } from "../platform/database/session.ts";
import { type JobStore, openJobStore, type PendingJob } from "../platform/pending-jobs.ts";
import { readTables, speakPlainly } from "./catalogue.sql.ts";
import type { About } from "./contents.ts";
import {
  asRefusal,
  catchUp,
  compareTables,
  completeTables,
  examineRoom,
  loadTable,
  makeRoom,
  makeTables,
  migrationsOf,
  takeDatabase,
} from "./load.sql.ts";
import { type ReadArchive, readArchive } from "./read-archive.ts";
import { Refused } from "./refused.ts";
import type { Staging } from "./staging.ts";

export type Restoring = {
  archive: string;
  passphrase: string | null;
  known: readonly Migration[];
  staging: Staging;
  at: Date;
  /** Moves what was there to a schema of this name, instead of refusing. */
  keptIn: string;
  force: boolean;
  /** Loads, compares what was loaded with the archive, and leaves nothing. */
  onlyVerify: boolean;
  onTable?: (name: string) => void;
};

export type Restored = ReadArchive & { keptIn: string | null; applied: string[] };

/**
 * Loads an archive into a database, in one transaction: until its very end, the database is as it was. Needs no right but
 * those of its owner. Throws `Refused`.
 */
export async function restoreInto(url: string, restoring: Restoring): Promise<Restored> {
  let jobs: JobStore | null = null;
  try {
    return await withSession(url, "ancrage restore", async (client) => {
      await speakPlainly(client);
      await takeDatabase(client);
      return await inTransaction(client, restoring, async (queues) => {
        jobs = restoring.onlyVerify ? null : await openJobStore(url, queues);
        return jobs;
      });
    });
  } catch (error) {
    throw asRefusal(error);
  } finally {
    await (jobs as JobStore | null)?.close();
    await restoring.staging.clear();
  }
}

async function inTransaction(
  client: pg.Client,
  restoring: Restoring,
  openJobs: (queues: About["queues"]) => Promise<JobStore | null>,
): Promise<Restored> {
  const { archive, passphrase, known, staging } = restoring;
  let guards = { off: [] as string[], on: [] as string[] };
  let keptIn: string | null = null;
  let jobs: JobStore | null = null;
  const read = await readArchive(archive, passphrase, {
    about: async (about) => {
      migrationsOf(about, known);
      const keeps = await examineRoom(client, restoring.force);
      // Before the transaction, whose locks would have it wait.
      jobs = await openJobs(about.queues);
      await client.query("begin");
      await makeRoom(client, restoring.keptIn, keeps);
      if (keeps) keptIn = restoring.keptIn;
      await jobs?.clear(client, keptIn);
      guards = await makeTables(client, about, known);
    },
    jobs: async (waiting: PendingJob[]) => jobs?.put(client, waiting),
    table: async (table, rows) => {
      restoring.onTable?.(table.name);
      await loadTable(client, table, rows);
    },
    file: staging.take,
  });
  await completeTables(client, read.about, guards);
  if (restoring.onlyVerify) {
    const differing = await compareTables(client, read.about, read.manifest);
    if (differing.length > 0)
      throw new Refused({ kind: "conflict", code: "backup_differs", params: { tables: differing.join(", ") } });
    await client.query("rollback");
    return { ...read, keptIn: null, applied: [] };
  }
  const applied = await catchUp(client, read.about, known, restoring.at);
  await staging.place();
  await client.query("commit");
  await staging.finish();
  await analyse(client);
  return { ...read, keptIn, applied };
}

/** Lets PostgreSQL count what was loaded: until its own rounds, it would plan as for empty tables. */
async function analyse(client: pg.Client): Promise<void> {
  const names = (await readTables(client)).map(({ name }) => `public.${client.escapeIdentifier(name)}`);
  await client.query(`analyze ${names.join(", ")}`);
}
