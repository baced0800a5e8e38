/** What an initiative names and what a place meets, as tokens: "commune:35238", "departement:35", "national:". */
import { membersOf, noCodes, parentsOf } from "./areas.ts";
import { communesOfArea, reachOf } from "./distances.ts";
import type { Reference } from "./reference.ts";
import type { Codes, Level, Scale } from "./types.ts";

/** The token of the whole country, which meets every place. */
const NATIONAL = "national:";

/** The farthest a radius is followed, in kilometres. */
export const FARTHEST_KM = 200;

const tokenOf = (level: Level, code: string): string => `${level}:${code}`;

const tokensOfCodes = (codes: Codes): string[] => membersOf(codes).map(({ level, code }) => tokenOf(level, code));

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
  const own = [...tokensOfCodes(area), ...country];
  const parents = parentsOf(area, reference);
  const within = [...own, ...tokensOfCodes({ ...noCodes(), ...parents })];
  if (!radiusKm || own.length === 0) return { named: own, within };
  const inside = communesOfArea(area, reference);
  const reached = reachOf(area, Math.min(radiusKm, FARTHEST_KM), reference);
  const beyond = reached.filter((code) => !inside.has(code)).map((code) => tokenOf("commune", code));
  return { named: [...own, ...beyond], within };
}
