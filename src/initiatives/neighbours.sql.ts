import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";

export type Neighbour = {
  id: string;
  same_commune: boolean;
  same_departement: boolean;
  same_region: boolean;
  same_domain: boolean;
  partners: string[];
};

/** The standing initiatives nearest to one, by the organisations named in both, their place and their domains; best first. */
export async function findNeighbours(
  db: Database,
  networkId: string,
  initiativeId: string,
  limit: number,
): Promise<Neighbour[]> {
  const rows = await sql<Neighbour>`
    with this as (select id, communes, in_departments, in_regions from initiatives where network_id = ${networkId} and id = ${initiativeId}),
    shared as (
      select o.initiative_id as id, array_agg(distinct a.name) as partners, sum(1.0 / ln(2 + (select count(*) from initiative_actors u where u.network_id = a.network_id and u.actor_id = a.id))) as weight
      from initiative_actors m
      join actors a on a.network_id = m.network_id and a.id = m.actor_id and not a.generic
      join initiative_actors o on o.network_id = m.network_id and o.actor_id = m.actor_id and o.initiative_id <> m.initiative_id and o.status <> 'rejected'
      where m.network_id = ${networkId} and m.initiative_id = ${initiativeId} and m.status <> 'rejected'
      group by o.initiative_id),
    near as (
      select i.id from initiatives i, this where i.network_id = ${networkId} and i.in_departments && this.in_departments
      union select id from shared)
    select i.id, i.communes && this.communes as same_commune, i.in_departments && this.in_departments as same_departement, i.in_regions && this.in_regions as same_region,
      d.same as same_domain, coalesce(s.partners, '{}') as partners
    from near n join initiatives i on i.network_id = ${networkId} and i.id = n.id and i.status = 'active' and i.id <> ${initiativeId}
    cross join this left join shared s on s.id = i.id
    cross join lateral (select exists (select 1 from initiative_domains x join initiative_domains y on y.network_id = x.network_id and y.domain_id = x.domain_id
      where x.network_id = ${networkId} and x.initiative_id = i.id and y.initiative_id = ${initiativeId}) as same) d
    order by (case when i.communes && this.communes then 3 else 0 end) + (case when i.in_departments && this.in_departments then 2 else 0 end)
      + (case when i.in_regions && this.in_regions then 0.5 else 0 end) + coalesce(s.weight, 0) + (case when d.same then 0.5 else 0 end) desc, i.key_number
    limit ${limit}`.execute(db);
  return rows.rows;
}
