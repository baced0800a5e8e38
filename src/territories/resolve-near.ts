/** Turns what a person types or chooses as "near me" into the place that a search is asked for. */
import type { Near } from "../search/filter.ts";
import { membersOf, parentsOf } from "./areas.ts";
import { type Degrees, nearestCommune } from "./distances.ts";
import { areaOfNamed, findExact, nameIndexOf } from "./name-index.ts";
import { words } from "./names.ts";
import { codeTokens, communeLabel, FARTHEST_KM, labelOfCodes, nearArea, nearPoint } from "./near.ts";
import { isOnEarth, readCodes, readPoint, readPostalCode } from "./near-input.ts";
import type { Reference } from "./reference.ts";
import { resolveTerritory } from "./resolve.ts";
import type { Area, Codes, Scale } from "./types.ts";

/** A place as given: the first of `point`, `code` and `text` that is there counts. */
export type NearInput = { text?: string; code?: string; point?: Degrees; radiusKm?: number };

/** A place that a name may mean; `code` chooses it, `departments` situates it. */
export type NearCandidate = { code: string; label: string; level: Scale; departments: string[] };

export type NearResolution =
  | {
      status: "found";
      near: Near;
      level: Scale | "point";
      /** What to keep in an address: it resolves to the same place whatever homonyms appear. */
      code: string;
      radiusKm: number;
      /** What else the words may mean, less likely. */
      others: NearCandidate[];
    }
  | { status: "ambiguous"; candidates: NearCandidate[] }
  | { status: "unknown"; reason: "nothing" | "place" | "code" | "point" | "far" | "radius" | "country" };

const DEFAULT_KM = { area: 0, point: 10 };
const MOST_OTHERS = 6;
const MOST_NAMESAKES = 12;
/** A point farther than that from every commune is a slip: longitude and latitude swapped, a sign lost. */
const LOST_KM = FARTHEST_KM;

const unknown = (reason: Extract<NearResolution, { status: "unknown" }>["reason"]): NearResolution => ({
  status: "unknown",
  reason,
});

/** Finds the place meant by words, a code or a point, within a radius in kilometres (0 to 200); never throws. */
export function resolveNear(input: NearInput, reference: Reference): NearResolution {
  const { radiusKm } = input;
  if (radiusKm !== undefined && !(radiusKm >= 0 && radiusKm <= FARTHEST_KM)) return unknown("radius");
  if (input.point) return fromPoint(input.point, radiusKm, reference);
  const [code, text] = [input.code?.trim() ?? "", input.text?.trim() ?? ""];
  const point = readPoint(code || text);
  if (point) return fromPoint(point, radiusKm, reference);
  if (code) {
    const codes = readCodes(code, reference) ?? readPostalCode(code, reference);
    return codes ? fromCodes(codes, radiusKm, reference) : unknown("code");
  }
  if (!text) return unknown("nothing");
  // Typed alone, five digits are a postal code even where they also are the code of a commune elsewhere.
  const codes = readPostalCode(text, reference) ?? (/\d/.test(text) ? readCodes(text, reference) : null);
  return codes ? fromCodes(codes, radiusKm, reference) : fromWords(text, radiusKm, reference);
}

function fromPoint(point: Degrees, radiusKm: number | undefined, reference: Reference): NearResolution {
  if (!isOnEarth(point)) return unknown("point");
  // A kilometre is fine enough to find communes, and an address must not keep where somebody lives.
  const rounded = { lon: toHundredth(point.lon), lat: toHundredth(point.lat) };
  if (nearestCommune(rounded, reference).km > LOST_KM) return unknown("far");
  const km = radiusKm ?? DEFAULT_KM.point;
  const code = `${rounded.lat.toFixed(2)},${rounded.lon.toFixed(2)}`;
  return { status: "found", near: nearPoint(rounded, km, reference), level: "point", code, radiusKm: km, others: [] };
}

const toHundredth = (degrees: number): number => Math.round(degrees * 100) / 100 || 0;

function fromCodes(codes: Codes, radiusKm: number | undefined, reference: Reference): NearResolution {
  const members = membersOf(codes);
  const scale = members.length === 1 ? members[0]!.level : "perimeter";
  return found({ ...codes, scale, label: labelOfCodes(codes, reference) }, radiusKm, [], reference);
}

function found(
  area: Area,
  radiusKm: number | undefined,
  others: NearCandidate[],
  reference: Reference,
): NearResolution {
  if (area.scale === "national") return unknown("country");
  const km = radiusKm ?? DEFAULT_KM.area;
  const near = nearArea(area, labelOf(area, reference), km, reference);
  if (!near) return unknown("place");
  return { status: "found", near, level: area.scale, code: codeTokens(area).join(","), radiusKm: km, others };
}

const labelOf = (area: Area, reference: Reference): string =>
  area.scale === "commune" ? communeLabel(area.communes[0]!, reference) : area.label;

function toCandidates(areas: readonly Area[], reference: Reference): NearCandidate[] {
  const candidates = areas
    .filter((area) => membersOf(area).length > 0)
    .map((area) => ({
      code: codeTokens(area).join(","),
      label: labelOf(area, reference),
      level: area.scale,
      departments: [...new Set([...area.departments, ...parentsOf(area, reference).departments])],
    }));
  return candidates.filter(({ code }, at) => candidates.findIndex((one) => one.code === code) === at);
}

function fromWords(text: string, radiusKm: number | undefined, reference: Reference): NearResolution {
  const resolution = resolveTerritory(text, reference);
  const km = radiusKm ?? (resolution.radiusKm === null ? undefined : Math.min(resolution.radiusKm, FARTHEST_KM));
  if (resolution.status === "resolved") {
    const area: Area = { ...resolution, scale: resolution.scale!, label: resolution.label! };
    return found(area, km, toCandidates(resolution.candidates, reference).slice(0, MOST_OTHERS), reference);
  }
  // An answer may use "Y" or "Ars" as an ordinary word; in a field that asks for a place, they are the communes.
  const areas: Area[] = resolution.status === "ambiguous" ? resolution.candidates : namesakes(text, reference);
  const [only] = areas;
  if (only && areas.length === 1) return found(only, km, [], reference);
  const candidates = toCandidates(areas, reference);
  return candidates.length > 0 ? { status: "ambiguous", candidates } : unknown("place");
}

function namesakes(text: string, reference: Reference): Area[] {
  const parts = words(text.slice(0, 100));
  if (parts.length === 0) return [];
  const areas = findExact(parts, nameIndexOf(reference)).map(({ named }) => areaOfNamed(named, reference));
  return areas.filter((area) => membersOf(area).length > 0).slice(0, MOST_NAMESAKES);
}
