import { fromGeojsonVt } from "@maplibre/vt-pbf";
import { onSquare, type Tile } from "./cells.ts";
import type { Cluster } from "./clusters.ts";
import type { Placed } from "./placed.sql.ts";

export const MAX_TILE_ZOOM = 14;
export const TILE_TYPE = "application/vnd.mapbox-vector-tile";
const EXTENT = 4096;

type Tags = Record<string, string | number | boolean>;

/** The whole number that a written part of an address holds, or undefined. */
const whole = (text: string): number | undefined => (/^(?:0|[1-9]\d{0,5})$/.test(text) ? Number(text) : undefined);

/** The tile that an address names; undefined when there is none such. */
export function readTile(z: string, x: string, y: string): Tile | undefined {
  const [zoom, column, row] = [whole(z), whole(x), whole(y)];
  if (zoom === undefined || column === undefined || row === undefined || zoom > MAX_TILE_ZOOM) return undefined;
  const side = 2 ** zoom;
  return column < side && row < side ? { z: zoom, x: column, y: row } : undefined;
}

function feature(tile: Tile, at: { lon: number; lat: number }, tags: Tags) {
  const { x, y } = onSquare(at.lon, at.lat);
  const side = 2 ** tile.z;
  // A point on the very edge of a tile stays in the one it was counted in.
  const inTile = (part: number, first: number) =>
    Math.min(EXTENT - 1, Math.max(0, Math.floor((part * side - first) * EXTENT)));
  return { type: 1 as const, geometry: [[inTile(x, tile.x), inTile(y, tile.y)]] as [number, number][], tags };
}

/**
 * A vector tile (Mapbox Vector Tile 2.1) of two layers: `points`, one initiative each, with what its mark and its link
 * need, and `clusters`, with how many and the square they share. `slugOf` names the network of a point.
 */
export function encodeTile(
  tile: Tile,
  content: { clusters: readonly Cluster[]; points: readonly Placed[] },
  slugOf: (networkId: string) => string,
): Uint8Array {
  const points = content.points.map((one) => {
    const { key, title, mark, exact } = one;
    return feature(tile, one, { key, title, mark, exact, network: slugOf(one.network) });
  });
  const clusters = content.clusters.map((one) => {
    const { z, x, y } = one.square;
    return feature(tile, one, { count: one.count, square: `${z}/${x}/${y}` });
  });
  const layers: Record<string, { features: typeof points }> = {};
  if (points.length > 0) layers.points = { features: points };
  if (clusters.length > 0) layers.clusters = { features: clusters };
  return fromGeojsonVt(layers as never, { version: 2, extent: EXTENT });
}
