import { readFileSync, statfsSync } from "node:fs";
import { dirname } from "node:path";

/** Why the embedded server could not be had; closed, so that a caller can word every case. */
export type EmbeddedFailure = { kind: "unavailable" } & (
  | { code: "binaries_missing"; params: { platform: string; package: string; reason: string } }
  | { code: "data_unreadable"; params: { path: string; reason: string } }
  | { code: "other_major"; params: { path: string; found: string; expected: string } }
  | { code: "disk_full"; params: { path: string; freeBytes: number } }
  | { code: "socket_trouble"; params: { path: string; reason: string } }
  | { code: "no_unprivileged_place"; params: { user: string; tried: string } }
  | { code: "start_failed"; params: { tail: string; logFile: string } }
  | { code: "locked_by_other"; params: { path: string; pid: number } }
);

type Code = EmbeddedFailure["code"];
type ParamsOf<C extends Code> = Extract<EmbeddedFailure, { code: C }>["params"];

/** Carries an expected failure out of nested steps; `openEmbedded` turns it back into a returned result. */
export class Refusal extends Error {
  readonly failure: EmbeddedFailure;
  constructor(failure: EmbeddedFailure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** Builds the error that ends the opening with this code. */
export const refuse = <C extends Code>(code: C, params: ParamsOf<C>): Refusal =>
  new Refusal({ kind: "unavailable", code, params } as EmbeddedFailure);

/** Code of a system error ("ENOSPC"), or null for anything else. */
export const errnoOf = (error: unknown): string | null =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).code === "string"
    ? ((error as NodeJS.ErrnoException).code ?? null)
    : null;

const FULL = new Set(["ENOSPC", "EDQUOT"]);
const UNREADABLE = new Set([
  "EACCES",
  "EPERM",
  "ENOTDIR",
  "EROFS",
  "ELOOP",
  "ENAMETOOLONG",
  "EIO",
  "EEXIST",
  "EISDIR",
  "ENOENT",
  "EINVAL",
]);

/** Turns what a step threw into a failure of the data folder, or null when it is a defect that must be thrown again. */
export function failureOf(error: unknown, dataDir: string): EmbeddedFailure | null {
  if (error instanceof Refusal) return error.failure;
  const code = errnoOf(error);
  const path = (error as NodeJS.ErrnoException | null)?.path ?? dataDir;
  if (code !== null && FULL.has(code))
    return refuse("disk_full", { path: dataDir, freeBytes: freeBytes(dataDir) }).failure;
  if (code !== null && UNREADABLE.has(code)) return refuse("data_unreadable", { path, reason: code }).failure;
  return null;
}

/** Bytes an ordinary account may still write where this path is (or would be); 0 when nobody can tell. */
export function freeBytes(path: string): number {
  for (let at = path; ; at = dirname(at)) {
    try {
      const { bavail, bsize } = statfsSync(at);
      return bavail * bsize;
    } catch {
      if (dirname(at) === at) return 0;
    }
  }
}

/** Below one WAL segment PostgreSQL cannot start, and may have had no room to write why. */
const WAL_SEGMENT = 16 * 1024 * 1024;

/** Reads in what initdb or the server printed (English, `lc_messages` is C) which failure it is. */
export function failureInOutput(output: string, at: { cluster: string; logFile: string; expected: string }): Refusal {
  const { cluster, logFile, expected } = at;
  if (/No space left on device|Disk quota exceeded/i.test(output)) {
    return refuse("disk_full", { path: cluster, freeBytes: freeBytes(cluster) });
  }
  const major = /initialized by PostgreSQL version (\d+)/.exec(output);
  if (major?.[1] && major[1] !== expected) return refuse("other_major", { path: cluster, found: major[1], expected });
  const holder = /lock file ".{1,1000}?" already exists[\s\S]{0,1000}?\(PID (\d+)\)/.exec(output);
  if (holder) return refuse("locked_by_other", { path: cluster, pid: Number(holder[1]) });
  if (/pre-existing shared memory block/.test(output)) return refuse("locked_by_other", { path: cluster, pid: 0 });
  const socket = /could not (?:create|bind|listen)[^\n]{0,300}(?:socket|address)[^\n]{0,300}/i.exec(output);
  if (socket) return refuse("socket_trouble", { path: cluster, reason: socket[0] });
  const unreadable = /could not [^\n]{0,300}: (?:Permission denied|Input\/output error|Read-only file system)/.exec(
    output,
  );
  if (unreadable) return refuse("data_unreadable", { path: cluster, reason: unreadable[0] });
  if (freeBytes(cluster) < WAL_SEGMENT) return refuse("disk_full", { path: cluster, freeBytes: freeBytes(cluster) });
  return refuse("start_failed", { tail: output.slice(-4000).trim(), logFile });
}

/** Says whether no server is there, only sessions that a dead one left in the folder. */
export const isHeldByOrphans = ({ code, params }: EmbeddedFailure): boolean =>
  code === "locked_by_other" && params.pid === 0;

/** What a log file gained after `offset` bytes, at most its last 8,000 characters. */
export function tailOf(logFile: string, offset: number): string {
  try {
    return readFileSync(logFile).subarray(offset).toString("utf8").slice(-8000);
  } catch {
    return "";
  }
}
