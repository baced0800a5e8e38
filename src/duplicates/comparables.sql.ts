import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Comparable } from "./score.ts";

/** What is compared of every standing initiative of a network, in order of arrival. */
export async function readComparables(db: Database, networkId: string): Promise<Comparable[]> {
  const rows = await sql<{
    id: string;
    title: string;
    place_label: string | null;
    in_regions: string[];
    in_departments: string[];
    communes: string[];
    partners: string[] | null;
    audience: string | null;
    text: string;
  }>`
    select i.id, i.title, i.place_label, i.in_regions, i.in_departments, i.communes, i.need || ' ' || i.description || ' ' || i.impacts as text,
      (select array_agg(distinct a.name) from initiative_actors ia join actors a on a.network_id = ia.network_id and a.id = ia.actor_id
        where ia.network_id = i.network_id and ia.initiative_id = i.id and ia.status <> 'rejected') as partners,
      (select string_agg(label, ' ') from audiences where network_id = i.network_id and initiative_id = i.id and status <> 'rejected') as audience
    from initiatives i where i.network_id = ${networkId} and i.status = 'active' order by i.created_at, i.key_number, i.id`.execute(
    db,
  );
  return rows.rows.map((row) => ({
    id: row.id,
    title: row.title,
    place: { label: row.place_label, regions: row.in_regions, departments: row.in_departments, communes: row.communes },
    partners: row.partners ?? [],
    audience: row.audience ?? "",
    text: row.text,
  }));
}

/** The open proposals of a network, best first, with the keys and titles of both sides. */
export async function listProposals(db: Database, networkId: string, statuses: string[], limit: number) {
  return db
    .selectFrom("duplicate_proposals as p")
    .innerJoin("initiatives as a", (join) => join.onRef("a.network_id", "=", "p.network_id").onRef("a.id", "=", "p.a"))
    .innerJoin("initiatives as b", (join) => join.onRef("b.network_id", "=", "p.network_id").onRef("b.id", "=", "p.b"))
    .select([
      "p.score",
      "p.reasons",
      "p.status",
      "p.proposed_at",
      "a.key as a_key",
      "a.title as a_title",
      "b.key as b_key",
      "b.title as b_title",
    ])
    .where("p.network_id", "=", networkId)
    .where("p.status", "in", statuses)
    .where("a.status", "=", "active")
    .where("b.status", "=", "active")
    .orderBy("p.score", "desc")
    .orderBy("a.key_number")
    .orderBy("b.key_number")
    .limit(limit)
    .execute();
}

/** Forgets the proposals nobody decided, all of them or those of some initiatives, before they are made anew. */
export async function dropOpenProposals(db: Database, networkId: string, of: string[] | null): Promise<void> {
  await sql`delete from duplicate_proposals where network_id = ${networkId} and status = 'open'
    and (${of}::uuid[] is null or a = any(${of}::uuid[]) or b = any(${of}::uuid[]))`.execute(db);
}
