import { z } from "zod";
import { canClassify } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { notFound, ok } from "../../platform/result.ts";
import { holdSheet } from "../hold-sheet.ts";
import { placeInDomains } from "../place-in-domains.sql.ts";

const ClassifyInput = z.object({ network: z.string(), key: z.string(), domains: z.array(z.string()).max(20) });

/** Says in which domains of its network an initiative stands; replaces what was decided before. */
export const classifyInitiative = action({
  name: "classify_initiative",
  input: ClassifyInput,
  allow: canClassify,
  run: async (scene, input) => {
    const held = await holdSheet(scene, input.key, canClassify);
    if (!held.ok) return held;
    const initiative = held.value;
    if (initiative.status === "deleted") return notFound("initiative", { key: input.key });
    const placed = await placeInDomains(scene, initiative.id, input.domains);
    return placed.ok ? ok({ initiative: initiative.id, domains: placed.value }) : placed;
  },
  subjects: (_, { initiative, domains }) => ({ initiative, domains }),
});
