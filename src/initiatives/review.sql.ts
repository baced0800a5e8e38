import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Grant } from "../platform/person.ts";
import { reached } from "./within.sql.ts";

/** The parts of a network that somebody may decide of; null for all of it. */
export type Parts = readonly Grant[] | null;

export const READINGS = ["figures", "initiative_actors", "audiences", "prospects"] as const;
export type ReadingTable = (typeof READINGS)[number];

/** One doubtful value of a network, locked until the transaction ends. */
export async function findDoubt(db: Database, networkId: string, id: string) {
  return db
    .selectFrom("review_items")
    .selectAll()
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/** Whether another doubt about the same answer already asks the same of these words. */
export async function isAskedAlready(db: Database, networkId: string, id: string, value: string): Promise<boolean> {
  const { rows } = await sql`select 1 from review_items one
    join review_items other using (network_id, statement_id, field, code)
    where one.network_id = ${networkId} and one.id = ${id} and other.id <> one.id and other.value = ${value}`.execute(
    db,
  );
  return rows.length > 0;
}

/** Writes what was decided of a doubtful value. */
export async function closeDoubt(
  db: Database,
  networkId: string,
  id: string,
  status: "settled" | "set_aside",
  decision: unknown,
  by: string,
  at: Date,
): Promise<void> {
  await db
    .updateTable("review_items")
    .set({ status, decision: JSON.stringify(decision), decided_by: by, decided_at: at })
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .execute();
}

/** Sets columns of an initiative that a person decided, so that no later import changes them. */
export async function setDecided(
  db: Database,
  networkId: string,
  initiativeId: string,
  field: string,
  columns: Record<string, unknown>,
  at: Date,
): Promise<void> {
  await db
    .updateTable("initiatives")
    .set((eb) => ({
      ...columns,
      decided: sql<string[]>`array(select distinct unnest(decided || ${[field]}::text[]))`,
      updated_at: at,
      revision: eb("revision", "+", 1),
    }))
    .where("network_id", "=", networkId)
    .where("id", "=", initiativeId)
    .execute();
}

const LISTS: readonly [ReadingTable, string][] = [
  ["initiative_actors", "partners"],
  ["audiences", "audience"],
  ["prospects", "prospects"],
];

/** Whether a reading, `t`, waits and nothing makes it doubtful: neither an open question nor what its reader remarked. */
export function isSure(table: ReadingTable, field: string) {
  const unremarked = table === "initiative_actors" ? sql`and t.doubts = '{}'` : sql``;
  return sql`t.status = 'proposed' ${unremarked} and not exists (select 1 from review_items r
    where r.network_id = t.network_id and r.statement_id = t.statement_id and r.status = 'open' and r.field = ${field})`;
}

/** The same of the place of an initiative, `t`. */
export const placeIsSure = sql`t.status = 'active' and t.place_status = 'proposed' and not exists (select 1 from review_items r
  where r.network_id = t.network_id and r.initiative_id = t.id and r.status = 'open' and r.field = 'place')`;

/** The first standing sheets, among those reached, of which something was read without doubt and waits; at most `limit`. */
export async function findSure(db: Database, networkId: string, parts: Parts, limit: number): Promise<string[]> {
  const lists = LISTS.map(
    ([table, field]) => sql`(select distinct t.initiative_id as id from ${sql.table(table)} t
      join initiatives i on i.network_id = t.network_id and i.id = t.initiative_id
      where t.network_id = ${networkId} and i.status = 'active' and ${isSure(table, field)} and ${reached(parts)}
      order by 1 limit ${limit})`,
  );
  const found = await sql<{ id: string }>`select id from (
    (select t.id from initiatives t where t.network_id = ${networkId} and ${placeIsSure} and ${reached(parts, "t")}
      order by 1 limit ${limit})
    union ${sql.join(lists, sql` union `)}) sure order by id limit ${limit}`.execute(db);
  return found.rows.map(({ id }) => id);
}

export type Accepted = { places: number; actors: number; audiences: number; prospects: number };

/** Accepts what was read without doubt in the sheets given; counts what changed. */
export async function acceptSure(db: Database, networkId: string, ids: readonly string[], at: Date): Promise<Accepted> {
  const places = await sql`update initiatives t set place_status = 'accepted'
    where t.network_id = ${networkId} and t.id = any(${ids}) and ${placeIsSure}`.execute(db);
  const counts: number[] = [];
  for (const [table, field] of LISTS) {
    const accepted = await sql`update ${sql.table(table)} t set status = 'accepted'
      where t.network_id = ${networkId} and t.initiative_id = any(${ids}) and ${isSure(table, field)}`.execute(db);
    counts.push(Number(accepted.numAffectedRows ?? 0));
  }
  await sql`update initiatives set updated_at = ${at}, revision = revision + 1
    where network_id = ${networkId} and id = any(${ids})`.execute(db);
  const [actors = 0, audiences = 0, prospects = 0] = counts;
  return { places: Number(places.numAffectedRows ?? 0), actors, audiences, prospects };
}

/** The initiative of a reading; null when the network has no such reading. */
export async function readingOwner(
  db: Database,
  networkId: string,
  table: ReadingTable,
  id: string,
): Promise<string | null> {
  const found = await sql<{
    initiative_id: string;
  }>`select initiative_id from ${sql.table(table)} where network_id = ${networkId} and id = ${id}`.execute(db);
  return found.rows[0]?.initiative_id ?? null;
}

/** Marks one reading; answers its initiative, or null when the network has no such reading. */
export async function markReading(
  db: Database,
  networkId: string,
  table: ReadingTable,
  id: string,
  decision: string,
  at: Date,
): Promise<string | null> {
  const marked = await sql<{
    initiative_id: string;
  }>`update ${sql.table(table)} set status = ${decision} where network_id = ${networkId} and id = ${id} returning initiative_id`.execute(
    db,
  );
  const initiative = marked.rows[0]?.initiative_id;
  if (!initiative) return null;
  await db
    .updateTable("initiatives")
    .set((eb) => ({ updated_at: at, revision: eb("revision", "+", 1) }))
    .where("network_id", "=", networkId)
    .where("id", "=", initiative)
    .execute();
  return initiative;
}

/** The doubtful values of a network with their initiatives, by field and line, those of the sheet asked for first. */
export async function listDoubts(
  db: Database,
  networkId: string,
  filter: { field: string | null; sheet?: string | null; limit: number; offset: number; parts?: Parts },
) {
  return db
    .selectFrom("review_items as r")
    .innerJoin("initiatives as i", (join) =>
      join.onRef("i.network_id", "=", "r.network_id").onRef("i.id", "=", "r.initiative_id"),
    )
    .innerJoin("statements as s", (join) =>
      join.onRef("s.network_id", "=", "r.network_id").onRef("s.id", "=", "r.statement_id"),
    )
    .select([
      "r.id",
      "r.field",
      "r.value",
      "r.code",
      "r.params",
      "r.options",
      "r.line",
      "i.key",
      "i.title",
      "s.number",
      "i.place_label",
      "i.place_status",
    ])
    .where("r.network_id", "=", networkId)
    .where("r.status", "=", "open")
    .where("i.status", "<>", "deleted")
    .where(reached(filter.parts ?? null))
    .$if(filter.field !== null, (query) => query.where("r.field", "=", filter.field!))
    .$if(Boolean(filter.sheet), (query) => query.orderBy((eb) => eb("i.key", "=", filter.sheet!), "desc"))
    .orderBy("r.field")
    .orderBy("r.line")
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
}

/** How many doubtful values are open in the initiatives reached, by field, with some of their words. */
export async function countDoubts(db: Database, networkId: string, parts: Parts = null) {
  const mine = sql`and exists (select 1 from initiatives i where i.network_id = r.network_id and i.id = r.initiative_id
    and i.status <> 'deleted' and ${reached(parts)})`;
  const rows = await sql<{ field: string; count: number; examples: string[] }>`
    select field, count(*)::int as count, (array_agg(value order by line))[1:3] as examples
    from review_items r where network_id = ${networkId} and status = 'open' ${mine} group by field order by field`.execute(
    db,
  );
  return rows.rows;
}

/** Figures read in prose, in the initiatives reached, that nobody accepted or rejected yet. */
export async function listProposedFigures(
  db: Database,
  networkId: string,
  limit: number,
  offset: number,
  parts: Parts = null,
) {
  return db
    .selectFrom("figures as f")
    .innerJoin("initiatives as i", (join) =>
      join.onRef("i.network_id", "=", "f.network_id").onRef("i.id", "=", "f.initiative_id"),
    )
    .select([
      "f.id",
      "f.text",
      "f.what",
      "f.min",
      "f.max",
      "f.qualifier",
      "f.unit",
      "f.period",
      "f.column_name",
      "i.key",
      "i.title",
    ])
    .where("f.network_id", "=", networkId)
    .where("f.status", "=", "proposed")
    .where("i.status", "=", "active")
    .where(reached(parts))
    .orderBy("i.key_number")
    .orderBy("f.position")
    .limit(limit)
    .offset(offset)
    .execute();
}
