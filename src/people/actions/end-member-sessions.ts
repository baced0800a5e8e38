import { z } from "zod";
import { canManagePeople } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { notFound, ok } from "../../platform/result.ts";

/** Signs a member out of every device at once; she signs in again with whatever she has. */
export const endMemberSessions = action({
  name: "end_member_sessions",
  input: z.object({ network: z.string(), user: z.uuid() }),
  allow: canManagePeople,
  run: async ({ db, network }, { user }) => {
    const member = await db
      .selectFrom("grants")
      .select("id")
      .where("network_id", "=", network.id)
      .where("user_id", "=", user)
      .limit(1)
      .executeTakeFirst();
    if (!member) return notFound("person");
    const gone = await db.deleteFrom("sessions").where("user_id", "=", user).executeTakeFirst();
    return ok({ user, ended: Number(gone.numDeletedRows) });
  },
  subjects: (_, { user, ended }) => ({ user, ended }),
});
