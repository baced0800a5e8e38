/** What the names of one answer say of each other: which homonym is meant, which name only situates another. */
import { contains, noCodes, parentsOf } from "./areas.ts";
import { decide, identityOf, narrow, type Option, type Reading } from "./reading.ts";
import type { Reference } from "./reference.ts";
import type { Area, Reason } from "./types.ts";

/** Settles the names that leave a choice with what stands beside them: what contains them, their kind, their neighbours. */
export function settleTogether(readings: Reading[], reference: Reference): Reading[] {
  if (readings.length < 2) return readings;
  const settle = (reading: Reading, at: number, all: Reading[]): Reading => {
    const others = all.filter((_, other) => other !== at);
    if (!reading.settled) {
      return (
        withinNeighbours(reading, others, reference) ??
        aroundNeighbours(reading, others, reference) ??
        likeNeighbours(reading, others, reference) ??
        nearNeighbours(reading, others, reference) ??
        reading
      );
    }
    return likeNeighbours(reading, others, reference) ?? reading;
  };
  const once = readings.map(settle);
  return once.some(({ settled }) => !settled) ? once.map(settle) : once;
}

const inContext = (reading: Reading): Reading => ({
  ...reading,
  options: reading.options.map((option) => ({
    ...option,
    confidence: Math.min(option.confidence, 0.85),
    reasons: [...new Set<Reason>([...option.reasons, "list_context"])],
  })),
});

const firstAreas = (readings: Reading[]): Area[] =>
  readings.filter(({ settled }) => settled).map(({ options }) => options[0]!.area);

function onlyIfSettled(reading: Reading | null): Reading | null {
  return reading?.settled ? inContext(reading) : null;
}

function withinNeighbours(reading: Reading, others: Reading[], reference: Reference): Reading | null {
  for (const area of firstAreas(others)) {
    const inside = onlyIfSettled(narrow(reading, area, reference));
    if (inside && area.scale !== "commune") return inside;
  }
  return null;
}

function aroundNeighbours(reading: Reading, others: Reading[], reference: Reference): Reading | null {
  const around = reading.options.filter(({ area }) =>
    firstAreas(others).some((inner) => inner.scale !== area.scale && contains(area, inner, reference)),
  );
  return around.length === 1 ? inContext(settledOption(around[0]!)) : null;
}

const settledOption = (option: Option): Reading => ({
  options: [{ ...option, confidence: Math.max(option.confidence, 0.85) }],
  settled: true,
  reasons: [],
});

/** A name borne by a commune and a departement is of the kind of the other names of the list. */
function likeNeighbours(reading: Reading, others: Reading[], reference: Reference): Reading | null {
  const scales = new Set(reading.options.map(({ area }) => area.scale));
  const known = firstAreas(others);
  if (known.length === 0 || !scales.has("commune") || scales.size < 2) return null;
  const areCommunes = known.every(({ scale }) => scale === "commune");
  const areWide = known.every(({ scale }) => scale === "departement" || scale === "region" || scale === "perimeter");
  const isTown = reading.settled && reading.options[0]!.area.scale === "commune";
  if (reading.settled ? !(areWide && isTown) : !areCommunes && !areWide) return null;
  if (reading.settled && known.some((area) => contains(area, reading.options[0]!.area, reference))) return null;
  const alike = reading.options.filter(({ area }) => (area.scale === "commune") === areCommunes);
  const decided = alike.length > 0 ? decide(alike, reference) : null;
  return decided?.settled ? inContext(settledOption(decided.options[0]!)) : null;
}

/** "Nantes, Saint-Nazaire": the only namesake in the same departement, or failing that in the same region. */
function nearNeighbours(reading: Reading, others: Reading[], reference: Reference): Reading | null {
  const parents = firstAreas(others).map((area) => parentsOf(area, reference));
  for (const level of ["departments", "regions"] as const) {
    const codes = [...new Set(parents.flatMap((parent) => parent[level]))];
    if (codes.length === 0) continue;
    const near = narrow(reading, { ...noCodes(), [level]: codes }, reference);
    if (near) return near.settled ? inContext(near) : null;
  }
  return null;
}

/**
 * Drops from a list what only situates another of its members: the first name is the territory, a name that contains
 * all those before it is their context, a name inside the first is a detail of it.
 */
export function relate(readings: Reading[], reference: Reference): { kept: Reading[]; inner: Option[] } {
  const kept: Reading[] = [];
  const inner: Option[] = [];
  const isWithin = (one: Reading, other: Reading) =>
    one.settled && other.settled && covers(other.options[0]!.area, one.options[0]!.area, reference);
  for (const reading of readings) {
    const last = kept.at(-1);
    const holder = kept.find((other) => isWithin(reading, other));
    if (holder) {
      if (identityOf(holder.options[0]!.area) !== identityOf(reading.options[0]!.area)) inner.push(reading.options[0]!);
      continue;
    }
    const context =
      kept.length > 0 && (kept.every((other) => isWithin(other, reading)) || (last && isWithin(last, reading)));
    if (context) inner.push(reading.options[0]!);
    else kept.push(reading);
  }
  return { kept, inner };
}

const covers = (outer: Area, inner: Area, reference: Reference): boolean =>
  outer.scale === "national" || contains(outer, inner, reference);
