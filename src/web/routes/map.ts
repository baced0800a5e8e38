import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Hono } from "hono";
import { findHits, inHits } from "../../search/hits.sql.ts";
import { findInBox, findTile } from "../../search/placed.sql.ts";
import { encodeTile, readTile, TILE_TYPE } from "../../search/tiles.ts";
import { addExploring, askedOf, type ExploringScene } from "../exploring.ts";
import { keepPage } from "../keep.ts";
import { readBox, readMapQuery } from "../map-query.ts";
import { mapPage } from "../pages/map.ts";
import { rowsFragment } from "../pages/map-tables.ts";
import { type Env, failWith, type Lang, type Site } from "../scene.ts";
import { mapHeaders } from "../security-headers.ts";
import { networksAsked, toFilter } from "../views/list-search.ts";
import { readMap, toRows, zoomOf } from "../views/map.ts";

const ROWS = 25;
const SMALL = 300;

/** The map of a network, or of those that share: its page, the tiles of the interactive one, and the rows of what is in view. */
export function mapRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const { db, config } = site.runtime;
  const background = config.mapBackground;
  addExploring(app, site, lang, "/carte", async (scene) => {
    const { ctx, network } = scene;
    const moment = site.cache.moment();
    const query = readMapQuery(new URL(scene.c.req.url).searchParams, askedOf(scene));
    const zoom = zoomOf(query);
    if (zoom === undefined)
      return failWith(scene, network, {
        kind: "not_found",
        code: "area_unknown",
        params: { code: query.list.departement || query.list.region },
      });
    const networks = networksAsked(scene.scope, query.list);
    const make = async () => mapPage(ctx, await readMap(db, networks, query, zoom), background);
    return keepPage(scene, make, moment, mapHeaders(background?.origin ?? null));
  });
  addExploring(app, site, lang, "/carte/lignes", sendRows);
  addExploring(app, site, lang, "/tuiles/:z/:x/:file", sendTile);
}

/** A part of a page: the initiatives whose point is in the box asked for. */
async function sendRows(scene: ExploringScene): Promise<Response> {
  const { c, ctx, site } = scene;
  const { db } = site.runtime;
  const params = new URL(c.req.url).searchParams;
  const box = readBox(params.get("bbox") ?? "");
  c.header("cache-control", "private, no-cache");
  c.header("x-robots-tag", "noindex");
  if (!box) return c.text(ctx.t.mapPage.rows.badBox, 400);
  const query = askedOf(scene);
  const networks = networksAsked(scene.scope, query);
  const ids = networks.map(({ id }) => id);
  const offset = (query.page - 1) * ROWS;
  const hits = await findHits(db, ids, toFilter(query));
  const found = await findInBox(db, ids, inHits(hits, "d"), box, { limit: ROWS, offset });
  const rows = await toRows(db, networks, found.rows);
  const bounds = found.box && [found.box.west, found.box.south, found.box.east, found.box.north];
  const address = (page: number) => {
    params.set("page", String(page));
    return `${c.req.path}?${params}`;
  };
  const part = { total: found.total, rows, page: query.page, size: ROWS, box: bounds, address };
  return c.html(String(rowsFragment(ctx, part)));
}

/** A vector tile; its tag changes with the network and the question, so that one already held costs no query. */
async function sendTile(scene: ExploringScene): Promise<Response> {
  const { c, ctx, site } = scene;
  const { db } = site.runtime;
  const { z, x, file } = c.req.param() as Record<string, string>;
  const tile = readTile(z ?? "", x ?? "", /^(\w+)\.mvt$/.exec(file ?? "")?.[1] ?? "");
  if (!tile) return c.text(ctx.t.mapPage.badTile, 404);
  const query = askedOf(scene);
  const networks = networksAsked(scene.scope, query);
  const ids = networks.map(({ id }) => id);
  const state = networks.map(({ id, revision }) => `${id} ${revision}`).join();
  const question = `${state} ${c.req.path}?${new URL(c.req.url).searchParams}`;
  const tag = `W/"${createHash("sha1").update(question).digest("base64url")}"`;
  c.header("cache-control", "private, no-cache");
  c.header("vary", "accept-encoding");
  c.header("etag", tag);
  if (c.req.header("if-none-match") === tag) return c.body(null, 304);
  const hits = await findHits(db, ids, toFilter(query));
  const found = await findTile(db, ids, inHits(hits, "d"), tile);
  const body = encodeTile(tile, found, (id) => networks.find((one) => one.id === id)!.slug);
  c.header("content-type", TILE_TYPE);
  const shrinks = body.length > SMALL && (c.req.header("accept-encoding") ?? "").includes("gzip");
  if (shrinks) c.header("content-encoding", "gzip");
  return c.body(new Uint8Array(shrinks ? gzipSync(body) : body));
}
