import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";

export type Neighbour = {
  id: string;
  same_commune: boolean;
  same_departement: boolean;
  same_region: boolean;
  same_scale: boolean;
  same_domain: boolean;
  /** Categories of public that both say. */
  audiences: string[];
  /** Names of the organisations that both have, the rarest first. */
  partners: string[];
  /** Telling words that both titles hold, as they were first written, the rarest first. */
  words: string[];
};

/** What tells initiatives apart is rare: an organisation or a word that more than these, or a quarter of all, have makes no neighbour. */
const RARE = { partner: 500, word: 400 };

/** How many rare organisations and words of it are looked up, how many that have each, how many that stand on each side. */
const LOOKED_AT = { values: 5, having: 30, beside: 20 };

/**
 * The initiatives alike, best first: those that share rare organisations or rare words of their title, and those that
 * stand nearest, then weighed with their publics, domains and kind of place. Every look-up is bounded, so that a sheet
 * costs the same whatever the size of its network. The rarer what is shared, the more it weighs (Adamic & Adar 2003).
 */
export async function findNeighbours(
  db: Database,
  networkId: string,
  initiativeId: string,
  limit: number,
): Promise<Neighbour[]> {
  const rows = await sql<Neighbour>`
    with this as (select * from search_documents where network_id = ${networkId} and initiative_id = ${initiativeId}),
    quarter as (select greatest(2, next_ordinal / 4) as most from search_states where network_id = ${networkId}),
    rare_partners as (
      select u.id::uuid as actor_id, p.initiatives from this cross join unnest(this.partners::text[]) u(id)
      join search_values p on p.network_id = ${networkId} and p.facet = 'partners' and p.value = u.id
      where p.initiatives between 2 and least(${RARE.partner}::int, (select most from quarter)) order by p.initiatives limit ${LOOKED_AT.values}),
    rare_words as (
      select w.word, w.written, w.initiatives, phraseto_tsquery('ancrage_french', w.word) as query from this
      cross join unnest(string_to_array(this.title_order, ' ')) t(word)
      join search_words w on w.network_id = ${networkId} and w.word = t.word
      where w.initiatives between 2 and least(${RARE.word}::int, (select most from quarter)) and length(w.word) > 3 order by w.initiatives limit ${LOOKED_AT.values}),
    candidates as (
      select o.initiative_id as id from rare_partners r cross join lateral (select j.initiative_id from initiative_actors j
        where j.network_id = ${networkId} and j.actor_id = r.actor_id and j.status <> 'rejected' limit ${LOOKED_AT.having}) o
      union
      select o.initiative_id from rare_words r cross join lateral (select d.initiative_id from reached_texts t
        join search_documents d on d.network_id = t.network_id and d.ordinal = t.ordinal
        where t.network_id = ${networkId} and t.title_words @@ r.query limit ${LOOKED_AT.having}) o
      union
      (select d.initiative_id from search_documents d where d.network_id = ${networkId} and d.cell >= (select cell from this) order by d.cell limit ${LOOKED_AT.beside})
      union
      (select d.initiative_id from search_documents d where d.network_id = ${networkId} and d.cell < (select cell from this) order by d.cell desc limit ${LOOKED_AT.beside})),
    compared as (
      select c.initiative_id, c.key, c.key_number, c.within, c.named, this.within as own_within, this.named as own_named,
        array(select distinct u from unnest(c.partners) u intersect select actor_id from rare_partners) as common_partners,
        coalesce(w.words, '{}') as words, coalesce(w.weight, 0) as word_weight,
        array(select substring(f from 11) from unnest(c.facets) f where f like 'audiences:%' intersect select substring(g from 11) from unnest(this.facets) g) as audiences,
        exists (select 1 from unnest(c.facets) f where f like 'domains:%' and f <> 'domains:none' and f = any(this.facets)) as same_domain
      from candidates k join search_documents c on c.network_id = ${networkId} and c.initiative_id = k.id
      join search_texts c_text on c_text.network_id = ${networkId} and c_text.ordinal = c.ordinal cross join this
      cross join lateral (select array_agg(r.written order by r.initiatives) as words, sum(1 / ln(1 + r.initiatives)) as weight
        from rare_words r where c_text.title_words @@ r.query) w
      where c.initiative_id <> ${initiativeId}),
    weighed as (
      select x.*, coalesce((select sum(1 / ln(1 + greatest(p.initiatives, 2))) from rare_partners p where p.actor_id = any(x.common_partners)), 0) as partner_weight,
        exists (select 1 from unnest(x.within) t where t like 'commune:%' and t = any(x.own_within)) as same_commune,
        exists (select 1 from unnest(x.within) t where t like 'departement:%' and t = any(x.own_within)) as same_departement,
        exists (select 1 from unnest(x.within) t where t like 'region:%' and t = any(x.own_within)) as same_region,
        split_part(x.named[1], ':', 1) = split_part(x.own_named[1], ':', 1) as same_scale
      from compared x),
    best as (
      select *, 2 * partner_weight + 2.5 * word_weight + (case when same_commune then 0.9 when same_departement then 0.5 when same_region then 0.15 else 0 end)
        + 0.3 * least(cardinality(audiences), 2) + (case when same_domain then 0.3 else 0 end) + (case when same_scale then 0.1 else 0 end) as weight
      from weighed order by weight desc, key_number, key limit ${limit})
    select b.initiative_id as id, b.same_commune, b.same_departement, b.same_region, coalesce(b.same_scale, false) as same_scale, b.same_domain, b.audiences, b.words,
      array(select a.name from unnest(b.common_partners) u(id) join actors a on a.network_id = ${networkId} and a.id = u.id
        left join rare_partners p on p.actor_id = a.id order by p.initiatives, a.name limit 4) as partners
    from best b order by b.weight desc, b.key_number, b.key`.execute(db);
  return rows.rows;
}
