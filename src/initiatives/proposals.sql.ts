import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Candidate } from "../territories/types.ts";
import { isSure, type Parts, placeIsSure, type ReadingTable } from "./review.sql.ts";
import { reached } from "./within.sql.ts";

export type Proposed = { places: number; actors: number; audiences: number; prospects: number; figures: number };

/** How many readings nobody accepted yet: those without doubt, which may be accepted at once, and figures read in prose. */
export async function countProposed(db: Database, networkId: string, parts: Parts = null): Promise<Proposed> {
  const sure = (table: ReadingTable, field: string) =>
    sql`(select count(*)::int from ${sql.table(table)} t join initiatives i on i.network_id = t.network_id and i.id = t.initiative_id
      where t.network_id = ${networkId} and i.status = 'active' and ${reached(parts)} and ${isSure(table, field)})`;
  const counted = await sql<Proposed>`select
    (select count(*)::int from initiatives t where t.network_id = ${networkId} and ${reached(parts, "t")} and ${placeIsSure}) as places,
    ${sure("initiative_actors", "partners")} as actors,
    ${sure("audiences", "audience")} as audiences,
    ${sure("prospects", "prospects")} as prospects,
    (select count(*)::int from figures f join initiatives i on i.network_id = f.network_id and i.id = f.initiative_id
      where f.network_id = ${networkId} and f.status = 'proposed' and i.status = 'active' and ${reached(parts)}) as figures`.execute(
    db,
  );
  return counted.rows[0]!;
}

export type KnownDoubt = {
  id: string;
  field: string;
  value: string;
  code: string;
  options: Candidate[];
  status: "open" | "settled" | "set_aside" | "obsolete";
  key: string;
  title: string;
};

/** One doubtful value with its initiative, whatever became of it; undefined when the network has none of that id. */
export async function readDoubt(db: Database, networkId: string, id: string): Promise<KnownDoubt | undefined> {
  const rows = await sql<KnownDoubt>`
    select r.id, r.field, r.value, r.code, r.options, r.status, i.key, i.title
    from review_items r join initiatives i on i.network_id = r.network_id and i.id = r.initiative_id
    where r.network_id = ${networkId} and r.id = ${id}`.execute(db);
  return rows.rows[0];
}

/** One figure with its initiative, whatever was decided of it; undefined when the network has none of that id. */
export async function readFigure(db: Database, networkId: string, id: string) {
  const rows = await sql<{ id: string; text: string; status: string; key: string; title: string }>`
    select f.id, f.text, f.status, i.key, i.title
    from figures f join initiatives i on i.network_id = f.network_id and i.id = f.initiative_id
    where f.network_id = ${networkId} and f.id = ${id}`.execute(db);
  return rows.rows[0];
}
