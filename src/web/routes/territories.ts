import type { Hono } from "hono";
import { addExploring, type ExploringScene } from "../exploring.ts";
import { keepPage } from "../keep.ts";
import { territoryPage } from "../pages/territory.ts";
import { type Env, failWith, type Lang, type Site } from "../scene.ts";
import { findTerritory, readTerritory } from "../views/territory.ts";

/** All that is done in one territory, at an address that stays: "/territoires/departement/35". */
export function territoryRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  addExploring(app, site, lang, "/territoires/:level/:code", show);
}

async function show(scene: ExploringScene): Promise<Response> {
  const { c, ctx, site, network, scope } = scene;
  const territory = findTerritory(c.req.param("level") ?? "", c.req.param("code") ?? "");
  if (!territory)
    return failWith(scene, network, {
      kind: "not_found",
      code: "territory",
      params: { code: c.req.param("code") ?? "" },
    });
  return keepPage(scene, async () => territoryPage(ctx, await readTerritory(site.runtime.db, scope, territory)));
}
