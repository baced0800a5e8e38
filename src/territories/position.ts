/** Where to put the mark of an area on a map. */
import { membersOf, parentsOf } from "./areas.ts";
import type { Reference } from "./reference.ts";
import type { Codes } from "./types.ts";

/** Degrees (WGS 84); `exact` for a commune whose own position is known; `departement` when the area lies within one. */
export type MarkPoint = { lon: number; lat: number; exact: boolean; departement: string | null };

/**
 * A point for a mark: exact only for a single commune whose own position is known, else the mean of the area's members
 * weighted by population, to draw hollow; null for an area without codes (the whole country, nothing).
 */
export function positionOf(codes: Codes, reference: Reference): MarkPoint | null {
  const members = membersOf(codes);
  const [only] = members;
  const departments = [...new Set([...codes.departments, ...parentsOf(codes, reference).departments])];
  const departement = departments.length === 1 && codes.regions.length === 0 ? departments[0]! : null;
  if (only && members.length === 1) {
    const position = reference.positionOf(only.level, only.code);
    return position
      ? { lon: position.lon, lat: position.lat, exact: only.level === "commune" && !position.approximate, departement }
      : null;
  }
  let lon = 0;
  let lat = 0;
  let total = 0;
  for (const { level, code } of members) {
    const position = reference.positionOf(level, code);
    if (!position) continue;
    const weight = Math.max(reference.get(level, code)?.population ?? 0, 1);
    lon += position.lon * weight;
    lat += position.lat * weight;
    total += weight;
  }
  return total > 0 ? { lon: lon / total, lat: lat / total, exact: false, departement } : null;
}
