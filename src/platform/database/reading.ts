import { AsyncLocalStorage } from "node:async_hooks";
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import pg from "pg";
import type { Log } from "../log.ts";
import type { Database } from "./database.ts";
import type { Replicas, Standby } from "./replicas.ts";
import type { Schema } from "./schema.ts";

/** Further than any journal: only the primary has it all. */
export const ALL = 2n ** 64n;

export type Reading = {
  /** The database as requests read it: from the server chosen for the request in progress, outside of one from the primary. */
  db: Database;
  /** Runs what answers one request; it reads from one standby that has this position, or from the primary. */
  from: <T>(position: bigint, work: () => T) => T;
  /** Where the primary's journal ends now: whoever has that has all that was committed. */
  position: () => Promise<bigint>;
  /** Where the journal ended after the last change announced; `ALL` while that is not known. */
  changed: () => bigint;
  /** Notes that a change was announced. */
  noteChange: () => Promise<void>;
  /** Whether what the request in progress reads holds every change announced so far. */
  isFresh: () => boolean;
  replicas: Replicas;
};

/** The server a request reads from: it may leave its standby for the primary, which only goes forward in time, never the other way. */
type Place = { standby: Standby | null; position: bigint };

/** Sends reading to the standbys, one for each request, and to the primary whenever they cannot serve. */
export function openReading(primary: pg.Pool, replicas: Replicas, log: Log): Reading {
  const places = new AsyncLocalStorage<Place>();
  let lastChange = ALL;
  let changes = 0;
  const position = async () => {
    const end = await primary.query("select (pg_current_wal_insert_lsn() - '0/0')::text as position");
    return BigInt(end.rows[0].position);
  };
  const connect = () => connectAt(places.getStore() ?? { standby: null, position: ALL }, primary, replicas, log);
  const pool = { connect, end: async () => {}, options: {} } as PostgresPool;
  return {
    replicas,
    db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }),
    from: (least, work) => {
      const standby = least >= ALL ? null : replicas.choose(least);
      return places.run({ standby, position: standby?.position ?? ALL }, work);
    },
    position,
    changed: () => lastChange,
    noteChange: async () => {
      changes += 1;
      const mine = changes;
      lastChange = ALL;
      const end = await position().catch(() => ALL);
      if (mine === changes) lastChange = end;
    },
    isFresh: () => {
      const place = places.getStore();
      return place === undefined || place.position >= lastChange;
    },
  };
}

/** A connection to where the request reads; a reading that fails through no fault of its own is done once more on the primary, where the request then stays. */
async function connectAt(place: Place, primary: pg.Pool, replicas: Replicas, log: Log): Promise<PostgresPoolClient> {
  const leave = (standby: Standby, error: Error): void => {
    if (isGone(error)) replicas.failed(standby, error.message);
    if (place.standby) log.info({ standby: standby.name, detail: error.message }, "read again from the primary");
    place.standby = null;
  };
  const open = async () => {
    const { standby } = place;
    if (!standby) return { standby, client: await primary.connect() };
    const connecting = standby.pool.connect();
    try {
      return { standby, client: await unlessLost(standby, connecting) };
    } catch (error) {
      connecting.then((client) => client.release(true)).catch(() => {});
      leave(standby, error as Error);
      return { standby: null, client: await primary.connect() };
    }
  };
  let held = await open();
  let inTransaction = false;
  const query = async (text: string, values: unknown[]) => {
    const { standby, client } = held;
    if (!standby) return client.query(text, values);
    try {
      const answer = await unlessLost(standby, client.query(text, values));
      inTransaction = /^(begin|start transaction)\b/.test(text) || (inTransaction && !/^(commit|rollback)$/.test(text));
      return answer;
    } catch (error) {
      // In the middle of a transaction, what was read before would be missing.
      if (inTransaction || !isServersFault(error as Error)) throw error;
      leave(standby, error as Error);
      client.release(true);
      held = { standby: null, client: await primary.connect() };
      return held.client.query(text, values);
    }
  };
  const release = (destroy?: boolean) => held.client.release(destroy || inTransaction);
  return { query, release } as unknown as PostgresPoolClient;
}

function unlessLost<T>({ waiting }: Standby, work: Promise<T>): Promise<T> {
  return new Promise((done, fail) => {
    waiting.add(fail);
    work.then(done, fail).finally(() => waiting.delete(fail));
  });
}

/**
 * Whether another server may answer what this one refused: lost connections, shutdown, recovery conflicts (40), a standby
 * that cannot write (25006), no room, no memory, damaged files. A query that is wrong is wrong everywhere.
 */
export function isServersFault(error: Error): boolean {
  if (!(error instanceof pg.DatabaseError)) return true;
  return /^(08|40|53|57P|58|XX|25006)/.test(error.code ?? "");
}

/** Whether the server itself went away, as opposed to one query of it, or to a pool that is full. */
function isGone(error: Error): boolean {
  if (error instanceof pg.DatabaseError) return /^(08|57P)/.test(error.code ?? "");
  return !/timeout exceeded when trying to connect/.test(error.message);
}
