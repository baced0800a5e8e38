import { readFileSync } from "node:fs";
import { type GeoProjection, geoConicConformal, geoMercator } from "d3-geo";
import { merge, mesh } from "topojson-client";
import type { GeometryCollection, MultiPolygon, Topology } from "topojson-specification";
import { officialShapes, territoriesGeneration } from "./official.ts";
import { centroid, contains, type Point, simplifyLine } from "./plane.ts";
import { decodeArcs } from "./topology-file.ts";

/** The five overseas departements, in the order of their insets. */
export const OVERSEAS = ["971", "972", "973", "974", "976"] as const;

/** A departement with its own inset. */
export type Overseas = (typeof OVERSEAS)[number];

/** A drawing: metropolitan France with Corsica, or one overseas departement in its own box. */
export type Frame = "france" | Overseas;

/** Every frame, metropolitan France first. */
export const FRAMES: readonly Frame[] = ["france", ...OVERSEAS];

/** A place inside a frame, in the units of its drawing, y downwards. */
export type Placed = { frame: Frame; x: number; y: number };

/** How fine a drawing is: `map` for a page wide, `small` for a few centimetres. */
export type Detail = "map" | "small";

export type Departement = { name: string; region: string };
type Departements = GeometryCollection<Departement>;
/** Départements with the arcs they share. */
export type Outlines = Topology<{ departements: Departements }>;

const FRANCE_WIDTH = 606;
const FRANCE_MARGIN = 8;
const INSET_SIZE = 100;
const INSET_MARGIN = 5;
/** Largest distance, in units of the drawing, between an outline and its simplified form. */
const TOLERANCES: Record<Detail, Record<"france" | "inset", number>> = {
  map: { france: 1.0, inset: 0.3 },
  small: { france: 1.6, inset: 0.8 },
};

/** Keeps what was computed, by its key, until other territories are loaded. */
export function memoised<Key extends string, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  let generation = territoriesGeneration();
  return (key) => {
    if (generation !== territoriesGeneration()) {
      generation = territoriesGeneration();
      made.clear();
    }
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key)!;
  };
}

/** Longitudes and latitudes of all outlines: the official ones when they were loaded, else those that ship. */
const world = memoised((_: "all"): Outlines => {
  const official = officialShapes<Departement>("departement");
  const topology = official ? { ...official, objects: { departements: official.objects.shapes } } : shippedOutlines();
  return { type: "Topology", objects: topology.objects, arcs: decodeArcs(topology) };
});

/** The outlines of departements that ship with the product, as they are in their file. */
export function shippedOutlines(): Outlines {
  const file = new URL("../../data/territories/outlines.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Outlines;
}

/** Every outline, in longitudes and latitudes. */
export const degreesOfOutlines = (): Outlines => world("all");

const frameOfCode = (code: string): Frame => OVERSEAS.find((one) => one === code) ?? "france";
/** The départements drawn in a frame. */
export const shapesOf = (frame: Frame): MultiPolygon<Departement>[] =>
  world("all").objects.departements.geometries.filter(
    (shape): shape is MultiPolygon<Departement> =>
      shape.type === "MultiPolygon" && frameOfCode(String(shape.id)) === frame,
  );
const known = memoised(
  (_: "all"): ReadonlyMap<string, Departement> =>
    new Map(FRAMES.flatMap(shapesOf).map((shape) => [String(shape.id), shape.properties!])),
);

/** The departements that have an outline, by code: the name of each, and the code of its region. */
export const outlinedDepartements = (): ReadonlyMap<string, Departement> => known("all");

/** The departements of a region that have an outline; none when the code is unknown. */
export const departementsOfRegion = (region: string): string[] =>
  [...outlinedDepartements()].filter(([, one]) => one.region === region).map(([code]) => code);

/** The frame where a departement is drawn, or undefined when it has no outline (small overseas collectivities). */
export const frameOf = (departement: string): Frame | undefined =>
  outlinedDepartements().has(departement) ? frameOfCode(departement) : undefined;

const pointsOf = (frame: Frame): Point[] => {
  const { arcs } = world("all");
  return shapesOf(frame)
    .flatMap((shape) => shape.arcs.flat(2))
    .flatMap((arc) => arcs[arc < 0 ? ~arc : arc] as Point[]);
};

/** The usual map of France: conic conformal with the parallels 44° and 49°, north upwards at 3° E. */
export function projectFrance(): GeoProjection {
  const all = { type: "MultiPoint" as const, coordinates: pointsOf("france") };
  const inner = FRANCE_WIDTH - 2 * FRANCE_MARGIN;
  const projection = geoConicConformal().parallels([44, 49]).rotate([-3, 0]).fitWidth(inner, all);
  const [x, y] = projection.translate();
  return projection.translate([x + FRANCE_MARGIN, y + FRANCE_MARGIN]);
}

const projections = memoised((frame: Frame): GeoProjection => {
  if (frame === "france") return projectFrance();
  const corner = INSET_SIZE - INSET_MARGIN;
  const box: [Point, Point] = [
    [INSET_MARGIN, INSET_MARGIN],
    [corner, corner],
  ];
  return geoMercator().fitExtent(box, { type: "MultiPoint", coordinates: pointsOf(frame) });
});

/** The size of a frame, in the units of its drawing. */
export const frameSize = memoised((frame: Frame): { width: number; height: number } => {
  if (frame !== "france") return { width: INSET_SIZE, height: INSET_SIZE };
  const lowest = Math.max(...pointsOf("france").map((point) => projections("france")(point)![1]));
  return { width: FRANCE_WIDTH, height: Math.ceil(lowest + FRANCE_MARGIN) };
});

/** The outlines of a frame on its plane: arcs are simplified once, so that shared borders stay shared. */
const planes = memoised((key: `${Frame}/${Detail}`): Outlines => {
  const [frame, detail] = key.split("/") as [Frame, Detail];
  const tolerance = TOLERANCES[detail][frame === "france" ? "france" : "inset"];
  const shapes = shapesOf(frame);
  const used = new Set(shapes.flatMap((shape) => shape.arcs.flat(2)).map((arc) => (arc < 0 ? ~arc : arc)));
  const project = projections(frame);
  const arcs = world("all").arcs.map((arc, i) =>
    used.has(i)
      ? simplifyLine(
          arc.map((point) => project(point as Point) as Point),
          tolerance,
        )
      : [],
  );
  return { type: "Topology", arcs, objects: { departements: { type: "GeometryCollection", geometries: shapes } } };
});

const plane = (frame: Frame, detail: Detail) => {
  const topology = planes(`${frame}/${detail}`);
  return { topology, departements: topology.objects.departements };
};

const tenth = (value: number): string => (value / 10).toString().replace(/^(-?)0\./, "$1.");
const joined = (x: number, y: number): string => `${tenth(x)}${y < 0 ? "" : " "}${tenth(y)}`;

/** Writes lines as an SVG path, in relative moves rounded to a tenth; `closed` lines that shrink to nothing are left out. */
export function pathOf(lines: readonly (readonly Point[])[], closed: boolean): string {
  let path = "";
  for (const line of lines) {
    const points = line.map(([x, y]): Point => [Math.round(x * 10), Math.round(y * 10)]);
    if (closed) points.pop();
    const moved = points.filter((p, i) => i === 0 || p[0] !== points[i - 1]![0] || p[1] !== points[i - 1]![1]);
    if (moved.length < (closed ? 3 : 2)) continue;
    path += `M${joined(...moved[0]!)}l`;
    for (let i = 1; i < moved.length; i++) {
      const step = joined(moved[i]![0] - moved[i - 1]![0], moved[i]![1] - moved[i - 1]![1]);
      path += i > 1 && !step.startsWith("-") ? ` ${step}` : step;
    }
    if (closed) path += "z";
  }
  return path;
}

/** The path of the departements given that belong to a frame, as one area without inner borders; empty when none does. */
export function areaPath(frame: Frame, departements: ReadonlySet<string>, detail: Detail): string {
  const { topology } = plane(frame, detail);
  const shapes = shapesOf(frame).filter((shape) => departements.has(String(shape.id)));
  if (shapes.length === 0) return "";
  return pathOf(merge(topology, shapes).coordinates.flat() as Point[][], true);
}

const lands = memoised((key: `${Frame}/${Detail}`): string => {
  const [frame, detail] = key.split("/") as [Frame, Detail];
  return areaPath(frame, new Set(outlinedDepartements().keys()), detail);
});

/** The path of all the land of a frame. */
export const landPath = (frame: Frame, detail: Detail): string => lands(`${frame}/${detail}`);

type Border = "departements" | "regions";

const borders = memoised((key: `${Border}/${Detail}`): string => {
  const [border, detail] = key.split("/") as [Border, Detail];
  const { topology, departements } = plane("france", detail);
  type Shape = { properties?: { region: string } };
  const lines = mesh(topology, departements, (a, b) => {
    const same = (a as Shape).properties!.region === (b as Shape).properties!.region;
    return a !== b && same === (border === "departements");
  });
  return pathOf(lines.coordinates as Point[][], false);
});

/** The path of the inner borders of metropolitan France: between regions, or between departements of one region. */
export const borderPath = (border: Border, detail: Detail): string => borders(`${border}/${detail}`);

type Body = { frame: Frame; rings: Point[][]; area: number; centre: Point };

const bodies = memoised((departement: string): Body | null => {
  const frame = frameOf(departement);
  if (!frame) return null;
  const { topology } = plane(frame, "map");
  const shape = shapesOf(frame).find((one) => one.id === departement)!;
  const parts = merge(topology, [shape]).coordinates as Point[][][];
  const rings = parts.flat();
  const whole = centroid(rings);
  if (contains(rings, whole.centre)) return { frame, rings, ...whole };
  const largest = parts.map((part) => centroid(part)).sort((a, b) => b.area - a.area)[0]!;
  return { frame, rings, area: whole.area, centre: largest.centre };
});

/** Places a longitude and latitude in the frame of its departement; undefined when that departement has no outline. */
export function placePoint(lon: number, lat: number, departement: string): Placed | undefined {
  const frame = frameOf(departement);
  const point = frame && projections(frame)([lon, lat]);
  return frame && point ? { frame, x: point[0], y: point[1] } : undefined;
}

/**
 * The centres of a set of departements, one in each frame they touch: the centre of their area when it falls inside,
 * else that of the departement nearest to it.
 */
export function centresOf(departements: Iterable<string>): Placed[] {
  const found = [...new Set(departements)].flatMap((code) => bodies(code) ?? []);
  return FRAMES.flatMap((frame): Placed[] => {
    const here = found.filter((body) => body.frame === frame);
    if (here.length === 0) return [];
    const area = here.reduce((sum, body) => sum + body.area, 0);
    const mean = (axis: 0 | 1): number => here.reduce((sum, body) => sum + body.centre[axis] * body.area, 0) / area;
    const middle: Point = [mean(0), mean(1)];
    const away = (body: Body): number => Math.hypot(body.centre[0] - middle[0], body.centre[1] - middle[1]);
    const inside = here.length > 1 && here.some((body) => contains(body.rings, middle));
    const [x, y] = inside ? middle : here.reduce((best, body) => (away(body) < away(best) ? body : best)).centre;
    return [{ frame, x, y }];
  });
}

/** The centre of a departement in degrees, or undefined when it has no outline. */
export function centreOfDepartement(departement: string): { lon: number; lat: number } | undefined {
  const body = bodies(departement);
  const point = body && projections(body.frame).invert!(body.centre);
  return point ? { lon: point[0], lat: point[1] } : undefined;
}

/** Tells whether a longitude and latitude fall inside a departement, as it is drawn on a map. */
export function isInDepartement(lon: number, lat: number, departement: string): boolean {
  const body = bodies(departement);
  const placed = placePoint(lon, lat, departement);
  return body !== null && placed !== undefined && contains(body.rings, [placed.x, placed.y]);
}
