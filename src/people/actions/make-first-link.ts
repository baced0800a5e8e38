import { conflict, ok } from "../../platform/result.ts";
import { FIRST_LINK } from "../first-administrator.sql.ts";
import { ownAction } from "../own-action.ts";
import { hasAdministrator } from "../people.sql.ts";
import { makeToken } from "../tokens.ts";

const VALID_MS = 24 * 3600 * 1000;

/** Makes the link that opens the installation, and makes those made before useless; refused once somebody administers it. */
export const makeFirstLink = ownAction<null, { path: string }>({
  name: "make_first_link",
  subjects: () => ({}),
  run: async ({ db, newId, now }) => {
    if (await hasAdministrator(db)) return conflict("administrator_exists");
    const { token, hash } = makeToken();
    await db.deleteFrom("verifications").where("identifier", "=", FIRST_LINK).execute();
    await db
      .insertInto("verifications")
      .values({
        id: newId(),
        identifier: FIRST_LINK,
        value: hash,
        expires_at: new Date(now().getTime() + VALID_MS),
        created_at: now(),
        updated_at: now(),
      })
      .execute();
    return ok({ path: `/compte/premier?jeton=${token}` });
  },
});
