import { z } from "zod";
import { canReview, partsOf } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { ok } from "../../platform/result.ts";
import { followDates, holdIndex } from "../../search/index-initiatives.sql.ts";
import { acceptSure } from "../review.sql.ts";

/** Accepts at once, where she may, what was read without any doubt: places, actors, audiences, prospects; figures of prose stay proposed. */
export const acceptReadings = action({
  name: "accept_readings",
  input: z.object({ network: z.string() }),
  allow: canReview,
  run: async ({ db, network, person, now }) => {
    await holdIndex(db, network.id);
    const accepted = await acceptSure(db, network.id, now(), partsOf(canReview, person, network));
    await followDates(db, network.id);
    return ok(accepted);
  },
  subjects: (_, counts) => counts,
});
