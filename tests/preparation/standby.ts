import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { chooseAccount } from "../../src/platform/postgres/account.ts";
import { locateBinaries, runnableBinaries } from "../../src/platform/postgres/binaries.ts";
import { type Account, cleanEnvironment, isAlive, runAs } from "../../src/platform/postgres/process.ts";
import { freePort } from "./free-port.ts";

/** One PostgreSQL of the test, on a loopback port. */
export type Node = {
  url: string;
  start: () => Promise<void>;
  /** Ends it without any goodbye. */
  kill: () => Promise<void>;
  /** Freezes it: its connections stay open and say nothing. */
  freeze: () => void;
  thaw: () => void;
  ask: (sql: string) => Promise<Record<string, unknown>[]>;
};

export type Pair = {
  primary: Node;
  standby: Node;
  addStandby: (name: string) => Promise<Node>;
  stop: () => Promise<void>;
};

type Place = { folder: string; bin: string; account: Account | null };

const USER = "ancrage_test";
const BASE = "ancrage";
// Small, and careless of a power cut: nothing here outlives the test.
const SETTINGS = {
  fsync: "off",
  autovacuum: "off",
  // Ended without goodbye, it would leave its shared memory behind; in its own folder, it goes with it.
  dynamic_shared_memory_type: "mmap",
  shared_buffers: "16MB",
  max_connections: "40",
  max_wal_senders: "4",
  wal_level: "replica",
  // A standby that was stopped finds what it missed.
  wal_keep_size: "256MB",
  hot_standby: "on",
  // A standby whose primary comes back takes it up at once.
  wal_retrieve_retry_interval: "200ms",
  // Readers do not hold back the journal: what conflicts with them is replayed at once.
  max_standby_streaming_delay: "0",
  unix_socket_directories: "",
  listen_addresses: "127.0.0.1",
};

/** Starts a primary, copies it while it runs by PostgreSQL's low-level backup (pg_basebackup is not in the npm package), and starts the copy as its hot standby. */
export async function startPair(): Promise<Pair> {
  const place = await preparePlace();
  const nodes: Node[] = [];
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.kill()));
    await rm(place.folder, { recursive: true, force: true });
  };
  try {
    const data = join(place.folder, "primary");
    await initialise(place, data);
    const port = await freePort();
    const primary = makeNode(place, data, port, {});
    nodes.push(primary);
    await primary.start();
    await once(`postgresql://${USER}@127.0.0.1:${port}/postgres`, `create database ${BASE}`);
    const addStandby = async (name: string) => {
      const node = await copyAsStandby(place, primary, { name, data, port });
      nodes.push(node);
      await node.start();
      return node;
    };
    return { primary, standby: await addStandby("one"), addStandby, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function preparePlace(): Promise<Place> {
  const memory = existsSync("/dev/shm") ? statfsSync("/dev/shm") : null;
  const roomy = memory !== null && memory.bavail * memory.bsize > 2 ** 30;
  const folder = mkdtempSync(join(roomy ? "/dev/shm" : tmpdir(), "ancrage-standby-"));
  chmodSync(folder, 0o755);
  const account = chooseAccount(null);
  return { folder, account, bin: await findPrograms(account, folder) };
}

/** Debian's own PostgreSQL when the tests run on one, else the embedded one. */
async function findPrograms(account: Account | null, folder: string): Promise<string> {
  const debian = "/usr/lib/postgresql";
  if (process.env.DATABASE_URL && existsSync(debian)) {
    const newest = readdirSync(debian).sort((a, b) => Number(b) - Number(a))[0];
    if (newest) return join(debian, newest, "bin");
  }
  return join((await runnableBinaries(await locateBinaries(), account, folder)).native, "bin");
}

async function initialise({ bin, account, folder }: Place, data: string): Promise<void> {
  await mkdir(data, { mode: 0o700 });
  if (account) chownSync(data, account.uid, account.gid);
  const args = [
    "-D",
    data,
    "-U",
    USER,
    "-E",
    "UTF8",
    "--locale=C.UTF-8",
    "--auth=trust",
    "--no-sync",
    "--no-instructions",
  ];
  const { code, output } = await runAs(account, join(bin, "initdb"), args, { cwd: folder });
  if (code !== 0) throw new Error(output);
}

async function copyAsStandby(
  place: Place,
  primary: Node,
  { name, data, port }: { name: string; data: string; port: number },
): Promise<Node> {
  const copy = join(place.folder, name);
  const client = new pg.Client({ connectionString: primary.url });
  await client.connect();
  await client.query("select pg_backup_start($1, true)", [name]);
  const left = /[/\\](postmaster\.(pid|opts)|pg_wal[/\\].+)$/;
  // Files that the primary removes while we copy are replayed from its journal.
  await cp(data, copy, { recursive: true, filter: (path) => !left.test(path) });
  const { rows } = await client.query("select labelfile from pg_backup_stop(false)");
  await client.end();
  writeFileSync(join(copy, "backup_label"), rows[0].labelfile);
  writeFileSync(join(copy, "standby.signal"), "");
  await mkdir(join(copy, "pg_wal", "archive_status"), { recursive: true });
  await giveAll(place, copy);
  return makeNode(place, copy, await freePort(), {
    primary_conninfo: `host=127.0.0.1 port=${port} user=${USER} application_name=${name}`,
  });
}

async function giveAll({ account }: Place, folder: string): Promise<void> {
  if (!account) return;
  const { code, output } = await runAs(null, "chown", ["-R", `${account.uid}:${account.gid}`, folder], { cwd: "/" });
  if (code !== 0) throw new Error(output);
}

// PostgreSQL outlives whoever started it; this one ends when the pipe to the test's process does, however that came.
const UNTIL_WE_END = 'bin=$1; shift; "$bin" "$@" & server=$!; cat >/dev/null; kill -QUIT $server; wait $server';

function makeNode({ bin, account, folder }: Place, data: string, port: number, more: Record<string, string>): Node {
  const url = `postgresql://${USER}@127.0.0.1:${port}/${BASE}`;
  let keeper: ChildProcess | null = null;
  const postmaster = () => Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]);
  const family = () => [postmaster(), ...childrenOf(postmaster())];
  return {
    url,
    start: async () => {
      const settings = Object.entries({ ...SETTINGS, ...more, port: String(port) });
      const args = ["-D", data, ...settings.flatMap(([key, value]) => ["-c", `${key}=${value}`])];
      keeper = spawn("sh", ["-c", UNTIL_WE_END, "sh", join(bin, "postgres"), ...args], {
        cwd: folder,
        env: cleanEnvironment(folder),
        stdio: ["pipe", "ignore", process.env.SHOW_POSTGRES ? "inherit" : "ignore"],
        ...(account && { uid: account.uid, gid: account.gid }),
      });
      await untilAnswers(`postgresql://${USER}@127.0.0.1:${port}/postgres`);
    },
    kill: async () => {
      if (!keeper) return;
      const all = existsSync(join(data, "postmaster.pid")) ? family() : [];
      if (all[0]) signal(all[0], "SIGKILL");
      for (const pid of all) signal(pid, "SIGCONT");
      keeper.stdin?.end();
      keeper = null;
      // Its children leave by themselves once they see it gone; a new one could not start before.
      while (all.some(isAlive)) await wait(20);
    },
    freeze: () => void family().map((pid) => signal(pid, "SIGSTOP")),
    thaw: () => void family().map((pid) => signal(pid, "SIGCONT")),
    ask: (sql) => once(url, sql),
  };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone meanwhile.
  }
}

function childrenOf(pid: number): number[] {
  if (!existsSync("/proc")) return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1] === String(pid);
      } catch {
        return false;
      }
    })
    .map(Number);
}

async function untilAnswers(url: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await once(url, "select 1");
      return;
    } catch (error) {
      if (tries > 400) throw error;
      await wait(25);
    }
  }
}

async function once(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}
