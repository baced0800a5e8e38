import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../platform/config.ts";
import type { Database } from "../platform/database/database.ts";
import { BACKUP_LOCK } from "../platform/database/locks.ts";
import { databaseOn, withSession } from "../platform/database/session.ts";
import type { Log } from "../platform/log.ts";
import { type Failure, type Result, unavailable } from "../platform/result.ts";
import { type BackedUp, backUp, type Machine } from "./back-up.ts";
import { lastScheduled, recordAttempt } from "./backups.sql.ts";
import { backupName, chooseKept, isDue, readBackupName } from "./keep.ts";
import { readPassphrase } from "./passphrase.ts";
import { peek } from "./read-archive.ts";

/** A file that is still being written is not as old. */
const FORGOTTEN_MS = 24 * 3600_000;

type Scheduling = Machine & { settings: Config["backups"]; log: Log };

/**
 * Makes the backup of the day when it is due, keeps how it ended and deletes those the rule no longer keeps. To be called
 * now and then by any number of processes: one of them does it. Answers null when there was nothing to do.
 */
export async function backUpIfDue(scheduling: Scheduling): Promise<Result<BackedUp> | null> {
  const { settings, now, url } = scheduling;
  const { folder } = settings;
  if (folder === null) return null;
  return withSession(url, "ancrage backups", async (client) => {
    const { rows } = await client.query("select pg_try_advisory_lock($1) as taken", [BACKUP_LOCK]);
    const db = databaseOn(client);
    if (!rows[0].taken || !isDue(now(), settings.hour, await lastScheduled(db))) return null;
    const passphrase = await readPassphrase(settings.passphraseFile, settings.passphrase, true);
    const made = passphrase.ok ? await makeOne(db, scheduling, folder, passphrase.value) : passphrase;
    if (!passphrase.ok)
      await recordBackup(db, scheduling, { made, began: now(), out: folder, scheduled: true, encrypted: true });
    if (made.ok && passphrase.ok) await prune(folder, passphrase.value, scheduling);
    return made;
  });
}

async function makeOne(
  db: Database,
  scheduling: Scheduling,
  folder: string,
  passphrase: string | null,
): Promise<Result<BackedUp>> {
  const began = scheduling.now();
  const encrypted = passphrase !== null;
  const out = join(folder, backupName(began, encrypted));
  const record = (made: Result<BackedUp>) =>
    recordBackup(db, scheduling, { made, began, out, scheduled: true, encrypted });
  try {
    const made =
      (await ensureFolder(folder)) ?? (await backUp(scheduling, { out, force: false, verify: true, passphrase }));
    await record(made);
    if (made.ok && made.value.unanchored !== null)
      scheduling.log.error({ detail: made.value.unanchored }, "the journal could not be anchored");
    return made;
  } catch (error) {
    // Nobody is looking: the doctor tells it, and the log why.
    await record(unavailable("unknown"));
    throw error;
  }
}

async function ensureFolder(folder: string) {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return null;
  } catch (error) {
    return unavailable("cannot_write", { path: folder, detail: (error as Error).message });
  }
}

type Ended = { made: Result<BackedUp>; began: Date; out: string; scheduled: boolean; encrypted: boolean };

/** Keeps how a backup ended. */
export async function recordBackup(
  db: Database,
  { now, newId }: Pick<Machine, "now" | "newId">,
  { made, began, out, scheduled, encrypted }: Ended,
): Promise<void> {
  const ended = now();
  const value = made.ok ? made.value : null;
  await recordAttempt(db, {
    id: newId(),
    scheduled,
    began_at: began,
    ended_at: ended,
    file: out,
    encrypted,
    snapshot_at: value ? new Date(value.snapshot) : null,
    bytes: value?.bytes ?? null,
    rows: value?.rows ?? null,
    files: value?.files ?? null,
    verified_at: value?.verified ? ended : null,
    failure: made.ok ? unverifiedAs(made.value) : made.failure,
  });
}

const unverifiedAs = ({ unverified }: BackedUp): Failure | null =>
  unverified === null ? null : unavailable("backup_unverifiable", { detail: unverified }).failure;

/** Deletes the backups of a folder that the rule no longer keeps: only files that bear our name and open as ours. */
async function prune(folder: string, passphrase: string | null, { settings, now, log }: Scheduling): Promise<void> {
  const names = await readdir(folder);
  const backups = names.flatMap((name) => {
    const at = readBackupName(name);
    return at ? [{ name, at }] : [];
  });
  const kept = chooseKept(backups, settings.keep);
  for (const { name } of backups.filter((one) => !kept.has(one.name))) {
    const isOurs = await peek(join(folder, name), passphrase).then(
      () => true,
      () => false,
    );
    if (isOurs) await rm(join(folder, name), { force: true });
    else log.warn({ file: name }, "a backup past its time does not open: left where it is");
  }
  const partial = /^ancrage-\d{8}T\d{6}Z\.tar\.zst(\.age)?\.[0-9a-f]+\.partial$/;
  for (const name of names.filter((one) => partial.test(one))) {
    const { mtimeMs } = await stat(join(folder, name));
    if (now().getTime() - mtimeMs > FORGOTTEN_MS) await rm(join(folder, name), { force: true });
  }
}
