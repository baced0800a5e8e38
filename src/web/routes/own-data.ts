import type { Hono } from "hono";
import { hasPassword } from "../../people/people.sql.ts";
import { attempt } from "../../people/visitor.ts";
import { eraseOwnAccount } from "../../personal-data/actions/erase-own-account.ts";
import { exportOwnData } from "../../personal-data/actions/export-own-data.ts";
import { withdrawConsent } from "../../personal-data/actions/withdraw-consent.ts";
import { listConsents } from "../../personal-data/consents.sql.ts";
import { readOwnData } from "../../personal-data/own-data.sql.ts";
import { href } from "../context.ts";
import { isId, readForm } from "../form.ts";
import { ACCOUNT_CONSENT, accountGonePage, type OwnDataView, ownDataPage } from "../pages/own-data.ts";
import { contextOf, type Env, failWith, type Lang, type Site, sayFailureIn, show } from "../scene.ts";
import { signOut, tooMany } from "./entering.ts";
import { type OwnScene, owning } from "./own-account.ts";
import { awake } from "./own-security.ts";

/** What is held of whoever signed in: seen, downloaded, erased; what she agreed to, taken back. */
export function ownDataRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  app.get(
    "/compte/donnees",
    owning(
      site,
      lang,
      awake((scene) => tell(scene)),
    ),
  );
  app.post("/compte/donnees", owning(site, lang, awake(download)));
  app.post("/compte/accords", owning(site, lang, withdraw));
  app.post("/compte/effacer", owning(site, lang, awake(erase)));
}

async function tell(scene: OwnScene, errors: OwnDataView["errors"] = {}): Promise<Response> {
  const { c, doors, member } = scene;
  const ctx = contextOf(scene, null);
  const data = await readOwnData(doors, member.id);
  if (!data) return failWith(scene, null, { kind: "not_found", code: "person" });
  const consents = await listConsents(doors.db, member.id);
  const view: OwnDataView = {
    data,
    consents: consents.map(({ given_at, withdrawn_at, ...one }) => ({
      ...one,
      given: given_at.toISOString(),
      withdrawn: withdrawn_at?.toISOString() ?? null,
    })),
    hasPassword: await hasPassword(doors.db, member.id),
    errors,
    ...(c.req.query("fait") === "retire" && { told: ctx.t.register.own.withdrawn }),
  };
  return show(c, ownDataPage(ctx, view), Object.keys(errors).length > 0 ? 422 : 200);
}

async function download(scene: OwnScene): Promise<Response> {
  const { c, doors } = scene;
  const given = await exportOwnData(doors, null);
  if (!given.ok) return failWith(scene, null, given.failure);
  c.header("content-disposition", 'attachment; filename="ancrage-mes-donnees.json"');
  c.header("cache-control", "no-store");
  return c.json(given.value.data);
}

async function withdraw(scene: OwnScene): Promise<Response> {
  const { c, doors, member } = scene;
  const id = (await readForm(c)).text("accord");
  const known = (await listConsents(doors.db, member.id)).find((one) => one.id === id);
  // Without that one there would be an account that nobody agreed to: it leaves with the account.
  if (isId(id) && known && known.purpose !== ACCOUNT_CONSENT) await withdrawConsent(doors, { consent: id });
  return c.redirect(`${href(contextOf(scene, null), "/compte/donnees")}?fait=retire#accords`, 303);
}

async function erase(scene: OwnScene): Promise<Response> {
  const { c, doors, member, site } = scene;
  const form = await readForm(c);
  const words = contextOf(scene, null).t.register.own;
  if (form.text("confirmer") !== "oui") return tell(scene, { confirm: words.confirmFirst });
  if (await hasPassword(doors.db, member.id)) {
    const many = await tooMany(scene, ["code", `password ${member.id}`]);
    if (many) return tell(scene, { password: many });
    const auth = await site.identity.auth();
    const body = { password: form.text("actuel") };
    const proved = await attempt(auth.api.verifyPassword({ body, headers: c.req.raw.headers, returnHeaders: true }));
    if (!proved.ok) return tell(scene, { password: sayFailureIn(scene.lang, proved.failure) });
  }
  const erased = await eraseOwnAccount(doors, null);
  if (!erased.ok) return tell(scene, { problem: sayFailureIn(scene.lang, erased.failure) });
  await signOut(scene);
  return show(c, accountGonePage(contextOf({ ...scene, member: null }, null)));
}
