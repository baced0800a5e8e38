import { ownAction } from "../../people/own-action.ts";
import { everywhere } from "../../platform/database/reach.ts";
import { notFound, ok } from "../../platform/result.ts";

/** Takes back one of one's own consents: what rested on it stops, and that it had been given is kept as proof. */
export const withdrawConsent = ownAction<{ consent: string }, { consent: string }>({
  name: "withdraw_consent",
  subjects: (_, { consent }) => ({ consent }),
  run: async ({ db, person, now }, { consent }) => {
    const done = await everywhere("person", () =>
      db
        .updateTable("consents")
        .set({ withdrawn_at: now() })
        .where("id", "=", consent)
        .where("user_id", "=", person.id)
        .where("withdrawn_at", "is", null)
        .executeTakeFirst(),
    );
    return done.numUpdatedRows === 0n ? notFound("consent") : ok({ consent });
  },
});
