import { Readable } from "node:stream";
import type { Hono } from "hono";
import { FORMATS, type Format, MEDIA_TYPES, scopeOf } from "../../exports/formats.ts";
import { streamFile } from "../../exports/write.ts";
import { carryReach } from "../../platform/database/reach.ts";
import { addExploring, askedOf, type ExploringScene } from "../exploring.ts";
import { type Env, failWith, type Lang, type Site } from "../scene.ts";
import { eachHit, hitsOfList } from "../views/list-search.ts";

/** A workbook is whole in memory before it leaves, whoever asks for it. */
const MOST_ROWS = 20_000;

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
  if (format === "xlsx" && hits.length > MOST_ROWS)
    return failWith(scene, network, {
      kind: "invalid",
      code: "export_too_large",
      params: { initiatives: hits.length, most: MOST_ROWS },
    });
  const about = scopeOf(network, { lang, base: config.publicUrl, generatedAt: doors.now() });
  const bytes = streamFile(
    format as Format,
    eachHit(db, scope, hits),
    scope.common ? { ...about, network: null } : about,
  );
  c.header("content-type", MEDIA_TYPES[format as Format]);
  c.header("content-disposition", `attachment; filename="${network.slug}-initiatives.${format}"`);
  c.header("cache-control", "private, no-cache");
  return c.body(Readable.toWeb(Readable.from(carryReach(bytes))) as ReadableStream);
}
