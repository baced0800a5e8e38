import { type RawBuilder, sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Grant } from "../platform/person.ts";

/**
 * Whether an initiative is reached by one of the rights, as `covers` says of one that was read: `alias` is the table of
 * initiatives in the query; null reaches all.
 */
export function reached(parts: readonly Grant[] | null, alias = "i"): RawBuilder<boolean> {
  if (parts === null) return sql`true`;
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  const codes = (scale: string) =>
    parts.flatMap(({ territory }) => (territory?.scale === scale ? [territory.code] : []));
  const sheets = parts.flatMap(({ initiative }) => initiative ?? []);
  const areas = sql.join(
    [
      sql`${column("in_regions")} && ${codes("region")}::text[]`,
      sql`${column("in_departments")} && ${codes("departement")}::text[]`,
      sql`${column("epci")} || ${column("parent_epci")} && ${codes("epci")}::text[]`,
      sql`${column("communes")} && ${codes("commune")}::text[]`,
    ],
    sql` or `,
  );
  return sql`(${column("id")} = any(${sheets}::uuid[]) or (${column("scale")} is distinct from 'national' and (${areas})))`;
}

/** Whether one initiative of a network is reached by one of the rights. */
export async function isReached(
  db: Database,
  network: string,
  parts: readonly Grant[] | null,
  initiative: string,
): Promise<boolean> {
  if (parts === null) return true;
  const found = await db
    .selectFrom("initiatives as i")
    .select("i.id")
    .where("i.network_id", "=", network)
    .where("i.id", "=", initiative)
    .where(reached(parts))
    .executeTakeFirst();
  return found !== undefined;
}

/** Those of the initiatives given that one of the rights reaches. */
export async function reachedAmong(
  db: Database,
  network: string,
  parts: readonly Grant[],
  initiatives: readonly string[],
): Promise<Set<string>> {
  if (initiatives.length === 0) return new Set();
  const rows = await db
    .selectFrom("initiatives as i")
    .select("i.id")
    .where("i.network_id", "=", network)
    .where("i.id", "in", [...new Set(initiatives)])
    .where(reached(parts))
    .execute();
  return new Set(rows.map(({ id }) => id));
}
