import type pg from "pg";
import { getConstructionPlans, getMigrationPlans } from "pg-boss";
import boss from "pg-boss/package.json" with { type: "json" };
import { MIGRATION_LOCK } from "./database/locks.ts";
import { APPLICATION_ROLE } from "./database/roles.ts";

const SCHEMA = "pgboss";
const VERSION = boss.pgboss.schema;

/** Makes the tables of jobs, or brings them up to date, as their owner; those who work on jobs may then use them, and no more. */
export async function prepareJobs(owner: pg.ClientBase): Promise<void> {
  if ((await stateOf(owner)).ready) return;
  await owner.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
  try {
    const { version, ready } = await stateOf(owner);
    if (ready) return;
    if (version === null) await owner.query(getConstructionPlans(SCHEMA));
    else if (version < VERSION) await owner.query(getMigrationPlans(SCHEMA, version));
    await owner.query(`grant usage on schema ${SCHEMA} to ${APPLICATION_ROLE};
      grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${APPLICATION_ROLE};
      grant usage, select on all sequences in schema ${SCHEMA} to ${APPLICATION_ROLE}`);
  } finally {
    await owner.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]);
  }
}

async function stateOf(owner: pg.ClientBase): Promise<{ version: number | null; ready: boolean }> {
  const { rows } = await owner.query("select to_regclass($1) is not null as made", [`${SCHEMA}.version`]);
  if (!rows[0].made) return { version: null, ready: false };
  const { rows: found } = await owner.query(
    `select version, has_schema_privilege($1, '${SCHEMA}', 'usage')
      and (select bool_and(has_table_privilege($1, c.oid, p.name)) from pg_class c
        cross join unnest(array['select', 'insert', 'update', 'delete']) p(name)
        where c.relnamespace = '${SCHEMA}'::regnamespace and c.relkind in ('r', 'p')) as given
    from ${SCHEMA}.version`,
    [APPLICATION_ROLE],
  );
  const { version, given } = found[0];
  return { version, ready: given === true && version >= VERSION };
}
