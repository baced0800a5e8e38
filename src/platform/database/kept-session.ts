import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

/** How often a connection that has nothing to say is asked whether it is still there. */
export const EVERY_MS = 1000;
/** A server that says nothing for so long is taken for lost, whatever its connection pretends. */
const PATIENCE_MS = 3000;

// PostgreSQL keeps the session of a machine that vanished, its locks included, for two hours on most systems. It takes
// these in over a Unix socket as well, where nobody vanishes without a word, and does nothing with them.
const LET_GO = `set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3;
  set tcp_user_timeout = 25000`;

/** A client for a connection that is kept, whose every question is answered or fails within seconds. */
export function keptClient(url: string, name: string): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: name,
  });
  // The question in progress, or the next one, already tells it.
  client.on("error", () => {});
  return client;
}

/** Connects, and has PostgreSQL let go of the session within half a minute should this machine vanish. */
export async function connectKept(client: pg.Client): Promise<void> {
  await client.connect();
  await client.query(LET_GO);
}

/**
 * Waits until the connection ends, asking it a small question again and again: whoever only listens would never hear that
 * a link died without a word. A question that goes unanswered is thrown.
 */
export async function untilLost(client: pg.Client, closing: AbortSignal): Promise<void> {
  const ended = new AbortController();
  client.once("end", () => ended.abort());
  const signal = AbortSignal.any([closing, ended.signal]);
  while (!signal.aborted) {
    await client.query("select 1");
    await wait(EVERY_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}

/** Ends a connection, also one whose server would never answer a goodbye. */
export async function farewell(client: pg.Client): Promise<void> {
  const { stream } = (client as unknown as { connection: { stream: { destroy: () => void } } }).connection;
  const late = setTimeout(() => stream.destroy(), 500);
  await client.end().catch(() => {});
  clearTimeout(late);
}
