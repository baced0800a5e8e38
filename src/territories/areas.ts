/** Pure operations on areas: labels, parents, containment, union. */
import type { Reference } from "./reference.ts";
import type { Area, Codes, Level, Parents } from "./types.ts";

const KEY_OF_LEVEL = { commune: "communes", epci: "epci", departement: "departments", region: "regions" } as const;
const LEVELS = ["commune", "epci", "departement", "region"] as const;

/** Codes of an area that has none. */
export function noCodes(): Codes {
  return { regions: [], departments: [], communes: [], epci: [] };
}

/** Each code of an area with its level, the finest first. */
export function membersOf(codes: Codes): { level: Level; code: string }[] {
  return LEVELS.flatMap((level) => codes[KEY_OF_LEVEL[level]].map((code) => ({ level, code })));
}

/** Official name of a code at a level, or null when the code does not exist. */
export function labelOf(code: string, level: Level, reference: Reference): string | null {
  return reference.get(level, code)?.name ?? null;
}

/** The area made of one territory; throws when the code does not exist. */
export function areaOf(level: Level, code: string, reference: Reference): Area {
  const territory = reference.get(level, code);
  if (!territory) throw new Error(`No ${level} has the code ${code}`);
  return { scale: level, label: territory.name, ...noCodes(), [KEY_OF_LEVEL[level]]: [code] };
}

/** What contains the codes of an area, each level without the area's own codes. */
export function parentsOf(codes: Codes, reference: Reference): Parents {
  const found = membersOf(codes).map(({ level, code }) => reference.parentsOf(level, code));
  const merge = (key: keyof Parents) =>
    [...new Set(found.flatMap((parents) => parents[key]))].filter((code) => !codes[key].includes(code)).sort();
  return { regions: merge("regions"), departments: merge("departments"), epci: merge("epci") };
}

function isMemberInside(member: { level: Level; code: string }, outer: Codes, reference: Reference): boolean {
  if (outer[KEY_OF_LEVEL[member.level]].includes(member.code)) return true;
  const parents = reference.parentsOf(member.level, member.code);
  const isWithin = (codes: string[], own: string[]) => codes.length > 0 && codes.every((code) => own.includes(code));
  if (isWithin(parents.epci, outer.epci)) return true;
  if (isWithin(parents.departments, outer.departments)) return true;
  if (isWithin(parents.regions, outer.regions)) return true;
  if (parents.departments.length > 0 && isWithin(parents.departments, outer.regions.flatMap(reference.departmentsOf)))
    return true;
  if (member.level === "region") return isWithin(reference.departmentsOf(member.code), outer.departments);
  return outer.communes.length > 0 && isWithin(reference.communesOf(member.level, member.code), outer.communes);
}

/** Whether every code of `inner` lies within `outer`; an area contains itself, an area without codes is in nothing. */
export function contains(outer: Codes, inner: Codes, reference: Reference): boolean {
  const members = membersOf(inner);
  return members.length > 0 && members.every((member) => isMemberInside(member, outer, reference));
}

/** Whether two areas share ground, as far as the codes tell: one member of either lies within the other. */
export function overlaps(one: Codes, other: Codes, reference: Reference): boolean {
  return (
    membersOf(one).some((member) => isMemberInside(member, other, reference)) ||
    membersOf(other).some((member) => isMemberInside(member, one, reference))
  );
}

/** Union of the codes of several areas, each code once, sorted. */
export function unionOf(areas: readonly Codes[]): Codes {
  const merge = (key: keyof Codes) => [...new Set(areas.flatMap((area) => area[key]))].sort();
  return {
    regions: merge("regions"),
    departments: merge("departments"),
    communes: merge("communes"),
    epci: merge("epci"),
  };
}
