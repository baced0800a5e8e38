import { anchorAll } from "../platform/audit-anchors.ts";
import { readMigrations } from "../platform/database/migrate.ts";
import { databaseOn, withSession } from "../platform/database/session.ts";
import { ok, type Result } from "../platform/result.ts";
import { VERSION } from "../platform/version.ts";
import { orRefused, Refused } from "./refused.ts";
import { verifyBeside } from "./verify-beside.ts";
import { type Draft, writeArchive } from "./write-archive.ts";

/** What a backup is made from, and what it may use. */
export type Machine = {
  /** An address whose connections keep their session. */
  url: string;
  dataDir: string;
  /** Where the journal is anchored before it is copied; null leaves it as it is. */
  anchorsDir: string | null;
  now: () => Date;
  newId: () => string;
};

export type Asked = {
  out: string;
  /** Replaces a file of that name. */
  force: boolean;
  verify: boolean;
  passphrase: string | null;
  onTable?: (name: string, rows: number) => void;
  onVerify?: () => void;
};

export type BackedUp = {
  file: string;
  bytes: number;
  tables: number;
  rows: number;
  files: number;
  /** Files that the database names and the data folder no longer has. */
  missing: string[];
  jobs: number;
  encrypted: boolean;
  seconds: number;
  /** The moment that the archive holds. */
  snapshot: string;
  verified: boolean;
  /** Why it could not be verified, when it was asked: the archive is kept all the same. */
  unverified: string | null;
  /** Why the journal could not be anchored before: the archive is made all the same. */
  unanchored: string | null;
};

/**
 * Writes everything the product keeps to one file, from one snapshot, and restores it beside to verify it. The file takes
 * its name last: one that bears it is whole, and one that differs from what was read never does.
 */
export async function backUp(machine: Machine, asked: Asked): Promise<Result<BackedUp>> {
  return orRefused(async () => {
    const began = machine.now();
    const { out, force, passphrase, onTable } = asked;
    const unanchored = await anchor(machine);
    const draft = await writeArchive(machine.url, {
      ...{ out, force, passphrase, dataDir: machine.dataDir, product: VERSION, token: tokenOf(machine) },
      ...(onTable && { onTable }),
    });
    const unverified = asked.verify ? await verify(machine, asked, draft) : null;
    await draft.keep();
    const { about, manifest } = draft;
    return ok({
      file: out,
      bytes: draft.bytes,
      tables: manifest.tables.length,
      rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
      files: manifest.files.length,
      missing: manifest.missing,
      jobs: manifest.jobs,
      encrypted: passphrase !== null,
      seconds: (machine.now().getTime() - began.getTime()) / 1000,
      snapshot: about.snapshotAt,
      verified: asked.verify && unverified === null,
      unverified,
      unanchored,
    });
  });
}

const OF_THE_FOLDER = /^E(?:ROFS|ACCES|PERM|NOSPC|DQUOT|NOENT|NOTDIR|ISDIR|EXIST|IO|STALE|LOOP|NAMETOOLONG)$/;

/** Anchors the journal before it is copied, so that the archive holds what the anchor tells of; answers why it could not. */
async function anchor({ url, anchorsDir, now }: Machine): Promise<string | null> {
  if (anchorsDir === null) return null;
  try {
    await withSession(url, "ancrage anchors", (client) => anchorAll(databaseOn(client), anchorsDir, now(), "backup"));
    return null;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (OF_THE_FOLDER.test(code ?? "")) return message;
    throw error;
  }
}

const tokenOf = ({ newId }: Machine): string => newId().slice(-12);

/** Why it could not be verified, or null; an archive that is not what was read is deleted, and refused. */
async function verify(machine: Machine, { passphrase, onVerify }: Asked, draft: Draft): Promise<string | null> {
  onVerify?.();
  try {
    const known = await readMigrations();
    await verifyBeside(machine.url, {
      ...{ archive: draft.path, passphrase, known, at: machine.now(), token: tokenOf(machine) },
    });
    return null;
  } catch (error) {
    if (error instanceof Refused && /^(backup_unverifiable|restore_disk_full)$/.test(error.failure.code))
      return String(error.failure.params?.detail ?? error.failure.code);
    await draft.discard();
    throw error;
  }
}
