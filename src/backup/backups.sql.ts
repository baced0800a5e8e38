import type { Database } from "../platform/database/database.ts";
import type { Failure } from "../platform/result.ts";

export type Attempt = {
  id: string;
  scheduled: boolean;
  began_at: Date;
  ended_at: Date;
  file: string;
  encrypted: boolean;
  snapshot_at: Date | null;
  bytes: number | null;
  rows: number | null;
  files: number | null;
  verified_at: Date | null;
  failure: Failure | null;
};

/** Keeps how a backup ended. */
export async function recordAttempt(db: Database, attempt: Attempt): Promise<void> {
  await db
    .insertInto("backups")
    .values({ ...attempt, failure: attempt.failure && JSON.stringify(attempt.failure) })
    .execute();
}

/** The last scheduled backup that was attempted; it failed when it left no archive. */
export async function lastScheduled(db: Database): Promise<{ beganAt: Date; failed: boolean } | null> {
  const row = await db
    .selectFrom("backups")
    .select(["began_at", "snapshot_at"])
    .where("scheduled", "=", true)
    .orderBy("began_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? { beganAt: row.began_at, failed: row.snapshot_at === null } : null;
}

export type BackupState = {
  /** The moment that the last verified backup holds. */
  verified: { snapshotAt: Date; file: string } | null;
  /** Why the last attempt failed, when it did. */
  failure: Failure | null;
};

/** Since when nothing would be lost, and whether the last attempt failed. */
export async function readBackupState(db: Database): Promise<BackupState> {
  const recent = db.selectFrom("backups").orderBy("began_at", "desc").limit(1);
  const verified = await recent.select(["snapshot_at", "file"]).where("verified_at", "is not", null).executeTakeFirst();
  const last = await recent.select("failure").executeTakeFirst();
  return {
    verified: verified ? { snapshotAt: verified.snapshot_at!, file: verified.file } : null,
    failure: (last?.failure as Failure | null | undefined) ?? null,
  };
}
