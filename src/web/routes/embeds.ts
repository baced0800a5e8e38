import type { Hono } from "hono";
import { COMMON_SPACE } from "../../networks/common-space.ts";
import { findNetwork } from "../../platform/action.ts";
import { within } from "../../platform/database/reach.ts";
import { READ_ONLY } from "../context.ts";
import { readLook } from "../embed-look.ts";
import { addExploring, askedOf, type ExploringScene, insideCommon } from "../exploring.ts";
import { keepPage } from "../keep.ts";
import { EMBED_SHAPES, type EmbedShape, embedGonePage, embedPage } from "../pages/embed.ts";
import { embedBuilderPage } from "../pages/embed-builder.ts";
import { type C, contextOf, type Env, type Lang, openScene, type Site } from "../scene.ts";
import { FRAMED_HEADERS, FRAMING_HEADERS } from "../security-headers.ts";
import { readEmbed, readEmbedBuilder } from "../views/embed.ts";

/** The list and the map made to stand in another site's frame, and the page that gives the line to copy. */
export function embedRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  addExploring(app, site, lang, "/integrer", build);
  for (const shape of EMBED_SHAPES) {
    app.get(
      `/${COMMON_SPACE}/integrer/${shape}`,
      insideCommon(site, lang, (scene) => frame(scene, shape)),
    );
    app.get(`/:network/integrer/${shape}`, (c) => frameOf(c as C, site, lang, shape));
  }
}

function build(scene: ExploringScene): Promise<Response> {
  const { c, ctx, site, network, scope, lang } = scene;
  const params = new URL(c.req.url).searchParams;
  const asked = { query: askedOf(scene), look: readLook(params), lang: frameLang(params, lang) };
  return keepPage(
    scene,
    async () => embedBuilderPage(ctx, await readEmbedBuilder(site.runtime.db, network, scope, asked, ctx.t)),
    undefined,
    FRAMING_HEADERS,
  );
}

const frameLang = (params: URLSearchParams, lang: Lang): Lang =>
  (["fr", "en"] as const).find((one) => one === params.get("langue")) ?? lang;

/** A frame shows what is published, whoever looks: it stands among words that the network did not write. */
async function frameOf(c: C, site: Site, lang: Lang, shape: EmbedShape): Promise<Response> {
  const scene = openScene(c, site, lang);
  const moment = site.cache.moment();
  const network = await findNetwork(site.runtime.db, c.req.param("network") ?? "");
  if (!network?.published) return gone(c, site, lang);
  const ctx = { ...contextOf(scene, network), can: READ_ONLY };
  const scope = { networks: [network], common: false };
  return within([network.id], () => frame({ ...scene, network, moment, ctx, scope }, shape));
}

function frame(scene: ExploringScene, shape: EmbedShape): Promise<Response> {
  const params = new URL(scene.c.req.url).searchParams;
  const look = readLook(params);
  const view = () => readEmbed(scene.site.runtime.db, scene.scope, askedOf(scene), { ...look, shape });
  return keepPage(scene, async () => embedPage(scene.ctx, await view(), look.theme), undefined, FRAMED_HEADERS);
}

function gone(c: C, site: Site, lang: Lang): Response {
  const ctx = contextOf(openScene(c, site, lang), null);
  const { theme } = readLook(new URL(c.req.url).searchParams);
  for (const [name, value] of Object.entries(FRAMED_HEADERS)) c.header(name, value || undefined);
  c.header("cache-control", "no-store");
  return c.html(String(embedGonePage(ctx, theme)), 404);
}
