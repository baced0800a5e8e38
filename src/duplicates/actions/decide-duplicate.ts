import { z } from "zod";
import { findStanding } from "../../initiatives/initiatives.sql.ts";
import { canMerge } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { notFound, ok } from "../../platform/result.ts";
import { decidePair } from "../merge.sql.ts";

/** Says that two initiatives differ, or leaves the question for later, or opens it again. */
export const decideDuplicate = action({
  name: "decide_duplicate",
  input: z.object({
    network: z.string(),
    a: z.string(),
    b: z.string(),
    decision: z.enum(["distinct", "later", "open"]),
  }),
  allow: canMerge,
  run: async ({ db, network, person, now }, input) => {
    const [a, b] = [await findStanding(db, network.id, input.a), await findStanding(db, network.id, input.b)];
    if (!a || !b) return notFound("duplicate");
    const decided = await decidePair(db, network.id, [a.id, b.id], input.decision, person.id, now());
    return decided > 0 ? ok({ a: a.id, b: b.id }) : notFound("duplicate");
  },
  subjects: (_, { a, b }) => ({ a, b }),
});
