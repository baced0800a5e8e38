import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { tellReach, tellReachEachTime } from "./reach.ts";
import type { Schema } from "./schema.ts";

export type Database = Kysely<Schema>;

/** The channel on which a network's change is announced, with its slug, so that every process drops its ready pages. */
export const CHANGE_CHANNEL = "ancrage_changed";

// bigint: every count and revision here stays far below 2^53, and a string would compare wrongly.
export const types = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    oid === pg.types.builtins.INT8
      ? Number
      : pg.types.getTypeParser(oid, format as "text")) as typeof pg.types.getTypeParser,
};

/** Opens a pool of connections on a PostgreSQL address, whose queries see what `within` lets them; the pool connects when first used. */
export function openPool(url: string, max: number, { byTransactions = false } = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    connectionTimeoutMillis: 10_000,
    application_name: "ancrage",
  });
  // The pool hears of connections that break at rest; one that breaks between two queries of its user would end the
  // process, although the next query tells it.
  pool.on("connect", (client) => {
    client.on("error", () => {});
    (byTransactions ? tellReachEachTime : tellReach)(client);
  });
  // The pool's own would ask in the name of whoever gave the connection back.
  pool.query = (async (...args: Parameters<pg.ClientBase["query"]>) => {
    const client = await pool.connect();
    try {
      return await client.query(...args);
    } finally {
      client.release();
    }
  }) as typeof pool.query;
  return pool;
}

/** Wraps a pool in the typed query builder. */
export function openDatabase(pool: pg.Pool): Database {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}

/** Tells every process that what a network shows has changed; delivered when the transaction commits. */
export async function announceChange(db: Database, networkId: string): Promise<void> {
  await sql`with moved as (update networks set revision = revision + 1 where id = ${networkId} returning slug)
    select pg_notify(${CHANGE_CHANNEL}, slug) from moved`.execute(db);
}
