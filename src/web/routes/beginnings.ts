import type { Hono } from "hono";
import { z } from "zod";
import { acceptInvitation } from "../../people/actions/accept-invitation.ts";
import { createAdministrator } from "../../people/actions/create-administrator.ts";
import { isFirstLink } from "../../people/first-administrator.sql.ts";
import { findOpenInvitation } from "../../people/invitations.sql.ts";
import { findUserByEmail } from "../../people/people.sql.ts";
import { territoryName } from "../../people/rights.ts";
import { hashToken } from "../../people/tokens.ts";
import { attempt } from "../../people/visitor.ts";
import { findNetwork, type Network } from "../../platform/action.ts";
import { within } from "../../platform/database/reach.ts";
import type { GrantScale, Role } from "../../platform/person.ts";
import { openReference } from "../../territories/reference.ts";
import { href } from "../context.ts";
import { readForm, type SentForm } from "../form.ts";
import { deadLinkPage, type FirstView, firstPage, type InvitationView, invitationPage } from "../pages/entry.ts";
import {
  contextOf,
  type Env,
  type Lang,
  outside,
  type PageScene,
  type Site,
  STATUS,
  sayFailureIn,
  show,
} from "../scene.ts";
import { passwordFault, tooMany, withCookies } from "./entering.ts";

/** How an account begins: the first one of the installation, and those of people who were invited. */
export function beginningRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const page = outside(site, lang);
  app.get("/compte/premier", page(showFirst));
  app.post("/compte/premier", page(createFirst));
  app.get("/invitation/:network/:token", page(showInvitation));
  app.post("/invitation/:network/:token", page(accept));
}

async function showFirst(scene: PageScene): Promise<Response> {
  const token = scene.c.req.query("jeton") ?? "";
  const { db, now } = scene.doors;
  const ctx = contextOf(scene, null);
  const { title, invalid } = ctx.t.account.first;
  if (!(await isFirstLink(db, token, now()))) return show(scene.c, deadLinkPage(ctx, title, invalid), 404);
  return show(scene.c, firstPage(ctx, { token, name: "", email: "", errors: {} }));
}

const passwordOf = (form: SentForm) => ({ password: form.text("nouveau"), again: form.text("encore") });

async function createFirst(scene: PageScene): Promise<Response> {
  const { c, site, doors } = scene;
  const form = await readForm(c);
  const ctx = contextOf(scene, null);
  const typed = {
    token: form.text("jeton"),
    name: form.text("nom").trim(),
    email: form.text("courriel").trim().toLowerCase(),
  };
  const password = await passwordFault(scene, { ...passwordOf(form), ...typed });
  const errors: FirstView["errors"] = {
    ...(typed.name === "" && { name: sayFailureIn(scene.lang, { kind: "invalid", code: "name_missing" }) }),
    ...(!z.email().safeParse(typed.email).success && {
      email: sayFailureIn(scene.lang, { kind: "invalid", code: "address_wrong" }),
    }),
    ...(password && { password }),
  };
  if (Object.keys(errors).length > 0) return show(c, firstPage(ctx, { ...typed, errors }), 422);
  const many = await tooMany(scene, ["address", site.identity.addressOf(c)]);
  if (many) return show(c, firstPage(ctx, { ...typed, errors, problem: many }), 429);
  const auth = await site.identity.auth();
  const passwordHash = await (await auth.$context).password.hash(form.text("nouveau"));
  const created = await createAdministrator(doors, { ...typed, passwordHash, lang: scene.lang });
  if (!created.ok)
    return show(
      c,
      deadLinkPage(ctx, ctx.t.account.first.title, sayFailureIn(scene.lang, created.failure)),
      STATUS[created.failure.kind],
    );
  return enterFresh(scene, typed.email, form.text("nouveau"), href(ctx, "/compte/securite"));
}

/** Signs in somebody whose account has just been made. */
async function enterFresh(scene: PageScene, email: string, password: string, next: string): Promise<Response> {
  const auth = await scene.site.identity.auth();
  const entered = await attempt(
    auth.api.signInEmail({ body: { email, password }, headers: scene.c.req.raw.headers, returnHeaders: true }),
  );
  if (!entered.ok) return scene.c.redirect(href(contextOf(scene, null), "/connexion"), 303);
  withCookies(scene.c, entered.value.cookies);
  return scene.c.redirect(next, 303);
}

type Opened = { network: Network; view: InvitationView };

/** The invitation of an address; whether the network publishes does not matter to whoever was invited. */
async function openInvitation(scene: PageScene): Promise<Opened | null> {
  const { db, now, vault } = scene.doors;
  const [slug, token] = [scene.c.req.param("network") ?? "", scene.c.req.param("token") ?? ""];
  const network = await findNetwork(db, slug);
  const open = (id: string) => findOpenInvitation({ db, vault }, id, hashToken(token), now());
  const row = network && (await within([network.id], () => open(network.id)));
  if (!network || !row) return null;
  const territory = row.territory_scale && { scale: row.territory_scale as GrantScale, code: row.territory_code! };
  return {
    network,
    view: {
      network: network.name,
      token,
      action: href(contextOf(scene, null), `/invitation/${slug}/${encodeURIComponent(token)}`),
      email: row.email,
      role: row.role as Role,
      over: territoryName(openReference(), territory || null) ?? row.initiative_title,
      known: (await findUserByEmail(db, row.email)) !== undefined,
      name: row.name,
      errors: {},
    },
  };
}

const gone = (scene: PageScene): Response => {
  const ctx = contextOf(scene, null);
  const { description, gone: reason } = ctx.t.account.invitation;
  return show(scene.c, deadLinkPage(ctx, description, reason), 404);
};

async function showInvitation(scene: PageScene): Promise<Response> {
  const many = await tooMany(scene, ["address", scene.site.identity.addressOf(scene.c)]);
  if (many)
    return show(
      scene.c,
      deadLinkPage(contextOf(scene, null), contextOf(scene, null).t.account.invitation.description, many),
      429,
    );
  const opened = await openInvitation(scene);
  return opened ? show(scene.c, invitationPage(contextOf(scene, null), opened.view)) : gone(scene);
}

async function accept(scene: PageScene): Promise<Response> {
  const { c, site } = scene;
  const opened = await openInvitation(scene);
  if (!opened) return gone(scene);
  const { network, view } = opened;
  const form = await readForm(c);
  const ctx = contextOf(scene, null);
  const name = form.text("nom").trim();
  const password = view.known ? null : await passwordFault(scene, { ...passwordOf(form), name, email: view.email });
  const errors: InvitationView["errors"] = {
    ...(!view.known && name === "" && { name: sayFailureIn(scene.lang, { kind: "invalid", code: "name_missing" }) }),
    ...(password && { password }),
  };
  if (Object.keys(errors).length > 0) return show(c, invitationPage(ctx, { ...view, name, errors }), 422);
  const auth = await site.identity.auth();
  const passwordHash = view.known ? null : await (await auth.$context).password.hash(form.text("nouveau"));
  const accepted = await acceptInvitation(scene.doors, {
    network: network.slug,
    token: view.token,
    name,
    passwordHash,
    lang: scene.lang,
  });
  if (!accepted.ok) return gone(scene);
  const home = href(ctx, `/${network.slug}`);
  if (accepted.value.created) return enterFresh(scene, view.email, form.text("nouveau"), home);
  const mine = scene.member?.email === view.email;
  return c.redirect(mine ? home : `${href(ctx, "/connexion")}?fait=invitation&suite=${encodeURIComponent(home)}`, 303);
}
