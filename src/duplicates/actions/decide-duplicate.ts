import { z } from "zod";
import { findStanding } from "../../initiatives/initiatives.sql.ts";
import { canMerge } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { conflict, notFound, ok } from "../../platform/result.ts";
import { holdIndex } from "../../search/index-initiatives.sql.ts";
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
    await holdIndex(db, network.id);
    const [a, b] = [await findStanding(db, network.id, input.a), await findStanding(db, network.id, input.b)];
    if (!a || !b) return notFound("duplicate");
    // A key that leads to the sheet it was merged into makes another pair, of which she read nothing.
    if (a.key !== input.a) return conflict("sheet_merged", { key: a.key });
    if (b.key !== input.b) return conflict("sheet_merged", { key: b.key });
    const decided = await decidePair(db, network.id, [a.id, b.id], input.decision, person.id, now());
    return decided > 0 ? ok({ a: a.id, b: b.id }) : notFound("duplicate");
  },
  subjects: (_, { a, b }) => ({ a, b }),
});
