import { listProposals } from "../../duplicates/comparables.sql.ts";
import { findProposal, listStandingMerges } from "../../duplicates/merges-list.sql.ts";
import type { Reason } from "../../duplicates/score.ts";
import { findStanding } from "../../initiatives/initiatives.sql.ts";
import { type InitiativeRecord, readRecords } from "../../initiatives/records.sql.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import type { DuplicatesView, PairView } from "../pages/duplicates.ts";

const SHOWN = 50;

/** The pairs of a network that may be one initiative, by what was decided of them, and the merges that stand. */
export async function readDuplicates(db: Database, network: Network): Promise<DuplicatesView> {
  const pairs = async (status: string): Promise<PairView[]> =>
    (await listProposals(db, network.id, [status], SHOWN)).map((row) => ({
      a: { key: row.a_key, title: row.a_title },
      b: { key: row.b_key, title: row.b_title },
      score: row.score,
      reasons: row.reasons as Reason[],
    }));
  const [open, later, distinct, merges] = await Promise.all([
    pairs("open"),
    pairs("later"),
    pairs("distinct"),
    listStandingMerges(db, network.id, SHOWN),
  ]);
  return {
    open,
    later,
    distinct,
    merges: merges.map((merge) => ({ ...merge, at: new Date(merge.at).toISOString() })),
    most: SHOWN,
  };
}

export type ComparedPair = {
  kept: InitiativeRecord;
  merged: InitiativeRecord;
  proposal: { reasons: Reason[]; status: "open" | "merged" | "distinct" | "later" } | null;
};

/**
 * Two initiatives to compare, the first being the one that would stay. `gone` names the key that was never given; `one`
 * is the key to which both already lead.
 */
export async function readPair(
  db: Database,
  network: Network,
  keys: { kept: string; merged: string },
): Promise<{ pair: ComparedPair } | { gone: string } | { one: string; asked: boolean }> {
  const [kept, merged] = await Promise.all([
    findStanding(db, network.id, keys.kept),
    findStanding(db, network.id, keys.merged),
  ]);
  if (!kept) return { gone: keys.kept };
  if (!merged) return { gone: keys.merged };
  if (kept.id === merged.id) return { one: kept.key, asked: keys.kept === keys.merged };
  const [records, proposal] = await Promise.all([
    readRecords(db, network.id, [kept.id, merged.id]),
    findProposal(db, network.id, kept.id, merged.id),
  ]);
  const [first, second] = records;
  if (!first || !second) return { gone: first ? keys.merged : keys.kept };
  return { pair: { kept: first, merged: second, proposal: proposal ?? null } };
}
