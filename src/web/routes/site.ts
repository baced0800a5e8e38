import type { Hono } from "hono";
import { listNetworks } from "../../networks/networks.sql.ts";
import { canEnter } from "../../networks/policies.ts";
import { apiDocument } from "../api/document.ts";
import { accessibilityPage, personalDataPage } from "../pages/about.ts";
import { apiPage } from "../pages/api.ts";
import { galleryPage } from "../pages/gallery.ts";
import { networksPage } from "../pages/networks.ts";
import { contextOf, type Env, type Lang, openScene, type Site, show } from "../scene.ts";

/** Pages of the installation itself: its networks, the gallery, what it promises. */
export function siteRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  app.get("/", async (c) => {
    const scene = openScene(c, site, lang);
    const networks = (await listNetworks(site.runtime.db, false)).filter((network) => canEnter(scene.person, network));
    return show(
      c,
      networksPage(contextOf(scene, null), {
        networks,
        shared: networks.filter((one) => one.published && one.shared).length,
      }),
    );
  });
  const { publicUrl: base, apiRate: perMinute } = site.runtime.config;
  app.get("/api", (c) => {
    const ctx = contextOf(openScene(c, site, lang), null);
    return show(c, apiPage(ctx, { document: apiDocument(lang, base, perMinute), base, perMinute }));
  });
  app.get("/galerie", (c) => show(c, galleryPage(contextOf(openScene(c, site, lang), null))));
  app.get("/accessibilite", (c) => show(c, accessibilityPage(contextOf(openScene(c, site, lang), null))));
  app.get("/donnees-personnelles", (c) => show(c, personalDataPage(contextOf(openScene(c, site, lang), null))));
}
