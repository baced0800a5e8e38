import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "pg";
import { MIGRATION_LOCK } from "./locks.ts";
import { REACH_SETTING } from "./reach.ts";

export type Migration = { name: string; sql: string; checksum: string };
export type MigrationOutcome = { applied: string[]; already: number };

const FOLDER = join(import.meta.dirname, "../../../migrations");

/** What keeps the list of migrations that were applied. */
export const MIGRATIONS_TABLE =
  "create table if not exists migrations (name text primary key, checksum text not null, applied_at timestamptz not null)";

/** Reads the numbered migrations in order; throws when a name or the numbering is wrong. */
export async function readMigrations(folder = FOLDER): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1];
      if (Number(number) !== index + 1) {
        throw new Error(`Migration ${name} should be numbered ${String(index + 1).padStart(4, "0")}_name.sql`);
      }
      const sql = await readFile(join(folder, name), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/** Applies the migrations that are missing, each in its transaction; throws when one already applied was edited since. */
export async function migrate(client: Client, migrations: Migration[], now: () => Date): Promise<MigrationOutcome> {
  await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
  try {
    // A migration that changes rows changes those of every network.
    await client.query(`set ${REACH_SETTING} = '*'`);
    await client.query(MIGRATIONS_TABLE);
    const done = new Map<string, string>(
      (await client.query<{ name: string; checksum: string }>("select name, checksum from migrations")).rows.map(
        (row) => [row.name, row.checksum],
      ),
    );
    const applied: string[] = [];
    for (const migration of migrations) {
      const before = done.get(migration.name);
      if (before === migration.checksum) continue;
      if (before)
        throw new Error(`Migration ${migration.name} was edited after it was applied; write a new one instead`);
      await applyOne(client, migration, now());
      applied.push(migration.name);
    }
    const known = new Set(migrations.map((migration) => migration.name));
    const newer = [...done.keys()].find((name) => !known.has(name));
    if (newer)
      throw new Error(`This database was migrated by a newer Ancrage (${newer}); install that version or later`);
    return { applied, already: done.size };
  } finally {
    await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]);
  }
}

/** Applies a migration and records it, in the caller's transaction. */
export async function applyMigration(client: Client, { name, sql, checksum }: Migration, at: Date): Promise<void> {
  await client.query(sql);
  await client.query("insert into migrations (name, checksum, applied_at) values ($1, $2, $3)", [name, checksum, at]);
}

async function applyOne(client: Client, migration: Migration, at: Date): Promise<void> {
  await client.query("begin");
  try {
    await applyMigration(client, migration, at);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}
