/** A point of a plane, or longitude and latitude in degrees. */
export type Point = [x: number, y: number];

/** Tells whether a point is inside rings taken together by the even-odd rule, so that a ring within a ring is a hole. */
export function contains(rings: readonly (readonly Point[])[], [x, y]: Point): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[i]!;
      const [bx, by] = ring[j]!;
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

/** The point of the segment from `a` to `b` that is nearest to `p`. */
export function nearestOnSegment([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): Point {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return [ax + t * dx, ay + t * dy];
}

/** The area of rings (holes, which turn the other way, taken off) and the centre of that area. */
export function centroid(rings: readonly (readonly Point[])[]): { area: number; centre: Point } {
  // Coordinates are taken from the first point: far from the origin, the products would lose their last digits.
  const [ox, oy] = rings[0]?.[0] ?? [0, 0];
  let area = 0;
  let x = 0;
  let y = 0;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const ax = ring[j]![0] - ox;
      const ay = ring[j]![1] - oy;
      const bx = ring[i]![0] - ox;
      const by = ring[i]![1] - oy;
      const cross = ax * by - bx * ay;
      area += cross;
      x += (ax + bx) * cross;
      y += (ay + by) * cross;
    }
  }
  return { area: Math.abs(area / 2), centre: area === 0 ? [ox, oy] : [x / (3 * area) + ox, y / (3 * area) + oy] };
}

/**
 * Leaves out the points of a line that change it by less than `tolerance`; both ends stay, and a closed line keeps the
 * point farthest from its start.
 * D. H. Douglas, T. K. Peucker, "Algorithms for the reduction of the number of points required to represent a digitized
 * line or its caricature", Cartographica 10(2), 1973, doi:10.3138/FM57-6770-U75U-7727.
 */
export function simplifyLine(line: readonly Point[], tolerance: number): Point[] {
  if (line.length < 3) return [...line];
  const kept = new Uint8Array(line.length);
  kept[0] = kept[line.length - 1] = 1;
  const spans: [number, number][] = [[0, line.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let far = tolerance;
    let at = -1;
    for (let i = from + 1; i < to; i++) {
      const [x, y] = nearestOnSegment(line[i]!, line[from]!, line[to]!);
      const distance = Math.hypot(line[i]![0] - x, line[i]![1] - y);
      if (distance > far) {
        far = distance;
        at = i;
      }
    }
    if (at >= 0) {
      kept[at] = 1;
      spans.push([from, at], [at, to]);
    }
  }
  return line.filter((_, i) => kept[i]);
}
