import { listProposals } from "../../duplicates/comparables.sql.ts";
import { countDoubts } from "../../initiatives/review.sql.ts";
import type { Database } from "../../platform/database/database.ts";

const ENOUGH = 200;

/** How many decisions wait in a network: doubtful values, and proposed duplicates up to two hundred. */
export async function countWaiting(db: Database, networkId: string): Promise<{ doubts: number; duplicates: number }> {
  const [doubts, proposals] = await Promise.all([
    countDoubts(db, networkId),
    listProposals(db, networkId, ["open"], ENOUGH),
  ]);
  return { doubts: doubts.reduce((sum, { count }) => sum + count, 0), duplicates: proposals.length };
}
