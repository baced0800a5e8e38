import { notFound, ok } from "../../platform/result.ts";
import { ownAction } from "../own-action.ts";

/** Has the codes of one's own account come from another key, sealed as the accounts seal it; recovery codes stay. */
export const replaceKey = ownAction<{ sealed: string }, null>({
  name: "replace_key",
  subjects: () => ({}),
  run: async ({ db, person }, { sealed }) => {
    const changed = await db
      .updateTable("two_factors")
      .set({ secret: sealed, failed_verification_count: 0, locked_until: null })
      .where("user_id", "=", person.id)
      .executeTakeFirst();
    return changed.numUpdatedRows === 0n ? notFound("person") : ok(null);
  },
});
