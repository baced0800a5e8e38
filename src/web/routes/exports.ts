import { Readable } from "node:stream";
import type { Hono } from "hono";
import { FORMATS, type Format, MEDIA_TYPES, scopeOf } from "../../exports/formats.ts";
import { streamFile } from "../../exports/write.ts";
import { eachEntry } from "../../initiatives/records.sql.ts";
import { readListQuery } from "../list-query.ts";
import { type Env, failWith, inside, type Lang, type Site } from "../scene.ts";
import { idsOfList } from "../views/initiatives.ts";

/** The files of exactly what a list shows. */
export function exportRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const { db, config } = site.runtime;
  app.get(
    "/:network/exports/:file",
    inside(site, lang, async (scene) => {
      const { c, network, doors } = scene;
      const format = /^initiatives\.(\w+)$/.exec(c.req.param("file") ?? "")?.[1];
      if (!FORMATS.includes(format as Format))
        return failWith(scene, network, { kind: "not_found", code: "export_format" });
      const ids = await idsOfList(db, network, readListQuery(new URL(c.req.url).searchParams));
      const scope = scopeOf(network, { lang, base: config.publicUrl, generatedAt: doors.now() });
      const bytes = streamFile(format as Format, eachEntry(db, network, ids), scope);
      c.header("content-type", MEDIA_TYPES[format as Format]);
      c.header("content-disposition", `attachment; filename="${network.slug}-initiatives.${format}"`);
      c.header("cache-control", "private, no-cache");
      return c.body(Readable.toWeb(Readable.from(bytes)) as ReadableStream);
    }),
  );
}
