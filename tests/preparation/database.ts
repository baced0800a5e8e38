import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { v7 as uuid } from "uuid";
import { inject } from "vitest";
import type { Doors } from "../../src/platform/action.ts";
import { type Database, openDatabase, openPool, types } from "../../src/platform/database/database.ts";
import { seeingAll } from "../../src/platform/database/roles.ts";
import { openKeyRing } from "../../src/platform/keys.ts";
import { makeLog } from "../../src/platform/log.ts";
import { LOCAL_PERSON, type Person } from "../../src/platform/person.ts";
import { makeVault } from "../../src/platform/vault.ts";
import { afterwards } from "./afterwards.ts";
import { withDatabase } from "./server.ts";

export type Bench = {
  /** The owner's address, for whoever prepares and looks: it sees every network. */
  url: string;
  db: Database;
  pool: pg.Pool;
  /** What pages, jobs and actions work with, under their own role. */
  pages: { url: string; db: Database; pool: pg.Pool };
  dataDir: string;
  doors: (person?: Person) => Doors;
  enqueued: { queue: string; id: string }[];
};

/** Gives a test file its own database, copied from the migrated template, and the doors of actions; all is gone at its end. */
export async function freshDatabase(now: () => Date = () => new Date()): Promise<Bench> {
  const name = `t_${uuid().replaceAll("-", "")}`;
  const [serverUrl, pagesUrl, template] = [inject("serverUrl"), inject("pagesUrl"), inject("template")];
  await onServer(serverUrl, `create database ${name} template ${template}`);
  const url = seeingAll(withDatabase(serverUrl, name));
  const pool = new pg.Pool({ connectionString: url, max: 5, types });
  const pages = openPages(withDatabase(pagesUrl, name));
  // The database is dropped under the pools' feet at the end.
  for (const one of [pool, pages.pool]) one.on("error", () => {});
  const db = openDatabase(pool);
  const dataDir = await mkdtemp(join(tmpdir(), "ancrage-test-"));
  const enqueued: Bench["enqueued"] = [];
  afterwards(async () => {
    await Promise.all([db.destroy(), pages.db.destroy()]);
    await dropDatabase(serverUrl, name);
    await rm(dataDir, { recursive: true, force: true });
  });
  const log = makeLog("silent");
  const vault = makeVault(openKeyRing({ keys: [], dataDir }).keys);
  return {
    url,
    db,
    pool,
    pages,
    dataDir,
    enqueued,
    doors: (person = LOCAL_PERSON) => ({
      db: pages.db,
      person,
      now,
      newId: () => uuid(),
      log,
      request: uuid(),
      dataDir,
      anchorsDir: join(dataDir, "anchors"),
      vault,
      enqueue: async (_db, queue, { id }) => void enqueued.push({ queue, id }),
    }),
  };
}

function openPages(url: string): Bench["pages"] {
  const pool = openPool(url, 5);
  return { url, pool, db: openDatabase(pool) };
}

/** Gives a test an empty database, without any table; it is gone at the end of the file. */
export async function emptyDatabase(): Promise<string> {
  const name = `t_${uuid().replaceAll("-", "")}`;
  const serverUrl = inject("serverUrl");
  await onServer(serverUrl, `create database ${name} template template0 encoding 'UTF8'`);
  afterwards(() => dropDatabase(serverUrl, name));
  return seeingAll(withDatabase(serverUrl, name));
}

// An ordinary role may not end the server's own housekeeping (autovacuum), which leaves by itself within moments, as does
// a session that was ended.
async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await onServer(serverUrl, `drop database if exists ${name} with (force)`);
    } catch (error) {
      if (!["42501", "55006"].includes(String((error as { code?: string }).code)) || tries === 40) throw error;
      await wait(250);
    }
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
