import { fold } from "../duplicates/words.ts";
import { tokensOf } from "../territories/near.ts";
import type { Reference } from "../territories/reference.ts";
import type { Scale } from "../territories/types.ts";
import { cellOf } from "./cells.ts";

/** What the index is made from: one initiative with what hangs on it, rejected readings left out. */
export type Source = {
  id: string;
  key: string;
  key_number: number | null;
  title: string;
  text: string;
  place_label: string | null;
  since_year: number | null;
  updated_at: Date;
  scale: Scale | null;
  codes: { regions: string[]; departments: string[]; epci: string[]; communes: string[] };
  in_regions: string[];
  in_departments: string[];
  radius_km: number | null;
  longitude: number | null;
  latitude: number | null;
  point_exact: boolean;
  position: number | null;
  domains: string[];
  kinds: string[];
  dimensions: string[];
  prospects: string[];
  audiences: string[];
  partners: string[];
  doubtful: boolean;
};

const LONGEST_TEXT = 30_000;

/** The row of the index that an initiative gives. */
export function documentOf(source: Source, reference: Reference) {
  const { codes, longitude, latitude, position } = source;
  const { named, within } = tokensOf(codes, source.scale, source.radius_km, reference);
  return {
    initiative_id: source.id,
    key: source.key,
    key_number: source.key_number,
    // Cut as questions are: PostgreSQL alone would read a path in "alcool/tabac" and a number below zero in "Covid-19".
    title: fold(source.title),
    text: fold(source.text.slice(0, LONGEST_TEXT)),
    title_order: fold(source.title).slice(0, 200),
    place_order: source.place_label === null ? null : fold(source.place_label).slice(0, 200),
    since_year: source.since_year,
    updated_at: source.updated_at,
    named,
    within,
    facets: facetsOf(source),
    partners: source.partners,
    longitude,
    latitude,
    exact: source.point_exact,
    cell: longitude === null || latitude === null ? null : cellOf(longitude, latitude),
    tier: tierOf(named),
    mark: position !== null && position <= 5 ? position : 0,
  };
}

const TIERS: Record<string, number> = { commune: 0, epci: 0, departement: 1, region: 2 };
/** How wide an initiative acts, from the finest area that it names. */
const tierOf = (named: string[]): number => Math.min(3, ...named.map((token) => TIERS[token.split(":")[0]!] ?? 3));

const some = (values: string[]) => (values.length > 0 ? values : ["none"]);

function facetsOf(source: Source): string[] {
  const values: Record<string, string[]> = {
    all: [""],
    domains: some(source.domains),
    regions: source.in_regions,
    departments: source.in_departments,
    kinds: source.kinds,
    dimensions: source.dimensions,
    prospects: source.prospects,
    audiences: source.audiences,
    years: some(source.since_year === null ? [] : [String(source.since_year)]),
    statuses: [source.doubtful ? "to_review" : "settled"],
  };
  return Object.entries(values).flatMap(([facet, own]) => [...new Set(own)].map((value) => `${facet}:${value}`));
}

/** The words of a text, folded, each with the way it was first written; those of fewer than three letters say little. */
export function wordsOf(text: string): Map<string, string> {
  const words = new Map<string, string>();
  for (const [written] of text.slice(0, LONGEST_TEXT).matchAll(/\p{L}[\p{L}\p{N}]{2,39}/gu)) {
    const word = fold(written);
    if (word.length > 2 && !words.has(word)) words.set(word, written.toLowerCase());
  }
  return words;
}
