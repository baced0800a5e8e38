import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";

export type ActorListing = {
  total: number;
  results: number;
  kinds: { kind: string; count: number }[];
  actors: { id: string; name: string; kind: string; generic: boolean; initiatives: number; carries: number }[];
};

// An organisation's initiatives are counted in the index of the search; general terms, which it leaves out, are few.
const named = (networkId: string, query: { words: string; kind: string }) => {
  const like = `%${query.words.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const matching = sql`(${query.words} = '' or unaccent(a.name) ilike unaccent(${like})) and (${query.kind} = '' or a.kind = ${query.kind})`;
  return sql`(select a.network_id, a.id, a.name, a.kind, a.generic, a.acronym, a.place_name, v.initiatives
    from search_values v join actors a on a.network_id = v.network_id and a.id = v.value::uuid
    where v.network_id = ${networkId} and v.facet = 'partners' and v.initiatives > 0 and ${matching}
    union all select a.network_id, a.id, a.name, a.kind, a.generic, a.acronym, a.place_name, u.initiatives
    from actors a cross join lateral (select count(distinct j.initiative_id)::int as initiatives ${standing(networkId)}) u
    where a.network_id = ${networkId} and a.generic and u.initiatives > 0 and ${matching})`;
};

/** The links of actor `a` to standing initiatives. */
const standing = (networkId: string) => sql`from initiative_actors j
  join initiatives i on i.network_id = j.network_id and i.id = j.initiative_id and i.status = 'active'
  where j.network_id = ${networkId} and i.network_id = ${networkId} and j.actor_id = a.id and j.status <> 'rejected'`;
const carried = (networkId: string) =>
  sql`select count(distinct j.initiative_id)::int as carries ${standing(networkId)} and 'carrier' = any(j.roles)`;

/** The actors of a network named by standing initiatives, most often first, of one kind or with some words in their name. */
export async function listActors(
  db: Database,
  networkId: string,
  query: { words: string; kind: string; limit: number; offset: number },
): Promise<ActorListing> {
  const [rows, kinds] = await Promise.all([
    sql<ActorListing["actors"][number] & { results: number }>`
      select a.id, a.name, a.kind, a.generic, a.initiatives, c.carries, a.results
      from (select a.*, (count(*) over ())::int as results from ${named(networkId, query)} a
        order by a.initiatives desc, a.name, a.id limit ${query.limit} offset ${query.offset}) a
      cross join lateral (${carried(networkId)}) c order by a.initiatives desc, a.name, a.id`.execute(db),
    sql<{ kind: string; count: number }>`select a.kind, count(*)::int as count
      from ${named(networkId, { words: "", kind: "" })} a group by a.kind order by count desc, a.kind`.execute(db),
  ]);
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
  const beyond = query.after ? sql`where (a.name, a.id) > (${query.after.name}, ${query.after.id}::uuid)` : sql``;
  const [rows, all] = await Promise.all([
    sql<ActorRow>`select a.id, a.name, a.kind, a.generic, a.acronym, a.place_name as place, a.initiatives, c.carries
      from (select * from ${named(networkId, query)} a ${beyond} order by a.name, a.id limit ${query.limit}) a
      cross join lateral (${carried(networkId)}) c order by a.name, a.id`.execute(db),
    sql<{ total: number }>`select count(*)::int as total from ${named(networkId, query)} a`.execute(db),
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

/** How many standing initiatives an actor carries. */
export async function countCarried(db: Database, networkId: string, id: string): Promise<number> {
  const { rows } = await sql<{
    carries: number;
  }>`select c.carries from actors a cross join lateral (${carried(networkId)}) c where a.network_id = ${networkId} and a.id = ${id}`.execute(
    db,
  );
  return rows[0]?.carries ?? 0;
}
