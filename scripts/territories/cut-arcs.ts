import type { Point } from "../../src/territories/plane.ts";

/** The rings of named areas, cut in arcs: a border between two areas is one arc, used in one direction by each. */
export type Cut = { arcs: Point[][]; areas: Map<string, number[][]> };

const keyOf = (point: Point): string => point.join(" ");

/** The points where the ways of two rings part: there, the two neighbours differ from one visit to another. */
function junctions(rings: Iterable<Point[]>): Set<string> {
  const neighbours = new Map<string, string>();
  const found = new Set<string>();
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i++) {
      const key = keyOf(ring[i]!);
      const around = [keyOf(ring.at(i - 1)!), keyOf(ring[(i + 1) % ring.length]!)].sort().join("|");
      const known = neighbours.get(key);
      if (known === undefined) neighbours.set(key, around);
      else if (known !== around) found.add(key);
    }
  }
  return found;
}

/** Turns an open ring so that it starts at a junction, or, when it has none, at its first point in key order. */
function turned(ring: Point[], joints: Set<string>): Point[] {
  let start = ring.findIndex((point) => joints.has(keyOf(point)));
  if (start < 0) {
    start = 0;
    for (let i = 1; i < ring.length; i++) if (keyOf(ring[i]!) < keyOf(ring[start]!)) start = i;
  }
  return [...ring.slice(start), ...ring.slice(0, start)];
}

/**
 * Cuts areas into arcs as TopoJSON does; rings come open (last point not repeated), with points that are equal where
 * borders are shared. The arcs of a ring are indexes, `~index` when taken backwards.
 * M. Bostock, "How To Infer Topology", 2013.
 */
export function cutArcs(areas: ReadonlyMap<string, Point[][]>): Cut {
  const joints = junctions([...areas.values()].flat());
  const arcs: Point[][] = [];
  const known = new Map<string, number>();
  const indexOf = (arc: Point[]): number => {
    const forward = arc.map(keyOf).join("|");
    const backward = arc.toReversed().map(keyOf).join("|");
    const same = known.get(forward);
    if (same !== undefined) return same;
    const reversed = known.get(backward);
    if (reversed !== undefined) return ~reversed;
    known.set(forward, arcs.length);
    return arcs.push(arc) - 1;
  };
  const cutRing = (ring: Point[]): number[] => {
    const open = turned(ring, joints);
    const closed = [...open, open[0]!];
    const indexes: number[] = [];
    let from = 0;
    for (let i = 1; i < closed.length; i++) {
      if (i < closed.length - 1 && !joints.has(keyOf(closed[i]!))) continue;
      indexes.push(indexOf(closed.slice(from, i + 1)));
      from = i;
    }
    return indexes;
  };
  return { arcs, areas: new Map([...areas].map(([code, rings]) => [code, rings.map(cutRing)])) };
}
