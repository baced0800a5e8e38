import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { chooseAccount } from "./account.ts";
import { type Binaries, locateBinaries } from "./binaries.ts";
import { failureOf, freeBytes } from "./failure.ts";
import { checkMajor, knownCluster, whyNotEntered } from "./place.ts";
import { readPostmaster } from "./postmaster.ts";
import { isPostmasterOf } from "./process.ts";
import { liveLeases } from "./sharing.ts";

export type Check = { name: string; ok: boolean; detail: string };

/** Below this a small network's imports and the journal run out of room. */
const COMFORTABLE_BYTES = 500_000_000;

/** Examines the embedded PostgreSQL of a data folder without starting or changing anything; one check per thing that may be wrong. */
export async function examineEmbedded(dataDir: string): Promise<Check[]> {
  const base = join(dataDir, "postgres");
  const checks: Check[] = [];
  try {
    const binaries = await locateBinaries();
    checks.push({ name: "binaries", ok: true, detail: `${binaries.version} ${binaries.native}` });
    checks.push(...(await examineCluster(base, binaries)));
  } catch (error) {
    const failure = failureOf(error, dataDir);
    if (!failure) throw error;
    checks.push({ name: failure.code, ok: false, detail: Object.values(failure.params).join(", ") });
  }
  const free = freeBytes(dataDir);
  checks.push({
    name: "free_space",
    ok: free >= COMFORTABLE_BYTES,
    detail: `${Math.floor(free / 1e6)} MB, ${dataDir}`,
  });
  return checks;
}

async function examineCluster(base: string, binaries: Binaries): Promise<Check[]> {
  if (!existsSync(base)) return [{ name: "cluster", ok: true, detail: "not created yet" }];
  const cluster = knownCluster(base, binaries.major);
  checkMajor(base, cluster, binaries.major);
  if (!cluster) return [{ name: "cluster", ok: true, detail: "not created yet" }];
  const account = chooseAccount(cluster);
  const reason = await whyNotEntered(cluster, account);
  return [
    { name: "cluster", ok: reason === null, detail: reason ? `${cluster}: ${reason}` : cluster },
    { name: "account", ok: true, detail: account ? account.name : "the current one" },
    examinePassword(base),
    examineServer(base, cluster),
  ];
}

function examinePassword(base: string): Check {
  const path = join(base, "password");
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return { name: "password", ok: false, detail: `${path}: ENOENT` };
  const mode = (found.mode & 0o777).toString(8);
  return { name: "password", ok: process.platform === "win32" || mode === "600", detail: `${path} ${mode}` };
}

function examineServer(base: string, cluster: string): Check {
  const found = readPostmaster(cluster);
  if (!found) return { name: "server", ok: true, detail: "stopped" };
  if (!isPostmasterOf(found.pid, cluster))
    return { name: "server", ok: true, detail: `stopped by an accident, recovers at the next start` };
  const state = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[7]?.trim() ?? "";
  const users = liveLeases(base);
  return {
    name: "server",
    ok: state === "ready",
    detail: `${state}, PID ${found.pid}, ${users} in use${users === 0 ? ", taken over at the next start" : ""}`,
  };
}
