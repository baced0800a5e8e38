/** The outlines of territories of any level, for maps closer than the country. */
import type { MultiPolygon } from "topojson-specification";
import { officialShapes, territoriesGeneration, territoriesInUse } from "./official.ts";
import { shippedOutlines } from "./outlines.ts";
import type { Point } from "./plane.ts";
import { decodeArcs, polygonsOf, type Shapes } from "./topology-file.ts";
import type { Level } from "./types.ts";

/** A territory with its polygons in longitude and latitude, each an outer ring and its holes. */
export type LevelOutline = { code: string; name: string; polygons: Point[][][] };

type Layer = { arcs: Point[][]; shapes: Map<string, MultiPolygon<{ name: string }>> };

const layers = new Map<Level, Layer | null>();
let generation = 0;

/** The levels that can be drawn: departements always, the others when their outlines were loaded. */
export const outlinedLevels = (): Level[] =>
  (["commune", "epci", "departement", "region"] as const).filter(
    (level) => level === "departement" || territoriesInUse().layers[level]?.outlines !== undefined,
  );

/**
 * The outlines of these codes of a level, in the order given; codes without one are left out, so the list is empty when
 * the level cannot be drawn. Neighbours have the same points along the border they share.
 */
export function outlinesOf(level: Level, codes: readonly string[]): LevelOutline[] {
  const layer = layerOf(level);
  if (!layer) return [];
  return codes.flatMap((code) => {
    const shape = layer.shapes.get(code);
    if (!shape) return [];
    return [{ code, name: shape.properties!.name, polygons: polygonsOf(shape, layer.arcs) }];
  });
}

function layerOf(level: Level): Layer | null {
  if (generation !== territoriesGeneration()) {
    generation = territoriesGeneration();
    layers.clear();
  }
  if (!layers.has(level)) layers.set(level, readLayer(level));
  return layers.get(level)!;
}

function readLayer(level: Level): Layer | null {
  const shapes = officialShapes(level) ?? (level === "departement" ? shipped() : null);
  if (!shapes) return null;
  const known = shapes.objects.shapes.geometries.flatMap((shape) =>
    shape.type === "MultiPolygon" ? [[String(shape.id), shape] as const] : [],
  );
  return { arcs: decodeArcs(shapes), shapes: new Map(known) };
}

function shipped(): Shapes {
  const { objects, ...rest } = shippedOutlines();
  return { ...rest, objects: { shapes: objects.departements } };
}
