import type { Hono } from "hono";
import { chooseNews } from "../../comments/actions/choose-news.ts";
import { readNews } from "../../comments/actions/read-news.ts";
import { stopNews } from "../../comments/actions/stop-news.ts";
import { readable } from "../../comments/mentions.ts";
import { findNewsChoice, listNews, NEWS } from "../../comments/news.sql.ts";
import { href, sheetAddress } from "../context.ts";
import { isId, readForm } from "../form.ts";
import { newsPage, stopNewsPage } from "../pages/news.ts";
import { contextOf, type Env, type Lang, outside, type PageScene, type Site, show } from "../scene.ts";
import { tooMany } from "./entering.ts";
import { type OwnScene, owning } from "./own-account.ts";

/** What each person is told of, and how. */
export function newsRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const out = outside(site, lang);
  app.get("/compte/nouvelles/arreter", out(askStop));
  app.post("/compte/nouvelles/arreter", out(stop));
  app.get("/compte/nouvelles", owning(site, lang, tell));
  app.post("/compte/nouvelles", owning(site, lang, choose));
  app.post("/compte/nouvelles/lues", owning(site, lang, read));
}

async function tell(scene: OwnScene): Promise<Response> {
  const { c, doors, person, member } = scene;
  const ctx = contextOf(scene, null);
  const items = await listNews(doors.db, doors.vault, person);
  const gone = ctx.t.comments.somebody;
  const view = {
    items: items.map((one) => ({
      id: one.id,
      network: one.network.name,
      address: `${sheetAddress(ctx, { ...one.sheet, network: one.network.slug })}#commentaire-${one.comment}`,
      by: one.names.get(one.author) ?? gone,
      sheet: one.sheet.title,
      words: readable(one.body, one.names, gone),
      at: one.at.toISOString(),
      mentioned: one.mentioned,
      unread: one.unread,
    })),
    news: await findNewsChoice(doors.db, member.id),
    ...(c.req.query("fait") === "regle" && { told: ctx.t.comments.news.saved }),
  };
  return show(c, newsPage(ctx, view));
}

async function choose(scene: OwnScene): Promise<Response> {
  const asked = (await readForm(scene.c)).text("avis");
  const news = NEWS.find((one) => one === asked);
  if (news) await chooseNews(scene.doors, { news });
  return scene.c.redirect(`${href(contextOf(scene, null), "/compte/nouvelles")}${news ? "?fait=regle" : ""}`, 303);
}

async function read(scene: OwnScene): Promise<Response> {
  const asked = (await readForm(scene.c)).text("nouvelle");
  await readNews(scene.doors, isId(asked) ? asked : null);
  return scene.c.redirect(href(contextOf(scene, null), "/compte/nouvelles"), 303);
}

const tokenOf = ({ c }: PageScene): string => (c.req.query("jeton") ?? "").slice(0, 100);

/** A page first: mail programs open links by themselves. Those that know how to stop letters post at once. */
async function askStop(scene: PageScene): Promise<Response> {
  return show(scene.c, stopNewsPage(contextOf(scene, null), { token: tokenOf(scene) }));
}

async function stop(scene: PageScene): Promise<Response> {
  const { c, doors, site } = scene;
  const ctx = contextOf(scene, null);
  const many = await tooMany(scene, ["address", site.identity.addressOf(c)]);
  const stopped = many === null && (await stopNews(doors, { token: tokenOf(scene) })).ok;
  return show(c, stopNewsPage(ctx, stopped ? "stopped" : "dead"), many ? 429 : stopped ? 200 : 404);
}
