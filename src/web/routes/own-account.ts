import type { Hono } from "hono";
import { changeOwnAccount } from "../../people/actions/change-own-account.ts";
import { endSessions } from "../../people/actions/end-sessions.ts";
import { deviceOf } from "../../people/device.ts";
import { listSessions, readOwnRights } from "../../people/own.sql.ts";
import { findUser } from "../../people/people.sql.ts";
import { territoryName } from "../../people/rights.ts";
import type { Member } from "../../people/visitor.ts";
import { openReference } from "../../territories/reference.ts";
import { href } from "../context.ts";
import { isId, readForm } from "../form.ts";
import { type OwnAccountView, type OwnRight, ownAccountPage } from "../pages/own-account.ts";
import { LONGEST_PATH } from "../safe-path.ts";
import {
  type C,
  contextOf,
  type Env,
  type Lang,
  openScene,
  type PageScene,
  type Site,
  sayFailureIn,
  show,
} from "../scene.ts";

export type OwnScene = PageScene & { member: Member };

/** Runs a page for whoever signed in; others are led to do it first. */
export const owning =
  (site: Site, lang: Lang, work: (scene: OwnScene) => Promise<Response>) =>
  async (c: C): Promise<Response> => {
    const scene = openScene(c, site, lang);
    const { member } = scene;
    if (member) return work({ ...scene, member });
    const ctx = contextOf(scene, null);
    const path = href(ctx, ctx.path);
    // Longer, it would not be followed, and escaped once more it would fill the headers of the answer.
    const here = c.req.method === "GET" && path.length <= LONGEST_PATH ? `?suite=${encodeURIComponent(path)}` : "";
    return c.redirect(`${href(ctx, "/connexion")}${here}`, 303);
  };

/** What each person sees and changes of her own account. */
export function ownAccountRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  app.get(
    "/compte",
    owning(site, lang, (scene) => tell(scene, toldOf(scene))),
  );
  app.post("/compte", owning(site, lang, save));
  app.post("/compte/appareils", owning(site, lang, endSession));
}

function toldOf(scene: OwnScene): { told?: string } {
  const words = contextOf(scene, null).t.account.own;
  const told = { enregistre: words.saved, deconnecte: words.ended }[scene.c.req.query("fait") ?? ""];
  return told ? { told } : {};
}

async function tell(
  scene: OwnScene,
  more: { told?: string; problem?: string },
  typed?: { name: string },
): Promise<Response> {
  const { member } = scene;
  const [rights, sessions] = await Promise.all([readRights(scene), readSessions(scene)]);
  const view: OwnAccountView = {
    name: typed?.name ?? member.name,
    email: member.email,
    lang: member.lang,
    rights,
    sessions,
    ...more,
  };
  return show(scene.c, ownAccountPage(contextOf(scene, null), view), more.problem ? 422 : 200);
}

async function readRights(scene: OwnScene): Promise<OwnRight[]> {
  const { db, now } = scene.doors;
  const ctx = contextOf(scene, null);
  const reference = openReference();
  const user = await findUser(db, scene.member.id);
  const given = await readOwnRights(db, scene.member.id, now());
  const roles = ctx.t.people.roles as Record<string, string>;
  const own = given.map((row) => ({
    network: row.name,
    address: href(ctx, `/${row.slug}`),
    role: roles[row.role] ?? row.role,
    over:
      territoryName(
        reference,
        row.territory_scale ? ({ scale: row.territory_scale, code: row.territory_code! } as never) : null,
      ) ?? row.title,
    until: row.ends_at?.toISOString() ?? null,
  }));
  const installation = { network: null, address: null, role: roles.administrator!, over: null, until: null };
  return user?.installation_role === "administrator" ? [installation, ...own] : own;
}

async function readSessions({ doors, member }: OwnScene): Promise<OwnAccountView["sessions"]> {
  const rows = await listSessions(doors.db, member.id, doors.now());
  return rows.map(({ id, user_agent, updated_at }) => ({
    id,
    device: deviceOf(user_agent),
    at: updated_at.toISOString(),
    current: id === member.session,
  }));
}

async function save(scene: OwnScene): Promise<Response> {
  const { c, doors } = scene;
  const form = await readForm(c);
  const name = form.text("nom").trim().slice(0, 200);
  const changed = await changeOwnAccount(doors, { name, lang: form.text("langue") === "en" ? "en" : "fr" });
  if (!changed.ok) return tell(scene, { problem: sayFailureIn(scene.lang, changed.failure) }, { name });
  return c.redirect(`${href(contextOf(scene, null), "/compte")}?fait=enregistre`, 303);
}

async function endSession(scene: OwnScene): Promise<Response> {
  const { c, doors, member } = scene;
  const asked = (await readForm(c)).text("appareil");
  const which = asked === "autres" ? "others" : isId(asked) ? asked : null;
  if (which !== null) await endSessions(doors, { which, current: member.session });
  return c.redirect(`${href(contextOf(scene, null), "/compte")}?fait=deconnecte#appareils`, 303);
}
