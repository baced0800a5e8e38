import { z } from "zod";
import { canManagePeople } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { notFound, ok } from "../../platform/result.ts";
import { standing } from "../people.sql.ts";

/** Signs a member out of every device at once; she signs in again with whatever she has. */
export const endMemberSessions = action({
  name: "end_member_sessions",
  input: z.object({ network: z.string(), user: z.uuid() }),
  allow: canManagePeople,
  run: async ({ db, network, now }, { user }) => {
    const member = await db
      .selectFrom("grants as g")
      .select("g.id")
      .where("g.network_id", "=", network.id)
      .where("g.user_id", "=", user)
      .where(standing(now()))
      .limit(1)
      .executeTakeFirst();
    if (!member) return notFound("person");
    const gone = await db.deleteFrom("sessions").where("user_id", "=", user).executeTakeFirst();
    return ok({ user, ended: Number(gone.numDeletedRows) });
  },
  subjects: (_, { user, ended }) => ({ user, ended }),
});
