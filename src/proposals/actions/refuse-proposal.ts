import { z } from "zod";
import { canReview, partsOf } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { conflict, forbidden, notFound, ok } from "../../platform/result.ts";
import { decideProposal, holdProposal, isWithin } from "../proposals.sql.ts";
import { tellOutcome } from "../tell-outcome.ts";

/** Refuses a proposal, with a reason that whoever made it will read. */
export const refuseProposal = action({
  name: "refuse_proposal",
  input: z.object({ network: z.string(), id: z.uuid(), reason: z.string().trim().min(1).max(1000) }),
  allow: canReview,
  run: async (scene, { id, reason }) => {
    const { db, network, person, now } = scene;
    const proposal = await holdProposal(db, network.id, id);
    if (!proposal || proposal.status === "draft") return notFound("proposal");
    if (!(await isWithin(db, network.id, partsOf(canReview, person, network), id))) return forbidden("out_of_reach");
    const again = proposal.status === "refused" && proposal.decidedBy === person.id && proposal.reason === reason;
    if (again) return ok({ proposal: id, initiative: proposal.initiative });
    if (proposal.status !== "sent") return conflict("proposal_decided");
    const decided = { status: "refused" as const, by: person.id, at: now(), reason, fields: [], made: null };
    await decideProposal(db, network.id, id, decided);
    const sheet =
      proposal.key !== null && proposal.sheetStatus === "active" ? { key: proposal.key, title: proposal.title! } : null;
    await tellOutcome(scene, proposal, { accepted: false, reason, sheet });
    return ok({ proposal: id, initiative: proposal.initiative });
  },
  subjects: (_, { proposal, initiative }) => ({ proposal, initiative }),
});
