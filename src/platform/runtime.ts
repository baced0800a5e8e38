import pg from "pg";
import { v7 as uuid } from "uuid";
import type { Doors } from "./action.ts";
import type { Config } from "./config.ts";
import { type Database, openDatabase, openPool } from "./database/database.ts";
import { type MigrationOutcome, migrate, readMigrations } from "./database/migrate.ts";
import { failureOf } from "./job-failure.ts";
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
  url: string;
  /** The address whose connections keep their session, which a pool by transactions does not: for what listens or locks. */
  sessionUrl: string;
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
  const { url, elsewhere, stop } = address.value;
  const sessionUrl = config.sessionUrl ?? url;
  const migrated = await migrateAt(sessionUrl);
  if (!migrated.ok) {
    await stop();
    return migrated;
  }
  const stopTracing = config.tracesTo ? await startTracing(config.tracesTo, "ancrage") : async () => {};
  const pool = openPool(url, config.pool);
  pool.on("error", (error) => log.warn({ err: error.message }, "database connection lost"));
  const db = openDatabase(pool);
  const jobs = openJobs(sessionUrl, log);
  const keyRing = openKeyRing(config);
  const vault = makeVault(keyRing.keys);
  return ok({
    config,
    log,
    url,
    sessionUrl,
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
      await db.destroy();
      // A receiver that is away must not keep anybody from stopping.
      await stopTracing().catch((error) => log.warn({ detail: (error as Error).message }, "traces not sent"));
      await stop();
    },
  });
}

/** The address of the database, embedded (started if need be) or one's own, whatever it holds. */
export async function openAddress(
  config: Config,
  log: Log,
): Promise<Result<{ url: string; elsewhere: string | null; stop: () => Promise<void> }>> {
  if (config.databaseUrl) return ok({ url: config.databaseUrl, elsewhere: null, stop: async () => {} });
  const opened = await openEmbedded({ dataDir: config.dataDir, log: (event, fields) => log.debug(fields, event) });
  if (!opened.ok) return opened;
  const { url, notice, location, stop } = opened.value;
  return ok({ url, elsewhere: notice === null ? null : location, stop });
}

const OLDEST_SERVER = 150_000;

async function migrateAt(url: string): Promise<Result<MigrationOutcome>> {
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
    return ok(await migrate(client, await readMigrations(), () => new Date()));
  } catch (error) {
    // It may leave again between two questions: that is refused as it is when nobody answers at all.
    if (failureOf(error).code !== "job_database_away") throw error;
    return unavailable("database_unreachable", { detail: (error as Error).message });
  } finally {
    await client.end().catch(() => {});
  }
}
