/** Communes put together: their inhabitants, and their centre weighted by them. */
import type { Position } from "./types.ts";

export type Group = { communes: string[]; population: number; centre: { lon: number; lat: number; weight: number } };

/** A group without communes yet. */
export const emptyGroup = (): Group => ({ communes: [], population: 0, centre: { lon: 0, lat: 0, weight: 0 } });

/** Puts a commune into a group; one without a position counts for its inhabitants only. */
export function addTo(group: Group, code: string, population: number, lon?: number, lat?: number): void {
  group.communes.push(code);
  group.population += population;
  if (lon === undefined || lat === undefined) return;
  const weight = Math.max(population, 1);
  group.centre.lon += lon * weight;
  group.centre.lat += lat * weight;
  group.centre.weight += weight;
}

/** The mean position of a group, or undefined when none of its communes has one. */
export const centreOf = (group: Group | undefined): Position | undefined =>
  group && group.centre.weight > 0
    ? {
        lon: group.centre.lon / group.centre.weight,
        lat: group.centre.lat / group.centre.weight,
        approximate: true,
      }
    : undefined;

/** The main place of the collectivities of which the source of positions knows no commune. */
const REMOTE: Record<string, [lon: number, lat: number]> = {
  "977": [-62.85, 17.9],
  "978": [-63.08, 18.07],
  "984": [70.22, -49.35],
  "989": [-109.22, 10.3],
};

/** The position of a remote collectivity by its code, or undefined. */
export function remotePosition(code: string): Position | undefined {
  const known = Object.hasOwn(REMOTE, code) ? REMOTE[code] : undefined;
  return known && { lon: known[0], lat: known[1], approximate: true };
}
