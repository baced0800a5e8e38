import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Reason } from "./score.ts";

export type StandingMerge = {
  id: string;
  at: Date;
  by: string;
  key: string;
  title: string;
  mergedKey: string;
  mergedTitle: string;
  /** Whether no later merge stands on it, so that it can be undone. */
  last: boolean;
};

/** The merges of a network that were not undone, latest first. */
export async function listStandingMerges(db: Database, networkId: string, limit: number): Promise<StandingMerge[]> {
  const rows = await sql<StandingMerge>`
    select m.id, m.merged_at as at, m.merged_by as by, k.key, k.title, d.key as "mergedKey", d.title as "mergedTitle",
      not exists (select 1 from merges l where l.network_id = m.network_id and l.undone_at is null and l.merged_at > m.merged_at
        and m.kept_id in (l.kept_id, l.merged_id)) as last
    from merges m
    join initiatives k on k.network_id = m.network_id and k.id = m.kept_id
    join initiatives d on d.network_id = m.network_id and d.id = m.merged_id
    where m.network_id = ${networkId} and m.undone_at is null
    order by m.merged_at desc, m.id desc limit ${limit}`.execute(db);
  return rows.rows;
}

/** What was proposed of a pair of initiatives, whichever comes first; undefined when it never was. */
export async function findProposal(db: Database, networkId: string, a: string, b: string) {
  const rows = await sql<{ reasons: Reason[]; status: "open" | "merged" | "distinct" | "later" }>`
    select reasons, status from duplicate_proposals
    where network_id = ${networkId} and ((a = ${a} and b = ${b}) or (a = ${b} and b = ${a})) limit 1`.execute(db);
  return rows.rows[0];
}
