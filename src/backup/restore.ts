import { access } from "node:fs/promises";
import { readMigrations } from "../platform/database/migrate.ts";
import { withSession } from "../platform/database/session.ts";
import { ok, type Result } from "../platform/result.ts";
import { readMoment } from "./catalogue.sql.ts";
import { orRefused, Refused } from "./refused.ts";
import { restoreInto } from "./restore-into.ts";
import { openStaging } from "./staging.ts";

export type Asked = {
  archive: string;
  passphrase: string | null;
  /** An address whose connections keep their session. */
  url: string;
  dataDir: string;
  at: Date;
  /** Moves what is there aside, instead of refusing. */
  force: boolean;
  onTable?: (name: string) => void;
};

export type Restored = {
  tables: number;
  rows: number;
  files: number;
  jobs: number;
  /** The moment that the archive held, the Ancrage that wrote it and the PostgreSQL it was read from. */
  snapshot: string;
  product: string;
  server: string;
  /** Whether this PostgreSQL is of another major version. */
  otherServer: boolean;
  /** Migrations that the archive had not gone through. */
  applied: string[];
  /** The schema where what was there is now, if there was anything. */
  keptIn: string | null;
  /** Files that were there, differed, and bear these names now. */
  renamed: string[];
  /** Files that the database names and the archive did not have. */
  missing: string[];
};

/** Puts everything an archive holds into a database and a data folder, whole or not at all. */
export async function restore(asked: Asked): Promise<Result<Restored>> {
  const { archive, url, passphrase, dataDir, at, force, onTable } = asked;
  return orRefused(async () => {
    await access(archive).catch(() => {
      throw new Refused({ kind: "not_found", code: "file_missing", params: { path: archive } });
    });
    const stamp = at.toISOString().slice(0, 19).replace(/\D/g, "");
    const staging = openStaging(dataDir, stamp);
    const { about, manifest, keptIn, applied } = await restoreInto(url, {
      ...{ archive, passphrase, known: await readMigrations(), staging, at, force, onlyVerify: false },
      keptIn: `ancrage_before_${stamp}`,
      ...(onTable && { onTable }),
    });
    const { server } = await withSession(url, "ancrage restore", readMoment);
    return ok({
      tables: manifest.tables.length,
      rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
      files: manifest.files.length,
      jobs: manifest.jobs,
      snapshot: about.snapshotAt,
      product: about.product,
      server: about.server,
      otherServer: majorOf(server) !== majorOf(about.server),
      applied,
      keptIn,
      renamed: staging.renamed,
      missing: manifest.missing,
    });
  });
}

const majorOf = (version: string): number => Number.parseInt(version, 10);
