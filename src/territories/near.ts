/** What an initiative names and what a place meets, as tokens: "commune:35238", "departement:35", "national:". */
import type { Near } from "../search/filter.ts";
import { areaOf, labelOf, membersOf, noCodes, parentsOf } from "./areas.ts";
import { communesAround, communesOfArea, type Degrees, nearestCommune, reachOf } from "./distances.ts";
import { positionOf } from "./position.ts";
import { departementOfCommune, type Reference } from "./reference.ts";
import type { Codes, Level, Scale } from "./types.ts";

/** The token of the whole country, which meets every place. */
const NATIONAL = "national:";

/** The farthest a radius is followed, in kilometres. */
export const FARTHEST_KM = 200;

const tokenOf = (level: Level, code: string): string => `${level}:${code}`;

/** The codes of an area, each with its level: "commune:35238". */
export const codeTokens = (codes: Codes): string[] => membersOf(codes).map(({ level, code }) => tokenOf(level, code));

/** Overseas a region and its departement are one place, so that either names the other. */
function withTwins(codes: Codes, reference: Reference): Codes {
  const departments = codes.regions.flatMap((region) => {
    const own = reference.departmentsOf(region);
    return own.length === 1 ? own : [];
  });
  return { ...codes, departments: [...new Set([...codes.departments, ...departments])] };
}

/**
 * The tokens of an area for the index: `named`, what it names, with the communes that its radius reaches beyond; `within`,
 * what it names and all that contains it. Empty when the area has no code and is not the whole country.
 */
export function tokensOf(
  codes: Codes,
  scale: Scale | null,
  radiusKm: number | null,
  reference: Reference,
): { named: string[]; within: string[] } {
  const country = scale === "national" ? [NATIONAL] : [];
  const area = withTwins(codes, reference);
  const own = [...codeTokens(area), ...country];
  const parents = parentsOf(area, reference);
  const within = [...own, ...codeTokens({ ...noCodes(), ...parents })];
  if (!radiusKm || own.length === 0) return { named: own, within };
  const inside = communesOfArea(area, reference);
  const reached = reachOf(area, Math.min(radiusKm, FARTHEST_KM), reference);
  const beyond = reached.filter((code) => !inside.has(code)).map((code) => tokenOf("commune", code));
  return { named: [...own, ...beyond], within };
}

/** Every territory that shares a commune with these, and the whole country: all that an initiative may name to meet them. */
function tokensMeeting(communes: Iterable<string>, reference: Reference): string[] {
  const tokens = new Set<string>();
  for (const code of communes) {
    tokens.add(tokenOf("commune", code));
    const { epci, departments, regions } = reference.parentsOf("commune", code);
    for (const one of epci) tokens.add(tokenOf("epci", one));
    for (const one of departments) tokens.add(tokenOf("departement", one));
    for (const one of regions) tokens.add(tokenOf("region", one));
  }
  return [...tokens, NATIONAL];
}

/** The place made of an area and of what lies within a radius of it. */
export function nearArea(codes: Codes, label: string, radiusKm: number, reference: Reference): Near | null {
  const centre = positionOf(codes, reference);
  if (!centre) return null;
  const meeting = tokensMeeting(reachOf(codes, radiusKm, reference), reference);
  const tokens = [...new Set([...codeTokens(withTwins(codes, reference)), ...meeting])];
  return { label, tokens, centre: { lon: centre.lon, lat: centre.lat } };
}

/** The place made of what lies within a radius of a point, at least the nearest commune, whose name it bears. */
export function nearPoint(point: Degrees, radiusKm: number, reference: Reference): Near {
  const { code } = nearestCommune(point, reference);
  const communes = new Set([code, ...communesAround(point, radiusKm, reference)]);
  return { label: communeLabel(code, reference), tokens: tokensMeeting(communes, reference), centre: point };
}

/** The name of a commune with the number of its departement, which tells homonyms apart: "Vitré (35)". */
export const communeLabel = (code: string, reference: Reference): string =>
  `${labelOf(code, "commune", reference)} (${departementOfCommune(code)})`;

/** The name of an area from its codes alone. */
export function labelOfCodes(codes: Codes, reference: Reference): string {
  const names = membersOf(codes).map(({ level, code }) =>
    level === "commune" ? communeLabel(code, reference) : areaOf(level, code, reference).label,
  );
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown}…` : shown;
}
