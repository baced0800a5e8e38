import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { v7 as uuid } from "uuid";
import { expect, vi } from "vitest";
import { type Asked, type BackedUp, backUp, type Machine } from "../../src/backup/back-up.ts";
import { readTables } from "../../src/backup/catalogue.sql.ts";
import { readArchive } from "../../src/backup/read-archive.ts";
import { afterwards } from "./afterwards.ts";
import type { Bench } from "./database.ts";

/** A folder that is gone at the end of the test file. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "ancrage-backup-"));
  afterwards(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs SQL on a database, on a connection of its own. */
export async function ask<T = Record<string, unknown>>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows as T[];
  } finally {
    await client.end();
  }
}

/** Waits until nobody is in a database: the server lets go of a transaction whose client was killed a moment later. */
export const untilAlone = (from: string, url: string): Promise<void> =>
  vi.waitFor(async () => {
    const inIt = "select query from pg_stat_activity where datname = $1 and backend_type = 'client backend'";
    expect(await ask(from, inIt, [new URL(url).pathname.slice(1)])).toEqual([]);
  }, 20_000);

export const machineOf = (bench: Pick<Bench, "url" | "dataDir">): Machine => ({
  url: bench.url,
  dataDir: bench.dataDir,
  anchorsDir: null,
  now: () => new Date(),
  newId: () => uuid(),
});

/** Backs up, and fails the test when it was refused. */
export async function backedUp(
  bench: Pick<Bench, "url" | "dataDir">,
  out: string,
  asked: Partial<Asked> = {},
  newId: Machine["newId"] = uuid,
): Promise<BackedUp> {
  const made = await backUp(
    { ...machineOf(bench), newId },
    { out, force: false, verify: true, passphrase: null, ...asked },
  );
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  return made.value;
}

/** How many rows each table holds and a sum of what they say, whatever their order; the hash of each file received. */
export async function contentsOf(url: string, schema = "public"): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set timezone = 'UTC'");
    const found: Record<string, string> = {};
    const { rows: tables } = await client.query<{ name: string }>(
      "select tablename::text as name from pg_tables where schemaname = $1 order by 1",
      [schema],
    );
    for (const { name } of tables) {
      const from = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`;
      const { rows } = await client.query(
        `select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as said from ${from} t`,
      );
      found[name] = rows[0].said;
    }
    return found;
  } finally {
    await client.end();
  }
}

/** Tables, columns, indexes, constraints, triggers, functions of the product, as PostgreSQL tells them. */
export async function schemaOf(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const lines = await client.query<{ line: string }>(`
      select 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') as line
        from information_schema.columns where table_schema = 'public'
      union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
      union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated
        from pg_constraint where connamespace = 'public'::regnamespace
      union all select 'trigger ' || pg_get_triggerdef(oid) || ' ' || tgenabled::text from pg_trigger where not tgisinternal and pg_get_triggerdef(oid) like '% ON public.%'
      union all select 'table ' || relname || ' ' || relrowsecurity || relforcerowsecurity from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r'
      order by 1`);
    return [...lines.rows.map(({ line }) => line), ...(await readTables(client)).map(({ name }) => `ours ${name}`)];
  } finally {
    await client.end();
  }
}

/** What an archive holds, as one hash: what it says of itself, then every byte of every table and file. */
export async function digestOf(path: string, passphrase: string | null = null): Promise<string> {
  const hash = createHash("sha256");
  const add = async (name: string, bytes: AsyncIterable<Buffer>) => {
    hash.update(`\0${name}\0`);
    for await (const chunk of bytes) hash.update(chunk);
  };
  await readArchive(path, passphrase, {
    about: async (about) => void hash.update(JSON.stringify(about)),
    jobs: async (jobs) => void hash.update(JSON.stringify(jobs)),
    table: ({ name }, rows) => add(name, rows),
    file: (name, _size, bytes) => add(name, bytes),
  });
  return hash.digest("hex");
}
