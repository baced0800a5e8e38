/** Reads one place with the words that come with it: "département de la Vienne", "63160 Billom", "Pau et alentours". */
import { areaOf } from "./areas.ts";
import { readDistrict } from "./districts.ts";
import { isLinking, words } from "./names.ts";
import {
  decide,
  narrow,
  narrowToScale,
  type Option,
  type Reading,
  readAcademie,
  readBareEpci,
  readBeginning,
  readExact,
  readMarkedEpci,
  readMisspelt,
  readNumber,
  settledOn,
} from "./reading.ts";
import { departementOfCommune, type Reference } from "./reference.ts";
import { editDistance } from "./spelling.ts";
import type { Codes, Reason } from "./types.ts";
import { isDirection, isOnlyNoise, SCALE_WORDS, SURROUNDINGS } from "./vocabulary.ts";

/** What reading needs: the reference, and how many costly guesses the text may still ask for. */
export type Desk = { reference: Reference; guesses: number };

/** Words that come before the number of a departement to name a local branch: "section 81", "CD 93". */
const ORGANISATIONS = new Set(
  "mgen section sections delegation agence agences antenne sd dd cd dt codep federation union".split(" "),
);

const weaken = (reading: Reading, factor: number, reason: Reason): Reading => ({
  ...reading,
  options: reading.options.map((option) => ({
    ...option,
    confidence: option.confidence * factor,
    reasons: option.reasons.includes(reason) ? option.reasons : [...option.reasons, reason],
  })),
});

const explain = (reading: Reading, reason: Reason): Reading => weaken(reading, 1, reason);

/** Options of two readings that contradict each other: nothing is settled. */
export function contradiction(one: Reading, other: Reading): Reading {
  const options = [...one.options, ...other.options].map((option) => ({
    ...option,
    confidence: option.confidence * 0.5,
  }));
  return { options, settled: false, reasons: ["contradiction"] };
}

/**
 * Reads words as one place; null when they are not one. `lenient` also accepts beginnings of names, EPCI that are not
 * announced, and misspellings.
 */
export function readPlace(parts: readonly string[], desk: Desk, lenient: boolean): Reading | null {
  if (parts.length === 0 || parts.length > 16) return null;
  const [first] = parts;
  if ((first === "academie" || first === "rectorat") && parts.length > 1)
    return readAcademie(parts.slice(1), desk.reference);
  return (
    readNumber(
      parts
        .slice(
          Math.max(
            parts.findIndex((word) => !isLinking(word)),
            0,
          ),
        )
        .join(""),
      desk.reference,
    ) ??
    readPostal(parts, desk, lenient) ??
    readExact(parts, desk.reference) ??
    readMarkedEpci(parts, desk.reference) ??
    readDistrict(parts, desk.reference) ??
    readWithNumber(parts, desk, lenient) ??
    readWithScaleWord(parts, desk, lenient) ??
    readSurroundings(parts, desk, lenient) ??
    (lenient ? guess(parts, desk) : null)
  );
}

function guess(parts: readonly string[], desk: Desk): Reading | null {
  const quick = readBareEpci(parts, desk.reference) ?? readBeginning(parts, desk.reference);
  if (quick) return quick;
  if (desk.guesses <= 0) return null;
  desk.guesses--;
  return readMisspelt(parts, desk.reference);
}

/** Reads a name known to lie within an area, where a shorter or rarer name may be trusted; null when nothing agrees. */
export function readInside(parts: readonly string[], outer: Codes, desk: Desk, lenient: boolean): Reading | null {
  const reading = readPlace(parts, desk, lenient);
  const inside = reading && narrow(reading, outer, desk.reference);
  if (inside) return explain(inside, "parent_context");
  const longer = lenient ? readBeginningInside(parts, outer, desk) : null;
  if (longer) return longer;
  return lenient ? misspeltInside(parts, outer, desk) : null;
}

function readBeginningInside(parts: readonly string[], outer: Codes, desk: Desk): Reading | null {
  const reading = readBeginning(parts, desk.reference);
  const inside = reading && narrow(reading, outer, desk.reference);
  return inside ? explain(inside, "parent_context") : null;
}

function misspeltInside(parts: readonly string[], outer: Codes, desk: Desk): Reading | null {
  const key = parts.filter((word) => !isLinking(word)).join("");
  if (key.length < 5 || key.length > 60 || desk.guesses <= 0 || isOnlyNoise(parts)) return null;
  desk.guesses--;
  const { reference } = desk;
  const departments = new Set([...outer.departments, ...outer.regions.flatMap(reference.departmentsOf)]);
  let best = key.length < 9 ? 1 : 2;
  let found: string[] = [];
  for (const departement of departments) {
    for (const code of reference.communesOf("departement", departement)) {
      const name = words(reference.get("commune", code)!.name)
        .filter((word) => !isLinking(word))
        .join("");
      const distance = editDistance(key, name, best);
      if (distance > best || name[0] !== key[0]) continue;
      if (distance < best) found = [];
      best = distance;
      found.push(code);
    }
  }
  if (found.length === 0) return null;
  const options = found.map((code): Option => {
    const population = reference.get("commune", code)!.population;
    return {
      area: areaOf("commune", code, reference),
      population,
      confidence: 0.8,
      reasons: ["typo", "parent_context"],
    };
  });
  return decide(options, reference);
}

/** "63160 Billom", "Billom 63160", "63160", "35042 Rennes Cedex", "12 rue X 63160 Billom". */
function readPostal(parts: readonly string[], desk: Desk, lenient: boolean): Reading | null {
  const at = parts.findIndex((word) => /^\d{5}$/.test(word) || /^2[ab]\d{3}$/.test(word));
  if (at < 0) return readShortPostal(parts, desk, lenient);
  const { reference } = desk;
  const code = parts[at]!.toUpperCase();
  const cedex = parts.indexOf("cedex");
  const after = parts.slice(at + 1, cedex > at ? cedex : undefined);
  const served = reference.communesByPostalCode(code);
  const name = after.length > 0 ? after : parts.slice(0, at);
  if (name.length > 0) {
    const found = readPlaceNear(name, served, code, desk, lenient);
    if (found) return found;
    if (!lenient) return null;
  }
  const byCode = served.length > 0 ? served : reference.get("commune", code) ? [code] : [];
  if (byCode.length === 0) return null;
  const reason: Reason = served.length > 0 ? "postal_code" : "insee_code";
  const options = byCode.map((commune): Option => {
    const population = reference.get("commune", commune)!.population;
    return { area: areaOf("commune", commune, reference), population, confidence: 0.95, reasons: [reason] };
  });
  const reading = decide(options, reference);
  return name.length > 0 && !isOnlyNoise(name) ? weaken(reading, 0.65, "partly_unreadable") : reading;
}

/** "1000 Bourg-en-Bresse": spreadsheets drop the first zero. */
function readShortPostal(parts: readonly string[], desk: Desk, lenient: boolean): Reading | null {
  const [first] = parts;
  if (parts.length < 2 || !/^\d{4}$/.test(first!)) return null;
  const served = desk.reference.communesByPostalCode(`0${first}`);
  const reading = served.length > 0 ? readPlace(parts.slice(1), desk, lenient) : null;
  const inside =
    reading && narrow(reading, { regions: [], departments: [], epci: [], communes: served }, desk.reference);
  return inside ? explain(inside, "postal_code") : null;
}

/** Departments whose postal codes begin as this one; Corsican codes begin with 20. */
function departmentsOfPostal(code: string): string[] {
  return code.startsWith("20") ? ["2A", "2B"] : [departementOfCommune(code)];
}

function readPlaceNear(name: readonly string[], served: string[], code: string, desk: Desk, lenient: boolean) {
  const none = { regions: [], departments: [], communes: [], epci: [] };
  const reading = readPlace(name, desk, lenient);
  if (reading) {
    const exact = narrow(reading, { ...none, communes: served }, desk.reference);
    if (exact) return explain(exact, "postal_code");
  }
  const near = readInside(name, { ...none, departments: departmentsOfPostal(code) }, desk, lenient);
  if (near) return weaken(near, 0.95, "postal_code");
  if (!reading) return null;
  const communes = served.map((commune): Option => {
    const population = desk.reference.get("commune", commune)!.population;
    return { area: areaOf("commune", commune, desk.reference), population, confidence: 0.5, reasons: ["postal_code"] };
  });
  return contradiction(reading, { options: communes, settled: false, reasons: [] });
}

/** "département de la Vienne", "Vienne (ville)", "région Centre", "département 93". */
function readWithScaleWord(parts: readonly string[], desk: Desk, lenient: boolean): Reading | null {
  if (parts.length < 2) return null;
  if (parts.length > 2 && isLinking(parts[0]!)) return readWithScaleWord(parts.slice(1), desk, lenient);
  const leading = SCALE_WORDS.get(parts[0]!);
  const scale = leading ?? SCALE_WORDS.get(parts.at(-1)!);
  if (!scale) return null;
  const rest = leading ? dropLinks(parts.slice(1)) : parts.slice(0, -1);
  const [only] = rest;
  const region = scale === "region" && only && rest.length === 1 ? desk.reference.get("region", only) : undefined;
  if (region) {
    const asRegion = settledOn(areaOf("region", region.code, desk.reference), region.population, 0.6, "scale_word");
    const asDepartement = readNumber(region.code, desk.reference);
    return asDepartement ? decide([...asRegion.options, ...asDepartement.options], desk.reference) : asRegion;
  }
  // "3 départements" counts them.
  if (!leading && /^\d+$/.test(only ?? "")) return null;
  const reading = readPlace(rest, desk, lenient);
  if (!reading) return null;
  const kept = narrowToScale(reading, scale, desk.reference) ?? withoutArticle();
  if (kept) return explain(kept, "scale_word");
  if (scale === "region" && leading) {
    const perimeter = narrowToScale(reading, "perimeter", desk.reference);
    if (perimeter) return explain(perimeter, "scale_word");
    return weaken(reading, 0.7, "surroundings");
  }
  return leading ? weaken(reading, 0.8, "scale_word") : null;

  // "La Creuse" and "La Marne" are communes too: the article is not part of the name that a scale word asks for.
  function withoutArticle(): Reading | null {
    if (scale === "commune" || rest.length < 2 || !isLinking(rest[0]!)) return null;
    const bare = readPlace(rest.slice(1), desk, lenient);
    return bare && narrowToScale(bare, scale!, desk.reference);
  }
}

function dropLinks(parts: readonly string[]): readonly string[] {
  return parts.length > 1 && /^(de|du|des|d)$/.test(parts[0]!) ? parts.slice(1) : parts;
}

/** "Niort et alentours", "environs de Pau", "nord du Lot": the place itself, less surely. */
function readSurroundings(parts: readonly string[], desk: Desk, lenient: boolean): Reading | null {
  const isWide = (word: string) => SURROUNDINGS.has(word) || isDirection(word);
  let start = 0;
  let end = parts.length;
  while (start < end && (isWide(parts[start]!) || (start > 0 && isLinking(parts[start]!)))) start++;
  if (start === 0) {
    while (start < end && isLinking(parts[start]!)) start++;
    if (start > 0 && start < end && isWide(parts[start]!)) return readSurroundings(parts.slice(start), desk, lenient);
    start = 0;
  }
  if (SURROUNDINGS.has(parts[end - 1]!)) {
    while (
      end > start &&
      (SURROUNDINGS.has(parts[end - 1]!) || isLinking(parts[end - 1]!) || parts[end - 1] === "tout")
    )
      end--;
  }
  if (end <= start || (start === 0 && end === parts.length)) return null;
  const reading = readPlace(parts.slice(start, end), desk, lenient);
  const [first] = reading?.options ?? [];
  if (!reading || !first || first.area.scale === "national") return null;
  // "bassin de la Loire" is about the river.
  if (parts[0] === "bassin" && first.area.scale !== "commune") return null;
  return weaken(reading, 0.85, "surroundings");
}

/** "Billom 63", "63 Billom", "Rodez 46" (which contradicts itself). */
function readWithNumber(parts: readonly string[], desk: Desk, lenient: boolean): Reading | null {
  if (parts.length < 2) return null;
  const last = parts.at(-1)!;
  const [number, rest] = /^\d/.test(last) ? [last, parts.slice(0, -1)] : [parts[0]!, parts.slice(1)];
  if (number.length < 2) return null;
  const departement = readNumber(number, desk.reference);
  if (!departement) return null;
  const name = rest.filter((word, at) => !(word === "departement" && (at === 0 || at === rest.length - 1)));
  if (name.length === 0 && number !== last) return null;
  if (number === last && name.every((word) => ORGANISATIONS.has(word)) && name.length > 0) {
    return weaken(departement, 0.8, "ignored_words");
  }
  if (name.length === 0) return explain({ ...departement, settled: true }, "scale_word");
  if (name.length === 1 && SCALE_WORDS.get(name[0]!) === "region") return null;
  if (name.some((word) => /^\d+$/.test(word))) return null;
  const outer = departement.options[0]!.area;
  const inside = readInside(name, outer, desk, lenient);
  if (inside) return inside;
  const reading = readPlace(name, desk, lenient);
  return reading ? contradiction(reading, departement) : null;
}
