/** Loaded before the product's own code: writes every query sent to PostgreSQL, with when it began and ended, to a file. */
import { appendFileSync } from "node:fs";
import pg from "pg";

export type Recorded = { sql: string; values: unknown[]; began: number; ended: number };

// The process of jobs is started by the server with all this too; what it asks belongs to no page.
const file = process.argv.includes("serve") ? process.env.BENCH_QUERIES_FILE : undefined;
const send = pg.Client.prototype.query as unknown as (...args: unknown[]) => Promise<unknown>;

if (file) {
  pg.Client.prototype.query = async function (this: pg.Client, ...args: unknown[]) {
    const began = performance.now();
    const done = await send.apply(this, args);
    const [sql, values = []] = args;
    const recorded = { sql: String(sql), values: values as unknown[], began, ended: performance.now() };
    appendFileSync(file, `${JSON.stringify(recorded satisfies Recorded)}\n`);
    return done;
  } as unknown as typeof pg.Client.prototype.query;
}
