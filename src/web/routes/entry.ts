import type { Hono } from "hono";
import { getCookie } from "hono/cookie";
import type { Auth } from "../../people/accounts.ts";
import { enterAs } from "../../people/actions/enter-as.ts";
import { DEMONSTRATION_PEOPLE, demonstrationAddress } from "../../people/demonstration.ts";
import { findUserByEmail, hasPasskey } from "../../people/people.sql.ts";
import { attempt, type Member } from "../../people/visitor.ts";
import { href } from "../context.ts";
import { readForm } from "../form.ts";
import { codePage, type EntryView, entryPage } from "../pages/entry.ts";
import {
  type C,
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
import { closeSession, home, nextOf, proving, signOut, spendCode, tooMany, welcome, withCookies } from "./entering.ts";

/** Entering by a password, a code, a directory, and leaving. */
export function entryRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const page = outside(site, lang);
  app.get("/connexion", page(showEntry));
  app.post("/connexion", page(enter));
  app.get(
    "/connexion/code",
    page((at) => showCode(at, { next: nextOf(at, at.c.req.query("suite")) })),
  );
  app.post("/connexion/code", page(verifyCode));
  app.get("/connexion/annuaire/:id", page(goToDirectory));
  app.post("/connexion/demonstration", page(visitDemonstration));
  app.post("/deconnexion", page(leave));
}

function entryView(scene: PageScene, more: Partial<EntryView> = {}): EntryView {
  const { site, c } = scene;
  return {
    next: nextOf(scene, c.req.query("suite")),
    directories: site.identity.directories,
    demonstration: site.demonstration ? DEMONSTRATION_PEOPLE.map(({ role }) => role) : [],
    ...more,
  };
}

async function showEntry(scene: PageScene): Promise<Response> {
  const words = contextOf(scene, null).t.account;
  const told = { mot: words.forgotten.done, invitation: words.invitation.accepted }[scene.c.req.query("fait") ?? ""];
  const error = scene.c.req.query("error");
  const problem =
    error &&
    sayFailureIn(scene.lang, {
      kind: "invalid",
      code: error === "signup_disabled" || error === "not_invited" ? "not_invited" : "sign_in_refused",
      params: { detail: error.slice(0, 60) },
    });
  return show(
    scene.c,
    entryPage(contextOf(scene, null), entryView(scene, { ...(told && { done: told }), ...(problem && { problem }) })),
  );
}

async function enter(scene: PageScene): Promise<Response> {
  const { c, site } = scene;
  const form = await readForm(c);
  const email = form.text("courriel").trim().toLowerCase();
  const next = nextOf(scene, form.text("suite"));
  const ctx = contextOf(scene, null);
  const again = (problem: string, status: 422 | 429) =>
    show(c, entryPage(ctx, entryView(scene, { email, next, problem })), status);
  const many = await tooMany(scene, ["address", site.identity.addressOf(c)], ["account", email]);
  if (many) return again(many, 429);
  const auth = await site.identity.auth();
  const entered = await attempt(
    auth.api.signInEmail({
      body: { email, password: form.text("passe") },
      headers: c.req.raw.headers,
      returnHeaders: true,
    }),
  );
  if (!entered.ok) return again(sayFailureIn(scene.lang, entered.failure), 422);
  await site.identity.attempts.forget("account", email);
  await closeSession(scene);
  withCookies(c, entered.value.cookies);
  const answer = entered.value.answer as { twoFactorRedirect?: boolean; user?: { id: string } };
  if (answer.twoFactorRedirect) return c.redirect(proving(scene, next), 303);
  return welcome(scene, answer.user!.id, next);
}

/** The second step, with what the account has for it; of somebody between her password and her code, nothing is said. */
async function showCode(
  scene: PageScene,
  view: { next: string; problem?: string },
  status: 200 | 422 | 429 = 200,
): Promise<Response> {
  const { c, doors, member } = scene;
  const ctx = contextOf(scene, null);
  const codes = !member || member.secondFactor;
  const passkey = !member || (await hasPasskey(doors.db, member.id));
  // Whoever has nothing to pass sets something up first.
  if (!codes && !passkey) return c.redirect(href(ctx, "/compte/securite"), 303);
  return show(c, codePage(ctx, { ...view, codes, passkey }), status);
}

async function verifyCode(scene: PageScene): Promise<Response> {
  const { c, site, member } = scene;
  const form = await readForm(c);
  const next = nextOf(scene, form.text("suite"));
  const ctx = contextOf(scene, null);
  const again = (problem: string, status: 422 | 429) => showCode(scene, { next, problem }, status);
  const many = await tooMany(scene, ["address", site.identity.addressOf(c)], ["code", member?.id ?? pendingOf(c)]);
  if (many) return again(many, 429);
  // An account without codes has none to check: whoever signed in without one must set them up instead.
  if (member && !member.secondFactor) return c.redirect(href(ctx, "/compte/securite"), 303);
  const auth = await site.identity.auth();
  const verified = await checkCode(auth, c, form.text("code"), form.text("secours"));
  if (!verified.ok)
    return again(sayFailureIn(scene.lang, verified.failure), STATUS[verified.failure.kind] === 422 ? 422 : 429);
  const opened = verified.value.answer as { token: string; user: { id: string } };
  if (form.text("secours") === "" && !(await spendCode(scene, opened.user.id, form.text("code")))) {
    if (!member) await (await auth.$context).internalAdapter.deleteSession(opened.token);
    return again(sayFailureIn(scene.lang, { kind: "invalid", code: "code_spent" }), 422);
  }
  withCookies(c, member ? await renewSession(scene, member, auth) : verified.value.cookies);
  await site.identity.attempts.forget("code", member?.id ?? pendingOf(c));
  return c.redirect(next, 303);
}

/** Who proves more than she had is given another session: whoever knew the one before has nothing of it. */
async function renewSession(scene: PageScene, member: Member, auth: Auth): Promise<string[]> {
  const userAgent = scene.c.req.header("user-agent") ?? "";
  const renewed = await enterAs(scene.doors, { auth, user: member.id, strong: true, userAgent });
  if (!renewed.ok) return [];
  await closeSession(scene);
  return [renewed.value.cookie];
}

/** What stands for somebody between her password and her code: the signed cookie of the step under way. */
const pendingOf = (c: C): string =>
  getCookie(c, "ancrage.two_factor") ?? getCookie(c, "__Host-ancrage.two_factor") ?? "nobody";

function checkCode(auth: Auth, c: C, code: string, backup: string) {
  const { headers } = c.req.raw;
  if (backup !== "")
    return attempt<unknown>(auth.api.verifyBackupCode({ body: { code: backup.trim() }, headers, returnHeaders: true }));
  return attempt<unknown>(
    auth.api.verifyTOTP({ body: { code: code.replace(/\D/g, "") }, headers, returnHeaders: true }),
  );
}

async function goToDirectory(scene: PageScene): Promise<Response> {
  const { c, site } = scene;
  const ctx = contextOf(scene, null);
  const provider = c.req.param("id") ?? "";
  if (!site.identity.directories.some(({ id }) => id === provider)) return c.redirect(href(ctx, "/connexion"), 303);
  const auth = await site.identity.auth();
  const body = {
    provider,
    callbackURL: nextOf(scene, c.req.query("suite")),
    errorCallbackURL: href(ctx, "/connexion"),
    disableRedirect: true,
  };
  const asked = await attempt(auth.api.signInSocial({ body, headers: c.req.raw.headers, returnHeaders: true }));
  const url = asked.ok ? (asked.value.answer as { url?: string }).url : undefined;
  if (!asked.ok || !url)
    return show(
      c,
      entryPage(
        ctx,
        entryView(scene, {
          problem: sayFailureIn(scene.lang, asked.ok ? { kind: "unavailable", code: "directory_away" } : asked.failure),
        }),
      ),
      503,
    );
  withCookies(c, asked.value.cookies);
  return c.redirect(url, 302);
}

async function visitDemonstration(scene: PageScene): Promise<Response> {
  const { c, site, doors } = scene;
  const form = await readForm(c);
  const ctx = contextOf(scene, null);
  const person = site.demonstration && DEMONSTRATION_PEOPLE.find(({ role }) => role === form.text("role"));
  const user = person && (await findUserByEmail(doors.db, demonstrationAddress(person.role)));
  if (!user) return c.redirect(href(ctx, "/connexion"), 303);
  const auth = await site.identity.auth();
  const entered = await enterAs(doors, {
    auth,
    user: user.id,
    strong: true,
    userAgent: c.req.header("user-agent") ?? "",
  });
  if (entered.ok) withCookies(c, [entered.value.cookie]);
  return c.redirect(nextOf(scene, form.text("suite")), 303);
}

async function leave(scene: PageScene): Promise<Response> {
  await signOut(scene);
  return scene.c.redirect(home(scene), 303);
}
