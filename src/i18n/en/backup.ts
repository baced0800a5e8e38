import type { backup as french, backupFailures as frenchFailures } from "../fr/backup.ts";

const megabytes = (bytes: number): string =>
  `${(bytes / 1_000_000).toLocaleString("en", { maximumFractionDigits: 1 })} MB`;
const count = (n: number): string => n.toLocaleString("en");

/** What backing up and restoring say. */
export const backup: typeof french = {
  reading: (table, rows) => `Backing up: ${table} (${count(rows)} rows)`,
  verifying: "Verifying: the archive is restored beside…",
  writing: (table) => `Restoring: ${table}`,
  made: (path, bytes, rows, files, seconds) =>
    `Written: ${path} (${megabytes(bytes)}, ${count(rows)} rows, ${count(files)} files, in ${seconds.toFixed(1)} s)`,
  verified: "Verified: restored beside, every table is the same there, byte for byte.",
  notVerified: "This backup was not verified (--no-verify).",
  plain:
    "It is not encrypted: whoever reads this file reads everything but confidential fields, whose keys are not in it, nor is the list of whom was erased (keep keys.json and erasures/ elsewhere). To encrypt it, keys and list included: --passphrase-file.",
  unanchored: (detail: string) =>
    `The journal could not be anchored before (${detail}): the backup is made, but look at ANCRAGE_ANCHORS.`,
  missing: (n, names) =>
    `${count(n)} file(s) that the database names are no longer in the data folder: ${names}${n > 3 ? "…" : ""}`,
  restored: (rows, files, snapshot) =>
    `Restored: ${count(rows)} rows and ${count(files)} files, as they were on ${snapshot.slice(0, 10)} at ${snapshot.slice(11, 16)} UTC.`,
  keptIn: (schema) =>
    `What was there is kept in the schema "${schema}" of the database. Once you are sure: drop schema ${schema} cascade;`,
  renamed: (n, names) => `${count(n)} file(s) that differed bear another name: ${names}${n > 3 ? "…" : ""}`,
  signInAgain: "Nobody is signed in any more: everyone will sign in again.",
  erasedAgain: (accounts, rows) =>
    `Erasures asked for since, done again: ${count(accounts)} accounts, ${count(rows)} rows.`,
  erasedSealed:
    "Confidential fields are closed by keys that are not here: who was erased may still be in them. Put keys.json (or ANCRAGE_KEYS) back into the data folder before restoring.",
  erasedUnreadable: (n, places) =>
    `${count(n)} lines of the list of whom was erased cannot be read (${places}${n > 3 ? "…" : ""}): put back a copy of that file, or who was erased would come back.`,
  intoAlone: (folder) =>
    `--into chooses the database only: the received files, the secret and the keys of the archive would go among those in use, in ${folder}. Say as well where they go, in a folder of their own: ancrage restore FILE --into postgresql://… --data DIR`,
  dataAlone: (folder, unset) =>
    `--data chooses the folder only: the database would still be the one of DATABASE_URL, perhaps in use. Say both.\n  Into a database embedded in that folder: env ${unset} ancrage restore FILE --data ${folder}\n  Into another database: ancrage restore FILE --into postgresql://… --data ${folder}\n  Into the database of DATABASE_URL, with that folder as its own: ANCRAGE_DATA=${folder} ancrage restore FILE`,
  reindexing: (network) => `PostgreSQL of another version: the index of "${network}" is made again…`,
  none: "no backup is scheduled (ANCRAGE_BACKUPS)",
  never: "no verified backup",
  age: (hours, file, failure) =>
    `the last verified one is ${hours < 1 ? "less than an hour" : hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`} old (${file})${failure ? `; the last attempt failed: ${failure}` : ""}`,
};

/** Why a backup or a restore did not take place, and what to do. */
export const backupFailures: typeof frenchFailures = {
  backup_nothing: () => "This database holds nothing of Ancrage: there is nothing to back up.",
  backup_exists: (p) => `The file ${p.path} already exists. Choose another name, or replace it with --force.`,
  backup_disk_full: (p) =>
    `No room left to write ${p.path} (${megabytes(Number(p.freeBytes))} free). Nothing was left behind: make room, or write elsewhere.`,
  backup_hidden_rows: () =>
    "This PostgreSQL role does not see every row (row security): the backup would be incomplete. Back up as the owner of the tables.",
  backup_differs: (p) =>
    `The archive restored beside differs from what was read (${p.tables}). It was not kept: try again, and look at the disk and the memory of the machine.`,
  backup_unverifiable: (p) =>
    `The archive is written, but could not be restored beside to verify it (${p.detail}). Let the role create a database (alter role … createdb), or try it with ancrage restore.`,
  archive_not_ours: () => "This file is no backup of Ancrage.",
  archive_damaged: (p) =>
    `This archive is damaged, cut short or altered (${p.where}${p.reason ? `: ${p.reason}` : ""}). Nothing was changed: take another one.`,
  archive_forged: (p) =>
    `This archive holds what Ancrage never puts there (${p.what}). Nothing was changed: do not trust it.`,
  archive_bomb: () => "This archive inflates without end. Nothing was changed: do not trust it.",
  archive_newer: (p) =>
    `This archive comes from a newer Ancrage (${p.what}). Install that version or a later one, then try again.`,
  archive_other_schema: (p) =>
    `This archive comes from another Ancrage: the migration ${p.name} is not the same there. Restore it with the version that wrote it.`,
  passphrase_needed: () => "This archive is encrypted. Give its passphrase: --passphrase-file FILE.",
  passphrase_wrong: () => "This is not the passphrase of the archive.",
  passphrase_short: (p) => `The passphrase must have at least ${p.least} characters.`,
  passphrase_unreadable: (p) => `The file of the passphrase cannot be read: ${p.path} (${p.detail}).`,
  restore_not_empty: (p) =>
    `This database already holds data (${p.tables} tables). Restore into an empty one, or add --force: what is there will be put aside, not erased.`,
  restore_in_use: () => "Ancrage is using this database. Stop it (serve, work), then try again.",
  restore_forbidden: (p) =>
    `PostgreSQL refuses this role what restoring takes (${p.detail}). Give it the database: alter database … owner to …; if it is about the extensions pg_trgm or unaccent, let an administrator create them there.`,
  erasures_undone: (p) =>
    `The data are restored, but erasures asked for since could not be done again (${p.undone}): who was erased is back. Do not open the installation: mend what is said above, then restore again with --force.`,
  restore_disk_full: () => "No room left to restore. Nothing was changed: make room, then try again.",
};
