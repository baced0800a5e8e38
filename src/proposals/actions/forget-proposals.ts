import { z } from "zod";
import { canManageNetwork } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { ok } from "../../platform/result.ts";
import { forgetOld, lastToForget } from "../proposals.sql.ts";

/** Forgets the proposals that were decided a year ago, and who made those that have waited for as long. */
export const forgetProposals = action({
  name: "forget_proposals",
  input: z.object({ network: z.string() }),
  allow: canManageNetwork,
  run: async ({ db, network, now }) => ok(await forgetOld(db, network.id, lastToForget(now()))),
  subjects: (_, { removed, unnamed }) => ({ removed, unnamed }),
});
