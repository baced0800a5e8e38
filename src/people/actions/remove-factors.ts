import { ok } from "../../platform/result.ts";
import { askMail } from "../mails.sql.ts";
import { ownAction } from "../own-action.ts";
import type { UserRow } from "../people.sql.ts";

/**
 * Takes codes and passkeys from the account of somebody who has them no more, and signs her out everywhere: her next
 * session may set others up. She is told by a letter.
 */
export const removeFactors = ownAction<{ user: Pick<UserRow, "id" | "email" | "lang"> }, { ended: number }>({
  name: "remove_factors",
  subjects: ({ user }, { ended }) => ({ user: user.id, ended }),
  run: async (doors, { user }) => {
    const { db, now } = doors;
    await db.deleteFrom("two_factors").where("user_id", "=", user.id).execute();
    await db.deleteFrom("passkeys").where("user_id", "=", user.id).execute();
    const enabled = { two_factor_enabled: false, updated_at: now() };
    await db.updateTable("users").set(enabled).where("id", "=", user.id).execute();
    const gone = await db.deleteFrom("sessions").where("user_id", "=", user.id).executeTakeFirst();
    const path = user.lang === "en" ? "/en/compte/securite" : "/compte/securite";
    const params = { what: "factors_removed" as const, path };
    await askMail(doors, db, { recipient: user.email, lang: user.lang, template: "security", params });
    return ok({ ended: Number(gone.numDeletedRows) });
  },
});
