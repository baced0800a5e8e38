import { notFound, ok } from "../../platform/result.ts";
import { ownAction } from "../own-action.ts";

/** Takes a passkey from one's own account. */
export const removePasskey = ownAction<{ passkey: string }, null>({
  name: "remove_passkey",
  subjects: ({ passkey }) => ({ passkey }),
  run: async ({ db, person }, { passkey }) => {
    const gone = await db
      .deleteFrom("passkeys")
      .where("user_id", "=", person.id)
      .where("id", "=", passkey)
      .executeTakeFirst();
    return gone.numDeletedRows === 0n ? notFound("passkey") : ok(null);
  },
});
