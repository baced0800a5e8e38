import { chmodSync, existsSync, mkdirSync, realpathSync } from "node:fs";
import { rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { APPLICATION_ROLE } from "../database/roles.ts";
import { fail, ok, type Result } from "../result.ts";
import { chooseAccount } from "./account.ts";
import { type Binaries, locateBinaries, programOf, runnableBinaries } from "./binaries.ts";
import {
  createCluster,
  type Passwords,
  readPasswords,
  relocateCluster,
  resetAdminPassword,
  setAside,
} from "./cluster.ts";
import { type EmbeddedFailure, failureOf, refuse } from "./failure.ts";
import {
  checkMajor,
  chooseDoor,
  giveTo,
  knownCluster,
  placeForCluster,
  rememberPlace,
  whyNotEntered,
} from "./place.ts";
import { readPostmaster, stopPostmaster } from "./postmaster.ts";
import { type Account, isPostmasterOf } from "./process.ts";
import { doorOfRunning, startServer, waitUntilGone } from "./server.ts";
import { APPLICATION, urlOf } from "./session.ts";
import type { Door } from "./settings.ts";
import { alone, liveLeases, takeLease } from "./sharing.ts";
import { watchOver } from "./watch-over.ts";

type Log = (event: string, fields: object) => void;

/** A cluster in use: `attached` when it already ran, `location` its real folder, `notice` what its user should know. */
export type Embedded = {
  /** The address of the owner of the database. */
  url: string;
  /** The address that pages and jobs work at, under a role that owns nothing. */
  pagesUrl: string;
  attached: boolean;
  location: string;
  notice: string | null;
  stop: () => Promise<void>;
};

type Opening = { dataDir: string; base: string; log: Log };

/** All that this process has opened, for whoever must leave it without waiting for what uses it. */
const openings: Promise<Result<Embedded, EmbeddedFailure>>[] = [];

/**
 * Opens the embedded PostgreSQL of a data folder: created the first time, attached to when it runs, started otherwise.
 * Whoever uses it holds a lease, and the last to call `stop` (or the next start, after a `kill -9`) stops the server. One
 * that dies meanwhile is started again by those who use it.
 */
export function openEmbedded(asked: { dataDir: string; log: Log }): Promise<Result<Embedded, EmbeddedFailure>> {
  const opening = tryToOpen(asked);
  openings.push(opening);
  return opening;
}

/** Stops using the embedded clusters of this process, those still being opened too, whatever goes on in them. */
export async function leaveEmbedded(): Promise<void> {
  for (const opening of openings) {
    const outcome = await opening.catch(() => null);
    if (outcome?.ok) await outcome.value.stop();
  }
}

async function tryToOpen(asked: { dataDir: string; log: Log }): Promise<Result<Embedded, EmbeddedFailure>> {
  try {
    const opening = prepareFolder(asked);
    return await alone(opening.base, async () => ok(await open(opening)));
  } catch (error) {
    const failure = failureOf(error, asked.dataDir);
    if (!failure) throw error;
    asked.log("postgres.refused", { code: failure.code, ...failure.params });
    return fail(failure);
  }
}

function prepareFolder({ dataDir, log }: { dataDir: string; log: Log }): Opening {
  const created = !existsSync(dataDir);
  mkdirSync(join(dataDir, "postgres"), { recursive: true });
  // Root's umask may close to PostgreSQL's account a folder made for it; what is secret in it has its own mode.
  if (process.getuid?.() === 0) {
    if (created) chmodSync(dataDir, 0o711);
    chmodSync(join(dataDir, "postgres"), 0o711);
  }
  const real = realpathSync(dataDir);
  return { dataDir: real, base: join(real, "postgres"), log };
}

async function open(opening: Opening): Promise<Embedded> {
  const began = performance.now();
  const { base, log } = opening;
  const found = await locateBinaries();
  const known = knownCluster(base, found.major);
  checkMajor(base, known, found.major);
  const passwords = readPasswords(base);
  if (known) {
    const door = await attach(known, base, passwords);
    if (door) {
      log("postgres.attached", { cluster: known, ms: Math.round(performance.now() - began) });
      return use(opening, { cluster: known, door, passwords, attached: true, user: null });
    }
  }
  const account = chooseAccount(known);
  const binaries = await runnableBinaries(found, account, base);
  const cluster = known
    ? await reachable(opening, known, account)
    : await createCluster(
        await placeForCluster(opening.dataDir, base, account),
        binaries,
        account,
        passwords.admin,
        log,
      );
  await rememberPlace(base, cluster);
  const door = await chooseDoor(cluster, account);
  const start = { cluster, binaries, account, door, logFile: join(base, "server.log") };
  if ((await startServer(start, passwords)) === "refused") {
    // The file of passwords was lost or replaced: whoever owns the folder may set another.
    await stopPostmaster(cluster, account, programOf(binaries, "pg_ctl"));
    await resetAdminPassword(cluster, binaries, account, passwords.admin);
    log("postgres.password_reset", { cluster });
    if ((await startServer(start, passwords)) === "refused") throw refuse("locked_by_other", { path: cluster, pid: 0 });
  }
  log("postgres.started", {
    cluster,
    created: !known,
    user: account?.name ?? null,
    ms: Math.round(performance.now() - began),
  });
  return use(opening, { cluster, door, passwords, attached: false, user: account?.name ?? null });
}

/** Makes sure the account can work in an existing cluster, which its folder's move to a private home may have prevented. */
async function reachable({ dataDir, base, log }: Opening, known: string, account: Account | null): Promise<string> {
  await giveTo(account, known);
  const reason = await whyNotEntered(known, account);
  if (reason === null) return known;
  if (!account) throw refuse("data_unreadable", { path: known, reason });
  const place = await placeForCluster(dataDir, base, account);
  const refused = refuse("no_unprivileged_place", { user: account.name, tried: `${known}: ${reason}` });
  if (place === dirname(known)) throw refused;
  const cluster = await relocateCluster(known, place, account);
  await rememberPlace(base, cluster);
  setAside(known);
  log("postgres.relocated", { from: known, to: cluster, reason });
  return cluster;
}

/** Joins the running server, or clears the way for a start: null when there is none left. */
async function attach(cluster: string, base: string, passwords: Passwords): Promise<Door | null> {
  const door = await doorOfRunning(cluster, passwords);
  if (door !== "refused") {
    if (door === null) await waitUntilGone(cluster);
    return door;
  }
  const pid = readPostmaster(cluster)?.pid ?? 0;
  if (liveLeases(base) > 0) throw refuse("locked_by_other", { path: cluster, pid });
  if (!(await stopPostmaster(cluster, null, null))) throw refuse("locked_by_other", { path: cluster, pid });
  return null;
}

type InUse = { cluster: string; door: Door; passwords: Passwords; attached: boolean; user: string | null };

function use(opening: Opening, { cluster, door, passwords, attached, user }: InUse): Embedded {
  const { base, dataDir, log } = opening;
  const release = takeLease(base);
  const stopWatching = watchOver(
    () => isServed(cluster),
    () => alone(base, () => revive(opening, { cluster, door, passwords })),
  );
  let stopping: Promise<void> | null = null;
  const leave = () =>
    alone(base, async () => {
      release();
      const others = liveLeases(base);
      if (others > 0) return log("postgres.left_running", { cluster, others });
      const began = performance.now();
      const stopped = await stopPostmaster(cluster, null, await pgCtl());
      if (stopped && door.kind === "socket") await rmdir(door.dir).catch(() => {});
      log(stopped ? "postgres.stopped" : "postgres.not_stopped", {
        cluster,
        ms: Math.round(performance.now() - began),
      });
    });
  return {
    url: urlOf(door, APPLICATION, passwords.application, APPLICATION),
    pagesUrl: urlOf(door, APPLICATION_ROLE, passwords.pages, APPLICATION),
    attached,
    location: cluster,
    notice: noticeOf(base, dataDir, cluster, user),
    stop: () => {
      // The data folder may have been deleted meanwhile: PostgreSQL then ends by itself, within a minute.
      stopping ??= stopWatching()
        .then(leave)
        .catch((error) => log("postgres.not_stopped", { cluster, reason: String(error) }));
      return stopping;
    },
  };
}

const isServed = (cluster: string): boolean => {
  const found = readPostmaster(cluster);
  return found !== null && isPostmasterOf(found.pid, cluster);
};

/** Starts again, behind the same door, a server that died; one that others see and we do not is left to them. */
async function revive(
  { base, log }: Opening,
  { cluster, door, passwords }: Pick<InUse, "cluster" | "door" | "passwords">,
): Promise<"watch" | "leave"> {
  if (isServed(cluster)) return "watch";
  if (!existsSync(join(cluster, "PG_VERSION"))) return "leave";
  if ((await attach(cluster, base, passwords)) !== null) return isServed(cluster) ? "watch" : "leave";
  const account = chooseAccount(cluster);
  const binaries = await runnableBinaries(await locateBinaries(), account, base);
  await startServer({ cluster, binaries, account, door, logFile: join(base, "server.log") }, passwords);
  log("postgres.started_again", { cluster });
  return "watch";
}

/** Only Windows stops the server by a program rather than by a signal. */
async function pgCtl(): Promise<string | null> {
  return process.platform === "win32" ? programOf((await locateBinaries()) satisfies Binaries, "pg_ctl") : null;
}

function noticeOf(base: string, dataDir: string, cluster: string, user: string | null): string | null {
  if (dirname(cluster) === base) return null;
  const who = user
    ? `the account "${user}", under which PostgreSQL runs since it refuses root,`
    : "the account that runs PostgreSQL";
  const advice = cluster.startsWith(tmpdir())
    ? "The system may empty that folder: choose a data folder that this account can enter before keeping anything."
    : "Back up that folder too.";
  return `The database is in ${cluster}: ${who} cannot enter ${dataDir}. ${advice}`;
}
