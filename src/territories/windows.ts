import { type GeoProjection, geoConicConformal, geoMercator } from "d3-geo";
import { merge, mesh } from "topojson-client";
import type { MultiPolygon } from "topojson-specification";
import {
  type Departement,
  degreesOfOutlines,
  departementsOfRegion,
  frameOf,
  memoised,
  type Outlines,
  outlinedDepartements,
  pathOf,
  shapesOf,
} from "./outlines.ts";
import { centroid, type Point, simplifyLine } from "./plane.ts";

/** One region or one département drawn as large as its page allows, with what lies around it. */
export type Window = {
  width: number;
  height: number;
  /** Its degrees: west, south, east, north. */
  box: [number, number, number, number];
  /** The départements it is made of. */
  departements: string[];
  /** Its land, the borders between its départements, and the land around it, as SVG paths. */
  land: string;
  borders: string;
  around: string;
  /** Each of its départements as a path, and the centre of its area. */
  shapes: Map<string, { path: string; centre: Point }>;
  /** Places a longitude and latitude; undefined when they fall out of the drawing. */
  place: (lon: number, lat: number) => Point | undefined;
};

/** A region or a département by its official code. */
export type Zoom = { level: "region" | "departement"; code: string };

const WIDTH = 606;
const TALLEST = 640;
const MARGIN = 22;
const TOLERANCE = 0.4;

const codesOf = ({ level, code }: Zoom): string[] =>
  level === "region" ? departementsOfRegion(code) : outlinedDepartements().has(code) ? [code] : [];

type Shape = MultiPolygon<Departement>;

const pointsOf = (shapes: readonly Shape[]): Point[] => {
  const { arcs } = degreesOfOutlines();
  return shapes.flatMap((shape) => shape.arcs.flat(2)).flatMap((arc) => arcs[arc < 0 ? ~arc : arc] as Point[]);
};

/** North upwards at the middle of what is shown: conic conformal in metropolitan France, Mercator overseas. */
function projectionOf(points: Point[], overseas: boolean): { projection: GeoProjection; height: number } {
  const lons = points.map(([lon]) => lon);
  const middle = (Math.min(...lons) + Math.max(...lons)) / 2;
  const projection = overseas
    ? geoMercator().rotate([-middle, 0])
    : geoConicConformal().parallels([44, 49]).rotate([-middle, 0]);
  const all = { type: "MultiPoint" as const, coordinates: points };
  projection.fitExtent(
    [
      [MARGIN, MARGIN],
      [WIDTH - MARGIN, TALLEST - MARGIN],
    ],
    all,
  );
  const ys = points.map((point) => projection(point)![1]);
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const [x, y] = projection.translate();
  projection.translate([x, y - top + MARGIN]);
  return { projection, height: Math.ceil(bottom - top + 2 * MARGIN) };
}

/** The outlines as they fall on the drawing; a border shared by two départements stays shared. */
function onPlane(projection: GeoProjection, shapes: readonly Shape[]): Outlines {
  const { arcs } = degreesOfOutlines();
  const used = new Set(shapes.flatMap((shape) => shape.arcs.flat(2)).map((arc) => (arc < 0 ? ~arc : arc)));
  return {
    type: "Topology",
    objects: { departements: { type: "GeometryCollection", geometries: [...shapes] } },
    arcs: arcs.map((arc, i) =>
      used.has(i)
        ? simplifyLine(
            arc.map((point) => projection(point as Point) as Point),
            TOLERANCE,
          )
        : [],
    ),
  };
}

const ringsOf = (topology: Outlines, shapes: Shape[]): Point[][] =>
  shapes.length === 0 ? [] : (merge(topology, shapes).coordinates.flat() as Point[][]);

const seen = (rings: readonly Point[][], width: number, height: number): boolean => {
  const [xs, ys] = [rings.flat().map(([x]) => x), rings.flat().map(([, y]) => y)];
  return Math.max(...xs) > 0 && Math.min(...xs) < width && Math.max(...ys) > 0 && Math.min(...ys) < height;
};

function bodyOf(topology: Outlines, shape: Shape): { path: string; centre: Point } {
  const parts = merge(topology, [shape]).coordinates as Point[][][];
  const [largest] = parts.map((part) => centroid(part)).sort((a, b) => b.area - a.area);
  return { path: pathOf(parts.flat(), true), centre: largest!.centre };
}

function makeWindow(codes: string[]): Window {
  const frame = frameOf(codes[0]!)!;
  const all = shapesOf(frame);
  const own = all.filter((shape) => codes.includes(String(shape.id)));
  const { projection, height } = projectionOf(pointsOf(own), frame !== "france");
  const topology = onPlane(projection, all);
  const others = all.filter((shape) => !own.includes(shape) && seen(ringsOf(topology, [shape]), WIDTH, height));
  const inner = mesh(
    { ...topology, objects: { own: { type: "GeometryCollection", geometries: own } } },
    {
      type: "GeometryCollection",
      geometries: own,
    },
    (a, b) => a !== b,
  );
  const degrees = pointsOf(own);
  const [lons, lats] = [degrees.map(([lon]) => lon), degrees.map(([, lat]) => lat)];
  return {
    width: WIDTH,
    height,
    box: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)],
    departements: codes,
    land: pathOf(ringsOf(topology, own), true),
    borders: pathOf(inner.coordinates as Point[][], false),
    around: pathOf(
      others.flatMap((shape) => ringsOf(topology, [shape])),
      true,
    ),
    shapes: new Map(own.map((shape) => [String(shape.id), bodyOf(topology, shape)])),
    place: (lon, lat) => {
      const point = projection([lon, lat]);
      const inside = point && point[0] >= 0 && point[1] >= 0 && point[0] <= WIDTH && point[1] <= height;
      return inside ? point : undefined;
    },
  };
}

const windows = memoised((key: `${Zoom["level"]}:${string}`): Window => {
  const [level, code = ""] = key.split(":");
  return makeWindow(codesOf({ level: level as Zoom["level"], code }));
});

/** The window on a region or a département, made once; undefined when it has no outline. */
export const windowOn = ({ level, code }: Zoom): Window | undefined =>
  // Any code may be asked for: only those that exist are kept.
  codesOf({ level, code }).length > 0 ? windows(`${level}:${code}`) : undefined;

/** All the départements as one GeoJSON with their codes, names and regions. */
export const outlinesAsGeoJson = memoised((_: "all"): object => {
  const topology = degreesOfOutlines();
  const features = topology.objects.departements.geometries.map((shape) => ({
    type: "Feature",
    properties: { code: String(shape.id), ...shape.properties },
    geometry: {
      type: "MultiPolygon",
      coordinates: (merge(topology, [shape as Shape]).coordinates as Point[][][]).map((part) =>
        part.map((ring) => ring.map(([lon, lat]) => [Number(lon.toFixed(5)), Number(lat.toFixed(5))])),
      ),
    },
  }));
  return { type: "FeatureCollection", features };
});
