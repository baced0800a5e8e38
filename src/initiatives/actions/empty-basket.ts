import { z } from "zod";
import { canManageNetwork } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { ok } from "../../platform/result.ts";
import { holdIndex } from "../../search/index-initiatives.sql.ts";
import { eraseDeleted, lastDeletionToErase } from "../deletions.sql.ts";

const AT_ONCE = 200;

/** Erases for good the sheets of a network that were deleted thirty days ago; the journal keeps which, by their identifiers. */
export const emptyBasket = action({
  name: "empty_basket",
  input: z.object({ network: z.string() }),
  allow: canManageNetwork,
  run: async ({ db, network, now }) => {
    await holdIndex(db, network.id);
    return ok(await eraseDeleted(db, network.id, { before: lastDeletionToErase(now()), at: now(), limit: AT_ONCE }));
  },
  subjects: (_, { erased }) => ({ initiatives: erased, removed: erased.length }),
});
