import { invalid, ok } from "../../platform/result.ts";
import { ownAction } from "../own-action.ts";

/** Changes the name that other members read and the language of letters. */
export const changeOwnAccount = ownAction<{ name: string; lang: "fr" | "en" }, null>({
  name: "change_own_account",
  subjects: () => ({}),
  run: async ({ db, person, now }, { name, lang }) => {
    if (name === "") return invalid("name_missing");
    await db.updateTable("users").set({ name, lang, updated_at: now() }).where("id", "=", person.id).execute();
    return ok(null);
  },
});
