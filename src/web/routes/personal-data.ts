import type { Hono } from "hono";
import { erasePerson } from "../../personal-data/actions/erase-person.ts";
import { exportPerson } from "../../personal-data/actions/export-person.ts";
import { findPerson } from "../../personal-data/actions/find-person.ts";
import type { Failure } from "../../platform/result.ts";
import { inNetwork } from "../context.ts";
import { isId, readForm } from "../form.ts";
import { type PersonalDataView, personalDataOfNetworkPage } from "../pages/personal-data.ts";
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
import { readHandled, toFound } from "../views/personal-data.ts";

const HERE = "/:network/donnees-personnelles";

/** What is held of somebody in a network, for whoever protects its data. What names her is posted: addresses are logged. */
export function personalDataRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const protecting = allowing(site, lang, "managePersonalData");
  app.get(
    HERE,
    protecting((scene) => tell(scene, { told: toldOf(scene) })),
  );
  app.post(`${HERE}/chercher`, protecting(find));
  app.post(`${HERE}/remettre`, protecting(give));
  app.post(`${HERE}/effacer`, protecting(erase));
}

function toldOf({ c, ctx }: NetworkScene): string | undefined {
  const rows = /^\d{1,9}$/.exec(c.req.query("efface") ?? "")?.[0];
  return rows === undefined ? undefined : ctx.t.register.page.done(Number(rows));
}

type More = {
  lines?: string;
  told?: string | undefined;
  errors?: PersonalDataView["errors"];
  found?: PersonalDataView["found"];
};

async function tell(
  scene: NetworkScene,
  { lines = "", told, errors = {}, found = null }: More,
  status?: 200 | 409 | 422,
) {
  const handled = await readHandled(scene.site.runtime.db, scene.network.id);
  const view = { ...handled, lines, found, errors, ...(told !== undefined && { told }) };
  return show(scene.c, personalDataOfNetworkPage(scene.ctx, view), status ?? 200);
}

const refuse = (scene: NetworkScene, lines: string, failure: Failure): Promise<Response> | Response => {
  if (failure.kind === "forbidden" || failure.kind === "not_found") return failWith(scene, scene.network, failure);
  const said = sayFailureIn(scene.lang, failure);
  const errors = failure.code === "person_unsaid" ? { lines: said } : { problem: said };
  return tell(scene, { lines, errors }, STATUS[failure.kind] === 409 ? 409 : 422);
};

async function readLines(scene: NetworkScene) {
  const form = await readForm(scene.c);
  const text = form.text("lignes").slice(0, 4000);
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim().slice(0, 200))
    .filter((line) => line !== "")
    .slice(0, 20);
  return { form, text, lines };
}

async function find(scene: NetworkScene): Promise<Response> {
  const { text, lines } = await readLines(scene);
  return showFound(scene, text, lines, {});
}

async function showFound(scene: NetworkScene, text: string, lines: string[], errors: PersonalDataView["errors"]) {
  const { network, doors } = scene;
  const held = await findPerson(doors, { network: network.slug, lines });
  if (!held.ok) return refuse(scene, text, held.failure);
  const found = await toFound(doors.db, network.id, held.value, lines);
  return tell(scene, { lines: text, found, errors }, Object.keys(errors).length > 0 ? 422 : 200);
}

async function give(scene: NetworkScene): Promise<Response> {
  const { c, network, doors, ctx } = scene;
  const { text, lines } = await readLines(scene);
  const given = await exportPerson(doors, { network: network.slug, lines });
  if (!given.ok) return refuse(scene, text, given.failure);
  const { accounts, invitations, words, files, unreadable, reports } = given.value.held;
  c.header("content-disposition", `attachment; filename="${network.slug}-personne.json"`);
  c.header("cache-control", "no-store");
  return c.json({
    network: network.name,
    at: doors.now().toISOString(),
    asked: lines,
    register: `${ctx.base}/donnees-personnelles`,
    accounts: accounts.map(({ name, email }) => ({ name, email })),
    invitations: invitations.map(({ name, email, invited_at }) => ({ name, email, at: invited_at })),
    texts: words.map(({ table, words: said }) => ({ table, ...said })),
    files,
    unreadableFiles: unreadable,
    sealedReports: reports,
  });
}

async function erase(scene: NetworkScene): Promise<Response> {
  const { c, network, doors, ctx } = scene;
  const { form, text, lines } = await readLines(scene);
  if (form.text("confirmer") !== "oui")
    return showFound(scene, text, lines, { confirm: ctx.t.register.page.confirmFirst });
  const accounts = form.all("compte").filter((one) => isId(one));
  const erased = await erasePerson(doors, { network: network.slug, lines, accounts });
  if (!erased.ok) return refuse(scene, text, erased.failure);
  const rows = Object.values(erased.value.counts).reduce((sum, one) => sum + one, 0);
  return c.redirect(inNetwork(ctx, `/donnees-personnelles?efface=${rows}`), 303);
}
