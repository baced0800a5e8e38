import { z } from "zod";
import { canDraft } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { conflict, notFound, ok } from "../../platform/result.ts";
import { dropDraft, holdProposal } from "../proposals.sql.ts";

/** Throws a draft of one's own away. */
export const discardDraft = action({
  name: "discard_draft",
  input: z.object({ network: z.string(), id: z.uuid() }),
  allow: canDraft,
  run: async ({ db, network, person }, { id }) => {
    const draft = await holdProposal(db, network.id, id);
    if (!draft || draft.author !== person.id) return notFound("draft");
    if (draft.status !== "draft") return conflict("draft_sent");
    await dropDraft(db, network.id, id);
    return ok({ proposal: id });
  },
  subjects: (_, { proposal }) => ({ proposal }),
});
