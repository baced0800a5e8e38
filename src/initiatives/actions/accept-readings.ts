import { z } from "zod";
import { canReview } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { ok } from "../../platform/result.ts";
import { followDates } from "../../search/index-initiatives.sql.ts";
import { acceptSure } from "../review.sql.ts";

/** Accepts at once what was read without any doubt: places, actors, audiences, prospects; figures of prose stay proposed. */
export const acceptReadings = action({
  name: "accept_readings",
  input: z.object({ network: z.string() }),
  allow: canReview,
  run: async ({ db, network, now }) => {
    const accepted = await acceptSure(db, network.id, now());
    await followDates(db, network.id);
    return ok(accepted);
  },
  subjects: (_, counts) => counts,
});
