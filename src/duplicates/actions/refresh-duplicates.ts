import { z } from "zod";
import { canImport } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import { insertRows } from "../../platform/database/insert-rows.ts";
import { ok } from "../../platform/result.ts";
import { holdIndex } from "../../search/index-initiatives.sql.ts";
import { countStanding, dropOpenProposals, findCandidates, readComparables } from "../comparables.sql.ts";
import { makeComparer, type Proposal, proposeDuplicates } from "../score.ts";

/** Up to here every pair is compared; past it, only those whose titles share rare words. */
const ALL_PAIRS = 400;
const RAREST_WORD = 15;
const MOST_CANDIDATES = 50_000;
const BATCH = 250;
const WRITTEN = 2000;

/** Looks for duplicates among the initiatives of a network, or around those of one import; what was decided stays. */
export const refreshDuplicates = action({
  name: "refresh_duplicates",
  input: z.object({ network: z.string(), import: z.uuid().nullable().default(null) }),
  allow: canImport,
  run: async ({ db, network, now }, input) => {
    const small = (await countStanding(db, network.id)) <= ALL_PAIRS;
    const importId = small ? null : input.import;
    const proposals = small
      ? proposeDuplicates(await readComparables(db, network.id, { first: ALL_PAIRS }))
      : (await Array.fromAsync(compareCandidates(db, network.id, importId))).flat();
    // Comparing takes its time and holds nobody up; writing takes its turn.
    await holdIndex(db, network.id);
    await dropOpenProposals(db, network.id, importId);
    for (let start = 0; start < proposals.length; start += WRITTEN)
      await insertRows(
        db,
        "duplicate_proposals",
        proposals.slice(start, start + WRITTEN).map(({ a, b, score, reasons }) => ({
          network_id: network.id,
          a,
          b,
          score,
          reasons,
          status: "open",
          proposed_at: now(),
        })),
        "on conflict (network_id, a, b) do nothing",
      );
    return ok({ proposed: proposals.length });
  },
  subjects: (_, { proposed }) => ({ proposed }),
});

async function* compareCandidates(
  db: Database,
  networkId: string,
  importId: string | null,
): AsyncGenerator<Proposal[]> {
  const compare = makeComparer(await readComparables(db, networkId, { first: 2000 }));
  const pairs = await findCandidates(db, networkId, importId, RAREST_WORD, MOST_CANDIDATES);
  // Neighbours in a batch share a side, which is then read and prepared once.
  pairs.sort((x, y) => (x.a < y.a ? -1 : x.a > y.a ? 1 : 0));
  for (let start = 0; start < pairs.length; start += BATCH) {
    const batch = pairs.slice(start, start + BATCH);
    const ids = [...new Set(batch.flatMap(({ a, b }) => [a, b]))];
    const items = new Map((await readComparables(db, networkId, { ids })).map((item) => [item.id, item]));
    yield batch.flatMap(({ a, b }) => compare(items.get(a)!, items.get(b)!) ?? []);
  }
}
