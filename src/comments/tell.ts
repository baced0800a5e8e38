import { catalogue } from "../i18n/catalogue.ts";
import type { Sheet } from "../initiatives/standing.sql.ts";
import { askMail } from "../people/mails.sql.ts";
import { namesOf } from "../people/people.sql.ts";
import { makeToken } from "../people/tokens.ts";
import type { Scene } from "../platform/action.ts";
import type { Database } from "../platform/database/database.ts";
import { listFollowers, seesComments } from "./comments.sql.ts";
import { readable } from "./mentions.ts";
import { memberOf } from "./news.sql.ts";

type Told = {
  comment: string;
  initiative: Sheet;
  body: string;
  mentioned: readonly string[];
  /** Everybody who follows the sheet, or only those whom an edit mentions for the first time. */
  all: boolean;
};

/** Where a link stops the letters of news for somebody: it opens nothing else. */
export async function stopPath(db: Database, user: string, lang: "fr" | "en"): Promise<string> {
  const { token } = makeToken();
  const kept = await db
    .updateTable("users")
    .set((eb) => ({ news_token: eb.fn.coalesce("news_token", eb.val(token)) }))
    .where("id", "=", user)
    .returning("news_token")
    .executeTakeFirstOrThrow();
  return `${lang === "en" ? "/en" : ""}/compte/nouvelles/arreter?jeton=${kept.news_token}`;
}

/** Tells a comment to whoever follows its sheet, may read it now, and did not write it: in the list, and by mail as she chose. */
export async function tellComment(scene: Scene, { comment, initiative, body, mentioned, all }: Told): Promise<number> {
  const { db, network, person, newId, now } = scene;
  const followers = new Set([...(all ? await listFollowers(db, network.id, initiative.id) : []), ...mentioned]);
  followers.delete(person.id);
  const names = await namesOf(db, [person.id, ...mentioned]);
  let told = 0;
  for (const user of followers) {
    if (!(await seesComments(db, await memberOf(db, user, now()), network, initiative.id))) continue;
    const account = await db
      .selectFrom("users")
      .select(["email", "lang", "news"])
      .where("id", "=", user)
      .executeTakeFirst();
    if (!account) continue;
    const fresh = await db
      .insertInto("news")
      .values({
        network_id: network.id,
        id: newId(),
        user_id: user,
        comment_id: comment,
        mentioned: mentioned.includes(user),
        at: now(),
        mailed_at: account.news === "at_once" ? now() : null,
      })
      .onConflict((oc) => oc.columns(["network_id", "comment_id", "user_id"]).doNothing())
      .executeTakeFirst();
    if (fresh.numInsertedOrUpdatedRows === 0n) continue;
    told += 1;
    if (account.news !== "at_once") continue;
    const { lang } = account;
    const gone = catalogue(lang).comments.somebody;
    await askMail(scene, db, {
      recipient: account.email,
      lang,
      template: "comment",
      params: {
        network: network.name,
        by: names.get(person.id) ?? gone,
        sheet: initiative.title,
        words: readable(body, names, gone).slice(0, 2000),
        mentioned: mentioned.includes(user),
        path: `${lang === "en" ? "/en" : ""}/${network.slug}/initiatives/${encodeURIComponent(initiative.key)}#commentaire-${comment}`,
        stop: await stopPath(db, user, lang),
        about: [{ network: network.slug, comment, user }],
      },
    });
  }
  return told;
}
