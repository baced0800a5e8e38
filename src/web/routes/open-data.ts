import type { Hono } from "hono";
import { MEDIA_TYPES } from "../../exports/formats.ts";
import { catalogue as wordsOf } from "../../i18n/catalogue.ts";
import { type Described, describeCatalogue } from "../../open-data/catalogue.ts";
import { BULK_FORMATS, type BulkFormat } from "../../open-data/datasets.ts";
import type { Failure } from "../../platform/result.ts";
import { commonDataPage, networkDataPage } from "../pages/open-data.ts";
import {
  type C,
  contextOf,
  type Env,
  failWith,
  inside,
  type Lang,
  openScene,
  type PageScene,
  type Site,
  show,
} from "../scene.ts";
import { sendFile } from "../send-file.ts";
import { describeAll, describeCommon, describeNetwork, placeOf, shortName } from "../views/open-data.ts";

const NO_FILE: Failure = { kind: "not_found", code: "open_data_file" };
// Whoever gathers catalogues takes what is not found for withdrawn; this comes back with the worker's next look.
const FILE_AWAY: Failure = { kind: "unavailable", code: "open_data_file_away" };

/** Open data: what is published, its files, and its description for catalogues. */
export function openDataRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const { db, config } = site.runtime;
  const base = config.publicUrl;
  const catalogue = (c: C, path: string, described: readonly Described[]) => {
    const words = wordsOf(lang).openData.catalogue;
    c.header("cache-control", "public, max-age=60, must-revalidate");
    const told = describeCatalogue(`${base}${path}`, described, { base, lang, words });
    return c.body(JSON.stringify(told, null, 2), 200, { "content-type": MEDIA_TYPES.jsonld });
  };
  const file = (scene: PageScene, name: string, path: string, described: Described | null) => {
    if (!described) return failWith(scene, null, NO_FILE);
    if (name === "catalogue.jsonld") return catalogue(scene.c, `${path}/catalogue.jsonld`, [described]);
    return sendReady(scene, name, described);
  };
  for (const path of ["/donnees/:file", "/:network/donnees/:file"]) app.use(path, ...site.openly);
  app.get("/donnees", async (c) => {
    const scene = openScene(c, site, lang);
    return show(c, commonDataPage(contextOf(scene, null), { described: await describeAll(db), base }));
  });
  app.get("/donnees/:file", async (c) =>
    file(openScene(c, site, lang), c.req.param("file"), "/donnees", await describeCommon(db)),
  );
  app.get(
    "/:network/donnees",
    inside(site, lang, async ({ c, ctx, network }) =>
      show(c, networkDataPage(ctx, { network, described: await describeNetwork(db, network), base })),
    ),
  );
  app.get(
    "/:network/donnees/:file",
    inside(site, lang, async (scene) =>
      file(
        scene,
        scene.c.req.param("file") ?? "",
        `/${scene.network.slug}/donnees`,
        await describeNetwork(db, scene.network),
      ),
    ),
  );

  async function sendReady(scene: PageScene, name: string, { dataset, files }: Described): Promise<Response> {
    const format = /^initiatives\.(\w+)$/.exec(name)?.[1] as BulkFormat | undefined;
    const ready = BULK_FORMATS.includes(format!) ? files.find((one) => one.format === format) : undefined;
    if (!ready) return failWith(scene, null, NO_FILE);
    const path = placeOf(config.dataDir, ready);
    if (!path) {
      scene.c.header("retry-after", "60");
      return failWith(scene, null, FILE_AWAY);
    }
    const { bytes, sha256, made_at: madeAt } = ready;
    const saved = `${shortName(dataset)}-initiatives.${ready.format}`;
    return sendFile(scene.c, { path, bytes, sha256, madeAt, type: MEDIA_TYPES[ready.format], name: saved });
  }
}
