/** Shapes that share their borders, made as light as the maps that show them. */

import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";
import type { GeometryCollection, MultiPolygon } from "topojson-specification";
import type { Point } from "../plane.ts";
import { type Drawn, encodeArcs, ringOf, type Shapes } from "../topology-file.ts";
import type { Level } from "../types.ts";
import { doubleArea, STEP } from "./read-geometry.ts";

/** A territory to draw, its polygons in steps of the grid. */
export type Piece<T extends Drawn> = { code: string; properties: T; polygons: Point[][][] };

/**
 * The least triangle, in squares of the grid, that a point of a border must make to be kept: a departement is shown on
 * maps of the country, a commune on maps of its departement (visvalingam: M. Visvalingam, J. D. Whyatt, "Line
 * generalisation by repeated elimination of points", Cartographic Journal 30(1), 1993, doi:10.1179/000870493786962263).
 */
const LEAST_TRIANGLE: Record<Level, number> = { commune: 60, epci: 120, departement: 300, region: 300 };

/** The most points of a level: a server keeps them in memory, and a page of the finest map sends a hundredth of them. */
const MOST_POINTS: Record<Level, number> = { commune: 400_000, epci: 150_000, departement: 40_000, region: 30_000 };

type Weighted = [x: number, y: number, weight: number];

/** Draws pieces as one topology: borders are cut into arcs, simplified once for both sides, and islets left out. */
export function drawShapes<T extends Drawn>(pieces: readonly Piece<T>[], level: Level): Shapes<T> {
  const features = pieces.map(({ code, properties, polygons }) => ({
    type: "Feature" as const,
    id: code,
    properties,
    geometry: { type: "MultiPolygon" as const, coordinates: polygons },
  }));
  const collection = { type: "FeatureCollection" as const, features };
  const exact = topology({ shapes: collection } as Parameters<typeof topology>[0]) as unknown as Shapes<T>;
  const weighed = presimplify(exact);
  const least = Math.max(LEAST_TRIANGLE[level], weightOfRank(weighed, MOST_POINTS[level]));
  keepLargest(weighed, least);
  const light = simplify(weighed, least);
  return pruned({ ...light, objects: { shapes: lightened(light as Shapes<T>, least) } } as Shapes<T>);
}

/** The weight that only so many points reach; 0 when there are fewer. */
function weightOfRank(weighed: Shapes, rank: number): number {
  const weights = Float64Array.from((weighed.arcs as unknown as Weighted[][]).flatMap((arc) => arc.map((p) => p[2])));
  return weights.length > rank ? weights.sort().at(-rank)! : 0;
}

const shapesIn = <T extends Drawn>(drawn: Shapes<T>): MultiPolygon<T>[] =>
  drawn.objects.shapes.geometries as MultiPolygon<T>[];

/** However small it is, a territory keeps its largest part whole when simplifying would flatten it. */
function keepLargest(weighed: Shapes, least: number): void {
  const arcs = weighed.arcs as unknown as Weighted[][];
  const arcOf = (index: number): Weighted[] => arcs[index < 0 ? ~index : index]!;
  for (const shape of shapesIn(weighed)) {
    const rings = shape.arcs.map(([outer]) => outer!);
    const areas = rings.map((ring) => Math.abs(doubleArea(ringOf(ring, arcs as unknown as Point[][]))));
    const largest = rings[areas.indexOf(Math.max(...areas))]!;
    const kept = largest.reduce((sum, index) => sum + arcOf(index).filter((p) => p[2] >= least).length - 1, 0);
    if (kept >= 3 && Math.max(...areas) > 8 * least) continue;
    for (const index of largest) for (const point of arcOf(index)) point[2] = Number.POSITIVE_INFINITY;
  }
}

/** Leaves out rings that shrank to nothing and islets too small to be seen, but the largest part of a territory. */
function lightened<T extends Drawn>(light: Shapes<T>, least: number): GeometryCollection<T> {
  const arcs = light.arcs as Point[][];
  const areaOf = (ring: number[]): number => Math.abs(doubleArea(ringOf(ring, arcs)));
  const geometries = shapesIn(light).map((shape): MultiPolygon<T> => {
    const areas = shape.arcs.map(([outer]) => areaOf(outer!));
    const largest = areas.indexOf(Math.max(...areas));
    const parts = shape.arcs
      .filter((_, i) => i === largest || areas[i]! > 4 * least)
      .map(([outer, ...holes]) => [outer!, ...holes.filter((hole) => areaOf(hole) > 0)]);
    return { type: "MultiPolygon", id: shape.id!, properties: shape.properties!, arcs: parts };
  });
  return { type: "GeometryCollection", geometries };
}

/** Keeps the arcs that are still used, on the grid of the file. */
function pruned<T extends Drawn>(drawn: Shapes<T>): Shapes<T> {
  const places = new Map<number, number>();
  const arcs: Point[][] = [];
  const place = (index: number): number => {
    const own = index < 0 ? ~index : index;
    if (!places.has(own)) {
      places.set(own, arcs.length);
      arcs.push(drawn.arcs[own] as Point[]);
    }
    const moved = places.get(own)!;
    return index < 0 ? ~moved : moved;
  };
  const geometries = shapesIn(drawn).map(
    (shape): MultiPolygon<T> => ({
      ...shape,
      arcs: shape.arcs.map((polygon) => polygon.map((ring) => ring.map(place))),
    }),
  );
  return {
    type: "Topology",
    transform: { scale: [STEP, STEP], translate: [0, 0] },
    objects: { shapes: { type: "GeometryCollection", geometries } },
    arcs: encodeArcs(arcs),
  };
}
