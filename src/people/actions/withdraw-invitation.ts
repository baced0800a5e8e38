import { z } from "zod";
import { canManagePeople } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { notFound, ok } from "../../platform/result.ts";

const Input = z.object({ network: z.string(), invitation: z.uuid() });

/** Makes the link of an invitation useless, as long as nobody accepted it. */
export const withdrawInvitation = action({
  name: "withdraw_invitation",
  input: Input,
  allow: canManagePeople,
  run: async ({ db, network, now }, { invitation }) => {
    const withdrawn = await db
      .updateTable("invitations")
      .set({ withdrawn_at: now() })
      .where("network_id", "=", network.id)
      .where("id", "=", invitation)
      .where("accepted_at", "is", null)
      .where("withdrawn_at", "is", null)
      .executeTakeFirst();
    return withdrawn.numUpdatedRows === 0n ? notFound("invitation") : ok({ id: invitation });
  },
  subjects: (_, { id }) => ({ invitation: id }),
});
