/** A point well inside an area, where a mark stands without doubt. */
import { contains, nearestOnSegment, type Point } from "../plane.ts";

type Cell = { x: number; y: number; half: number; distance: number; most: number };

/** Distance to the nearest border, negative outside. */
function distanceInside(rings: readonly (readonly Point[])[], point: Point): number {
  let least = Number.POSITIVE_INFINITY;
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) {
      const [x, y] = nearestOnSegment(point, ring[i - 1]!, ring[i]!);
      least = Math.min(least, Math.hypot(point[0] - x, point[1] - y));
    }
  return contains(rings, point) ? least : -least;
}

/**
 * The point of a polygon (an outer ring and its holes) that is farthest from its border, to a fiftieth of its width; the
 * centre of a crescent would lie outside of it. Quadtree search: V. Agafonkin, "A new algorithm for finding a visual
 * center of a polygon", 2016, after D. Garcia-Castellanos, U. Lombardo, "Poles of inaccessibility", Scottish Geographical
 * Journal 123(3), 2007, doi:10.1080/14702540801897809.
 */
export function interiorPoint(rings: readonly (readonly Point[])[]): Point {
  const xs = rings[0]!.map(([x]) => x);
  const ys = rings[0]!.map(([, y]) => y);
  const [west, east, south, north] = [least(xs), most(xs), least(ys), most(ys)];
  const size = Math.min(east - west, north - south);
  const cellAt = (x: number, y: number, half: number): Cell => {
    const distance = distanceInside(rings, [x, y]);
    return { x, y, half, distance, most: distance + half * Math.SQRT2 };
  };
  let best = cellAt((west + east) / 2, (south + north) / 2, 0);
  const half = size / 2;
  const open: Cell[] = [];
  for (let x = west; x < east; x += size)
    for (let y = south; y < north; y += size) open.push(cellAt(x + half, y + half, half));
  for (let tries = 0; open.length > 0 && tries < 2000; tries++) {
    open.sort((one, other) => one.most - other.most);
    const cell = open.pop()!;
    if (cell.distance > best.distance) best = cell;
    // Until a point is inside, precision is no reason to stop.
    if (cell.most - best.distance <= size / 50 && best.distance > 0) break;
    const quarter = cell.half / 2;
    for (const dx of [-quarter, quarter])
      for (const dy of [-quarter, quarter]) open.push(cellAt(cell.x + dx, cell.y + dy, quarter));
  }
  return [best.x, best.y];
}

const least = (values: readonly number[]): number => values.reduce((one, other) => Math.min(one, other));
const most = (values: readonly number[]): number => values.reduce((one, other) => Math.max(one, other));
