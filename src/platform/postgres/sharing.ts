import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { refuse } from "./failure.ts";
import { birthOf, isAlive } from "./process.ts";

/** Longer than a first start on a slow disk. */
const PATIENCE_MS = 120_000;

type Holder = { pid: number; birth: string | null; folder: string };

/** The folder itself rather than its name: it stays when the folder moves, and a copy of the folder has another. */
function folderOf(path: string): string {
  const { dev, ino } = statSync(dirname(path));
  return `${dev}:${ino}`;
}

const me = (path: string): Holder => ({ pid: process.pid, birth: birthOf(process.pid), folder: folderOf(path) });

const lives = (holder: Holder, path: string): boolean =>
  isAlive(holder.pid) &&
  holder.folder === folderOf(path) &&
  (holder.birth === null || holder.birth === birthOf(holder.pid));

function readHolder(path: string): Holder | "unreadable" | "gone" {
  try {
    const value = JSON.parse(readFileSync(path, "utf8"));
    return Number.isInteger(value?.pid) ? value : "unreadable";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "gone" : "unreadable";
  }
}

function create(path: string): void {
  try {
    writeFileSync(path, JSON.stringify(me(path)), { flag: "wx", mode: 0o600 });
  } catch (error) {
    // A full disk leaves an empty file behind, which would look like a lock being taken.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") rmSync(path, { force: true });
    throw error;
  }
}

/** Runs `work` while no other process starts or stops the cluster of this folder; a dead holder's lock is taken over. */
export async function alone<T>(base: string, work: () => Promise<T>): Promise<T> {
  const path = join(base, "lock");
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      create(path);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = readHolder(path);
    if (holder === "gone") continue;
    // Two waiters may both clear a dead lock; PostgreSQL's own lock then refuses the second server, so no data is at risk.
    if (holder === "unreadable" ? olderThan(path, 5000) : !lives(holder, path)) rmSync(path, { force: true });
    else if (Date.now() > deadline)
      throw refuse("locked_by_other", { path, pid: holder === "unreadable" ? 0 : holder.pid });
    else await sleep(25);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function olderThan(path: string, ms: number): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > ms;
}

/** Records that this process uses the cluster; the answer removes the record. */
export function takeLease(base: string): () => void {
  const dir = join(base, "users");
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, `${process.pid}-${randomBytes(6).toString("hex")}`);
  create(path);
  return () => rmSync(path, { force: true });
}

/** Counts the leases of processes that still live, and clears those of the dead. */
export function liveLeases(base: string): number {
  const dir = join(base, "users");
  let names: string[] = [];
  try {
    names = readdirSync(dir);
  } catch {
    return 0;
  }
  return names.filter((name) => {
    const path = join(dir, name);
    const holder = readHolder(path);
    if (holder !== "unreadable" && holder !== "gone" && lives(holder, path)) return true;
    rmSync(path, { force: true });
    return false;
  }).length;
}
