import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";

export type ActorListing = {
  total: number;
  results: number;
  kinds: { kind: string; count: number }[];
  actors: { id: string; name: string; kind: string; generic: boolean; initiatives: number; carries: number }[];
};

/** The actors of a network named by standing initiatives, most often first, of one kind or with some words in their name. */
export async function listActors(
  db: Database,
  networkId: string,
  query: { words: string; kind: string; limit: number; offset: number },
): Promise<ActorListing> {
  const named = sql`from actors a join lateral (
      select count(distinct j.initiative_id)::int as initiatives, (count(distinct j.initiative_id) filter (where 'carrier' = any(j.roles)))::int as carries
      from initiative_actors j join initiatives i on i.network_id = j.network_id and i.id = j.initiative_id and i.status = 'active'
      where j.network_id = a.network_id and j.actor_id = a.id and j.status <> 'rejected') u on u.initiatives > 0
    where a.network_id = ${networkId}`;
  const like = `%${query.words.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const matching = sql`and (${query.words} = '' or unaccent(a.name) ilike unaccent(${like})) and (${query.kind} = '' or a.kind = ${query.kind})`;
  const rows = await sql<ActorListing["actors"][number] & { results: number }>`
    select a.id, a.name, a.kind, a.generic, u.initiatives, u.carries, (count(*) over ())::int as results ${named} ${matching}
    order by u.initiatives desc, a.name limit ${query.limit} offset ${query.offset}`.execute(db);
  const kinds = await sql<{
    kind: string;
    count: number;
  }>`select a.kind, count(*)::int as count ${named} group by a.kind order by count desc`.execute(db);
  return {
    total: kinds.rows.reduce((sum, { count }) => sum + count, 0),
    results: rows.rows[0]?.results ?? 0,
    kinds: kinds.rows,
    actors: rows.rows.map(({ results: _results, ...actor }) => actor),
  };
}

export type ActorRow = {
  id: string;
  name: string;
  kind: string;
  generic: boolean;
  acronym: string | null;
  place: string | null;
  initiatives: number;
  carries: number;
};

/** The actors of a network by name, those that come after one: for programs, which follow one page after another. */
export async function pageOfActors(
  db: Database,
  networkId: string,
  query: { words: string; kind: string; after: { name: string; id: string } | null; limit: number },
): Promise<{ total: number; rows: ActorRow[] }> {
  const like = `%${query.words.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const matching = sql`from actors a join lateral (
      select count(distinct j.initiative_id)::int as initiatives, (count(distinct j.initiative_id) filter (where 'carrier' = any(j.roles)))::int as carries
      from initiative_actors j join initiatives i on i.network_id = j.network_id and i.id = j.initiative_id and i.status = 'active'
      where j.network_id = a.network_id and j.actor_id = a.id and j.status <> 'rejected') u on u.initiatives > 0
    where a.network_id = ${networkId} and (${query.words} = '' or unaccent(a.name) ilike unaccent(${like})) and (${query.kind} = '' or a.kind = ${query.kind})`;
  const beyond = query.after ? sql`and (a.name, a.id) > (${query.after.name}, ${query.after.id}::uuid)` : sql``;
  const [rows, all] = await Promise.all([
    sql<ActorRow>`select a.id, a.name, a.kind, a.generic, a.acronym, a.place_name as place, u.initiatives, u.carries
      ${matching} ${beyond} order by a.name, a.id limit ${query.limit}`.execute(db),
    sql<{ total: number }>`select count(*)::int as total ${matching}`.execute(db),
  ]);
  return { total: all.rows[0]?.total ?? 0, rows: rows.rows };
}

/** One actor of a network; undefined when it has none of that id. */
export async function readActor(db: Database, networkId: string, id: string) {
  return db
    .selectFrom("actors")
    .select(["id", "name", "kind", "generic", "acronym", "aliases", "place_name"])
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** The standing initiatives that name an actor, by number. */
export async function initiativesOfActor(db: Database, networkId: string, id: string): Promise<string[]> {
  const rows = await sql<{ id: string }>`
    select i.id from initiatives i where i.network_id = ${networkId} and i.status = 'active' and exists (
      select 1 from initiative_actors j where j.network_id = i.network_id and j.initiative_id = i.id and j.actor_id = ${id} and j.status <> 'rejected')
    order by i.key_number, i.key limit 500`.execute(db);
  return rows.rows.map((row) => row.id);
}

/** The named actors met in the same initiatives as one, most often first. */
export async function companionsOfActor(db: Database, networkId: string, id: string, limit: number) {
  const rows = await sql<{ id: string; name: string; together: number }>`
    select a.id, a.name, count(distinct o.initiative_id)::int as together
    from initiative_actors m join initiatives i on i.network_id = m.network_id and i.id = m.initiative_id and i.status = 'active'
    join initiative_actors o on o.network_id = m.network_id and o.initiative_id = m.initiative_id and o.actor_id <> m.actor_id and o.status <> 'rejected'
    join actors a on a.network_id = o.network_id and a.id = o.actor_id and not a.generic
    where m.network_id = ${networkId} and m.actor_id = ${id} and m.status <> 'rejected' group by a.id, a.name order by together desc, a.name limit ${limit}`.execute(
    db,
  );
  return rows.rows;
}
