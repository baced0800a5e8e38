import type { Hono } from "hono";
import QRCode from "qrcode";
import { askLetter } from "../../people/actions/ask-letter.ts";
import { markProved } from "../../people/actions/mark-proved.ts";
import { removePasskey as removeOwnPasskey } from "../../people/actions/remove-passkey.ts";
import { replaceKey } from "../../people/actions/replace-key.ts";
import type { MailParams } from "../../people/letters.ts";
import { prepareKey, takeKey } from "../../people/new-key.ts";
import { listPasskeys, readSecondFactor } from "../../people/own.sql.ts";
import { hasPassword } from "../../people/people.sql.ts";
import { attempt } from "../../people/visitor.ts";
import type { Failure } from "../../platform/result.ts";
import { href } from "../context.ts";
import { isId, readForm } from "../form.ts";
import { enrolPage, type SecurityView, securityPage } from "../pages/own-account.ts";
import { contextOf, type Env, type Lang, type Site, STATUS, sayFailureIn, show } from "../scene.ts";
import { passwordFault, proving, spendCode, tooMany, withCookies } from "./entering.ts";
import { type OwnScene, owning } from "./own-account.ts";

/** The ways into one's own account: password, two-step verification, passkeys. */
export function ownSecurityRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  app.get(
    "/compte/securite",
    owning(site, lang, (scene) => tell(scene, toldOf(scene))),
  );
  app.post("/compte/securite/mot-de-passe", owning(site, lang, changePassword));
  app.post("/compte/securite/double", owning(site, lang, awake(changeFactor)));
  app.post("/compte/securite/double/confirmer", owning(site, lang, awake(confirmFactor)));
  app.post("/compte/securite/cles", owning(site, lang, awake(removePasskey)));
}

/** What changes the ways in waits for the second factor, where there is one: a mailbox alone must not take an account. */
export const awake =
  (work: (scene: OwnScene) => Promise<Response>) =>
  async (scene: OwnScene): Promise<Response> =>
    scene.member.unproved
      ? scene.c.redirect(proving(scene, href(contextOf(scene, null), "/compte/securite")), 303)
      : work(scene);

function toldOf(scene: OwnScene): { told?: string } {
  const words = contextOf(scene, null).t.account.security;
  const told = {
    passe: words.changed,
    active: words.enabled,
    retiree: words.disabled,
    remplacee: words.replaced,
    cle: words.passkeyAdded,
    "sans-cle": words.passkeyRemoved,
  }[scene.c.req.query("fait") ?? ""];
  return told ? { told } : {};
}

const isCompulsory = async ({ doors, member }: OwnScene): Promise<boolean> =>
  (await readSecondFactor(doors.db, member.id, doors.now())).compulsory;

async function tell(scene: OwnScene, more: Partial<SecurityView> & { failure?: Failure } = {}): Promise<Response> {
  const { doors, member } = scene;
  const { failure, ...rest } = more;
  const [password, compulsory, passkeys] = await Promise.all([
    hasPassword(doors.db, member.id),
    isCompulsory(scene),
    listPasskeys(doors.db, member.id),
  ]);
  const view: SecurityView = {
    hasPassword: password,
    secondFactor: member.secondFactor,
    compulsory,
    unproved: member.unproved,
    passkeys: passkeys.map(({ id, name, created_at }) => ({ id, name, at: created_at?.toISOString() ?? null })),
    errors: {},
    ...rest,
  };
  return show(scene.c, securityPage(contextOf(scene, null), view), failure ? STATUS[failure.kind] : 200);
}

/** Tells the owner of an account, by mail, that a way into it changed: she may not be the one who did it. */
export async function warn({ doors, member }: OwnScene, what: MailParams["security"]["what"]): Promise<void> {
  const path = member.lang === "en" ? "/en/compte/securite" : "/compte/securite";
  await askLetter(doors, { recipient: member.email, lang: member.lang, template: "security", params: { what, path } });
}

async function changePassword(scene: OwnScene): Promise<Response> {
  const { c, site, member } = scene;
  const form = await readForm(c);
  const typed = { password: form.text("nouveau"), again: form.text("encore"), name: member.name, email: member.email };
  const fault = await passwordFault(scene, typed);
  const refused: Failure = { kind: "invalid", code: "input" };
  if (fault) return tell(scene, { errors: { password: fault }, failure: refused });
  const many = await tooMany(scene, ["code", `password ${member.id}`]);
  if (many) return tell(scene, { problem: many, failure: refused });
  const auth = await site.identity.auth();
  const body = { currentPassword: form.text("actuel"), newPassword: typed.password, revokeOtherSessions: true };
  const changed = await attempt(auth.api.changePassword({ body, headers: c.req.raw.headers, returnHeaders: true }));
  if (!changed.ok)
    return tell(scene, { errors: { current: sayFailureIn(scene.lang, changed.failure) }, failure: changed.failure });
  // The session begins anew with its cookie: what it had proved, it proved already.
  await keepProof(scene, changed.value.cookies);
  withCookies(c, changed.value.cookies);
  await warn(scene, "password");
  return c.redirect(`${href(contextOf(scene, null), "/compte/securite")}?fait=passe`, 303);
}

/** A session that takes the place of one that had passed a second factor keeps that. */
async function keepProof(
  { doors, member }: OwnScene,
  cookies: readonly string[],
  provedAt = member.provedAt,
): Promise<void> {
  const token = cookies.map((cookie) => /ancrage\.session_token=([^.;]+)/.exec(cookie)?.[1]).find(Boolean);
  if (!token || provedAt === null) return;
  await markProved(doors, { token: decodeURIComponent(token), at: provedAt });
}

async function changeFactor(scene: OwnScene): Promise<Response> {
  const { c, site, member } = scene;
  const form = await readForm(c);
  const password = form.text("actuel");
  const many = await tooMany(scene, ["code", `password ${member.id}`]);
  if (many) return tell(scene, { problem: many, failure: { kind: "invalid", code: "input" } });
  const auth = await site.identity.auth();
  const { headers } = c.req.raw;
  const proof = (await hasPassword(scene.doors.db, member.id)) ? { password } : {};
  const refuse = (failure: Failure) => tell(scene, { errors: { factor: sayFailureIn(scene.lang, failure) }, failure });
  if (!member.secondFactor) {
    const enabled = await attempt(
      auth.api.enableTwoFactor({ body: { ...proof, method: "totp" }, headers, returnHeaders: true }),
    );
    return enabled.ok
      ? showSquare(scene, enabled.value.answer as { totpURI: string; backupCodes: string[] })
      : refuse(enabled.failure);
  }
  if (form.text("quoi") === "remplacer") return beginReplacing(scene, proof, refuse);
  if (form.text("quoi") === "codes") {
    const made = await attempt(
      auth.api.generateBackupCodes({ body: proof as { password: string }, headers, returnHeaders: true }),
    );
    if (!made.ok) return refuse(made.failure);
    await warn(scene, "backup_codes");
    return show(
      c,
      enrolPage(contextOf(scene, null), {
        square: null,
        key: null,
        backupCodes: (made.value.answer as { backupCodes: string[] }).backupCodes,
      }),
    );
  }
  if (await isCompulsory(scene)) return refuse({ kind: "forbidden", code: "second_factor_needed" });
  const disabled = await attempt(
    auth.api.disableTwoFactor({ body: proof as { password: string }, headers, returnHeaders: true }),
  );
  if (!disabled.ok) return refuse(disabled.failure);
  withCookies(c, disabled.value.cookies);
  await warn(scene, "second_factor_off");
  return c.redirect(`${href(contextOf(scene, null), "/compte/securite")}?fait=retiree`, 303);
}

/** What was in place stays good until a code of the other telephone comes back: whoever stops halfway has lost nothing. */
async function beginReplacing(
  scene: OwnScene,
  proof: { password?: string },
  refuse: (failure: Failure) => Promise<Response>,
): Promise<Response> {
  const { c, site, member, doors } = scene;
  const auth = await site.identity.auth();
  if (proof.password !== undefined) {
    const body = { password: proof.password };
    const proved = await attempt(auth.api.verifyPassword({ body, headers: c.req.raw.headers, returnHeaders: true }));
    if (!proved.ok) return refuse(proved.failure);
  }
  const totpURI = await prepareKey(auth, member, doors.now());
  return showSquare(scene, { totpURI, backupCodes: [] }, contextOf(scene, null).t.account.security.replaceLead);
}

async function showSquare(
  scene: OwnScene,
  { totpURI, backupCodes }: { totpURI: string; backupCodes: string[] },
  lead?: string,
): Promise<Response> {
  const square = await QRCode.toString(totpURI, { type: "svg", margin: 2, errorCorrectionLevel: "M" });
  const key = new URL(totpURI).searchParams.get("secret") ?? "";
  return show(
    scene.c,
    enrolPage(contextOf(scene, null), {
      square,
      key: key.replace(/(.{4})(?=.)/g, "$1 "),
      backupCodes,
      ...(lead && { lead }),
    }),
  );
}

async function confirmFactor(scene: OwnScene): Promise<Response> {
  const { c, site, member, doors } = scene;
  const code = (await readForm(c)).text("code").replace(/\D/g, "");
  const ctx = contextOf(scene, null);
  const again = (problem: string) =>
    show(c, enrolPage(ctx, { square: null, key: null, backupCodes: [], problem }), 422);
  const many = await tooMany(scene, ["code", member.id]);
  if (many) return again(many);
  if (member.secondFactor) return confirmReplacing(scene, code, () => again(ctx.t.account.security.tryAgain));
  const auth = await site.identity.auth();
  const confirmed = await attempt(
    auth.api.verifyTOTP({ body: { code }, headers: c.req.raw.headers, returnHeaders: true }),
  );
  if (!confirmed.ok) return again(ctx.t.account.security.tryAgain);
  // What sets codes up opens nothing twice either.
  await spendCode(scene, member.id, code);
  await keepProof(scene, confirmed.value.cookies, doors.now());
  withCookies(c, confirmed.value.cookies);
  await warn(scene, "second_factor_on");
  return c.redirect(`${href(ctx, "/compte/securite")}?fait=active`, 303);
}

async function confirmReplacing(scene: OwnScene, code: string, again: () => Response): Promise<Response> {
  const { c, site, member, doors } = scene;
  const taken = await takeKey(await site.identity.auth(), member.id, code, doors.now());
  if (taken === "wrong") return again();
  if (taken === "gone" || !(await replaceKey(doors, taken)).ok) {
    const problem = contextOf(scene, null).t.account.security.squareGone;
    return tell(scene, { problem, failure: { kind: "invalid", code: "input" } });
  }
  await spendCode(scene, member.id, code);
  await warn(scene, "second_factor_replaced");
  return c.redirect(`${href(contextOf(scene, null), "/compte/securite")}?fait=remplacee`, 303);
}

async function removePasskey(scene: OwnScene): Promise<Response> {
  const { c, doors } = scene;
  const id = (await readForm(c)).text("cle");
  if (isId(id) && (await removeOwnPasskey(doors, { passkey: id })).ok) await warn(scene, "passkey_removed");
  return c.redirect(`${href(contextOf(scene, null), "/compte/securite")}?fait=sans-cle`, 303);
}
