// TEMPORARY, not committed.
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Filter } from "./filter.ts";
export type Hits = { total: number; c: RawBuilder<unknown> };
export async function findHits(db: Database, scope: readonly string[], f: Filter): Promise<Hits> {
  const cs: RawBuilder<unknown>[] = [];
  if (f.regions.length) cs.push(sql`d.within && ${f.regions.map((r) => `region:${r}`)}::text[]`);
  if (f.departments.length) cs.push(sql`d.within && ${f.departments.map((r) => `departement:${r}`)}::text[]`);
  if (f.domains.length) cs.push(sql`d.facets && ${f.domains.map((r) => `domains:${r}`)}::text[]`);
  if (f.q) cs.push(sql`d.title_order like ${`%${f.q}%`}`);
  const c = cs.length ? sql`(${sql.join(cs, sql` and `)})` : sql`true`;
  const r = await sql<{
    n: number;
  }>`select count(*)::int as n from search_documents d where d.network_id = any(${[...scope]}::uuid[]) and ${c}`.execute(
    db,
  );
  return { total: r.rows[0]!.n, c };
}
export const inHits = (h: Hits, _: string) => h.c;
export async function searchInitiatives(
  db: Database,
  scope: readonly string[],
  f: Filter,
  p: { sort: string; limit: number | null; offset: number },
) {
  const h = await findHits(db, scope, f);
  const r = await sql<{
    network: string;
    id: string;
  }>`select d.network_id as network, d.initiative_id as id from search_documents d where d.network_id = any(${[...scope]}::uuid[]) and ${h.c} order by d.key_number limit ${p.limit} offset ${p.offset}`.execute(
    db,
  );
  return { total: h.total, hits: r.rows };
}
