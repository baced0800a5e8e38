import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { type Database, types } from "./database.ts";
import { REACH_SETTING } from "./reach.ts";
import type { Schema } from "./schema.ts";

/**
 * Runs work on one connection of the owner's, which keeps its session and sees every network; a connection that breaks
 * fails the query that meets it.
 */
export async function withSession<T>(url: string, name: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    types,
    connectionTimeoutMillis: 10_000,
    application_name: name,
  });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query(`set ${REACH_SETTING} = '*'`);
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The typed query builder on one connection, inside whatever transaction it is in. */
export function databaseOn(client: pg.ClientBase): Database {
  const pool = { connect: async () => ({ query: client.query.bind(client), release: () => {} }), end: async () => {} };
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: pool as never }) });
}
