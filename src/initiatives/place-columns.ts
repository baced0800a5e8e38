import { positionOf } from "../territories/position.ts";
import type { Reference } from "../territories/reference.ts";
import type { Resolution } from "../territories/types.ts";

/** The columns of an initiative that say where it acts; codes are filled only when the place is resolved. */
export function placeColumns(words: string, place: Resolution | null, reference: Reference) {
  const resolved = place?.status === "resolved" ? place : null;
  const point = resolved ? positionOf(resolved, reference) : null;
  return {
    place_words: words,
    place_status: resolved ? "proposed" : place?.status === "ambiguous" ? "ambiguous" : "unknown",
    place_label: resolved?.label ?? null,
    scale: resolved?.scale ?? null,
    regions: resolved?.regions ?? [],
    departments: resolved?.departments ?? [],
    epci: resolved?.epci ?? [],
    communes: resolved?.communes ?? [],
    parent_regions: resolved?.parents.regions ?? [],
    parent_departments: resolved?.parents.departments ?? [],
    parent_epci: resolved?.parents.epci ?? [],
    in_regions: resolved ? unique([...resolved.regions, ...resolved.parents.regions]) : [],
    in_departments: resolved ? unique([...resolved.departments, ...resolved.parents.departments]) : [],
    radius_km: resolved?.radiusKm ?? null,
    place_confidence: place?.confidence ?? 0,
    place_candidates: place?.candidates.slice(0, 12) ?? [],
    longitude: point?.lon ?? null,
    latitude: point?.lat ?? null,
    point_departement: point?.departement ?? null,
    point_exact: point?.exact ?? false,
  };
}

const unique = (codes: string[]) => [...new Set(codes)];
