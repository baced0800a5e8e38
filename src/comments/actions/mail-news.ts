import { catalogue } from "../../i18n/catalogue.ts";
import { askMail } from "../../people/mails.sql.ts";
import type { Doors } from "../../platform/action.ts";
import { everywhere } from "../../platform/database/reach.ts";
import { readable } from "../mentions.ts";
import { listDaily, listNews, memberOf } from "../news.sql.ts";
import { stopPath } from "../tell.ts";

const TWO_DAYS = 2 * 24 * 3600 * 1000;

/** Asks for the letters of those who hear once a day; each comment is told in one letter only, however often this runs. */
export async function mailNews(doors: Doors): Promise<number> {
  return everywhere("person", async () => {
    const { db, vault, now } = doors;
    const since = new Date(now().getTime() - TWO_DAYS);
    let letters = 0;
    for (const { id, email, lang } of await listDaily(db, since)) {
      await db.transaction().execute(async (trx) => {
        // Two runs at once take turns on the account.
        await trx.selectFrom("users").select("id").where("id", "=", id).forUpdate().execute();
        const all = await listNews(trx, vault, await memberOf(trx, id, now()), { unmailedSince: since });
        const gone = catalogue(lang).comments.somebody;
        for (const [slug, items] of Map.groupBy(all, ({ network }) => network.slug)) {
          await askMail(doors, trx, {
            recipient: email,
            lang,
            template: "news",
            params: {
              network: items[0]!.network.name,
              lines: items.map(({ names, author, sheet, body }) => ({
                by: names.get(author) ?? gone,
                sheet: sheet.title,
                words: readable(body, names, gone).slice(0, 500),
              })),
              path: lang === "en" ? "/en/compte/nouvelles" : "/compte/nouvelles",
              stop: await stopPath(trx, id, lang),
              about: items.map(({ comment }) => ({ network: slug, comment, user: id })),
            },
          });
          letters += 1;
        }
        await trx
          .updateTable("news")
          .set({ mailed_at: now() })
          .where("user_id", "=", id)
          .where("id", "in", [...all.map((one) => one.id), id])
          .execute();
      });
    }
    return letters;
  });
}
