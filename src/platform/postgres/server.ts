import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Binaries, programOf } from "./binaries.ts";
import type { Passwords } from "./cluster.ts";
import { failureInOutput, isHeldByOrphans, Refusal, refuse, tailOf } from "./failure.ts";
import { clearTraces, gone, namesThisFolder, readPostmaster, stopPostmaster } from "./postmaster.ts";
import { type Account, cleanEnvironment, isPostmasterOf, runAs } from "./process.ts";
import { tryDoor } from "./session.ts";
import { type Door, serverSettings } from "./settings.ts";

/** Replaying the journal after a crash of a busy machine may take minutes, and must not be interrupted. */
const START_MS = 300_000;
const ATTACH_MS = 30_000;
/** The sessions of a server that died see it within moments, unless their disk holds them. */
const ORPHANS_MS = 15_000;
const LOG_MAX = 5 * 1024 * 1024;

type Start = { cluster: string; binaries: Binaries; account: Account | null; door: Door; logFile: string };

/** Way into the server that already runs on this cluster, once it accepts us; null when none does. */
export async function doorOfRunning(cluster: string, passwords: Passwords): Promise<Door | "refused" | null> {
  const deadline = Date.now() + ATTACH_MS;
  for (let pause = 10; ; pause = Math.min(pause * 2, 200)) {
    const found = readPostmaster(cluster);
    if (!found) return null;
    const verified = isPostmasterOf(found.pid, cluster);
    if (!verified && !namesThisFolder(found, cluster)) return null;
    const trial = await tryDoor(found.door, passwords);
    if (trial === "ready") return found.door;
    // Not seen among our processes: it may serve from another container through the shared socket, else it is dead.
    if (!verified && trial !== "waiting") return trial === "refused" ? "refused" : null;
    if (trial === "refused") return "refused";
    if (Date.now() > deadline) throw refuse("locked_by_other", { path: cluster, pid: found.pid });
    await sleep(pause);
  }
}

/**
 * Starts the server and waits until it accepts a real session; says "refused" when the passwords are not the cluster's.
 * What a server killed outright left running is waited for.
 */
export async function startServer(start: Start, passwords: Passwords): Promise<"ready" | "refused"> {
  const deadline = Date.now() + ORPHANS_MS;
  for (;;) {
    try {
      return await tryToStart(start, passwords);
    } catch (error) {
      if (!(error instanceof Refusal && isHeldByOrphans(error.failure)) || Date.now() > deadline) throw error;
      await sleep(250);
    }
  }
}

async function tryToStart(start: Start, passwords: Passwords): Promise<"ready" | "refused"> {
  const { cluster, door, logFile } = start;
  clearTraces(cluster, door);
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_MAX) renameSync(logFile, `${logFile}.1`);
  const offset = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  const ended = launch(start);
  const deadline = Date.now() + START_MS;
  for (let pause = 5; ; pause = Math.min(pause * 1.5, 100)) {
    const stopped = ended();
    if (stopped !== null) {
      throw failureInOutput(tailOf(logFile, offset) || stopped, { cluster, logFile, expected: start.binaries.major });
    }
    const trial = await tryDoor(door, passwords).catch(async (error) => {
      await stopPostmaster(cluster, start.account, programOf(start.binaries, "pg_ctl"));
      // For instance no room left for the database to create: the server's own words say it.
      throw failureInOutput(`${tailOf(logFile, offset)}\n${error}`, {
        cluster,
        logFile,
        expected: start.binaries.major,
      });
    });
    if (trial === "ready" || trial === "refused") return trial;
    if (Date.now() > deadline) throw refuse("start_failed", { tail: tailOf(logFile, offset), logFile });
    await sleep(pause);
  }
}

/** Launches the server on its own; the answer tells why it ended, or null while it runs. */
function launch({ cluster, binaries, account, door, logFile }: Start): () => string | null {
  let reason: string | null = null;
  const settings = serverSettings(door).flatMap((setting) => ["-c", setting]);
  if (process.platform === "win32") {
    // Only pg_ctl gives up an administrator's rights, which PostgreSQL refuses as it does root.
    const options = settings.map((part) => (part === "-c" ? part : `"${part}"`)).join(" ");
    const args = ["start", "-W", "-D", cluster, "-l", logFile, "-o", options];
    runAs(account, programOf(binaries, "pg_ctl"), args, { cwd: cluster }).then(({ code, output }) => {
      if (code !== 0) reason = output || `pg_ctl exit ${code}`;
    });
    return () => reason;
  }
  // Opened by us: the server's account may be unable to enter the folder of the log.
  const log = openSync(logFile, "a", 0o600);
  const child: ChildProcess = spawn(programOf(binaries, "postgres"), ["-D", cluster, ...settings], {
    cwd: cluster,
    env: cleanEnvironment(cluster),
    // Its own session: Ctrl-C in the terminal reaches us alone, and we end it in order.
    detached: true,
    stdio: ["ignore", log, log],
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  closeSync(log);
  child.on("error", (error) => {
    reason = String(error);
  });
  child.on("exit", (code, signal) => {
    reason = `exit ${code ?? signal}`;
  });
  child.unref();
  return () => reason;
}

/** Waits for a server that is stopping, so that a start right after a stop does not meet it. */
export async function waitUntilGone(cluster: string): Promise<void> {
  if (!existsSync(join(cluster, "postmaster.pid"))) return;
  const found = readPostmaster(cluster);
  if (found && !(await gone(found.pid, cluster, 15_000)))
    throw refuse("locked_by_other", { path: cluster, pid: found.pid });
}
