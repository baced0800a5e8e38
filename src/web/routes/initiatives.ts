import type { Hono } from "hono";
import { findStanding } from "../../initiatives/initiatives.sql.ts";
import { sheetAddress, statementAddress } from "../context.ts";
import { keepPage } from "../keep.ts";
import { readListQuery } from "../list-query.ts";
import { listPage } from "../pages/list.ts";
import { sheetPage } from "../pages/sheet.ts";
import { statementPage } from "../pages/statement.ts";
import { type Env, failWith, inside, type Lang, type NetworkScene, type Site } from "../scene.ts";
import { readList, readSheet, readStatement } from "../views/initiatives.ts";

/** The list of initiatives, their sheets, and the answers they come from. */
export function initiativeRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const { db } = site.runtime;
  app.get(
    "/:network/initiatives",
    inside(site, lang, (scene) => {
      const query = readListQuery(new URL(scene.c.req.url).searchParams);
      return keepPage(scene, async () => listPage(scene.ctx, await readList(db, scene.network, query)));
    }),
  );
  app.get(
    "/:network/initiatives/:key",
    inside(site, lang, async (scene) => {
      const key = scene.c.req.param("key") ?? "";
      const moment = site.cache.moment();
      const standing = await findShown(scene, key);
      if (!standing) return unknown(scene, key);
      // The key of a merged initiative leads to the one that stays.
      if (standing.key !== key) return scene.c.redirect(sheetAddress(scene.ctx, standing.key), 301);
      return keepPage(scene, async () => sheetPage(scene.ctx, await readSheet(db, scene.network, standing.id)), moment);
    }),
  );
  app.get(
    "/:network/initiatives/:key/reponses/:number",
    inside(site, lang, async (scene) => {
      const [key, number] = [scene.c.req.param("key") ?? "", scene.c.req.param("number") ?? ""];
      const moment = site.cache.moment();
      const standing = await findShown(scene, key);
      if (!standing) return unknown(scene, key);
      if (standing.key !== key) return scene.c.redirect(statementAddress(scene.ctx, standing.key, number), 301);
      const view = await readStatement(db, scene.network, standing.id, number, scene.ctx.can.seeWorkspace);
      return view ? keepPage(scene, async () => statementPage(scene.ctx, view), moment) : unknown(scene, key);
    }),
  );
}

/** The initiative of a key; one that was archived is for the workspace only. */
async function findShown({ site, network, ctx }: NetworkScene, key: string) {
  const standing = await findStanding(site.runtime.db, network.id, key);
  return standing?.status === "active" || ctx.can.seeWorkspace ? standing : undefined;
}

const unknown = (scene: NetworkScene, key: string) =>
  failWith(scene, scene.network, { kind: "not_found", code: "initiative", params: { key } });
