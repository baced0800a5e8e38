import { conflict, invalid, ok } from "../../platform/result.ts";
import { opens } from "../first-administrator.sql.ts";
import { ownAction } from "../own-action.ts";
import { findUserByEmail, hasAdministrator, insertUser, storePassword } from "../people.sql.ts";

type Asked = Record<"token" | "name" | "email" | "passwordHash", string> & { lang: "fr" | "en" };

/** Makes the account that administers the whole installation, for whoever holds its link; the link then opens nothing. */
export const createAdministrator = ownAction<Asked, { user: string }>({
  name: "create_administrator",
  actor: (_, { user }) => user,
  subjects: (_, { user }) => ({ user }),
  run: async ({ db, newId, now }, { token, name, email, passwordHash, lang }) => {
    const used = await db
      .deleteFrom("verifications")
      .where("id", "in", opens(db, token, now()))
      .executeTakeFirst();
    if (used.numDeletedRows === 0n) return invalid("link_used");
    if (await hasAdministrator(db)) return conflict("administrator_exists");
    if (await findUserByEmail(db, email)) return conflict("address_taken");
    const user = newId();
    await insertUser(db, { id: user, name, email, lang, installation_role: "administrator", now: now() });
    await storePassword(db, { id: newId(), userId: user, hash: passwordHash, now: now() });
    return ok({ user });
  },
});
