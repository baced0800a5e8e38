/** Puts official outlines and centres in the place of those that ship. */
import { basename } from "node:path";
import { type Failure, fail, ok, type Result, unavailable } from "../../platform/result.ts";
import type { Centres, Layer } from "../official.ts";
import { shippedOutlines } from "../outlines.ts";
import type { Point } from "../plane.ts";
import type { Reference } from "../reference.ts";
import { type Drawn, decodeArcs, polygonsOf, type Shapes } from "../topology-file.ts";
import type { Level } from "../types.ts";
import { checkCover, checkPlaces, missingFrom } from "./check-cover.ts";
import { type Collected, collect } from "./collect.ts";
import { drawShapes, type Piece } from "./draw-shapes.ts";
import { interiorPoint } from "./interior-point.ts";
import { doubleArea, STEP } from "./read-geometry.ts";
import { Refusal } from "./refusal.ts";
import { putLayer } from "./store.ts";

export type LoadOptions = {
  /** Asked for when it cannot be told from the file. */
  level: Level | null;
  attribution: string | null;
  /** The file is known to hold only a part of the country. */
  partial: boolean;
  at: Date;
};

export type Loaded = { layer: Layer; unknown: string[]; missing: string[]; given: number; bytes: number };

type DrawnDepartement = Drawn & { region: string };

const LONGEST_ATTRIBUTION = 200;
const CANNOT_WRITE = new Set(["ENOSPC", "EACCES", "EPERM", "EROFS", "EDQUOT", "ENOTDIR"]);
const IGN = "IGN, ADMIN EXPRESS (Licence Ouverte 2.0)";

/** Reads, checks, draws and stores a file; what was in use stays until the new one is whole. */
export async function loadTerritories(
  dataDir: string,
  path: string,
  options: LoadOptions,
  reference: Reference,
): Promise<Result<Loaded>> {
  try {
    const collected = await collect(path, options.level, reference);
    const missing = missingFrom(collected, reference);
    checkCover(collected, missing, options.partial, reference);
    checkPlaces(collected, reference);
    const attribution = attributionOf(options.attribution, collected);
    const isOutlines = collected.areas.size > 0;
    const shapes = isOutlines ? draw(collected, reference) : null;
    const centres = centresOf(collected, shapes);
    const source = { name: basename(path), sha256: collected.sha256, attribution, loadedAt: options.at.toISOString() };
    const texts = { shapes: shapes && JSON.stringify(shapes), centres: JSON.stringify(centres) };
    const { level, unknown } = collected;
    const count = Object.keys(centres).length;
    const layer = await putLayer(dataDir, { level, kind: isOutlines ? "outlines" : "points", count, source, ...texts });
    const bytes = (texts.shapes?.length ?? 0) + texts.centres.length;
    return ok({ layer, unknown, missing, given: collected.points.size, bytes });
  } catch (error) {
    if (error instanceof Refusal) return fail(toFailure(error));
    const { code, path: where, message } = error as NodeJS.ErrnoException;
    if (!code || !CANNOT_WRITE.has(code)) throw error;
    return unavailable("cannot_write", { path: where ?? dataDir, detail: message });
  }
}

const toFailure = ({ code, params }: Refusal): Failure => ({ kind: "invalid", code, params });

function attributionOf(given: string | null, { isIgn }: Collected): string {
  const attribution = given?.trim() || (isIgn ? IGN : "");
  if (attribution === "") throw new Refusal("territories_attribution");
  if (attribution.length > LONGEST_ATTRIBUTION || /\p{Cc}/u.test(attribution))
    throw new Refusal("territories_attribution_long", { most: LONGEST_ATTRIBUTION });
  return attribution;
}

function draw({ level, areas }: Collected, reference: Reference): Shapes {
  const pieces = [...areas].sort(([one], [other]) => (one < other ? -1 : 1));
  if (level !== "departement")
    return drawShapes(
      pieces.map(([code, polygons]) => ({ code, polygons, properties: { name: reference.get(level, code)!.name } })),
      level,
    );
  return drawShapes([...pieces.map((piece) => departementPiece(piece, reference)), ...kept(areas)], level);
}

const departementPiece = ([code, polygons]: [string, Point[][][]], reference: Reference): Piece<DrawnDepartement> => ({
  code,
  polygons,
  properties: {
    name: reference.get("departement", code)!.name,
    region: reference.parentsOf("departement", code).regions[0]!,
  },
});

/** Departements of the frames that a file does not draw keep the outlines that ship. */
function kept(areas: ReadonlyMap<string, unknown>): Piece<DrawnDepartement>[] {
  const shipped = shippedOutlines();
  const arcs = decodeArcs(shipped);
  return shipped.objects.departements.geometries.flatMap((shape) => {
    if (areas.has(String(shape.id)) || shape.type !== "MultiPolygon") return [];
    const polygons = polygonsOf(shape, arcs).map((rings) =>
      rings.map((ring) => ring.map(([x, y]): Point => [Math.round(x / STEP), Math.round(y / STEP)])),
    );
    return [{ code: String(shape.id), polygons, properties: shape.properties! }];
  });
}

/** The points given, and for each outline without one a point well inside its largest part. */
function centresOf({ points, areas }: Collected, shapes: Shapes | null): Centres {
  const centres = new Map<string, [number, number]>();
  const arcs = shapes ? decodeArcs(shapes) : [];
  for (const shape of shapes?.objects.shapes.geometries ?? []) {
    if (shape.type !== "MultiPolygon" || !areas.has(String(shape.id))) continue;
    const parts = polygonsOf(shape, arcs);
    const sizes = parts.map(([outer]) => Math.abs(doubleArea(outer!)));
    centres.set(String(shape.id), inDegrees(interiorPoint(parts[sizes.indexOf(Math.max(...sizes))]!)));
  }
  for (const [code, [x, y]] of points) centres.set(code, inDegrees([x * STEP, y * STEP]));
  return Object.fromEntries([...centres].sort(([one], [other]) => (one < other ? -1 : 1)));
}

const inDegrees = ([lon, lat]: Point): [number, number] => [rounded(lon), rounded(lat)];
const rounded = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;
