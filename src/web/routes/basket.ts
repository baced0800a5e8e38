import type { Hono } from "hono";
import { deleteInitiative } from "../../initiatives/actions/delete-initiative.ts";
import { undeleteInitiative } from "../../initiatives/actions/undelete-initiative.ts";
import type { Failure } from "../../platform/result.ts";
import { inNetwork, sheetAddress } from "../context.ts";
import { isId, readForm } from "../form.ts";
import { basketPage, deletePage } from "../pages/basket.ts";
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
import { readBasket } from "../views/basket.ts";
import { type OnSheet, onSheet } from "./on-sheet.ts";

/** Deleting a sheet, and the basket from which it can be brought back. */
export function basketRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const deleting = allowing(site, lang, "remove");
  app.get(
    "/:network/initiatives/:name/supprimer",
    deleting(onSheet("remove", async (scene, { sheet }) => show(scene.c, deletePage(scene.ctx, sheet)))),
  );
  app.post("/:network/initiatives/:name/supprimer", deleting(onSheet("remove", remove)));
  app.get(
    "/:network/corbeille",
    deleting((scene) => tell(scene, { last: scene.c.req.query("fait") })),
  );
  app.post("/:network/corbeille/:id/retablir", deleting(bringBack));
}

const REASON = 500;

async function remove(scene: NetworkScene, { sheet, asked }: OnSheet): Promise<Response> {
  const { c, ctx, doors, network, lang } = scene;
  const words = ctx.t.editing.deletion;
  const reason = (await readForm(c)).text("raison").trim();
  const error = reason === "" ? words.reasonMissing : reason.length > REASON ? words.reasonLong : undefined;
  if (error) return show(c, deletePage(ctx, sheet, { reason, error }), 422);
  const removed = await deleteInitiative(doors, { network: network.slug, key: asked, reason });
  if (removed.ok) return c.redirect(`${inNetwork(ctx, "/corbeille")}?fait=${removed.value.deletion}`, 303);
  if (removed.failure.kind === "forbidden" || removed.failure.kind === "not_found")
    return failWith(scene, network, removed.failure);
  return show(
    c,
    deletePage(ctx, sheet, { reason, problem: sayFailureIn(lang, removed.failure) }),
    STATUS[removed.failure.kind],
  );
}

async function tell(
  scene: NetworkScene,
  { last, failure }: { last?: string | undefined; failure?: Failure },
): Promise<Response> {
  const { c, ctx, doors, network, person, lang } = scene;
  const page = Math.max(1, Math.min(10_000, Number.parseInt(c.req.query("page") ?? "1", 10) || 1));
  const view = await readBasket(doors.db, network, person, { page, last: isId(last) ? last : null });
  return show(
    c,
    basketPage(ctx, { ...view, ...(failure && { problem: sayFailureIn(lang, failure) }) }),
    failure ? STATUS[failure.kind] : 200,
  );
}

async function bringBack(scene: NetworkScene): Promise<Response> {
  const { c, ctx, doors, network } = scene;
  const id = c.req.param("id");
  const back = await undeleteInitiative(doors, { network: network.slug, deletion: id });
  if (back.ok) return c.redirect(`${sheetAddress(ctx, { key: back.value.key })}?fait=rendue`, 303);
  if (back.failure.kind === "forbidden") return failWith(scene, network, back.failure);
  return tell(scene, {
    failure: back.failure.code === "input" ? { kind: "not_found", code: "deletion" } : back.failure,
  });
}
