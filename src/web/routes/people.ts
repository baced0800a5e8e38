import type { Hono } from "hono";
import { endMemberSessions } from "../../people/actions/end-member-sessions.ts";
import { giveRole } from "../../people/actions/give-role.ts";
import { invitePerson } from "../../people/actions/invite-person.ts";
import { withdrawInvitation } from "../../people/actions/withdraw-invitation.ts";
import { withdrawRole } from "../../people/actions/withdraw-role.ts";
import { GIVEN_ROLES } from "../../people/rights.ts";
import type { Role } from "../../platform/person.ts";
import type { Failure, Result } from "../../platform/result.ts";
import { absolute, inNetwork } from "../context.ts";
import { isId, readForm, type SentForm } from "../form.ts";
import { NOTHING_TYPED, peoplePage, personPage, type RightTyped } from "../pages/people.ts";
import {
  allowing,
  type Env,
  failWith,
  type Lang,
  type NetworkScene,
  type Site,
  STATUS,
  sayFailureIn,
  show,
} from "../scene.ts";
import { readPeople, readPerson } from "../views/people.ts";

/** The people of a network, for whoever manages them. */
export function peopleRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const managing = allowing(site, lang, "managePeople");
  app.get(
    "/:network/personnes",
    managing((scene) => tell(scene, toldOf(scene))),
  );
  app.post("/:network/personnes/inviter", managing(invite));
  app.post("/:network/personnes/invitations/:id/retirer", managing(withdraw));
  app.post("/:network/personnes/roles/:id/retirer", managing(takeBack));
  app.get(
    "/:network/personnes/:id",
    managing((scene) => tellOf(scene, scene.c.req.param("id") ?? "", toldOf(scene))),
  );
  app.post("/:network/personnes/:id/donner", managing(give));
  app.post("/:network/personnes/:id/deconnecter", managing(signOut));
}

type More = { told?: string; link?: string; problem?: string; typed?: RightTyped; failure?: Failure };

function toldOf({ c, ctx }: NetworkScene): { told?: string } {
  const words = ctx.t.people;
  const told = { invitee: words.invited, retire: words.withdrawn, donne: words.given, sortie: words.signedOut }[
    c.req.query("fait") ?? ""
  ];
  return told ? { told } : {};
}

const askedRole = (text: string | undefined): Role | null => GIVEN_ROLES.find((role) => role === text) ?? null;

async function tell(scene: NetworkScene, { failure, typed = NOTHING_TYPED, ...more }: More = {}): Promise<Response> {
  const { c, doors, network, ctx } = scene;
  const page = Math.max(1, Math.min(10_000, Number.parseInt(c.req.query("page") ?? "1", 10) || 1));
  const asked = { text: (c.req.query("q") ?? "").trim().slice(0, 200), role: askedRole(c.req.query("role")), page };
  const view = await readPeople(doors, network.id, doors.now(), asked);
  return show(c, peoplePage(ctx, { ...view, ...more, typed }), failure ? STATUS[failure.kind] : 200);
}

async function tellOf(
  scene: NetworkScene,
  id: string,
  { failure, typed = NOTHING_TYPED, ...more }: More = {},
): Promise<Response> {
  const { c, doors, network, ctx } = scene;
  const view = isId(id) ? await readPerson(doors.db, network.id, doors.now(), id, ctx.t.people) : null;
  if (!view) return failWith(scene, network, { kind: "not_found", code: "person" });
  return show(c, personPage(ctx, { ...view, ...more, typed }), failure ? STATUS[failure.kind] : 200);
}

const typedOf = (form: SentForm): RightTyped => ({
  email: form.text("courriel").trim(),
  name: form.text("nom").trim(),
  lang: form.text("langue") === "en" ? "en" : "fr",
  role: form.text("role"),
  scale: form.text("niveau"),
  code: form.text("code").trim(),
  sheet: form.text("fiche").trim(),
  until: form.text("fin"),
});

/** What was typed as the action takes it: an empty code is no territory, and a day ends at its midnight. */
function rightOf(typed: RightTyped) {
  const territory = typed.scale === "" && typed.code === "" ? null : { scale: typed.scale, code: typed.code };
  const end = typed.until === "" ? null : new Date(`${typed.until}T23:59:59Z`);
  return { role: typed.role, territory, initiative: typed.sheet === "" ? null : typed.sheet, endsAt: end };
}

/** What is wrong in words of the form, where the action only says that its input is. */
function sayRefused(scene: NetworkScene, failure: Failure): string {
  const fields = failure.kind === "invalid" ? (failure.issues ?? []).map(({ path }) => path) : [];
  const is = (start: string) => fields.some((field) => field.startsWith(start));
  if (is("email")) return sayFailureIn(scene.lang, { kind: "invalid", code: "address_wrong" });
  if (is("territory")) return sayFailureIn(scene.lang, { kind: "invalid", code: "territory_incomplete" });
  return sayFailureIn(scene.lang, failure);
}

async function invite(scene: NetworkScene): Promise<Response> {
  const { c, ctx, doors, network, site } = scene;
  const typed = typedOf(await readForm(c));
  const { email, name, lang } = typed;
  const invited = await invitePerson(doors, { network: network.slug, email, name, lang, ...rightOf(typed) });
  if (!invited.ok) return tell(scene, { problem: sayRefused(scene, invited.failure), failure: invited.failure, typed });
  if (site.runtime.config.mail.server !== null) return c.redirect(`${inNetwork(ctx, "/personnes")}?fait=invitee`, 303);
  return tell(scene, { told: ctx.t.people.invitedByHand, link: absolute(ctx, invited.value.path) });
}

async function after(scene: NetworkScene, outcome: Result<unknown>, done: string, back: string): Promise<Response> {
  if (outcome.ok) return scene.c.redirect(`${inNetwork(scene.ctx, back)}?fait=${done}`, 303);
  return tell(scene, { problem: sayFailureIn(scene.lang, outcome.failure), failure: outcome.failure });
}

async function withdraw(scene: NetworkScene): Promise<Response> {
  const outcome = await withdrawInvitation(scene.doors, {
    network: scene.network.slug,
    invitation: scene.c.req.param("id"),
  });
  return after(scene, outcome, "retire", "/personnes");
}

async function takeBack(scene: NetworkScene): Promise<Response> {
  const outcome = await withdrawRole(scene.doors, { network: scene.network.slug, grant: scene.c.req.param("id") });
  return after(scene, outcome, "retire", outcome.ok ? `/personnes/${outcome.value.user}` : "/personnes");
}

async function give(scene: NetworkScene): Promise<Response> {
  const id = scene.c.req.param("id") ?? "";
  const typed = typedOf(await readForm(scene.c));
  const given = await giveRole(scene.doors, { network: scene.network.slug, user: id, ...rightOf(typed) });
  if (given.ok) return scene.c.redirect(`${inNetwork(scene.ctx, `/personnes/${id}`)}?fait=donne`, 303);
  return tellOf(scene, id, { problem: sayRefused(scene, given.failure), failure: given.failure, typed });
}

async function signOut(scene: NetworkScene): Promise<Response> {
  const id = scene.c.req.param("id") ?? "";
  const outcome = isId(id) ? await endMemberSessions(scene.doors, { network: scene.network.slug, user: id }) : null;
  if (outcome?.ok) return scene.c.redirect(`${inNetwork(scene.ctx, `/personnes/${id}`)}?fait=sortie`, 303);
  return failWith(scene, scene.network, outcome ? outcome.failure : { kind: "not_found", code: "person" });
}
