import type { Hono } from "hono";
import { canEnter, canSeeWorkspace, partsOf } from "../../networks/policies.ts";
import { keepPage } from "../keep.ts";
import { domainPage } from "../pages/domain.ts";
import { domainsPage } from "../pages/domains.ts";
import { gridPage } from "../pages/grid.ts";
import { homePage } from "../pages/home.ts";
import { ownSheetsPage } from "../pages/own-sheets.ts";
import { type Env, failWith, inside, type Lang, type NetworkScene, type Site } from "../scene.ts";
import { readOwnSheets } from "../views/own-sheets.ts";
import { readDomain, readDomains, readGridPage, readHome } from "../views/reading.ts";

/** What of the waiting decisions somebody may see: her part of the network, or nothing. */
const waitsFor = ({ ctx, person, network }: NetworkScene) =>
  ctx.can.seeWorkspace ? { parts: partsOf(canSeeWorkspace, person, network) } : null;

/** A network seen whole: its home, its domains, its grid. */
export function networkRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const { db } = site.runtime;
  app.get(
    "/:network",
    inside(
      site,
      lang,
      (scene) =>
        keepPage(scene, async () =>
          scene.ctx.can.read
            ? homePage(scene.ctx, await readHome(db, scene.network, waitsFor(scene)))
            : ownSheetsPage(scene.ctx, await readOwnSheets(db, scene.network, scene.person)),
        ),
      canEnter,
    ),
  );
  app.get(
    "/:network/domaines",
    inside(site, lang, (scene) =>
      keepPage(scene, async () => domainsPage(scene.ctx, await readDomains(db, scene.network))),
    ),
  );
  app.get(
    "/:network/grille",
    inside(site, lang, (scene) =>
      keepPage(scene, async () => gridPage(scene.ctx, await readGridPage(db, scene.network))),
    ),
  );
  app.get(
    "/:network/domaines/:domain",
    inside(site, lang, async (scene) => {
      const key = scene.c.req.param("domain") ?? "";
      const moment = site.cache.moment();
      const view = await readDomain(db, scene.network, key);
      if (!view)
        return failWith(scene, scene.network, { kind: "not_found", code: "domain_unknown", params: { domain: key } });
      return keepPage(scene, async () => domainPage(scene.ctx, view), moment);
    }),
  );
}
