import { ownAction } from "../../people/own-action.ts";
import { ok } from "../../platform/result.ts";
import type { NewsChoice } from "../news.sql.ts";

/** Says how one hears by mail of what one follows: at once, once a day, or not. */
export const chooseNews = ownAction<{ news: NewsChoice }, null>({
  name: "choose_news",
  subjects: () => ({}),
  run: async ({ db, person, now }, { news }) => {
    await db.updateTable("users").set({ news, updated_at: now() }).where("id", "=", person.id).execute();
    return ok(null);
  },
});
