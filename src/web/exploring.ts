import type { Hono } from "hono";
import { catalogue } from "../i18n/catalogue.ts";
import { COMMON_SPACE } from "../networks/common-space.ts";
import { listShared } from "../networks/networks.sql.ts";
import type { Policy } from "../networks/policies.ts";
import type { Network } from "../platform/action.ts";
import { within } from "../platform/database/reach.ts";
import { READ_ONLY, type ShownNetwork } from "./context.ts";
import { readListQuery } from "./list-query.ts";
import type { ListQuery } from "./pages/list-address.ts";
import { type C, contextOf, type Env, inside, type Lang, type NetworkScene, openScene, type Site } from "./scene.ts";
import type { Scope } from "./scope.ts";

/** A page that explores initiatives, in a network or in the common space, which then stands where a network would. */
export type ExploringScene = NetworkScene & { scope: Scope };

type Page = (scene: ExploringScene) => Promise<Response>;

const NOBODY = "00000000-0000-0000-0000-000000000000";

/** The common space as a network would be: published to all, nobody's to change. */
const commonSpace = (lang: Lang): Network & ShownNetwork => ({
  id: NOBODY,
  slug: COMMON_SPACE,
  name: catalogue(lang).space.name,
  description: catalogue(lang).space.about,
  organisation: null,
  provenance: null,
  published: true,
  shared: true,
  licence: null,
  open_to_proposals: false,
  revision: 0,
  space: "common",
});

/** Runs a page in the common space, with the networks that share. */
export function insideCommon(site: Site, lang: Lang, page: Page) {
  return async (c: C): Promise<Response> => {
    const scene = openScene(c, site, lang);
    const moment = site.cache.moment();
    const network = commonSpace(lang);
    const networks = await listShared(site.runtime.db);
    const ctx = { ...contextOf(scene, network), can: READ_ONLY };
    // The files of open data of the common space bear its identifier.
    return within([NOBODY, ...networks.map(({ id }) => id)], () =>
      page({ ...scene, network, moment, ctx, scope: { networks, common: true } }),
    );
  };
}

/** Runs a page that both kinds of places have, in one network. */
export const insideOne = (site: Site, lang: Lang, page: Page, opens?: Policy) =>
  inside(site, lang, (scene) => page({ ...scene, scope: { networks: [scene.network], common: false } }), opens);

/** What the address of such a page asks for; a network alone has no other to choose. */
export function askedOf({ c, scope }: ExploringScene): ListQuery {
  const query = readListQuery(new URL(c.req.url).searchParams);
  return scope.common ? query : { ...query, reseau: [] };
}

/** Adds a page that every network has, and the common space too. */
export function addExploring(app: Hono<Env>, site: Site, lang: Lang, path: string, page: Page, opens?: Policy): void {
  app.get(`/${COMMON_SPACE}${path}`, insideCommon(site, lang, page));
  app.get(`/:network${path}`, insideOne(site, lang, page, opens));
}
