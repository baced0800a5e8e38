import { z } from "zod";
import { canManageNetwork } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { ok } from "../../platform/result.ts";
import { reindexNetwork } from "../index-initiatives.sql.ts";

/** Makes the search index of a network again from what its initiatives say. */
export const reindex = action({
  name: "reindex",
  input: z.object({ network: z.string() }),
  allow: canManageNetwork,
  run: async ({ db, network }) => ok({ initiatives: await reindexNetwork(db, network.id) }),
  subjects: (_, { initiatives }) => ({ initiatives }),
});
