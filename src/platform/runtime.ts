import pg from "pg";
import { v7 as uuid } from "uuid";
import type { Doors } from "./action.ts";
import type { Config } from "./config.ts";
import { type Database, openDatabase, openPool } from "./database/database.ts";
import { type MigrationOutcome, migrate, readMigrations } from "./database/migrate.ts";
import { asApplication, examineRole, joinApplication } from "./database/roles.ts";
import { failureOf } from "./job-failure.ts";
import { prepareJobs } from "./job-schema.ts";
import { type Jobs, openJobs } from "./jobs.ts";
import { type KeyRing, openKeyRing } from "./keys.ts";
import type { Log } from "./log.ts";
import type { Person } from "./person.ts";
import { openEmbedded } from "./postgres/embedded.ts";
import { fail, ok, type Result, unavailable } from "./result.ts";
import { startTracing } from "./tracing.ts";
import { makeVault } from "./vault.ts";

/** All that the product runs on, opened once for a process. */
export type Runtime = {
  config: Config;
  log: Log;
  /** The address that pages and jobs work at, under a role that owns nothing. */
  url: string;
  /** The same, whose connections keep their session, which a pool by transactions does not: for what listens or locks. */
  sessionUrl: string;
  /** The address of the owner of the tables: for migrations and backups. */
  ownerUrl: string;
  replicaUrls: string[];
  pool: pg.Pool;
  db: Database;
  jobs: Jobs;
  keyRing: KeyRing;
  /** Where the embedded cluster really is, when its account could not enter the data folder. */
  elsewhere: string | null;
  migrations: MigrationOutcome;
  doors: (person: Person, request?: string) => Doors;
  close: () => Promise<void>;
};

/** Opens the database, embedded or one's own, brings its schema up to date, and returns what actions need. */
export async function openRuntime(config: Config, log: Log): Promise<Result<Runtime>> {
  const address = await openAddress(config, log);
  if (!address.ok) return address;
  const { url, sessionUrl, ownerUrl, replicaUrls, elsewhere, stop } = address.value;
  const migrated = await migrateAt(ownerUrl, { alone: config.databaseUrl !== null && config.ownerUrl === null });
  if (!migrated.ok) {
    await stop();
    return migrated;
  }
  const stopTracing = config.tracesTo ? await startTracing(config.tracesTo, "ancrage") : async () => {};
  const pool = openPool(url, config.pool, { byTransactions: sessionUrl !== url });
  pool.on("error", (error) => log.warn({ err: error.message }, "database connection lost"));
  const unsafe = await refuseRole(pool);
  if (unsafe) {
    await pool.end();
    await stop();
    return unsafe;
  }
  const db = openDatabase(pool);
  const jobs = openJobs(sessionUrl, log);
  const keyRing = openKeyRing(config);
  const vault = makeVault(keyRing.keys);
  return ok({
    config,
    log,
    url,
    sessionUrl,
    ownerUrl,
    replicaUrls,
    pool,
    db,
    jobs,
    keyRing,
    elsewhere,
    migrations: migrated.value,
    doors: (person, request = uuid()) => ({
      db,
      person,
      request,
      log,
      now: () => new Date(),
      newId: () => uuid(),
      enqueue: jobs.enqueue,
      dataDir: config.dataDir,
      anchorsDir: config.anchorsDir,
      vault,
    }),
    close: async () => {
      await jobs.stop();
      // Which leaves open what no query of its own went through.
      await db.destroy();
      if (!pool.ending) await pool.end();
      // A receiver that is away must not keep anybody from stopping.
      await stopTracing().catch((error) => log.warn({ detail: (error as Error).message }, "traces not sent"));
      await stop();
    },
  });
}

/** The addresses of the database, each for what its role may do, and how to leave it. */
export type Addresses = Pick<Runtime, "url" | "sessionUrl" | "ownerUrl" | "replicaUrls" | "elsewhere"> & {
  stop: () => Promise<void>;
};

/** The addresses of the database, embedded (started if need be) or one's own, whatever it holds. */
export async function openAddress(config: Config, log: Log): Promise<Result<Addresses>> {
  if (config.databaseUrl)
    return ok({ ...addressesOf(config, config.databaseUrl), elsewhere: null, stop: async () => {} });
  const opened = await openEmbedded({ dataDir: config.dataDir, log: (event, fields) => log.debug(fields, event) });
  if (!opened.ok) return opened;
  const { url: ownerUrl, pagesUrl: url, notice, location, stop } = opened.value;
  return ok({ url, sessionUrl: url, ownerUrl, replicaUrls: [], elsewhere: notice === null ? null : location, stop });
}

/** With one address, which is its owner's, pages and jobs take the application's role as they connect. */
function addressesOf({ sessionUrl, ownerUrl, replicaUrls }: Config, url: string) {
  if (ownerUrl) return { url, sessionUrl: sessionUrl ?? url, ownerUrl, replicaUrls };
  return {
    url: asApplication(url),
    sessionUrl: asApplication(sessionUrl ?? url),
    ownerUrl: sessionUrl ?? url,
    replicaUrls: replicaUrls.map(asApplication),
  };
}

/** Refuses to work under a role for which PostgreSQL would not keep networks apart. */
async function refuseRole(pool: pg.Pool): Promise<ReturnType<typeof unavailable> | null> {
  try {
    const { role, faults } = await examineRole(pool);
    return faults.length === 0 ? null : unavailable("database_role_unsafe", { role, faults: faults.join(", ") });
  } catch (error) {
    return unavailable("database_unreachable", { detail: (error as Error).message });
  }
}

const OLDEST_SERVER = 150_000;

/** Brings the schema up to date as its owner; `alone` when that is the only address there is. */
async function migrateAt(url: string, { alone }: { alone: boolean }): Promise<Result<MigrationOutcome>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    return unavailable("database_unreachable", { detail: (error as Error).message });
  }
  try {
    const version = Number((await client.query("show server_version_num")).rows[0].server_version_num);
    if (version < OLDEST_SERVER)
      return fail({ kind: "unavailable", code: "database_too_old", params: { version: Math.floor(version / 10_000) } });
    const outcome = await migrate(client, await readMigrations(), () => new Date());
    if (alone) {
      const joined = await joinApplication(client);
      if (!joined.ok) return joined;
    }
    await prepareJobs(client);
    return ok(outcome);
  } catch (error) {
    // A role or a right that whoever administers the server must give.
    if ((error as { code?: string }).code === "42501")
      return unavailable("database_right_missing", { detail: (error as Error).message });
    // It may leave again between two questions: that is refused as it is when nobody answers at all.
    if (failureOf(error).code !== "job_database_away") throw error;
    return unavailable("database_unreachable", { detail: (error as Error).message });
  } finally {
    await client.end().catch(() => {});
  }
}
