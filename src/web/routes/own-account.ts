import type { Hono } from "hono";
import { deviceOf } from "../../people/device.ts";
import { findUser } from "../../people/people.sql.ts";
import { territoryName } from "../../people/rights.ts";
import type { Member } from "../../people/visitor.ts";
import { openReference } from "../../territories/reference.ts";
import { href } from "../context.ts";
import { readForm } from "../form.ts";
import { type OwnAccountView, type OwnRight, ownAccountPage } from "../pages/own-account.ts";
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
    const here = c.req.method === "GET" ? `?suite=${encodeURIComponent(href(ctx, ctx.path))}` : "";
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
  const { doors, member } = scene;
  const [rights, sessions] = await Promise.all([readRights(scene), readSessions(scene)]);
  const user = await findUser(doors.db, member.id);
  const view: OwnAccountView = {
    name: typed?.name ?? user?.name ?? member.name,
    email: member.email,
    lang: user?.lang ?? member.lang,
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
  const given = await db
    .selectFrom("grants as g")
    .innerJoin("networks as n", "n.id", "g.network_id")
    .leftJoin("initiatives as i", (join) =>
      join.onRef("i.network_id", "=", "g.network_id").onRef("i.id", "=", "g.initiative_id"),
    )
    .select(["n.name", "n.slug", "g.role", "g.territory_scale", "g.territory_code", "g.ends_at", "i.title"])
    .where("g.user_id", "=", scene.member.id)
    .where("g.withdrawn_at", "is", null)
    .where("g.starts_at", "<=", now())
    .where((eb) => eb.or([eb("g.ends_at", "is", null), eb("g.ends_at", ">", now())]))
    .orderBy("n.name")
    .orderBy("g.given_at")
    .execute();
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
  const rows = await doors.db
    .selectFrom("sessions")
    .select(["id", "user_agent", "updated_at"])
    .where("user_id", "=", member.id)
    .where("expires_at", ">", doors.now())
    .orderBy("updated_at", "desc")
    .limit(50)
    .execute();
  return rows.map(({ id, user_agent, updated_at }) => ({
    id,
    device: deviceOf(user_agent),
    at: updated_at.toISOString(),
    current: id === member.session,
  }));
}

async function save(scene: OwnScene): Promise<Response> {
  const { c, doors, member } = scene;
  const form = await readForm(c);
  const name = form.text("nom").trim().slice(0, 200);
  const lang = form.text("langue") === "en" ? "en" : "fr";
  if (name === "")
    return tell(scene, { problem: sayFailureIn(scene.lang, { kind: "invalid", code: "name_missing" }) }, { name });
  await doors.db
    .updateTable("users")
    .set({ name, lang, updated_at: doors.now() })
    .where("id", "=", member.id)
    .execute();
  return c.redirect(`${href(contextOf(scene, null), "/compte")}?fait=enregistre`, 303);
}

async function endSession(scene: OwnScene): Promise<Response> {
  const { c, doors, member } = scene;
  const which = (await readForm(c)).text("appareil");
  const own = doors.db.deleteFrom("sessions").where("user_id", "=", member.id).where("id", "!=", member.session);
  if (which === "autres") await own.execute();
  else if (/^[0-9a-f-]{36}$/.test(which)) await own.where("id", "=", which).execute();
  return c.redirect(`${href(contextOf(scene, null), "/compte")}?fait=deconnecte#appareils`, 303);
}
