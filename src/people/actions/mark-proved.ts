import { ok } from "../../platform/result.ts";
import { ownAction } from "../own-action.ts";

/** Says of a session, by its identifier or by its token, when it proved more than a password or a mailbox. */
export const markProved = ownAction<{ session?: string; token?: string; at: Date }, null>({
  name: "mark_proved",
  subjects: ({ session }) => ({ session: session ?? null }),
  run: async ({ db, person }, { session, token, at }) => {
    await db
      .updateTable("sessions")
      .set({ second_factor_at: at })
      .where("user_id", "=", person.id)
      .where((eb) => (session === undefined ? eb("token", "=", token ?? "") : eb("id", "=", session)))
      .execute();
    return ok(null);
  },
});
