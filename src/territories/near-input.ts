/** What a person gives for a place, when it is not a name: a point, a code, a postal code, a distance. */
import { noCodes, unionOf } from "./areas.ts";
import type { Degrees } from "./distances.ts";
import type { Reference } from "./reference.ts";
import type { Codes, Level } from "./types.ts";

const LONGEST_INPUT = 4000;
const MOST_CODES = 100;

const COORDINATE = "([+\\-−]?\\d{1,3}(?:[.,]\\d{1,15})?)\\s*°?\\s*";
const POINT = new RegExp(
  `^(?:geo:|point:)?\\s*${COORDINATE}([NS]?)\\s*(?:[;,/]\\s*|\\s)\\s*${COORDINATE}([EWO]?)$`,
  "i",
);

const toNumber = (typed: string): number => Number(typed.replace(",", ".").replace("−", "-"));

/**
 * The latitude and longitude typed ("48.11,-1.68", "48,11 ; -1,68", "48,11° N 1,68° O"), or null when the text is no
 * point. Whole numbers are not one, nor are numbers that only commas part: "35, 22" and "22,35,56,29" are departements.
 */
export function readPoint(text: string): Degrees | null {
  const typed = text.slice(0, 100).trim();
  const found = POINT.exec(typed);
  if (!found) return null;
  const [, first, north, second, east] = found as unknown as [string, string, string, string, string];
  const hasDecimals = /[.,]/.test(first) && /[.,]/.test(second) && /[^\d,]/.test(typed);
  if (!hasDecimals && !(north && east)) return null;
  const lat = toNumber(first) * (/s/i.test(north) ? -1 : 1);
  const lon = toNumber(second) * (/[wo]/i.test(east) ? -1 : 1);
  return { lon, lat };
}

/** Whether a point is on Earth at all. */
export const isOnEarth = ({ lon, lat }: Degrees): boolean => Math.abs(lat) <= 90 && Math.abs(lon) <= 180;

const KEY = { commune: "communes", epci: "epci", departement: "departments", region: "regions" } as const;
const ofLevel = (level: Level, codes: string[]): Codes => ({ ...noCodes(), [KEY[level]]: codes });

/**
 * The territories that codes name, with or without their level ("departement:35", "35", "2a", "35238", "243 500 139",
 * several separated by commas); null when one does not exist. Without a level, two or three digits are a departement.
 */
export function readCodes(text: string, reference: Reference): Codes | null {
  const typed = text.slice(0, LONGEST_INPUT).split(",").slice(0, MOST_CODES);
  const found = typed.map((one) => readCode(one.trim(), reference));
  return found.every((codes) => codes !== null) ? unionOf(found) : null;
}

function readCode(typed: string, reference: Reference): Codes | null {
  const [, named, rest] = /^(?:(commune|epci|departement|region):)?(.*)$/.exec(typed)!;
  const code = rest!.replace(/\s/g, "").toUpperCase();
  const levels = named ? [named as Level] : (["commune", "epci", "departement", "region"] as const);
  const level = levels.find((one) => reference.get(one, code));
  if (level) return ofLevel(level, [code]);
  const arrondissement = reference.arrondissements.find((one) => one.code === code);
  return arrondissement ? ofLevel("commune", [arrondissement.commune]) : null;
}

/** The communes of a postal code typed alone ("35590", "35 590", "F-35590"); null when it is not one. */
export function readPostalCode(text: string, reference: Reference): Codes | null {
  const found = /^(?:F[- ]?)?(\d{2}) ?(\d{3})$/i.exec(text.trim());
  const communes = found ? reference.communesByPostalCode(`${found[1]}${found[2]}`) : [];
  return communes.length > 0 ? ofLevel("commune", communes) : null;
}
