import { chmod, mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate, readMigrations } from "../../src/platform/database/migrate.ts";
import { asApplication, joinApplication } from "../../src/platform/database/roles.ts";
import { prepareJobs } from "../../src/platform/job-schema.ts";
import { openEmbedded } from "../../src/platform/postgres/embedded.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Under the role that owns databases; */
    serverUrl: string;
    /** and under the one that pages and jobs work as. */
    pagesUrl: string;
    template: string;
  }
}

/** Starts one PostgreSQL for the whole run (DATABASE_URL, else the embedded one) and migrates the template that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(await roomiest(), "ancrage-tests-"));
  // PostgreSQL's account must be able to enter when the tests run as root.
  await chmod(folder, 0o711);
  const server = process.env.DATABASE_URL
    ? { url: process.env.DATABASE_URL, pagesUrl: asApplication(process.env.DATABASE_URL), stop: async () => {} }
    : await startEmbedded(folder);
  const template = `ancrage_template_${process.pid}`;
  await asAdministrator(server.url, async (client) => {
    await client.query(`drop database if exists ${template}`);
    await client.query(`create database ${template}`);
  });
  const client = new pg.Client({ connectionString: withDatabase(server.url, template) });
  await client.connect();
  await migrate(client, await readMigrations(), () => new Date());
  const joined = await joinApplication(client);
  if (!joined.ok) throw new Error(JSON.stringify(joined.failure));
  await prepareJobs(client);
  await client.end();
  project.provide("serverUrl", server.url);
  project.provide("pagesUrl", server.pagesUrl);
  project.provide("template", template);
  return async () => {
    let left = 0;
    await asAdministrator(server.url, async (client) => {
      await client.query(`drop database if exists ${template} with (force)`);
      left = (await client.query("select from pg_database where datname like 't\\_%'")).rowCount ?? 0;
    });
    await server.stop();
    await rm(folder, { recursive: true, force: true });
    // On a server of somebody's own, others may be testing.
    if (left > 0 && !process.env.DATABASE_URL) {
      console.error(`Tests left ${left} databases behind them: see tests/preparation/afterwards.ts`);
      process.exitCode = 1;
    }
  };
}

/** Memory where there is plenty of it, so that hundreds of small databases do not wait for a disk; else the usual place. */
async function roomiest(): Promise<string> {
  const memory = await statfs("/dev/shm").catch(() => null);
  return memory && memory.bavail * memory.bsize > 2 * 2 ** 30 ? "/dev/shm" : tmpdir();
}

async function startEmbedded(folder: string) {
  const opened = await openEmbedded({ dataDir: folder, log: () => {} });
  if (!opened.ok) throw new Error(`The embedded PostgreSQL did not start: ${JSON.stringify(opened.failure)}`);
  return opened.value;
}

async function asAdministrator(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.toString();
}
