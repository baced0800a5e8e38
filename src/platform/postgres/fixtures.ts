import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { type Embedded, openEmbedded } from "./embedded.ts";
import { freeBytes } from "./failure.ts";
import { liveLeases } from "./sharing.ts";

export const isRoot = process.getuid?.() === 0;

const toClean: (() => Promise<void> | void)[] = [];

/** Undoes what the fixtures of a test made: servers stopped, then folders deleted. */
export async function cleanUp(): Promise<void> {
  for (const clean of toClean.splice(0).reverse()) await clean();
}

/** A cluster costs a thousand fsync: in memory they are free, where containers leave enough of it (64 MB is their habit). */
const roomInMemory = (): boolean => process.platform === "linux" && freeBytes("/dev/shm") > 1_000_000_000;

/** A new folder that every account may pass through. */
export function newFolder(): string {
  const folder = mkdtempSync(join(roomInMemory() ? "/dev/shm" : tmpdir(), "ancrage-test-"));
  chmodSync(folder, 0o755);
  toClean.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens the embedded server, expecting that it works, and closes it after the test. */
export async function opened(dataDir: string, events: string[] = []): Promise<Embedded> {
  const result = await openEmbedded({ dataDir, log: (event) => events.push(event) });
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  const { value } = result;
  toClean.push(async () => {
    await value.stop();
    // A cluster put elsewhere is not in the test's folder.
    if (!value.location.startsWith(dataDir)) rmSync(dirname(value.location), { recursive: true, force: true });
  });
  return value;
}

/** The code and parameters with which opening is refused. */
export async function refusal(dataDir: string) {
  const result = await openEmbedded({ dataDir, log: () => {} });
  if (!result.ok) return result.failure;
  await result.value.stop();
  throw new Error("opened, although a refusal was expected");
}

/** Rows of one statement, in a session of its own. */
export async function query(url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Another process that opens the folder and keeps it open. */
export async function starter(dataDir: string): Promise<{ child: ChildProcess; value: Embedded }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "starter.fixture.ts"), dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  toClean.push(() => void child.kill("SIGKILL"));
  const [line] = (await once(createInterface({ input: child.stdout! }), "line")) as [string];
  const result = JSON.parse(line);
  if (!result.ok) throw new Error(line);
  return { child, value: result.value };
}

/** Ends a process by this signal and waits for it. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

/** Processes that hold the cluster of this data folder. */
export const holders = (dataDir: string): number => liveLeases(join(dataDir, "postgres"));
