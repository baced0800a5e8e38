/** Reads the arrondissements of Paris, Lyon and Marseille. */
import { areaOf } from "./areas.ts";
import { type Reading, settledOn } from "./reading.ts";
import type { Reference } from "./reference.ts";

const CITIES_WITH_DISTRICTS: ReadonlyMap<string, [code: string, districts: number]> = new Map([
  ["paris", ["75056", 20]],
  ["lyon", ["69123", 9]],
  ["marseille", ["13055", 16]],
]);

const ROMAN = [
  "i",
  "ii",
  "iii",
  "iv",
  "v",
  "vi",
  "vii",
  "viii",
  "ix",
  "x",
  "xi",
  "xii",
  "xiii",
  "xiv",
  "xv",
  "xvi",
].concat(["xvii", "xviii", "xix", "xx"]);

/** "Paris 12e", "Lyon 3", "Marseille XIIIe arrondissement": the commune, the district being the other option. */
export function readDistrict(parts: readonly string[], reference: Reference): Reading | null {
  const city = CITIES_WITH_DISTRICTS.get(parts[0]!);
  if (!city || parts.length < 2) return null;
  const rest = parts
    .slice(1)
    .filter((word) => !/^(arrondissement|arrondissements|arrdt|arr|ardt|eme|er|e|le)$/.test(word));
  const [ordinal] = rest;
  if (!ordinal || rest.length > 1) return null;
  const bare = ordinal.replace(/(ieme|eme|er|e)$/, "");
  const number = /^\d{1,2}$/.test(bare) ? Number(bare) : ROMAN.indexOf(bare) + 1;
  if (number < 1 || number > city[1]) return null;
  const population = reference.get("commune", city[0])!.population;
  return settledOn(areaOf("commune", city[0], reference), population, 0.93, "arrondissement");
}
