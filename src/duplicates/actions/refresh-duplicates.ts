import { z } from "zod";
import { canImport } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { insertRows } from "../../platform/database/insert-rows.ts";
import { ok } from "../../platform/result.ts";
import { dropOpenProposals, readComparables } from "../comparables.sql.ts";
import { proposeDuplicates } from "../score.ts";

/** Looks for duplicates among the initiatives of a network, those that changed against all; what was decided stays. */
export const refreshDuplicates = action({
  name: "refresh_duplicates",
  input: z.object({ network: z.string(), changed: z.array(z.string()).optional() }),
  allow: canImport,
  run: async ({ db, network, now }, input) => {
    const changed = input.changed ? new Set(input.changed) : undefined;
    if (changed?.size === 0) return ok({ proposed: 0 });
    const proposals = proposeDuplicates(await readComparables(db, network.id), changed);
    await dropOpenProposals(db, network.id, input.changed ?? null);
    await insertRows(
      db,
      "duplicate_proposals",
      proposals.map(({ a, b, score, reasons }) => ({
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
