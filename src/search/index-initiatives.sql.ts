import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { openReference } from "../territories/reference.ts";
import { BitChanges } from "./bit-changes.sql.ts";
import { documentOf, type Source, wordsOf } from "./document.ts";
import { countValues, gatherFrequent, type ValueChange, type ValueFacet } from "./index-values.sql.ts";

const BATCH = 1000;

/**
 * Keeps everybody else from changing what the sheets of a network say until the transaction ends. Bitmaps are shared by
 * thousands of initiatives, so that whoever changes them takes turns; to be held before any sheet, doubt or network is, so
 * that two who change the same ones never wait for one another.
 */
export async function holdIndex(db: Database, networkId: string): Promise<void> {
  const held = sql`select 1 from search_states where network_id = ${networkId} for update`;
  if ((await held.execute(db)).rows.length > 0) return;
  await sql`insert into search_states (network_id) values (${networkId}) on conflict (network_id) do nothing`.execute(
    db,
  );
  await held.execute(db);
}

/**
 * Makes the rows of the index for these initiatives again, in the caller's transaction, to be called at the end of
 * whatever changed what they say; those that no longer stand leave it.
 */
export async function indexInitiatives(db: Database, networkId: string, ids: readonly string[]): Promise<void> {
  const all = [...new Set(ids)];
  if (all.length === 0) return;
  await holdIndex(db, networkId);
  for (let start = 0; start < all.length; start += BATCH)
    await indexBatch(db, networkId, all.slice(start, start + BATCH));
}

/** Follows the dates of the last changes of these initiatives, of which nothing else that the index holds changed. */
export async function followDates(db: Database, networkId: string, ids: readonly string[]): Promise<void> {
  await sql`update search_documents d set updated_at = i.updated_at from initiatives i
    where d.network_id = ${networkId} and d.initiative_id = any(${ids})
      and i.network_id = ${networkId} and i.id = d.initiative_id and i.network_id = d.network_id`.execute(db);
}

/** The networks whose index a migration marked as no longer what this version would make. */
export async function listStale(db: Database): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select network_id as id from search_states where stale order by 1`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** Makes the index of a network again if it is still marked, which another process may have seen to meanwhile. */
export async function reindexStale(db: Database, networkId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from search_states where network_id = ${networkId} and stale for update`.execute(
    db,
  );
  if (rows.length > 0) await reindexNetwork(db, networkId);
  return rows.length > 0;
}

/** Makes the whole index of a network again, without the places that merged initiatives left. */
export async function reindexNetwork(db: Database, networkId: string): Promise<number> {
  await holdIndex(db, networkId);
  for (const table of ["search_documents", "search_bits", "search_words", "search_values"] as const)
    await sql`delete from ${sql.table(table)} where network_id = ${networkId}`.execute(db);
  await sql`update search_states set next_ordinal = 0, stale = false where network_id = ${networkId}`.execute(db);
  const { rows } = await sql<{
    id: string;
  }>`select id from initiatives where network_id = ${networkId} and status = 'active'
    order by key_number nulls last, key`.execute(db);
  await indexInitiatives(
    db,
    networkId,
    rows.map(({ id }) => id),
  );
  return rows.length;
}

/** What an initiative has that bitmaps or counts follow. */
type Had = { ordinal: number; facets: string[] } & Record<ValueFacet, string[]>;
type Known = Had & { initiative_id: string };
const HAS_NOTHING = { facets: [], partners: [], words: [], titles: [], named: [] };
const VALUE_FACETS: ValueFacet[] = ["partners", "words", "titles", "named"];

async function indexBatch(db: Database, networkId: string, ids: string[]): Promise<void> {
  const sources = await readSources(db, networkId, ids);
  const { rows } =
    await sql<Known>`select d.initiative_id, d.ordinal, d.facets, d.named, d.partners::text[] as partners,
    tsvector_to_array(t.words) as words, tsvector_to_array(t.title_words) as titles
    from search_documents d join search_texts t on t.network_id = d.network_id and t.ordinal = d.ordinal
    where d.network_id = ${networkId} and d.initiative_id = any(${ids})`.execute(db);
  const known = new Map(rows.map((row) => [row.initiative_id, row]));
  const standing = new Set(sources.map(({ id }) => id));
  const gone = rows.filter((row) => !standing.has(row.initiative_id));
  const fresh = sources.filter(({ id }) => !known.has(id));
  let next = await takeOrdinals(db, networkId, fresh.length);
  const reference = openReference();
  const documents = sources.map((source) => ({
    ...documentOf(source, reference),
    ordinal: known.get(source.id)?.ordinal ?? next++,
  }));
  const texts = await storeDocuments(db, networkId, documents);
  if (gone.length > 0)
    await sql`delete from search_documents where network_id = ${networkId} and initiative_id = any(${gone.map((row) => row.initiative_id)})`.execute(
      db,
    );
  const changes: ValueChange[] = [];
  const bits = new BitChanges();
  const compare = (before: Had, after: Had) => {
    const { ordinal } = after;
    for (const value of lost(after.facets, before.facets)) bits.add(value, ordinal, true);
    for (const value of lost(before.facets, after.facets)) bits.add(value, ordinal, false);
    for (const facet of VALUE_FACETS) {
      for (const value of lost(after[facet], before[facet])) changes.push({ facet, value, ordinal, by: 1 });
      for (const value of lost(before[facet], after[facet])) changes.push({ facet, value, ordinal, by: -1 });
    }
  };
  for (const { initiative_id, ordinal, facets, partners, named } of documents)
    compare(known.get(initiative_id) ?? { ordinal, ...HAS_NOTHING }, {
      ordinal,
      facets,
      partners,
      named,
      ...texts.get(ordinal)!,
    });
  for (const row of gone) compare(row, { ordinal: row.ordinal, ...HAS_NOTHING });
  const frequent = await countValues(db, networkId, changes);
  for (const { facet, value, ordinal, by } of changes)
    if (frequent.has(`${facet}:${value}`)) bits.add(`${facet}:${value}`, ordinal, by === 1);
  for (const { facet, value, ordinals } of await gatherFrequent(db, networkId, changes))
    for (const ordinal of ordinals) bits.add(`${facet}:${value}`, ordinal, true);
  await bits.store(db, networkId);
  await storeWords(db, networkId, sources, new Set(fresh.map(({ id }) => id)));
}

/** What the first list has and the second has not. */
function lost(one: readonly string[], other: readonly string[]): string[] {
  const kept = new Set(other);
  return one.filter((value) => !kept.has(value));
}

async function takeOrdinals(db: Database, networkId: string, count: number): Promise<number> {
  if (count === 0) return 0;
  const taken = await sql<{ next: number }>`update search_states set next_ordinal = next_ordinal + ${count}
    where network_id = ${networkId} returning next_ordinal - ${count} as next`.execute(db);
  return taken.rows[0]!.next;
}

async function readSources(db: Database, networkId: string, ids: string[]): Promise<Source[]> {
  const { rows } = await sql<Source>`
    select i.id, i.key, i.key_number, i.title, i.place_label, i.since_year, i.updated_at, i.scale, i.in_regions, i.in_departments, i.radius_km,
      i.longitude, i.latitude, i.point_exact,
      jsonb_build_object('regions', i.regions, 'departments', i.departments, 'epci', i.epci, 'communes', i.communes) as codes,
      concat_ws(E'\n', i.need, i.description, i.impacts, i.place_label, i.place_words, w.text, a.names, u.labels) as text,
      dom.position, coalesce(dom.keys, '{}') as domains, coalesce(a.kinds, '{}') as kinds, coalesce(a.partners, '{}') as partners,
      coalesce(u.categories, '{}') as audiences, coalesce(pr.kinds, '{}') as prospects, coalesce(cod.keys, '{}') as dimensions,
      exists (select 1 from review_items r where r.network_id = i.network_id and r.initiative_id = i.id and r.status = 'open') as doubtful
    from initiatives i
    left join lateral (select min(d.position) as position, array_agg(d.key) as keys from initiative_domains j
      join domains d on d.network_id = j.network_id and d.id = j.domain_id where j.network_id = i.network_id and j.initiative_id = i.id) dom on true
    left join lateral (select array_agg(distinct c.kind) as kinds, array_agg(distinct c.id::text) filter (where not c.generic) as partners,
      string_agg(distinct concat_ws(' ', c.name, c.acronym), E'\n') as names from initiative_actors j
      join actors c on c.network_id = j.network_id and c.id = j.actor_id
      where j.network_id = i.network_id and j.initiative_id = i.id and j.status <> 'rejected') a on true
    left join lateral (select array_agg(distinct x.category) filter (where x.category is not null) as categories, string_agg(distinct x.label, E'\n') as labels
      from audiences x where x.network_id = i.network_id and x.initiative_id = i.id and x.status <> 'rejected') u on true
    left join lateral (select array_agg(distinct p.kind) as kinds from prospects p
      where p.network_id = i.network_id and p.initiative_id = i.id and p.status <> 'rejected') pr on true
    left join lateral (select string_agg(concat_ws(E'\n', s.columns->>'title', s.columns->>'place', s.columns->>'partners', s.columns->>'need',
      s.columns->>'description', s.columns->>'audience', s.columns->>'impacts'), E'\n') as text
      from statements s where s.network_id = i.network_id and s.initiative_id = i.id) w on true
    left join lateral (select array_agg(distinct c.dimension_key) as keys from statements s
      join codings c on c.network_id = s.network_id and c.statement_id = s.id and c.score >= 2
      where s.network_id = i.network_id and s.initiative_id = i.id) cod on true
    where i.network_id = ${networkId} and i.id = any(${ids}) and i.status = 'active' order by array_position(${ids}::uuid[], i.id)`.execute(
    db,
  );
  return rows;
}

type Row = ReturnType<typeof documentOf> & { ordinal: number };

/** Stores rows of the index; answers the words that each has, as the dictionary stems them, by ordinal. */
async function storeDocuments(
  db: Database,
  networkId: string,
  rows: Row[],
): Promise<Map<number, { words: string[]; titles: string[] }>> {
  if (rows.length === 0) return new Map();
  await sql`
    insert into search_documents (network_id, initiative_id, ordinal, key, key_number, title_order, place_order, since_year, updated_at,
      named, within, facets, partners, longitude, latitude, exact, cell, tier, mark)
    select ${networkId}, g.* from jsonb_to_recordset(${JSON.stringify(rows.map(({ title, text, ...row }) => row))}::jsonb)
      as g(initiative_id uuid, ordinal int, key text, key_number bigint, title_order text, place_order text, since_year int, updated_at timestamptz,
      named text[], within text[], facets text[], partners uuid[], longitude float8, latitude float8, exact boolean, cell bigint, tier smallint, mark smallint)
    on conflict (network_id, initiative_id) do update set key = excluded.key, key_number = excluded.key_number, title_order = excluded.title_order,
      place_order = excluded.place_order, since_year = excluded.since_year, updated_at = excluded.updated_at, named = excluded.named,
      within = excluded.within, facets = excluded.facets, partners = excluded.partners, longitude = excluded.longitude,
      latitude = excluded.latitude, exact = excluded.exact, cell = excluded.cell, tier = excluded.tier, mark = excluded.mark`.execute(
    db,
  );
  const stored = await sql<{ ordinal: number; words: string[]; titles: string[] }>`
    insert into search_texts (network_id, ordinal, title_words, words)
    select ${networkId}, g.ordinal, to_tsvector('ancrage_french', g.title),
      setweight(to_tsvector('ancrage_french', g.title), 'A') || setweight(to_tsvector('ancrage_french', g.text), 'D')
    from unnest(${rows.map((row) => row.ordinal)}::int[], ${rows.map((row) => row.title)}::text[], ${rows.map((row) => row.text)}::text[]) g(ordinal, title, text)
    on conflict (network_id, ordinal) do update set title_words = excluded.title_words, words = excluded.words
    returning ordinal, tsvector_to_array(words) as words, tsvector_to_array(title_words) as titles`.execute(db);
  return new Map(stored.rows.map(({ ordinal, words, titles }) => [ordinal, { words, titles }]));
}

// A word that an edit brings in is counted once; one that an edit takes away stays until the index is made again: the
// counts order spellings and tell rare words from common ones, nothing more.
async function storeWords(
  db: Database,
  networkId: string,
  sources: Source[],
  fresh: ReadonlySet<string>,
): Promise<void> {
  const words = new Map<string, { written: string; initiatives: number }>();
  for (const { id, title, text } of sources) {
    for (const [word, written] of wordsOf(`${title}\n${text}`)) {
      const row = words.get(word) ?? { written, initiatives: 0 };
      if (fresh.has(id)) row.initiatives += 1;
      words.set(word, row);
    }
  }
  const rows = [...words].map(([word, row]) => ({ word, ...row }));
  if (rows.length === 0) return;
  await sql`insert into search_words (network_id, word, written, initiatives)
    select ${networkId}, g.word, g.written, greatest(g.initiatives, 1)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(word text, written text, initiatives int)
    on conflict (network_id, word) do update set initiatives = search_words.initiatives + excluded.initiatives
    where ${fresh.size > 0}`.execute(db);
}
