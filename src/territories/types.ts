/** The words of the territories domain: levels of the official code, areas made of codes, and what a text resolves to. */

/** A level of the official code (COG). */
export type Level = "commune" | "epci" | "departement" | "region";

/** A level, a named list of territories (`perimeter`), or the whole country. */
export type Scale = Level | "perimeter" | "national";

/** Official codes of one area, by level. */
export type Codes = { regions: string[]; departments: string[]; communes: string[]; epci: string[] };

/** What contains an area, from the EPCI up; the area's own codes are not repeated. */
export type Parents = { regions: string[]; departments: string[]; epci: string[] };

/** One entry of the official code; `population` is 0 where none is published. */
export type Territory = { level: Level; code: string; name: string; population: number };

/** Degrees (WGS 84); `approximate` when taken from the EPCI or departement rather than from the commune itself. */
export type Position = { lon: number; lat: number; approximate: boolean };

/** An area with its scale and the name a reader would recognise. */
export type Area = Codes & { scale: Scale; label: string };

/** A district that shares a commune's name and code family (Paris, Lyon, Marseille). */
export type Arrondissement = { code: string; name: string; commune: string; postalCodes: string[]; population: number };

/** Why a reading was chosen or held back; the wording belongs to the catalogues. */
export type Reason =
  | "typo"
  | "missing_words"
  | "short_name"
  | "abbreviation"
  | "former_region"
  | "former_name"
  | "former_commune"
  | "academie"
  | "overseas"
  | "list"
  | "list_context"
  | "radius"
  | "postal_code"
  | "insee_code"
  | "departement_number"
  | "parent_context"
  | "inner_place"
  | "contradiction"
  | "homonym"
  | "several_scales"
  | "epci_name"
  | "epci_of_commune"
  | "epci_type"
  | "arrondissement"
  | "surroundings"
  | "scale_word"
  | "ignored_words"
  | "partly_unreadable"
  | "common_word"
  | "truncated";

/** One possible reading of a text, with its confidence from 0 to 1 and the main reason to consider it. */
export type Candidate = Area & { confidence: number; reason: Reason | null };

/** What a text designates; codes are filled only when `status` is `resolved`, other readings are in `candidates`. */
export type Resolution = Codes & {
  status: "resolved" | "ambiguous" | "unknown";
  scale: Scale | null;
  label: string | null;
  parents: Parents;
  radiusKm: number | null;
  confidence: number;
  candidates: Candidate[];
  reasons: Reason[];
};
