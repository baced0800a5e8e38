import { VectorTile, type VectorTileFeature } from "@mapbox/vector-tile";
import fc from "fast-check";
import { sql } from "kysely";
import { PbfReader } from "pbf";
import { beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "../../tests/preparation/database.ts";
import { makeNetwork } from "../../tests/preparation/networks.ts";
import { type Point, placeInitiatives } from "../../tests/preparation/placed.ts";
import { type Tile, tileAt } from "./cells.ts";
import { countByArea, countPlaced, findInBox, findTile } from "./placed.sql.ts";
import { encodeTile, MAX_TILE_ZOOM, readTile } from "./tiles.ts";

const ALL = sql`true`;
const SOUTH = { lon: 55.45, lat: -20.88 };
const bench = await freshDatabase();
let [one, other] = ["", ""];
let points: Point[] = [];

/** Points as they fall in life: many in a few towns, some on the very same spot, the rest anywhere, overseas included. */
function somePoints(): Point[] {
  const anywhere = fc.record({
    lon: fc.double({ min: -5, max: 9, noNaN: true }),
    lat: fc.double({ min: 41, max: 51, noNaN: true }),
  });
  const spread = fc.sample(anywhere, { seed: 3, numRuns: 400 });
  const towns = spread.slice(0, 12);
  const crowd = towns.flatMap((town, i) =>
    Array.from({ length: 40 }, (_, n) => ({
      lon: town.lon + ((n * 7) % 11) * 0.004 * (i % 3),
      lat: town.lat + (n % 5) * 0.003 * (i % 3),
    })),
  );
  return [...spread, ...crowd, SOUTH];
}

/** What a reader of the format sees in a tile. */
async function read(scope: string[], tile: Tile) {
  const found = await findTile(bench.db, scope, ALL, tile);
  const decoded = new VectorTile(new PbfReader(encodeTile(tile, found, (id) => (id === one ? "un" : "autre"))));
  const layer = (name: string) => {
    const held = decoded.layers[name];
    return Array.from({ length: held?.length ?? 0 }, (_, i) => held!.feature(i));
  };
  return { points: layer("points"), clusters: layer("clusters") };
}

const placeOf = (feature: VectorTileFeature, { x, y, z }: Tile): [number, number] => {
  const { geometry } = feature.toGeoJSON(x, y, z);
  if (geometry.type !== "Point") throw new Error(`Not a point: ${geometry.type}`);
  return geometry.coordinates as [number, number];
};

const sum = (tile: Awaited<ReturnType<typeof read>>): number =>
  tile.points.length + tile.clusters.reduce((total, { properties }) => total + Number(properties.count), 0);

beforeAll(async () => {
  one = await makeNetwork(bench, "un", ["a"]);
  other = await makeNetwork(bench, "autre", ["a"]);
  points = somePoints();
  await placeInitiatives(bench, one, points);
  await placeInitiatives(bench, other, [{ ...SOUTH, title: "À côté" }]);
});

describe("vector tiles", () => {
  it("count every initiative once at every zoom, whatever falls on the border of a tile", async () => {
    for (let z = 0; z <= MAX_TILE_ZOOM; z++) {
      const tiles = new Map(
        points.map(({ lon, lat }) => tileAt(lon, lat, z)).map((tile) => [`${tile.x}/${tile.y}`, tile]),
      );
      let total = 0;
      for (const tile of tiles.values()) total += sum(await read([one], tile));
      expect(total, `at zoom ${z}`).toBe(points.length);
    }
  });

  it("count in each tile what the database counts in its degrees", async () => {
    const tile = fc.sample(fc.constantFrom(...points), { seed: 5, numRuns: 25 });
    for (const [i, { lon, lat }] of tile.entries()) {
      const at = tileAt(lon, lat, i % (MAX_TILE_ZOOM + 1));
      const here = points.filter((point) => {
        const its = tileAt(point.lon, point.lat, at.z);
        return its.x === at.x && its.y === at.y;
      });
      expect(sum(await read([one], at))).toBe(here.length);
    }
  });

  it("draw a cluster among those it stands for, and an initiative alone at its place with what its link needs", async () => {
    const tile = tileAt(SOUTH.lon, SOUTH.lat, 10);
    const { points: alone, clusters } = await read([one], tile);
    expect(clusters).toEqual([]);
    expect(alone.map(({ properties }) => properties)).toEqual([
      { key: String(points.length), title: `Initiative ${points.length}`, mark: 0, exact: true, network: "un" },
    ]);
    const [lon, lat] = placeOf(alone[0]!, tile);
    expect(Math.hypot(lon - SOUTH.lon, lat - SOUTH.lat)).toBeLessThan(0.001);
    const france = await read([one], { z: 0, x: 0, y: 0 });
    for (const cluster of france.clusters) {
      const [x, y] = placeOf(cluster, { z: 0, x: 0, y: 0 });
      // Squares of the eighth of the world: 45° wide.
      const near = points.filter((point) => Math.abs(point.lon - x) < 45 && Math.abs(point.lat - y) < 45);
      expect(near.length).toBeGreaterThanOrEqual(Number(cluster.properties.count));
    }
  });

  it("show the networks asked for and no other", async () => {
    const tile = tileAt(SOUTH.lon, SOUTH.lat, 14);
    expect(sum(await read([other], tile))).toBe(1);
    expect(sum(await read([one, other], tile))).toBe(2);
    expect(sum(await read([], tile))).toBe(0);
    const far = { z: 14, x: 0, y: 0 };
    expect(sum(await read([one, other], far))).toBe(0);
  });

  it("honour what a search keeps", async () => {
    const world = { z: 0, x: 0, y: 0 };
    const found = await findTile(bench.db, [one], sql`d.ordinal < 30`, world);
    expect(found.points.length + found.clusters.reduce((total, { count }) => total + count, 0)).toBe(30);
  });
});

describe("addresses of tiles", () => {
  it("name a tile that exists, or none", () => {
    expect(readTile("0", "0", "0")).toEqual({ z: 0, x: 0, y: 0 });
    expect(readTile("14", "16383", "16383")).toEqual({ z: 14, x: 16383, y: 16383 });
    for (const [z, x, y] of [
      ["0", "1", "0"],
      ["15", "0", "0"],
      ["3", "-1", "0"],
      ["3", "08", "0"],
      ["3", "1.5", "0"],
      ["", "0", "0"],
      ["2", "0", "4"],
      ["a", "b", "c"],
    ])
      expect(readTile(z!, x!, y!), `${z}/${x}/${y}`).toBeUndefined();
  });
});

describe("what stands in a box", () => {
  it("is listed page by page, each once, as the points say", async () => {
    const box = { west: 0, south: 44, east: 4, north: 48 };
    const inside = points.filter(({ lon, lat }) => lon >= 0 && lon <= 4 && lat >= 44 && lat <= 48);
    const first = await findInBox(bench.db, [one], ALL, box, { limit: 25, offset: 0 });
    const second = await findInBox(bench.db, [one], ALL, box, { limit: 25, offset: 25 });
    expect(first.total).toBe(inside.length);
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(Math.min(50, inside.length));
  });

  it("is bounded by the box that holds everything", async () => {
    const { total, placed, box } = await countPlaced(bench.db, [one], ALL);
    expect([total, placed]).toEqual([points.length, points.length]);
    expect(box!.south).toBe(SOUTH.lat);
    const all = await findInBox(bench.db, [one], ALL, box!, { limit: 1, offset: 0 });
    expect(all.total).toBe(points.length);
    expect(await countPlaced(bench.db, [one], sql`false`)).toEqual({ total: 0, placed: 0, box: null });
  });
});

describe("counts by area", () => {
  it("count an initiative in each area it is in, and tell how many are wider", async () => {
    const areas = await makeNetwork(bench, "aires", ["a"]);
    const at = { lon: -1.68, lat: 48.11 };
    await placeInitiatives(bench, areas, [
      { ...at, within: ["commune:35238", "epci:243500139", "departement:35", "region:53", "national:"] },
      { ...at, within: ["departement:35", "departement:22", "region:53", "national:"] },
      { ...at, within: ["region:53", "national:"] },
      { ...at, within: [] },
    ]);
    const departements = await countByArea(bench.db, [areas], ALL, "departement");
    expect(Object.fromEntries(departements.counts)).toEqual({ 35: 2, 22: 1 });
    expect(departements.wider).toBe(2);
    const regions = await countByArea(bench.db, [areas], ALL, "region");
    expect([Object.fromEntries(regions.counts), regions.wider]).toEqual([{ 53: 3 }, 1]);
  });
});
