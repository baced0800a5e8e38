import type { Hono } from "hono";
import { FORMATS, type Format, MEDIA_TYPES, toFormat } from "../../exports/formats.ts";
import { addExploring, askedOf, type ExploringScene } from "../exploring.ts";
import { type Env, failWith, type Lang, type Site } from "../scene.ts";
import { hitsOfList, readHits } from "../views/initiatives.ts";

const BATCH = 200;

/** The files of exactly what a list shows. */
export function exportRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  addExploring(app, site, lang, "/exports/:file", send);
}

async function send(scene: ExploringScene): Promise<Response> {
  const { c, network, doors, site, lang, scope } = scene;
  const format = /^initiatives\.(\w+)$/.exec(c.req.param("file") ?? "")?.[1];
  if (!FORMATS.includes(format as Format))
    return failWith(scene, network, { kind: "not_found", code: "export_format" });
  const { db, config } = site.runtime;
  const hits = await hitsOfList(db, scope, askedOf(scene));
  const found: Awaited<ReturnType<typeof readHits>> = [];
  for (let start = 0; start < hits.length; start += BATCH)
    found.push(...(await readHits(db, scope, hits.slice(start, start + BATCH))));
  const networks = new Map(found.map((one) => [one.record, one.network]));
  const bytes = await toFormat(
    format as Format,
    found.map(({ record }) => record),
    {
      network,
      lang,
      base: config.publicUrl,
      generatedAt: doors.now(),
      ...(scope.common && { networkOf: (record) => networks.get(record)! }),
    },
  );
  c.header("content-type", MEDIA_TYPES[format as Format]);
  c.header("content-disposition", `attachment; filename="${network.slug}-initiatives.${format}"`);
  c.header("cache-control", "private, no-cache");
  return c.body(new Uint8Array(bytes));
}
