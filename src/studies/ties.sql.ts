import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";

/** The findings that an initiative supports, with their domains. */
export async function findTies(db: Database, networkId: string, initiativeId: string) {
  const rows = await sql<{ key: string; name: string; position: number; text: string; status: string }>`
    select d.key, d.name, d.position, f.text, t.status from finding_initiatives t
    join findings f on f.network_id = t.network_id and f.id = t.finding_id join domains d on d.network_id = f.network_id and d.id = f.domain_id
    where t.network_id = ${networkId} and t.initiative_id = ${initiativeId} and t.status <> 'rejected' order by d.position, f.position`.execute(
    db,
  );
  return rows.rows;
}

/** The standing initiatives that may be the same as one, nobody having decided yet. */
export async function findTwins(db: Database, networkId: string, initiativeId: string) {
  const rows = await sql<{ key: string; title: string }>`
    select i.key, i.title from duplicate_proposals p join initiatives i on i.network_id = p.network_id and i.id in (p.a, p.b) and i.id <> ${initiativeId} and i.status = 'active'
    where p.network_id = ${networkId} and (p.a = ${initiativeId} or p.b = ${initiativeId}) and p.status in ('open', 'later') order by p.score desc limit 5`.execute(
    db,
  );
  return rows.rows;
}
