import type { Hono } from "hono";
import { discardDraft } from "../../proposals/actions/discard-draft.ts";
import { listOwn, readProposal } from "../../proposals/proposals.sql.ts";
import { inNetwork } from "../context.ts";
import { isId } from "../form.ts";
import { draftsPage } from "../pages/drafts.ts";
import { allowing, type Env, failWith, type Lang, type NetworkScene, type Site, show } from "../scene.ts";
import { readSheetRights } from "../views/editing.ts";
import { editFormOf } from "./editing.ts";
import { formOf, stateOfDraft } from "./proposing.ts";

const MOST = 200;

/** One's drafts, and what becomes of what one proposed. */
export function draftRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const drafting = allowing(site, lang, "draft");
  app.get("/:network/brouillons", drafting(list));
  app.get("/:network/brouillons/:id", drafting(resume));
  app.post("/:network/brouillons/:id/jeter", drafting(discard));
}

async function list(scene: NetworkScene): Promise<Response> {
  const { c, ctx, doors, network, person } = scene;
  const own = await listOwn(doors.db, network.id, person.id, MOST);
  const { drafts, follow } = ctx.t.proposing;
  const told = { jete: drafts.discarded, envoyee: follow.status.sent }[c.req.query("fait") ?? ""];
  return show(c, draftsPage(ctx, own, told));
}

/** A draft of one's own opens the form that it was kept from, as far as it may still be used. */
async function resume(scene: NetworkScene): Promise<Response> {
  const { c, ctx, doors, network, person } = scene;
  const id = c.req.param("id");
  const draft = isId(id) ? await readProposal(doors.db, network.id, id) : undefined;
  if (!draft || draft.author !== person.id) return failWith(scene, network, { kind: "not_found", code: "draft" });
  if (draft.status !== "draft") return c.redirect(inNetwork(ctx, "/brouillons"), 303);
  const told = c.req.query("fait") === "garde" ? { told: ctx.t.proposing.savedDraft } : {};
  const state = { ...stateOfDraft(draft), ...told };
  if (draft.initiative === null) return formOf(scene, null, state);
  const { key, title, sheetStatus } = draft;
  if (key === null || title === null || sheetStatus !== "active")
    return formOf(scene, null, { ...state, problem: ctx.t.proposing.drafts.gone });
  const rights = await readSheetRights(doors.db, network, person, draft.initiative);
  const sheet = { id: draft.initiative, key, title };
  if (rights.edit) return editFormOf(scene, { sheet, rights }, { ...state, draft: id! });
  return formOf(scene, { sheet }, state);
}

async function discard(scene: NetworkScene): Promise<Response> {
  const { c, ctx, doors, network } = scene;
  const discarded = await discardDraft(doors, { network: network.slug, id: c.req.param("id") });
  if (discarded.ok) return c.redirect(`${inNetwork(ctx, "/brouillons")}?fait=jete`, 303);
  return failWith(
    scene,
    network,
    discarded.failure.code === "input" ? { kind: "not_found", code: "draft" } : discarded.failure,
  );
}
