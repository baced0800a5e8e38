/** Whether what a file holds covers what it should, and lies where it should. */
import { distanceKm } from "../distances.ts";
import { shippedOutlines } from "../outlines.ts";
import type { Point } from "../plane.ts";
import type { Reference } from "../reference.ts";
import type { Level } from "../types.ts";
import type { Collected } from "./collect.ts";
import { STEP } from "./read-geometry.ts";
import { firstFew, Refusal } from "./refusal.ts";

/** A territory farther than this from where it is known to be was given another's code, or turned coordinates. */
const FAR_KM = { commune: 40, epci: 60, departement: 120, region: 400 } as const;
const MOST_FAR = 0.02;
/** A new commune may miss in a file of the year before. */
const MOST_MISSING = 0.02;
/** Collectivities that publishers leave out of the communes and departements they draw. */
const REMOTE = /^(?:975|977|978|98)/;

/** What is missing of a level in what was read; remote collectivities are not counted. */
export function missingFrom({ level, areas, points }: Collected, reference: Reference): string[] {
  const given = areas.size > 0 ? areas : points;
  return reference
    .list(level)
    .filter(({ code }) => !given.has(code) && !REMOTE.test(code) && !isRemoteEpci(level, code, reference))
    .map(({ code }) => code);
}

const isRemoteEpci = (level: Level, code: string, reference: Reference): boolean =>
  level === "epci" && reference.parentsOf(level, code).departments.every((one) => REMOTE.test(one));

/** Refuses a file with holes, unless it is said to be a part; departements are drawn a whole frame at a time. */
export function checkCover(
  collected: Collected,
  missing: readonly string[],
  partial: boolean,
  reference: Reference,
): void {
  const { level } = collected;
  if (level === "departement" && collected.areas.size > 0) {
    const outlined = new Set(shippedOutlines().objects.departements.geometries.map(({ id }) => String(id)));
    const mainland = missing.filter((code) => code.length === 2 && outlined.has(code));
    if (mainland.length > 0 && mainland.length < 96)
      throw new Refusal("territories_frame", { missing: firstFew(mainland) });
  }
  const total = reference.list(level).length;
  const most = level === "commune" || level === "epci" ? total * MOST_MISSING : 0;
  if (missing.length > most && !partial)
    throw new Refusal("territories_missing", { level, count: missing.length, of: total, missing: firstFew(missing) });
}

/** Refuses a file whose territories are not where the official code has them. */
export function checkPlaces({ level, areas, points }: Collected, reference: Reference): void {
  const places = new Map<string, Point>(points);
  for (const [code, polygons] of areas) if (!places.has(code)) places.set(code, middleOf(polygons));
  const far = [...places].filter(([code, [x, y]]) => {
    const known = reference.positionOf(level, code);
    return known && distanceKm(known, { lon: x * STEP, lat: y * STEP }) > FAR_KM[level] * (isWide(code) ? 4 : 1);
  });
  if (far.length <= Math.max(1, places.size * MOST_FAR) && far.length < places.size) return;
  const first = firstFew(far.map(([code]) => `${code} ${reference.get(level, code)?.name}`));
  throw new Refusal("territories_astray", { count: far.length, of: places.size, first });
}

/** Guyane and the Pacific are wide, and the mean of their inhabitants far from their middle. */
const isWide = (code: string): boolean => /^(?:973|98|03$)/.test(code);

/** The middle of the box around the ring of most points. */
function middleOf(polygons: readonly Point[][][]): Point {
  const outer = polygons.map(([ring]) => ring!).reduce((one, other) => (other.length > one.length ? other : one));
  const middle = (axis: 0 | 1): number => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const point of outer) [low, high] = [Math.min(low, point[axis]), Math.max(high, point[axis])];
    return (low + high) / 2;
  };
  return [middle(0), middle(1)];
}
