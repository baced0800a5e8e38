import type { Hono } from "hono";
import { COMMON_SPACE } from "../../networks/common-space.ts";
import { insideCommon } from "../exploring.ts";
import { keepPage } from "../keep.ts";
import { commonPage } from "../pages/common.ts";
import type { Env, Lang, Site } from "../scene.ts";
import { readCommon } from "../views/common.ts";

/** The home of the common space; its list, feed, frames and exports are those of any network. */
export function commonRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  app.get(
    `/${COMMON_SPACE}`,
    insideCommon(site, lang, (scene) =>
      keepPage(scene, async () => commonPage(scene.ctx, await readCommon(site.runtime.db, scene.scope))),
    ),
  );
}
