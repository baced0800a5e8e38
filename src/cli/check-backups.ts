import { access, constants, mkdir, statfs } from "node:fs/promises";
import { readBackupState } from "../backup/backups.sql.ts";
import type { Config } from "../platform/config.ts";
import type { Runtime } from "../platform/runtime.ts";
import type { Io } from "./command.ts";
import { sayFailure } from "./words.ts";

type Check = { name: string; ok: boolean; detail: string };

const OLDEST_BACKUP_HOURS = 48;
const LEAST_FREE_BYTES = 500 * 2 ** 20;

/** How old the last verified backup is: worth a look past two days, when some are scheduled or one was ever made. */
export async function checkBackups(
  { words }: Pick<Io, "words">,
  { db, config }: Pick<Runtime, "db" | "config">,
): Promise<Check> {
  const { verified, failure } = await readBackupState(db);
  const reason = failure && sayFailure(words, failure);
  if (!verified) {
    const scheduled = config.backups.folder !== null;
    const detail = [scheduled ? words.backup.never : words.backup.none, reason].filter(Boolean).join(" ; ");
    return { name: "backups", ok: !scheduled, detail };
  }
  const hours = Math.floor((Date.now() - verified.snapshotAt.getTime()) / 3_600_000);
  return { name: "backups", ok: hours < OLDEST_BACKUP_HOURS, detail: words.backup.age(hours, verified.file, reason) };
}

/** Whether the folder of backups takes files, and how much room it has. */
export async function checkBackupFolder({ backups: { folder } }: Config): Promise<Check[]> {
  if (folder === null) return [];
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK);
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    return [
      { name: "backups_disk", ok: free > LEAST_FREE_BYTES, detail: `${Math.round(free / 2 ** 20)} MB, ${folder}` },
    ];
  } catch (error) {
    return [{ name: "backups_disk", ok: false, detail: (error as Error).message }];
  }
}
