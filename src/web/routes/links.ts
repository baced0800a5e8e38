import type { Hono } from "hono";
import { LINK_MINUTES } from "../../people/lifetimes.ts";
import { attempt } from "../../people/visitor.ts";
import { href } from "../context.ts";
import { readForm } from "../form.ts";
import { deadLinkPage, mailPage, newPasswordPage, openLinkPage } from "../pages/entry.ts";
import { contextOf, type Env, type Lang, outside, type PageScene, type Site, show } from "../scene.ts";
import { closeSession, dead, home, noMail, passwordFault, tooMany, welcome, withCookies } from "./entering.ts";

/** Entering by a link sent by mail, and choosing a new password by one. */
export function linkRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const page = outside(site, lang);
  app.get("/connexion/lien", page(showLink));
  app.post(
    "/connexion/lien",
    page((at) => askLink(at, "byLink")),
  );
  app.post("/connexion/entrer", page(openLink));
  app.get(
    "/connexion/oublie",
    page(async (at) => show(at.c, mailPage(contextOf(at, null), "forgotten", noMail(at)))),
  );
  app.post(
    "/connexion/oublie",
    page((at) => askLink(at, "forgotten")),
  );
  app.get(
    "/connexion/nouveau",
    page(async (at) => show(at.c, newPasswordPage(contextOf(at, null), { token: at.c.req.query("jeton") ?? "" }))),
  );
  app.post("/connexion/nouveau", page(changeForgotten));
}

async function showLink(scene: PageScene): Promise<Response> {
  const ctx = contextOf(scene, null);
  const token = scene.c.req.query("jeton");
  return show(scene.c, token ? openLinkPage(ctx, token) : mailPage(ctx, "byLink", noMail(scene)));
}

async function askLink(scene: PageScene, kind: "byLink" | "forgotten"): Promise<Response> {
  const { c, site } = scene;
  const email = (await readForm(c)).text("courriel").trim().toLowerCase();
  const ctx = contextOf(scene, null);
  const { problem, closed } = noMail(scene);
  const many = problem ?? (await tooMany(scene, ["mailFrom", site.identity.addressOf(c)], ["mailTo", email]));
  if (many)
    return show(c, mailPage(ctx, kind, { email, problem: many, ...(closed && { closed }) }), problem ? 503 : 429);
  const auth = await site.identity.auth();
  const { headers } = c.req.raw;
  if (kind === "byLink") await attempt(auth.api.signInMagicLink({ body: { email }, headers, returnHeaders: true }));
  else await attempt(auth.api.requestPasswordReset({ body: { email }, headers, returnHeaders: true }));
  // The same answer whether the account exists or not: an address that is tried tells nothing.
  return show(c, mailPage(ctx, kind, { sent: ctx.t.account.byLink.sent(LINK_MINUTES) }));
}

async function openLink(scene: PageScene): Promise<Response> {
  const { c, site } = scene;
  const token = (await readForm(c)).text("jeton");
  const ctx = contextOf(scene, null);
  const many = await tooMany(scene, ["address", site.identity.addressOf(c)]);
  if (many) return show(c, deadLinkPage(ctx, ctx.t.account.byLink.openTitle, many), 429);
  const auth = await site.identity.auth();
  const opened = await attempt(
    auth.api.magicLinkVerify({ query: { token }, headers: c.req.raw.headers, returnHeaders: true }),
  );
  if (!opened.ok) return dead(scene, ctx.t.account.byLink.openTitle, { kind: "invalid", code: "link_used" });
  await closeSession(scene);
  withCookies(c, opened.value.cookies);
  return welcome(scene, (opened.value.answer as { user: { id: string } }).user.id, home(scene));
}

async function changeForgotten(scene: PageScene): Promise<Response> {
  const { c, site } = scene;
  const form = await readForm(c);
  const token = form.text("jeton");
  const ctx = contextOf(scene, null);
  const error = await passwordFault(scene, {
    password: form.text("nouveau"),
    again: form.text("encore"),
    name: "",
    email: "",
  });
  if (error) return show(c, newPasswordPage(ctx, { token, error }), 422);
  const many = await tooMany(scene, ["address", site.identity.addressOf(c)]);
  if (many) return show(c, newPasswordPage(ctx, { token, problem: many }), 429);
  const auth = await site.identity.auth();
  const changed = await attempt(
    auth.api.resetPassword({
      body: { token, newPassword: form.text("nouveau") },
      headers: c.req.raw.headers,
      returnHeaders: true,
    }),
  );
  if (!changed.ok) return dead(scene, ctx.t.account.forgotten.newTitle, { kind: "invalid", code: "link_used" });
  return c.redirect(`${href(ctx, "/connexion")}?fait=mot`, 303);
}
