import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { seeingAll } from "../src/platform/database/roles.ts";
import { openEmbedded } from "../src/platform/postgres/embedded.ts";

/** Where a whole run measures: one temporary folder, one database, both gone at the end. */
export type Place = {
  folder: string;
  url: string;
  server: string;
  quick: boolean;
  sizes: number[];
  close: () => Promise<void>;
};

/** Opens a fresh database on the server of DATABASE_URL, or a fresh embedded one. */
export async function openPlace(quick: boolean, sizes?: number[]): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "ancrage-bench-"));
  // PostgreSQL's own account has to pass when the bench is run by root; what is secret inside has its own mode.
  await chmod(folder, 0o711);
  const { url, server, close } = process.env.DATABASE_URL
    ? await ownDatabase(process.env.DATABASE_URL)
    : await embedded(folder);
  return {
    folder,
    url,
    server,
    quick,
    sizes: (sizes ?? (quick ? [1_000, 10_000] : [1_000, 10_000, 100_000])).toSorted((a, b) => a - b),
    close: async () => {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function embedded(folder: string) {
  const opened = await openEmbedded({ dataDir: join(folder, "data"), log: () => {} });
  if (!opened.ok) throw new Error(`The embedded PostgreSQL did not start: ${JSON.stringify(opened.failure)}`);
  const server = await withClient(opened.value.url, versionOf);
  return { url: seeingAll(opened.value.url), server: `embedded ${server}`, close: opened.value.stop };
}

async function ownDatabase(serverUrl: string) {
  const name = `ancrage_bench_${process.pid}`;
  await withClient(serverUrl, (client) => client.query(`create database ${name}`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: seeingAll(url.toString()),
    server: await withClient(serverUrl, versionOf),
    close: async () =>
      void (await withClient(serverUrl, (client) => client.query(`drop database if exists ${name} with (force)`))),
  };
}

const versionOf = async (client: pg.Client) =>
  `PostgreSQL ${(await client.query("show server_version")).rows[0].server_version}`;

/** Runs work on one connection of its own. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
