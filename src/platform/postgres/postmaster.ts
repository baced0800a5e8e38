import { readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Account } from "./process.ts";
import { isPostmasterOf, runAs } from "./process.ts";
import { type Door, SOCKET_PORT } from "./settings.ts";

/** What a running server writes of itself in its folder. */
export type Postmaster = { pid: number; dataDir: string; door: Door };

/** Reads `postmaster.pid`, whose lines PostgreSQL documents in `miscadmin.h`; null when there is none worth reading. */
export function readPostmaster(cluster: string): Postmaster | null {
  try {
    const [pid, dataDir, , port, socketDir] = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
    if (!Number(pid) || !dataDir || !Number(port)) return null;
    const door: Door = socketDir ? { kind: "socket", dir: socketDir } : { kind: "port", port: Number(port) };
    return { pid: Math.abs(Number(pid)), dataDir, door };
  } catch {
    return null;
  }
}

/** A folder copied while its server ran carries the other's file: only one that names this folder speaks of it. */
export function namesThisFolder(postmaster: Postmaster, cluster: string): boolean {
  try {
    return realpathSync(postmaster.dataDir) === realpathSync(cluster);
  } catch {
    return false;
  }
}

/**
 * Makes a dead server's traces harmless, its number having perhaps been given to a stranger, which would stop PostgreSQL.
 * The file keeps its other lines: with the shared memory named there PostgreSQL still checks that no orphaned backend writes.
 */
export function clearTraces(cluster: string, door: Door): void {
  const path = join(cluster, "postmaster.pid");
  try {
    const [, ...rest] = readFileSync(path, "utf8").split("\n");
    // PostgreSQL takes its own parent's number for stale, and we are about to be that parent.
    if (rest.length >= 2) writeFileSync(path, [String(process.pid), ...rest].join("\n"));
    else rmSync(path, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  if (door.kind !== "socket") return;
  for (const name of [`.s.PGSQL.${SOCKET_PORT}`, `.s.PGSQL.${SOCKET_PORT}.lock`])
    rmSync(join(door.dir, name), { force: true });
}

const FAST_MS = 10_000;
const IMMEDIATE_MS = 5_000;

/** Stops the server of this folder: fast shutdown (open sessions are ended), then immediate after 10 s; says whether it is gone. */
export async function stopPostmaster(cluster: string, account: Account | null, pgCtl: string | null): Promise<boolean> {
  const running = readPostmaster(cluster);
  if (!running || !isPostmasterOf(running.pid, cluster)) return true;
  if (process.platform === "win32" && pgCtl) {
    await runAs(account, pgCtl, ["stop", "-D", cluster, "-m", "fast", "-t", "10"], { cwd: cluster });
    return !isPostmasterOf(running.pid, cluster);
  }
  signal(running.pid, "SIGINT");
  if (await gone(running.pid, cluster, FAST_MS)) return true;
  signal(running.pid, "SIGQUIT");
  return gone(running.pid, cluster, IMMEDIATE_MS);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in between, which is what was wanted.
  }
}

/** Waits until the server of this folder has ended, at most this long. */
export async function gone(pid: number, cluster: string, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (isPostmasterOf(pid, cluster)) {
    if (Date.now() > deadline) return false;
    await sleep(10);
  }
  return true;
}
