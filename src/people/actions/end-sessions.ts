import { ok } from "../../platform/result.ts";
import { ownAction } from "../own-action.ts";

/** Ends one of one's own sessions, or all but the one in use ("others"); that one is spared when it is named. */
export const endSessions = ownAction<{ which: string; current?: string }, { ended: number }>({
  name: "end_sessions",
  subjects: (_, { ended }) => ({ ended }),
  run: async ({ db, person }, { which, current }) => {
    const gone = await db
      .deleteFrom("sessions")
      .where("user_id", "=", person.id)
      .$if(current !== undefined, (query) => query.where("id", "!=", current!))
      .$if(which !== "others", (query) => query.where("id", "=", which))
      .executeTakeFirst();
    return ok({ ended: Number(gone.numDeletedRows) });
  },
});
