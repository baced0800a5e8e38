/** The geometry of a feature, checked, on a grid of a ten-thousandth of a degree (about ten metres). */
import type { Point } from "../plane.ts";
import { Refusal } from "./refusal.ts";

/** Degrees in one step of the grid: finer than what any map here shows, and shared borders stay shared. */
export const STEP = 1e-4;

/** What a feature draws, in steps of the grid: areas, or a point that is a centre. Both are empty for no geometry. */
export type Shape = { polygons: Point[][][]; point: Point | null };

/** Reads a geometry of a GeoJSON; refuses, naming the territory, what is neither areas nor a point, or is broken. */
export function readGeometry(geometry: unknown, code: string): Shape {
  if (geometry === null || geometry === undefined) return { polygons: [], point: null };
  const { type, coordinates, geometries } = geometry as { type?: unknown; coordinates?: unknown; geometries?: unknown };
  if (type === "Polygon") return { polygons: [readPolygon(coordinates, code)].filter(hasArea), point: null };
  if (type === "MultiPolygon")
    return {
      polygons: listOf(coordinates, code)
        .map((one) => readPolygon(one, code))
        .filter(hasArea),
      point: null,
    };
  if (type === "Point") return { polygons: [], point: onGrid(readPosition(coordinates, code)) };
  if (type === "GeometryCollection") {
    const parts = listOf(geometries, code).map((one) => readGeometry(one, code));
    return {
      polygons: parts.flatMap(({ polygons }) => polygons),
      point: parts.find(({ point }) => point !== null)?.point ?? null,
    };
  }
  throw new Refusal("territories_geometry", { code, type: String(type).slice(0, 30) });
}

const hasArea = (polygon: Point[][]): boolean => polygon.length > 0;

function listOf(value: unknown, code: string): unknown[] {
  if (!Array.isArray(value)) throw new Refusal("territories_broken", { code });
  return value;
}

function readPosition(value: unknown, code: string): Point {
  const [x, y] = listOf(value, code);
  if (typeof x !== "number" || typeof y !== "number" || !Number.isFinite(x) || !Number.isFinite(y))
    throw new Refusal("territories_broken", { code });
  if (Math.abs(x) <= 180 && Math.abs(y) <= 90) return [x, y];
  // Lambert 93, in which most French files are drawn.
  const isLambert = x > 0 && x < 1.4e6 && y > 5.9e6 && y < 7.3e6;
  throw new Refusal(isLambert ? "territories_lambert" : "territories_projected", {
    code,
    crs: `${Math.round(x)}, ${Math.round(y)}`,
  });
}

const onGrid = ([x, y]: Point): Point => [Math.round(x / STEP), Math.round(y / STEP)];

/** The rings of a polygon, the outer one first; those that a step of the grid swallows are left out. */
function readPolygon(value: unknown, code: string): Point[][] {
  const rings = listOf(value, code).map((ring) => readRing(ring, code));
  const [outer, ...holes] = rings;
  if (!outer || outer.length === 0) return [];
  return [turned(outer, true), ...holes.filter((hole) => hole.length > 0).map((hole) => turned(hole, false))];
}

function readRing(value: unknown, code: string): Point[] {
  const positions = listOf(value, code);
  const first = positions.length > 0 ? readPosition(positions[0], code) : null;
  const last = positions.length > 0 ? readPosition(positions.at(-1), code) : null;
  if (!first || !last || positions.length < 4 || first[0] !== last[0] || first[1] !== last[1])
    throw new Refusal("territories_open_ring", { code });
  const ring: Point[] = [];
  for (const position of positions) {
    const point = onGrid(readPosition(position, code));
    const before = ring.at(-1);
    if (!before || before[0] !== point[0] || before[1] !== point[1]) ring.push(point);
  }
  return ring.length < 4 ? [] : ring;
}

/** Twice the area of a closed ring, positive when it turns anticlockwise. */
export function doubleArea(ring: readonly Point[]): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1]![0] * ring[i]![1] - ring[i]![0] * ring[i - 1]![1];
  return sum;
}

/** Publishers turn rings either way; drawn together, an outer ring and its holes must turn against each other. */
const turned = (ring: Point[], clockwise: boolean): Point[] =>
  doubleArea(ring) < 0 === clockwise ? ring : ring.toReversed();
