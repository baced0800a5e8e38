import type { ClientBase } from "pg";
import { REACH_SETTING } from "../platform/database/reach.ts";
import { type About, LEFT_OUT } from "./contents.ts";

/** What belongs to an extension is made by it, never copied nor moved. */
const notOfExtension = (catalogue: string, alias: string): string =>
  `not exists (select 1 from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = ${alias}.oid and d.deptype = 'e')`;

const IN_PUBLIC = "relnamespace = 'public'::regnamespace";

const rowsOf = async <T extends object>(client: ClientBase, text: string, values: unknown[] = []): Promise<T[]> =>
  (await client.query<T>(text, values)).rows;

/** Has every value written the same way by every server, and waits for no lock longer than a minute. */
export async function speakPlainly(client: ClientBase): Promise<void> {
  const settings = {
    timezone: "UTC",
    datestyle: "ISO, MDY",
    intervalstyle: "postgres",
    bytea_output: "hex",
    extra_float_digits: "1",
    client_encoding: "UTF8",
    // A table is read from its beginning, in the order it was written.
    synchronize_seqscans: "off",
    // Whoever owns the tables meets their policies, and asks for every network.
    row_security: "on",
    [REACH_SETTING]: "*",
    lock_timeout: "60s",
    statement_timeout: "0",
    idle_in_transaction_session_timeout: "0",
  };
  for (const [name, value] of Object.entries(settings))
    await client.query("select set_config($1, $2, false)", [name, value]);
}

/** The policies of the product: with every network asked for, they hide nothing. */
const OWN_POLICIES = ["networks_apart", "owner_reads"];

/** The tables of which somebody else's policy might hide rows from this role: that is an error, not a smaller backup. */
export async function findHidden(client: ClientBase): Promise<string[]> {
  const rows = await rowsOf<{ name: string }>(
    client,
    `select distinct c.relname::text as name from pg_class c left join pg_policy p on p.polrelid = c.oid
      where c.${IN_PUBLIC} and c.relkind = 'r' and row_security_active(c.oid)
        and (p.oid is null or p.polname <> all ($1)) order by 1`,
    [OWN_POLICIES],
  );
  return rows.map(({ name }) => name);
}

/** The tables of the product with their columns, those that are computed left out. */
export async function readTables(client: ClientBase): Promise<About["tables"]> {
  return rowsOf(
    client,
    `select c.relname::text as name, array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
      from pg_class c where c.${IN_PUBLIC} and c.relkind = 'r' and ${notOfExtension("pg_class", "c")} order by c.relname`,
  );
}

/** Where each sequence of the product stands. */
export async function readSequences(client: ClientBase): Promise<About["sequences"]> {
  const names = await rowsOf<{ name: string }>(
    client,
    `select c.relname::text as name from pg_class c where c.${IN_PUBLIC} and c.relkind = 'S' and ${notOfExtension("pg_class", "c")} order by 1`,
  );
  const found: About["sequences"] = [];
  for (const { name } of names) {
    const [row] = await rowsOf<{ value: string; called: boolean }>(
      client,
      `select last_value::text as value, is_called as called from public.${client.escapeIdentifier(name)}`,
    );
    found.push({ name, value: Number(row!.value), called: row!.called });
  }
  return found;
}

/** The heads of the audit chains. */
export async function readAnchors(client: ClientBase): Promise<About["anchors"]> {
  const rows = await rowsOf<{ chain: string; position: string; hash: string }>(
    client,
    "select chain, position, hash from public.audit_heads order by chain",
  );
  return rows.map(({ chain, position, hash }) => ({ chain, position: Number(position), hash }));
}

/** The migrations that were applied, in order. */
export async function readApplied(client: ClientBase): Promise<About["migrations"]> {
  return rowsOf(client, "select name, checksum from public.migrations order by name");
}

/** Whether this database was ever migrated by the product, at least until it had that table. */
export async function isOurs(client: ClientBase, table = "migrations"): Promise<boolean> {
  const [row] = await rowsOf<{ found: string | null }>(client, "select to_regclass('public.' || $1)::text as found", [
    table,
  ]);
  return row!.found !== null;
}

/** The version of the server, and the moment of the snapshot. */
export async function readMoment(client: ClientBase): Promise<{ server: string; at: string }> {
  const [row] = await rowsOf<{ server: string; at: Date }>(
    client,
    "select current_setting('server_version') as server, now() as at",
  );
  return { server: row!.server.split(" ")[0]!, at: row!.at.toISOString() };
}

/** Keeps these tables as they are made, until the transaction ends. */
export async function holdTables(client: ClientBase, tables: About["tables"]): Promise<void> {
  const names = tables.map(({ name }) => `public.${client.escapeIdentifier(name)}`);
  if (names.length > 0) await client.query(`lock table ${names.join(", ")} in access share mode`);
}

/** The files received that the database points to, by their path in the data folder; what was generated has none. */
export async function readReceived(client: ClientBase): Promise<string[]> {
  const rows = await rowsOf<{ path: string }>(
    client,
    "select stored_as as path from public.imports where stored_as <> '' order by 1",
  );
  return rows.map(({ path }) => path);
}

/** The statement that gives the rows of a table, or takes them. */
export function copyStatement(
  client: ClientBase,
  { name, columns }: About["tables"][number],
  direction: "to stdout" | "from stdin",
): string {
  const listed = columns.map((column) => client.escapeIdentifier(column)).join(", ");
  return `copy public.${client.escapeIdentifier(name)} (${listed}) ${direction}`;
}

/** What a database that nobody has used yet holds all the same: archives hold none of it, or it points to nothing. */
const HELD_BY_NOBODY = new Set(["migrations", "audit_heads", ...Object.keys(LEFT_OUT)]);

/** Names of the tables of the product that hold something to keep. */
export async function filledTables(client: ClientBase): Promise<string[]> {
  const filled: string[] = [];
  for (const { name } of await readTables(client)) {
    if (HELD_BY_NOBODY.has(name)) continue;
    const [row] = await rowsOf<{ filled: boolean }>(
      client,
      `select exists (select 1 from public.${client.escapeIdentifier(name)}) as filled`,
    );
    if (row!.filled) filled.push(name);
  }
  return filled;
}

/** What an installation writes of itself, night after night: it tells of nothing where there is nobody and no network. */
const UPKEEP = new Set(["audit_entries", "backups", "retention_runs"]);

/** Names of the tables that hold what somebody put there. */
export async function inhabitedTables(client: ClientBase): Promise<string[]> {
  const filled = await filledTables(client);
  const inhabited = filled.some((name) => name === "users" || name === "networks");
  return inhabited ? filled : filled.filter((name) => !UPKEEP.has(name));
}

/** How many other sessions of the product use this database. */
export async function countSessions(client: ClientBase): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    client,
    `select count(*)::int as count from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
      and backend_type = 'client backend' and application_name like 'ancrage%'`,
  );
  return row!.count;
}

type Movable = { kind: string; name: string };

/**
 * Moves all that the product made from `public` into a schema of its own, object by object: renaming the schema would take
 * the extensions along, which their owner alone may move.
 */
export async function setAside(client: ClientBase, schema: string): Promise<void> {
  const quoted = client.escapeIdentifier(schema);
  await client.query(`create schema ${quoted}`);
  const owned = `not exists (select 1 from pg_depend o where o.classid = 'pg_class'::regclass and o.objid = c.oid and o.deptype in ('a', 'i') and o.refclassid = 'pg_class'::regclass and c.relkind = 'S')`;
  const objects = await rowsOf<Movable>(
    client,
    `select case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end as kind,
        c.oid::regclass::text as name from pg_class c
        where c.${IN_PUBLIC} and c.relkind in ('r', 'p', 'v', 'm', 'S') and ${owned} and ${notOfExtension("pg_class", "c")}
      union all select 'routine', p.oid::regprocedure::text from pg_proc p
        where p.pronamespace = 'public'::regnamespace and ${notOfExtension("pg_proc", "p")}
      union all select 'type', t.oid::regtype::text from pg_type t
        where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd', 'r') and ${notOfExtension("pg_type", "t")}
      union all select 'text search configuration', s.oid::regconfig::text from pg_ts_config s
        where s.cfgnamespace = 'public'::regnamespace and ${notOfExtension("pg_ts_config", "s")}`,
  );
  // Given by PostgreSQL with whatever quotes and arguments they need.
  for (const { kind, name } of objects) await client.query(`alter ${kind} ${name} set schema ${quoted}`);
}

/** Deletes a schema and all it holds. */
export async function dropSchema(client: ClientBase, schema: string): Promise<void> {
  await client.query(`drop schema ${client.escapeIdentifier(schema)} cascade`);
}

/** What slows loading down, or forbids its order: taken away by an owner's rights alone, and put back as it was. */
export type Guards = { off: string[]; on: string[] };

/** Foreign keys, indexes, triggers and row security of the tables of the product, as statements. */
export async function readGuards(client: ClientBase): Promise<Guards> {
  const links = await rowsOf<{ table: string; name: string; definition: string }>(
    client,
    `select k.conrelid::regclass::text as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
      from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.conparentid = 0 order by 1, 2`,
  );
  const indexes = await rowsOf<{ name: string; definition: string }>(
    client,
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
      from pg_index i join pg_class c on c.oid = i.indrelid
      where c.${IN_PUBLIC} and c.relkind = 'r' and not c.relispartition and ${notOfExtension("pg_class", "c")}
        and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')) order by 1`,
  );
  const triggers = await rowsOf<{ table: string; name: string; state: string }>(
    client,
    `select t.tgrelid::regclass::text as table, quote_ident(t.tgname) as name, t.tgenabled as state from pg_trigger t
      join pg_class c on c.oid = t.tgrelid where not t.tgisinternal and t.tgenabled <> 'D' and t.tgparentid = 0
        and c.${IN_PUBLIC} and ${notOfExtension("pg_class", "c")} order by 1, 2`,
  );
  const forced = await rowsOf<{ table: string }>(
    client,
    `select c.oid::regclass::text as table from pg_class c where c.${IN_PUBLIC} and c.relkind in ('r', 'p') and c.relforcerowsecurity`,
  );
  const state: Record<string, string> = { A: "enable always", R: "enable replica" };
  return {
    off: [
      ...links.map(({ table, name }) => `alter table ${table} drop constraint ${name}`),
      ...indexes.map(({ name }) => `drop index ${name}`),
      ...triggers.map(({ table, name }) => `alter table ${table} disable trigger ${name}`),
      ...forced.map(({ table }) => `alter table ${table} no force row level security`),
    ],
    on: [
      ...indexes.map(({ definition }) => definition),
      ...links.map(({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`),
      ...triggers.map((one) => `alter table ${one.table} ${state[one.state] ?? "enable"} trigger ${one.name}`),
      ...forced.map(({ table }) => `alter table ${table} force row level security`),
    ],
  };
}
