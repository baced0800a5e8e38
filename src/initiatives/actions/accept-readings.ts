import { z } from "zod";
import { canReview, partsOf } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { ok } from "../../platform/result.ts";
import { followDates, holdIndex } from "../../search/index-initiatives.sql.ts";
import { acceptSure, findSure } from "../review.sql.ts";
import { keepAfter, keepBefore } from "../versions.sql.ts";

const AcceptInput = z.object({
  network: z.string(),
  /** How many sheets at most: what is left is for the next call. */
  limit: z.int().min(1).max(10_000).default(1000),
});

/**
 * Accepts, where she may, what was read without any doubt: places, actors, audiences, prospects; figures of prose stay
 * proposed. Takes the next sheets of which something waits and says whether there may be more.
 */
export const acceptReadings = action({
  name: "accept_readings",
  input: AcceptInput,
  allow: canReview,
  run: async (scene, { limit }) => {
    const { db, network, person, now } = scene;
    await holdIndex(db, network.id);
    const sheets = await findSure(db, network.id, partsOf(canReview, person, network), limit);
    await keepBefore(db, network.id, sheets);
    const accepted = await acceptSure(db, network.id, sheets, now());
    await keepAfter(db, network.id, sheets, { ...scene, cause: "reading" });
    await followDates(db, network.id, sheets);
    return ok({ ...accepted, sheets: sheets.length, more: sheets.length === limit });
  },
  subjects: (_, { more, ...counts }) => counts,
});
