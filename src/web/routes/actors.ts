import type { Hono } from "hono";
import { listActors } from "../../actors/actors.sql.ts";
import { isId } from "../form.ts";
import { keepPage } from "../keep.ts";
import { actorPage } from "../pages/actor.ts";
import { actorsPage } from "../pages/actors.ts";
import { type Env, failWith, inside, type Lang, type Site } from "../scene.ts";
import { readActorPage } from "../views/actors.ts";

const PAGE_SIZE = 50;

function pageAsked(params: URLSearchParams): number {
  const asked = Number(params.get("page") ?? 1);
  return Number.isInteger(asked) && asked > 0 && asked < 100_000 ? asked : 1;
}

/** The organisations and partners named by a network's initiatives. */
export function actorRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const { db } = site.runtime;
  app.get(
    "/:network/acteurs",
    inside(site, lang, (scene) => {
      const params = new URL(scene.c.req.url).searchParams;
      const page = pageAsked(params);
      const query = {
        q: (params.get("q") ?? "").trim().slice(0, 200),
        sorte: (params.get("sorte") ?? "").slice(0, 60),
        page,
      };
      return keepPage(scene, async () => {
        const listing = await listActors(db, scene.network.id, {
          words: query.q,
          kind: query.sorte,
          limit: PAGE_SIZE,
          offset: (page - 1) * PAGE_SIZE,
        });
        return actorsPage(scene.ctx, { query, ...listing, pages: Math.max(1, Math.ceil(listing.results / PAGE_SIZE)) });
      });
    }),
  );
  app.get(
    "/:network/acteurs/:id",
    inside(site, lang, async (scene) => {
      const id = scene.c.req.param("id") ?? "";
      const moment = site.cache.moment();
      const asked = { page: pageAsked(new URL(scene.c.req.url).searchParams), whole: scene.ctx.can.seeWorkspace };
      const view = isId(id) ? await readActorPage(db, scene.network, id, asked) : undefined;
      if (!view) return failWith(scene, scene.network, { kind: "not_found", code: "actor" });
      return keepPage(scene, async () => actorPage(scene.ctx, view), moment);
    }),
  );
}
