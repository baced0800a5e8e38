/** Distances between communes, and which are within reach of which. */
import type { Reference } from "./reference.ts";
import type { Codes } from "./types.ts";

/** Degrees (WGS 84). */
export type Degrees = { lon: number; lat: number };

/** Mean radius of the Earth (IUGG), in kilometres. */
const EARTH_KM = 6371.0088;
const RADIAN = Math.PI / 180;

/** Every commune that has a position, from south to north: its code, its latitude, its point on the unit sphere. */
type Atlas = { codes: string[]; at: Map<string, number>; lats: Float64Array; points: Float64Array };

const atlases = new WeakMap<Reference, Atlas>();

const onSphere = ({ lon, lat }: Degrees): [number, number, number] => {
  const [theta, phi] = [lon * RADIAN, lat * RADIAN];
  return [Math.cos(phi) * Math.cos(theta), Math.cos(phi) * Math.sin(theta), Math.sin(phi)];
};

function atlasOf(reference: Reference): Atlas {
  const known = atlases.get(reference);
  if (known) return known;
  const placed = reference.list("commune").flatMap(({ code }) => {
    const position = reference.positionOf("commune", code);
    return position ? [{ code, position }] : [];
  });
  placed.sort((one, other) => one.position.lat - other.position.lat || (one.code < other.code ? -1 : 1));
  const atlas: Atlas = {
    codes: placed.map(({ code }) => code),
    at: new Map(placed.map(({ code }, i) => [code, i])),
    lats: Float64Array.from(placed, ({ position }) => position.lat),
    points: Float64Array.from(placed.flatMap(({ position }) => onSphere(position))),
  };
  atlases.set(reference, atlas);
  return atlas;
}

/** The square of the straight line between two points of the unit sphere: exact where an arc cosine is not. */
const chord2 = (points: Float64Array, i: number, x: number, y: number, z: number): number =>
  (points[3 * i]! - x) ** 2 + (points[3 * i + 1]! - y) ** 2 + (points[3 * i + 2]! - z) ** 2;

const chord2Of = (km: number): number => (2 * Math.sin(km / EARTH_KM / 2)) ** 2;

/** Great-circle distance, in kilometres. */
export function distanceKm(one: Degrees, other: Degrees): number {
  const [x, y, z] = onSphere(other);
  const chord = Math.sqrt(chord2(Float64Array.from(onSphere(one)), 0, x, y, z));
  return 2 * EARTH_KM * Math.asin(Math.min(1, chord / 2));
}

/** The communes whose centre lies within `radiusKm` of a point. */
export function communesAround(point: Degrees, radiusKm: number, reference: Reference): string[] {
  const { codes, points } = atlasOf(reference);
  const [x, y, z] = onSphere(point);
  const most = chord2Of(radiusKm);
  return codes.filter((_, i) => chord2(points, i, x, y, z) <= most);
}

/** The commune whose centre is nearest to a point, with its distance. */
export function nearestCommune(point: Degrees, reference: Reference): { code: string; km: number } {
  const { codes, points } = atlasOf(reference);
  const [x, y, z] = onSphere(point);
  let best = 0;
  for (let i = 1; i < codes.length; i++) if (chord2(points, i, x, y, z) < chord2(points, best, x, y, z)) best = i;
  const km = 2 * EARTH_KM * Math.asin(Math.sqrt(chord2(points, best, x, y, z)) / 2);
  return { code: codes[best]!, km };
}

/** Every commune of an area, each once. */
export function communesOfArea(codes: Codes, reference: Reference): Set<string> {
  return new Set([
    ...codes.communes,
    ...codes.epci.flatMap((code) => reference.communesOf("epci", code)),
    ...codes.departments.flatMap((code) => reference.communesOf("departement", code)),
    ...codes.regions.flatMap((code) => reference.communesOf("region", code)),
  ]);
}

/** The communes of an area and those whose centre lies within `radiusKm` of the centre of one of them. */
export function reachOf(codes: Codes, radiusKm: number, reference: Reference): string[] {
  const own = communesOfArea(codes, reference);
  const reached = [...own];
  if (radiusKm <= 0) return reached;
  const { codes: all, at, lats, points } = atlasOf(reference);
  const members = [...own].flatMap((code) => at.get(code) ?? []).sort((one, other) => one - other);
  const most = chord2Of(radiusKm);
  // A degree of latitude is at least as long as this arc, so what is farther north or south needs no look.
  const band = radiusKm / EARTH_KM / RADIAN + 1e-9;
  let low = 0;
  let high = 0;
  for (let i = 0; i < all.length; i++) {
    while (low < members.length && lats[members[low]!]! < lats[i]! - band) low++;
    while (high < members.length && lats[members[high]!]! <= lats[i]! + band) high++;
    if (low === high || own.has(all[i]!)) continue;
    const [x, y, z] = [points[3 * i]!, points[3 * i + 1]!, points[3 * i + 2]!];
    for (let member = low; member < high; member++) {
      if (chord2(points, members[member]!, x, y, z) > most) continue;
      reached.push(all[i]!);
      break;
    }
  }
  return reached;
}
