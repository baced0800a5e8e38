import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";

/** From how many initiatives on an organisation has its own bitmaps; below, its few initiatives are counted one by one. */
export const FREQUENT = 64;

type PartnerChange = { actor: string; ordinal: number; by: 1 | -1 };

/** Counts what organisations gain and lose; answers those that have their own bitmaps. */
export async function countPartners(db: Database, networkId: string, changes: PartnerChange[]): Promise<Set<string>> {
  if (changes.length === 0) return new Set();
  const sums = new Map<string, number>();
  for (const { actor, by } of changes) sums.set(actor, (sums.get(actor) ?? 0) + by);
  const rows = [...sums].map(([actor, by]) => ({ actor, by }));
  const { rows: counted } = await sql<{ actor_id: string; in_bits: boolean }>`
    insert into search_partners (network_id, actor_id, initiatives)
    select ${networkId}, g.actor, g.by from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(actor uuid, by int)
    on conflict (network_id, actor_id) do update set initiatives = search_partners.initiatives + excluded.initiatives
    returning actor_id, in_bits`.execute(db);
  return new Set(counted.filter((row) => row.in_bits).map((row) => row.actor_id));
}

/** Gives their own bitmaps to the organisations among these that have become frequent. */
export async function gatherFrequent(db: Database, networkId: string, actors: string[]): Promise<void> {
  if (actors.length === 0) return;
  const { rows } = await sql<{ actor_id: string }>`update search_partners set in_bits = true
    where network_id = ${networkId} and actor_id = any(${actors}) and not in_bits and initiatives >= ${FREQUENT} returning actor_id`.execute(
    db,
  );
  if (rows.length === 0) return;
  await sql`insert into search_bits (network_id, facet, value, chunk, bits)
    select ${networkId}, 'partners', f.actor_id::text, f.chunk, ('x' || string_agg(coalesce(lpad(to_hex(f.bits), 16, '0'), '0000000000000000'), '' order by f.word))::bit(8192)
    from (select c.actor_id, c.chunk, w.word, b.bits from
      (select distinct j.actor_id, d.ordinal >> 13 as chunk from initiative_actors j
        join search_documents d on d.network_id = j.network_id and d.initiative_id = j.initiative_id
        where j.network_id = ${networkId} and j.actor_id = any(${rows.map((row) => row.actor_id)}) and j.status <> 'rejected') c
      cross join generate_series(0, 127) w(word)
      left join (select j.actor_id, d.ordinal >> 13 as chunk, (d.ordinal & 8191) >> 6 as word, bit_or(1::bigint << (63 - (d.ordinal & 63))) as bits
        from initiative_actors j join search_documents d on d.network_id = j.network_id and d.initiative_id = j.initiative_id
        where j.network_id = ${networkId} and j.actor_id = any(${rows.map((row) => row.actor_id)}) and j.status <> 'rejected'
        group by 1, 2, 3) b on b.actor_id = c.actor_id and b.chunk = c.chunk and b.word = w.word) f
    group by f.actor_id, f.chunk`.execute(db);
}
