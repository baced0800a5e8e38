import { ownAction } from "../../people/own-action.ts";
import { notFound, ok } from "../../platform/result.ts";

/** Stops the letters of news for whoever holds the link that each of them bears, without signing in. */
export const stopNews = ownAction<{ token: string }, { user: string }>({
  name: "stop_news",
  actor: (_, { user }) => user,
  subjects: (_, { user }) => ({ user }),
  run: async ({ db, now }, { token }) => {
    const row = await db
      .updateTable("users")
      .set({ news: "none", updated_at: now() })
      .where("news_token", "=", token)
      .returning("id")
      .executeTakeFirst();
    return row ? ok({ user: row.id }) : notFound("link");
  },
});
