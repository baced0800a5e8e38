import type { Hono } from "hono";
import { addExploring, askedOf } from "../exploring.ts";
import { keepPage } from "../keep.ts";
import { feedDocument } from "../pages/feed.ts";
import type { Env, Lang, Site } from "../scene.ts";
import { readFeed } from "../views/feed.ts";

const ATOM = { "content-type": "application/atom+xml; charset=utf-8" };

/** The feed of any list, in the same address as the list's: "/fil.atom?domaine=…&departement=…". */
export function feedRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  addExploring(app, site, lang, "/fil.atom", (scene) => {
    const query = askedOf(scene);
    const { ctx, network, scope } = scene;
    return keepPage(
      scene,
      async () => feedDocument(ctx, await readFeed(site.runtime.db, network, scope, query, ctx.t)),
      undefined,
      ATOM,
    );
  });
}
