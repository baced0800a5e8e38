import { chmod, mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { v7 as uuid } from "uuid";
import { onTestFinished } from "vitest";
import { readConfig } from "../../src/platform/config.ts";
import { openDatabase, openPool, types } from "../../src/platform/database/database.ts";
import { seeingAll } from "../../src/platform/database/roles.ts";
import { openJobs } from "../../src/platform/jobs.ts";
import { openKeyRing } from "../../src/platform/keys.ts";
import { makeLog } from "../../src/platform/log.ts";
import { LOCAL_PERSON } from "../../src/platform/person.ts";
import { openEmbedded } from "../../src/platform/postgres/embedded.ts";
import { readPostmaster } from "../../src/platform/postgres/postmaster.ts";
import { openRuntime } from "../../src/platform/runtime.ts";
import { makeVault } from "../../src/platform/vault.ts";
import type { Bench } from "../preparation/database.ts";
import { freePort } from "../preparation/free-port.ts";
import { makeMember } from "../preparation/members.ts";
import { type Process, startProcess, until } from "../preparation/processes.ts";

export type Victim = "server" | "worker" | "postgres";

export type Installation = {
  bench: Bench;
  base: string;
  cookie: string;
  /** Ends one of its processes without any goodbye. */
  kill: (victim: Victim) => void;
  /** Starts again what was killed, and waits until everything answers. */
  mend: () => Promise<void>;
  /** Asks a page as its administrator; throws when no answer came whole. */
  ask: (path: string, init?: RequestInit) => Promise<{ status: number; location: string; text: string }>;
  /** What a query finds, asked again while the database is away. */
  query: <T = Record<string, unknown>>(text: string, values?: unknown[]) => Promise<T[]>;
  output: () => string;
};

/** A folder in memory where there is room: hundreds of crashes need not wait for a disk. */
export async function newFolder(): Promise<string> {
  const memory = await statfs("/dev/shm").catch(() => null);
  const roomy = memory !== null && memory.bavail * memory.bsize > 4 * 2 ** 30;
  const folder = await mkdtemp(join(roomy ? "/dev/shm" : tmpdir(), "ancrage-faults-"));
  await chmod(folder, 0o711);
  return folder;
}

/** A whole installation as an administrator runs it: embedded PostgreSQL, a server and a worker, each a process of its own. */
export async function install(environment: Record<string, string> = {}, at?: string): Promise<Installation> {
  const dataDir = at ?? (await newFolder());
  const opened = await openEmbedded({ dataDir, log: () => {} });
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  const { url, pagesUrl, location, stop } = opened.value;
  const migrated = await openRuntime(readConfig({ ANCRAGE_DATA: dataDir, DATABASE_URL: url }), makeLog("silent"));
  if (!migrated.ok) throw new Error(JSON.stringify(migrated.failure));
  await migrated.value.close();
  const pool = new pg.Pool({ connectionString: seeingAll(url), max: 5, types });
  const pages = openPool(pagesUrl, 5);
  for (const one of [pool, pages]) one.on("error", () => {});
  const bench = benchOn(url, pagesUrl, dataDir, { pool, pages });
  const { cookie } = await makeMember(bench, { installation: true });
  // Jobs of a worker that was killed are found by whoever looks: often here, so that no round waits for it.
  const jobs = openJobs(url, makeLog("silent"), { superviseSeconds: 1 });
  await jobs.work({});
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const settings = { DATABASE_URL: "", ANCRAGE_WORKERS: "0", LOG_LEVEL: "info", ...environment };
  const start = (args: string[]): Process => startProcess(bench, args, settings);
  const all: Process[] = [];
  const running: Record<"server" | "worker", Process | null> = { server: null, worker: null };
  const installation: Installation = {
    bench,
    base,
    cookie,
    kill: (victim) => {
      if (victim === "postgres") killServer(location);
      else {
        running[victim]?.child.kill("SIGKILL");
        running[victim] = null;
      }
    },
    mend: async () => {
      await installation.query("select 1");
      if (running.worker === null) await ageJobs(installation);
      await until(
        async () => {
          for (const [name, args] of [
            ["worker", ["work"]],
            ["server", ["serve", "--port", String(port)]],
          ] as const) {
            const one = running[name];
            const dead = one !== null && (one.child.exitCode ?? one.child.signalCode) !== null;
            // Started while the database was leaving, it refuses, as it should, and is started again, as systemd does.
            if (dead && (one.child.exitCode !== 1 || /^\s+at /m.test(one.output())))
              throw new Error(`A process that nobody killed is dead:\n${one.output().slice(-4000)}`);
            if (one !== null && !dead) continue;
            const begun = start([...args]);
            running[name] = begun;
            all.push(begun);
          }
          return fetch(`${base}/ready`).then(
            ({ ok }) => ok,
            () => false,
          );
        },
        (ready) => ready,
        60,
      );
    },
    ask: async (path, init = {}) => {
      const answer = await fetch(base + path, {
        ...init,
        redirect: "manual",
        signal: AbortSignal.timeout(60_000),
        headers: { cookie, origin: base, ...(init.headers as Record<string, string>) },
      });
      return { status: answer.status, location: answer.headers.get("location") ?? "", text: await answer.text() };
    },
    query: async (text, values = []) => {
      const rows = await until(
        () =>
          pool.query(text, values).then(
            (result) => result.rows,
            (error) => whenAway(error),
          ),
        (found) => found !== null,
        60,
      );
      return rows as never;
    },
    output: () => all.map(({ output }) => output()).join("\n"),
  };
  onTestFinished(async () => {
    for (const one of Object.values(running)) await one?.end("SIGKILL");
    await jobs.stop();
    await Promise.all([pool.end(), pages.end()]);
    await stop();
    if (at === undefined) await rm(dataDir, { recursive: true, force: true });
  });
  await installation.mend();
  return installation;
}

const AWAY =
  /Connection terminated|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|the database system is|terminating connection|timeout/;

function whenAway(error: Error & { code?: string }): null {
  if (AWAY.test(`${error.code} ${error.message}`)) return null;
  throw error;
}

function killServer(cluster: string): void {
  const found = readPostmaster(cluster);
  if (!found) return;
  try {
    process.kill(found.pid, "SIGKILL");
  } catch {
    // It was already dead.
  }
}

/** A worker that died is missed after a minute of silence: that minute is taken for gone. */
const ageJobs = ({ query }: Installation) =>
  query(
    "update pgboss.job set heartbeat_on = now() - interval '5 minutes' where state = 'active' and to_regclass('pgboss.job') is not null",
  );

function benchOn(url: string, pagesUrl: string, dataDir: string, pools: { pool: pg.Pool; pages: pg.Pool }): Bench {
  const { pool } = pools;
  const pages = { url: pagesUrl, pool: pools.pages, db: openDatabase(pools.pages) };
  const log = makeLog("silent");
  const vault = makeVault(openKeyRing({ keys: [], dataDir }).keys);
  return {
    url,
    db: openDatabase(pool),
    pool,
    pages,
    dataDir,
    enqueued: [],
    doors: (person = LOCAL_PERSON) => ({
      ...{ db: pages.db, person, log, dataDir, vault, request: uuid(), anchorsDir: join(dataDir, "anchors") },
      now: () => new Date(),
      newId: () => uuid(),
      enqueue: async () => {},
    }),
  };
}

/** Waits until nothing is under way: what was given up by a dead worker is tried again at once rather than in a while. */
export async function settle(installation: Installation, seconds = 150): Promise<void> {
  const { query, output } = installation;
  const left = async (): Promise<number> => {
    await query("update pgboss.job set start_after = now() where state = 'retry' and name in ('import', 'report')");
    const [row] = await query<{ n: string }>(
      `select (select count(*) from imports where status in ('queued', 'running'))
            + (select count(*) from reports where status in ('queued', 'composing'))
            + (select count(*) from pgboss.job where name in ('import', 'report') and state in ('created', 'active', 'retry')) as n`,
    );
    return Number(row!.n);
  };
  await until(left, (count) => count === 0, seconds).catch(async (error) => {
    const jobs = await query(
      "select name, state, singleton_key, retry_count, started_on, heartbeat_on, now() from pgboss.job where name in ('import', 'report', 'import_dead', 'report_dead') and state <> 'completed'",
    );
    const imports = await query("select id, status, rows_done from imports where status in ('queued', 'running')");
    throw new Error(`${error.message}\n${JSON.stringify({ jobs, imports })}\n${output().slice(-6000)}`);
  });
}
