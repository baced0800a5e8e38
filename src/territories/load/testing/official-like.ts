/** Files shaped like those that IGN, Etalab and open data portals publish, made from the outlines that ship. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { shippedOutlines } from "../../outlines.ts";
import type { Point } from "../../plane.ts";
import { openShippedReference } from "../../reference.ts";
import { decodeArcs, polygonsOf } from "../../topology-file.ts";

export type Feature = {
  type: "Feature";
  id?: unknown;
  properties: Record<string, unknown>;
  geometry: { type: string; coordinates?: unknown; geometries?: unknown } | null;
};

const reference = openShippedReference();

/** Moves a vertex a little, always the same way, so that shared borders stay shared. */
const moved = ([x, y]: Point): Point => [x + 0.004 * Math.sin(90 * x + 40 * y), y + 0.004 * Math.cos(70 * x - 60 * y)];

/** The 101 departements named as IGN does, their borders moved and given finer points. */
export function departements(): Feature[] {
  const shipped = shippedOutlines();
  const arcs = decodeArcs(shipped).map((arc) =>
    arc.flatMap((point, i) => [...halfway(arc[i - 1], point), moved(point)]),
  );
  return shipped.objects.departements.geometries.map((shape, i) => {
    if (shape.type !== "MultiPolygon") throw new Error(String(shape.id));
    const code = String(shape.id);
    return {
      type: "Feature",
      properties: {
        ID: `DEPARTEM_FXX_00000000${100 + i}`,
        NOM: shape.properties!.name,
        INSEE_DEP: code,
        INSEE_REG: shape.properties!.region,
      },
      geometry: { type: "MultiPolygon", coordinates: polygonsOf(shape, arcs) },
    };
  });
}

const halfway = (from: Point | undefined, to: Point): Point[] =>
  from ? [moved([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2])] : [];

/** Communes as octagons of about two kilometres around their position, named as Etalab does. */
export function communes(isKept: (code: string) => boolean): Feature[] {
  return reference.list("commune").flatMap(({ code, name }, i) => {
    const at = reference.positionOf("commune", code);
    if (!at || !isKept(code)) return [];
    const reach = 0.01 + (i % 7) / 1000;
    const ring = Array.from(
      { length: 9 },
      (_, k): Point => [
        at.lon + reach * Math.cos((k % 8) * (Math.PI / 4)),
        at.lat + reach * Math.sin((k % 8) * (Math.PI / 4)),
      ],
    );
    const [departement] = reference.parentsOf("commune", code).departments;
    const properties = { code, nom: name, departement, region: reference.parentsOf("commune", code).regions[0] };
    return [{ type: "Feature" as const, properties, geometry: { type: "Polygon", coordinates: [ring] } }];
  });
}

/** The text of a FeatureCollection. */
export const collection = (features: readonly unknown[], more: object = {}): string =>
  JSON.stringify({ type: "FeatureCollection", ...more, features });

/** Writes a file in a folder of its own, gone when the test ends, and returns its path. */
export async function fileOf(content: string | Buffer, name = "territoires.geojson"): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "ancrage-territories-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}
