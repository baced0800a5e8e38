import { z } from "zod";
import { canReview, partsOf } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { forbidden, notFound, ok } from "../../platform/result.ts";
import { holdIndex, indexInitiatives } from "../../search/index-initiatives.sql.ts";
import { markReading, READINGS, readingOwner } from "../review.sql.ts";
import { keepAfter, keepBefore } from "../versions.sql.ts";
import { isReached } from "../within.sql.ts";

/** Accepts or rejects one thing read in an answer: a figure, an actor, an audience, a prospect. */
export const decideReading = action({
  name: "decide_reading",
  input: z.object({
    network: z.string(),
    reading: z.enum(READINGS),
    id: z.uuid(),
    decision: z.enum(["accepted", "rejected", "proposed"]),
  }),
  allow: canReview,
  run: async (scene, { reading, id, decision }) => {
    const { db, network, person, now } = scene;
    await holdIndex(db, network.id);
    const initiative = await readingOwner(db, network.id, reading, id);
    if (!initiative) return notFound("review_item");
    const parts = partsOf(canReview, person, network);
    if (!(await isReached(db, network.id, parts, initiative))) return forbidden("out_of_reach");
    await keepBefore(db, network.id, [initiative]);
    await markReading(db, network.id, reading, id, decision, now());
    await indexInitiatives(db, network.id, [initiative]);
    await keepAfter(db, network.id, [initiative], { ...scene, cause: "reading" });
    return ok({ id, initiative });
  },
  subjects: (_, { id, initiative }) => ({ reading: id, initiative }),
});
