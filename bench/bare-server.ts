/**
 * The baseline of pages: a bare `http` server which, for one address, makes the queries the product made, those that ran
 * together together, through a pool of the same size, and then sends the bytes and headers the product sent.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { openPool } from "../src/platform/database/database.ts";
import { everywhere } from "../src/platform/database/reach.ts";

/** A query waits for those that had ended before it began. */
export type Replay = { sql: string; values: unknown[]; after: number[] };
export type BarePage = { path: string; headers: Record<string, string>; body: string; queries: Replay[] };
export type BareSetup = { url: string; pool: number; pages: BarePage[] };

const setup = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as BareSetup;
const pool = openPool(setup.url, setup.pool);
const pages = new Map(setup.pages.map((page) => [page.path, { ...page, bytes: Buffer.from(page.body, "base64") }]));

async function replay(queries: Replay[]): Promise<void> {
  const running: Promise<unknown>[] = [];
  for (const { sql, values, after } of queries) {
    const before = after.map((index) => running[index]!);
    running.push(
      before.length === 0 ? pool.query(sql, values) : Promise.all(before).then(() => pool.query(sql, values)),
    );
  }
  await Promise.all(running);
}

const server = createServer((request, response) => {
  const page = pages.get(request.url ?? "");
  if (!page) return void response.writeHead(404).end();
  const send = () => void response.writeHead(200, page.headers).end(page.bytes);
  if (page.queries.length === 0) return send();
  everywhere("upkeep", () => replay(page.queries)).then(send, (error: Error) =>
    response.writeHead(500).end(error.message),
  );
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
process.on("SIGTERM", () => process.exit(0));
