import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import type { Migration } from "../platform/database/migrate.ts";
import { withSession } from "../platform/database/session.ts";
import { openEmbedded } from "../platform/postgres/embedded.ts";
import { Refused } from "./refused.ts";
import { restoreInto } from "./restore-into.ts";
import { readOnly } from "./staging.ts";

export type Verifying = {
  archive: string;
  passphrase: string | null;
  known: readonly Migration[];
  at: Date;
  /** Letters and digits that no other verification uses. */
  token: string;
};

type Beside = { url: string; drop: () => Promise<void> };

const PREFIX = "ancrage_check_";
const DROP_TRIES = 40;
const DROP_PAUSE_MS = 250;
/** No verification lasts as long: what is older was left by a process that was killed. */
const FORGOTTEN = "1 day";

/**
 * Restores an archive beside what is in use, compares every table with it, and leaves nothing: in a database of the same
 * server when the role may make one, else in a temporary embedded PostgreSQL. Throws `Refused`: `backup_differs`,
 * `archive_damaged`, or `backup_unverifiable` when there is nowhere to restore it.
 */
export async function verifyBeside(url: string, verifying: Verifying): Promise<void> {
  const beside = await makeDatabase(url, verifying);
  if (beside && (await tryIn(beside, verifying))) return;
  await tryIn(await makeCluster(), verifying);
}

/** Whether it was verified there; false when that place cannot have the extensions. */
async function tryIn({ url, drop }: Beside, { archive, passphrase, known, at }: Verifying): Promise<boolean> {
  try {
    await restoreInto(url, {
      ...{ archive, passphrase, known, at },
      staging: readOnly(),
      keptIn: "ancrage_before",
      force: false,
      onlyVerify: true,
    });
    return true;
  } catch (error) {
    if (error instanceof Refused && error.failure.code === "restore_forbidden") return false;
    throw error;
  } finally {
    await drop();
  }
}

async function makeDatabase(url: string, { token }: Verifying): Promise<Beside | null> {
  const name = await withSession(url, "ancrage backup", async (client) => {
    await sweep(client);
    // By the clock that tells which are forgotten: of a machine that is a day late, another would drop this one in use.
    const { rows } = await client.query("select to_char(now() at time zone 'UTC', 'YYYYMMDDHH24MISS') as stamp");
    const made = `${PREFIX}${rows[0].stamp}_${token}`;
    try {
      await client.query(`create database ${client.escapeIdentifier(made)} template template0 encoding 'UTF8'`);
      return made;
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (code === "42501") return null;
      throw unverifiable(message);
    }
  });
  if (!name) return null;
  const address = new URL(url);
  address.pathname = `/${name}`;
  return {
    url: address.toString(),
    drop: () =>
      withSession(url, "ancrage backup", async (client) => {
        for (let tries = 1; !(await dropped(client, name)) && tries < DROP_TRIES; tries += 1) await wait(DROP_PAUSE_MS);
      }),
  };
}

/** Drops what an interrupted verification left. */
async function sweep(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select datname::text as name from pg_database where datname ~ '^${PREFIX}\\d{14}_' and pg_get_userbyid(datdba) = current_user
      and to_timestamp(substr(datname, ${PREFIX.length + 1}, 14), 'YYYYMMDDHH24MISS') at time zone 'UTC' < now() at time zone 'UTC' - interval '${FORGOTTEN}'`,
  );
  for (const { name } of rows) await dropped(client, name);
}

/** Whether it is gone: an ordinary role may not end the server's own housekeeping, which leaves by itself within moments. */
const dropped = (client: pg.Client, name: string): Promise<boolean> =>
  client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`).then(
    () => true,
    () => false,
  );

async function makeCluster(): Promise<Beside> {
  const folder = await mkdtemp(join(tmpdir(), "ancrage-check-"));
  // PostgreSQL's own account has to pass when we are root; what is secret inside has its own mode.
  await chmod(folder, 0o711);
  const opened = await openEmbedded({ dataDir: join(folder, "data"), log: () => {} });
  if (!opened.ok) {
    await rm(folder, { recursive: true, force: true });
    throw unverifiable(opened.failure.code);
  }
  return {
    url: opened.value.url,
    drop: async () => {
      await opened.value.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const unverifiable = (detail: string): Refused =>
  new Refused({ kind: "unavailable", code: "backup_unverifiable", params: { detail } });
