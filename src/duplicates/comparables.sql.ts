import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Comparable } from "./score.ts";

type Row = {
  id: string;
  title: string;
  place_label: string | null;
  in_regions: string[];
  in_departments: string[];
  communes: string[];
  partners: string[] | null;
  audience: string | null;
  text: string;
};

/** What is compared of some standing initiatives of a network, or of its first ones in order of arrival. */
export async function readComparables(
  db: Database,
  networkId: string,
  which: { ids: readonly string[] } | { first: number },
): Promise<Comparable[]> {
  const ids = "ids" in which ? which.ids : null;
  const rows = await sql<Row>`
    select i.id, i.title, i.place_label, i.in_regions, i.in_departments, i.communes, i.need || ' ' || i.description || ' ' || i.impacts as text,
      (select array_agg(distinct a.name) from initiative_actors ia join actors a on a.network_id = ia.network_id and a.id = ia.actor_id
        where ia.network_id = i.network_id and ia.initiative_id = i.id and ia.status <> 'rejected') as partners,
      (select string_agg(label, ' ') from audiences where network_id = i.network_id and initiative_id = i.id and status <> 'rejected') as audience
    from initiatives i where i.network_id = ${networkId} and i.status = 'active' and (${ids}::uuid[] is null or i.id = any(${ids}::uuid[]))
    order by i.created_at, i.key_number, i.id limit ${"first" in which ? which.first : null}`.execute(db);
  return rows.rows.map((row) => ({
    id: row.id,
    title: row.title,
    place: { label: row.place_label, regions: row.in_regions, departments: row.in_departments, communes: row.communes },
    partners: row.partners ?? [],
    audience: row.audience ?? "",
    text: row.text,
  }));
}

/** How many standing initiatives a network has. */
export async function countStanding(db: Database, networkId: string): Promise<number> {
  const row = await db
    .selectFrom("initiatives")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("network_id", "=", networkId)
    .where("status", "=", "active")
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/**
 * The pairs whose titles share rare words, or one rare word and the beginning of another in one département, those that
 * share most first. The work is the database's, on disk where it must: nothing here grows with the network.
 */
export async function findCandidates(
  db: Database,
  networkId: string,
  importId: string | null,
  rarest: number,
  limit: number,
): Promise<{ a: string; b: string }[]> {
  const rows = await sql<{ a: string; b: string }>`
    with words as (
      select distinct i.id, rtrim(w, 'sx') as word, i.in_departments[1] as departement, coalesce(s.import_id = ${importId}::uuid, false) as fresh
      from initiatives i join statements s on s.network_id = i.network_id and s.initiative_id = i.id, unnest(string_to_array(s.title_key, ' ')) w
      where i.network_id = ${networkId} and i.status = 'active' and length(w) > 3),
    keys as (
      select id, word as key, fresh, 2 as weight from words
      union all select distinct id, departement || ' ' || left(word, 4), fresh, 1 from words where departement is not null),
    rare as (select key from keys group by key having count(*) between 2 and ${rarest})
    select least(x.id, y.id) as a, greatest(x.id, y.id) as b
    from rare r join keys x on x.key = r.key join keys y on y.key = r.key and y.id > x.id
    where ${importId}::uuid is null or x.fresh or y.fresh
    group by 1, 2 having sum(x.weight) >= 2 order by sum(x.weight) desc, 1, 2 limit ${limit}`.execute(db);
  return rows.rows;
}

/** The proposals of a network in some states, best first, with the keys and titles of both sides. */
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

/** Forgets the proposals nobody decided, all of them or those that an import touched, before they are made anew. */
export async function dropOpenProposals(db: Database, networkId: string, importId: string | null): Promise<void> {
  const touched = sql`(select initiative_id from statements where network_id = ${networkId} and import_id = ${importId}::uuid)`;
  await sql`delete from duplicate_proposals where network_id = ${networkId} and status = 'open'
    and (${importId}::uuid is null or a in ${touched} or b in ${touched})`.execute(db);
}
