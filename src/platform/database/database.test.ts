import { beforeAll, expect, test } from "vitest";
import { type Bench, freshDatabase } from "../../../tests/preparation/database.ts";

let bench: Bench;

beforeAll(async () => {
  bench = await freshDatabase();
});

test("a connection that breaks between two queries of its user fails the next one, and nothing else", async () => {
  const client = await bench.pages.pool.connect();
  const { pid } = (await client.query("select pg_backend_pid() as pid")).rows[0];
  const unheard: unknown[] = [];
  const hear = (error: unknown) => unheard.push(error);
  process.prependListener("uncaughtException", hear);
  const ended = new Promise((done) => client.once("end", done));
  await bench.pool.query("select pg_terminate_backend($1)", [pid]);
  await ended;
  process.removeListener("uncaughtException", hear);
  await expect(client.query("select 1")).rejects.toThrow();
  client.release();
  expect(unheard).toEqual([]);
  expect((await bench.pages.pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
});
