import { createHash } from "node:crypto";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { NO_ANCHORS } from "../platform/audit-anchors.ts";
import { verifyWithin } from "../platform/audit-verify.ts";
import { MIGRATION_LOCK } from "../platform/database/locks.ts";
import { applyMigration, MIGRATIONS_TABLE, type Migration } from "../platform/database/migrate.ts";
import { databaseOn } from "../platform/database/session.ts";
import {
  copyStatement,
  countSessions,
  dropSchema,
  filledTables,
  type Guards,
  inhabitedTables,
  isOurs,
  readAnchors,
  readApplied,
  readGuards,
  readTables,
  setAside,
} from "./catalogue.sql.ts";
import { type About, LEFT_OUT, type Manifest } from "./contents.ts";
import { damaged, Refused } from "./refused.ts";

const OLDEST_SERVER = 150_000;

/** Takes a database for itself, until the connection closes; refuses one that is too old or that Ancrage is using. */
export async function takeDatabase(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    "select current_setting('server_version_num')::int as version, pg_try_advisory_lock($1) as taken",
    [MIGRATION_LOCK],
  );
  const { version, taken } = rows[0];
  if (version < OLDEST_SERVER)
    throw new Refused({
      kind: "unavailable",
      code: "database_too_old",
      params: { version: Math.floor(version / 10_000) },
    });
  if (!taken || (await countSessions(client)) > 0) throw new Refused({ kind: "conflict", code: "restore_in_use" });
}

/** How many of the migrations known here an archive went through; refuses one of a newer Ancrage, or of another. */
export function migrationsOf(about: About, known: readonly Migration[]): number {
  for (const [index, { name, checksum }] of about.migrations.entries()) {
    const here = known[index];
    if (!here)
      throw new Refused({ kind: "conflict", code: "archive_newer", params: { what: `${about.product}, ${name}` } });
    if (here.name !== name || here.checksum !== checksum)
      throw new Refused({ kind: "conflict", code: "archive_other_schema", params: { name } });
  }
  return about.migrations.length;
}

/** Whether there is something to keep where an archive goes; refuses it when nobody said that it may be put aside. */
export async function examineRoom(client: pg.Client, force: boolean): Promise<boolean> {
  const filled = await inhabitedTables(client);
  // Tables of somebody else are theirs even when they are empty.
  const foreign = (await isOurs(client)) ? 0 : (await readTables(client)).length;
  const tables = filled.length || foreign;
  if (tables > 0 && !force) throw new Refused({ kind: "conflict", code: "restore_not_empty", params: { tables } });
  return tables > 0;
}

/** Empties the place where an archive goes: what there is to keep is moved to that schema. */
export async function makeRoom(client: pg.Client, keptIn: string, keeps: boolean): Promise<void> {
  await setAside(client, keptIn);
  if (!keeps) await dropSchema(client, keptIn);
}

/** Makes the tables as they were when the archive was written, without what would slow loading down; answers what to put back. */
export async function makeTables(client: pg.Client, about: About, known: readonly Migration[]): Promise<Guards> {
  await client.query(MIGRATIONS_TABLE);
  for (const migration of known.slice(0, migrationsOf(about, known))) await client.query(migration.sql);
  if (JSON.stringify(await readTables(client)) !== JSON.stringify(about.tables))
    throw new Refused({ kind: "invalid", code: "archive_forged", params: { what: "tables" } });
  // A migration may leave rows behind; those of the archive come in their place.
  for (const name of await filledTables(client)) await client.query(`delete from ${client.escapeIdentifier(name)}`);
  const guards = await readGuards(client);
  for (const statement of guards.off) await client.query(statement);
  return guards;
}

/** Writes the rows of a table. */
export async function loadTable(
  client: pg.Client,
  table: About["tables"][number],
  rows: AsyncIterable<Buffer>,
): Promise<void> {
  if (Object.hasOwn(LEFT_OUT, table.name)) {
    for await (const _ of rows);
    return;
  }
  await pipeline(rows, client.query(copyFrom(copyStatement(client, table, "from stdin"))));
}

/** Puts back what was taken away to load, and examines the whole: links, sequences, migrations, audit chains. */
export async function completeTables(client: pg.Client, about: About, guards: Guards): Promise<void> {
  for (const statement of guards.on) await client.query(statement);
  for (const { name, value, called } of about.sequences)
    await client.query("select setval(('public.' || quote_ident($1))::regclass, $2, $3)", [name, value, called]);
  if (JSON.stringify(await readApplied(client)) !== JSON.stringify(about.migrations)) throw damaged("migrations");
  if (JSON.stringify(await readAnchors(client)) !== JSON.stringify(about.anchors)) throw damaged("audit_heads");
  if (!(await verifyWithin(databaseOn(client), NO_ANCHORS, { only: null })).ok) throw damaged("audit_entries");
}

/** Reads every table again; answers the names of those that are not, byte for byte, what the archive held. */
export async function compareTables(client: pg.Client, about: About, manifest: Manifest): Promise<string[]> {
  const differing: string[] = [];
  for (const [index, table] of about.tables.entries()) {
    const hash = createHash("sha256");
    const rows = client.query(copyTo(copyStatement(client, table, "to stdout")));
    await pipeline(rows, new Writable({ write: (chunk, _, done) => void done(hash.update(chunk) && null) }));
    if (hash.digest("hex") !== manifest.tables[index]!.sha256) differing.push(table.name);
  }
  return differing;
}

/** Brings the tables from the migrations of the archive to those of this Ancrage. */
export async function catchUp(
  client: pg.Client,
  about: About,
  known: readonly Migration[],
  at: Date,
): Promise<string[]> {
  const missing = known.slice(about.migrations.length);
  for (const migration of missing) await applyMigration(client, migration, at);
  return missing.map(({ name }) => name);
}

/** What PostgreSQL refuses in the rows of an archive, said as such; anything else is thrown as it was. */
export function asRefusal(error: unknown): unknown {
  const { code, message, table } = error as { code?: string; message?: string; table?: string };
  if (/^(22|23)/.test(code ?? "")) return damaged(table ?? "rows", { reason: message ?? "" });
  if (code === "42501")
    return new Refused({ kind: "forbidden", code: "restore_forbidden", params: { detail: message ?? "" } });
  if (code === "53100") return new Refused({ kind: "unavailable", code: "restore_disk_full" });
  return error;
}
