import { endSessions } from "../../people/actions/end-sessions.ts";
import { readSecondFactor } from "../../people/own.sql.ts";
import { hasLeaked, isGuessable, PASSWORD_LENGTH } from "../../people/password.ts";
import { attempt } from "../../people/visitor.ts";
import type { Failure } from "../../platform/result.ts";
import type { Counted } from "../attempts.ts";
import { href } from "../context.ts";
import { deadLinkPage } from "../pages/entry.ts";
import { safePath } from "../safe-path.ts";
import { type C, contextOf, type PageScene, STATUS, sayFailureIn, show } from "../scene.ts";

/** The first page of the installation, in the language of the page. */
export const home = (scene: PageScene): string => href(contextOf(scene, null), "/");

/** Where to go once inside: an address of this site, whatever was asked. */
export const nextOf = (scene: PageScene, asked: string | undefined): string => safePath(asked, home(scene));

/** Sends cookies that the accounts gave. */
export const withCookies = (c: C, cookies: readonly string[]): void => {
  for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
};

/** Ends the session of a request and takes its cookies back. */
export async function signOut({ c, site }: PageScene): Promise<void> {
  const auth = await site.identity.auth();
  const left = await attempt(auth.api.signOut({ headers: c.req.raw.headers, returnHeaders: true }));
  if (left.ok) withCookies(c, left.value.cookies);
  // Pages kept by the browser for whoever was here must not stay behind her.
  c.header("clear-site-data", '"cache"');
}

/** What to tell where no mail can be sent. */
export const noMail = (scene: PageScene): { problem?: string; closed?: boolean } =>
  scene.site.runtime.config.mail.server === null
    ? { problem: contextOf(scene, null).t.account.noMail, closed: true }
    : {};

/** Counts attempts; answers what to tell when there were too many. */
export async function tooMany(scene: PageScene, ...counted: [Counted, string][]): Promise<string | null> {
  const waits = await Promise.all(counted.map(([what, who]) => scene.site.identity.attempts.count(what, who)));
  const wait = Math.max(...waits.map((seconds) => seconds ?? 0));
  if (wait === 0) return null;
  scene.c.header("retry-after", String(wait));
  return contextOf(scene, null).t.account.tooMany(Math.ceil(wait / 60));
}

/** Uses up the code of an authenticator; false when it was used before: it is good for longer than it takes to read it. */
export const spendCode = async ({ site }: PageScene, user: string, code: string): Promise<boolean> =>
  (await site.identity.attempts.count("spent", `${user} ${code.replace(/\D/g, "")}`)) === null;

/** Ends the session that a browser came with, once it is given another. */
export async function closeSession({ doors, member }: PageScene): Promise<void> {
  if (member) await endSessions(doors, { which: member.session });
}

/** Where a session passes the second factor of its account, on its way to a page. */
export const proving = (scene: PageScene, next: string): string =>
  `${href(contextOf(scene, null), "/connexion/code")}?suite=${encodeURIComponent(next)}`;

/** Leads somebody who has just entered where she was going, or to what her role still asks of her. */
export async function welcome(scene: PageScene, userId: string, next: string): Promise<Response> {
  const { compulsory, enrolled } = await readSecondFactor(scene.doors.db, userId, scene.doors.now());
  const ctx = contextOf(scene, null);
  if (!compulsory) return scene.c.redirect(next, 303);
  return scene.c.redirect(enrolled ? proving(scene, next) : href(ctx, "/compte/securite"), 303);
}

/** The page of a link that opens nothing. */
export const dead = (scene: PageScene, title: string, failure: Failure): Response =>
  show(scene.c, deadLinkPage(contextOf(scene, null), title, sayFailureIn(scene.lang, failure)), STATUS[failure.kind]);

/** What is wrong with a new password typed twice, or null. */
export async function passwordFault(
  scene: PageScene,
  typed: { password: string; again: string; name: string; email: string },
): Promise<string | null> {
  const { password } = contextOf(scene, null).t.account;
  if (typed.password.length < PASSWORD_LENGTH.least)
    return sayFailureIn(scene.lang, {
      kind: "invalid",
      code: "password_short",
      params: { least: PASSWORD_LENGTH.least },
    });
  if (typed.password.length > PASSWORD_LENGTH.most)
    return sayFailureIn(scene.lang, { kind: "invalid", code: "password_long" });
  if (typed.password !== typed.again) return password.differ;
  if (isGuessable(typed.password, typed)) return password.common;
  return (await hasLeaked(typed.password)) ? password.leaked : null;
}
