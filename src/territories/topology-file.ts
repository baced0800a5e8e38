/** TopoJSON on a grid: arcs are kept as whole steps, each point told from the one before. */
import type { GeometryCollection, MultiPolygon, Topology } from "topojson-specification";
import type { Point } from "./plane.ts";

/** What a drawn territory says of itself. */
export type Drawn = { name: string };

/** The territories of one level as shapes that share their borders; each bears its code as identifier. */
export type Shapes<T extends Drawn = Drawn> = Topology<{ shapes: GeometryCollection<T> }>;

/** The arcs of a topology in longitude and latitude, without the delta encoding of a file. */
export function decodeArcs(topology: Pick<Topology, "arcs" | "transform">): Point[][] {
  const { scale, translate } = topology.transform!;
  return topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]): Point => {
      x += dx!;
      y += dy!;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
}

/** Arcs of whole numbers, each point told from the one before. */
export function encodeArcs(arcs: readonly (readonly Point[])[]): Point[][] {
  return arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([px, py]): Point => {
      const step: Point = [px - x, py - y];
      [x, y] = [px, py];
      return step;
    });
  });
}

/** The polygons of a shape in longitude and latitude, each ring closed. */
export function polygonsOf(shape: MultiPolygon, arcs: readonly (readonly Point[])[]): Point[][][] {
  return shape.arcs.map((polygon) => polygon.map((ring) => ringOf(ring, arcs)));
}

/** The ring that indexes of arcs make, the end of each being the start of the next. */
export function ringOf(indexes: readonly number[], arcs: readonly (readonly Point[])[]): Point[] {
  const ring: Point[] = [];
  for (const index of indexes) {
    const arc = index < 0 ? arcs[~index]!.toReversed() : arcs[index]!;
    ring.push(...(ring.length > 0 ? arc.slice(1) : arc));
  }
  return ring;
}
