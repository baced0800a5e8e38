/** What a list shows; each list of values means "one of these", and every criterion must hold. */
export type Filter = {
  /** Words as typed. */
  q: string;
  /** Keys of domains; "none" for initiatives that nobody placed. */
  domains: string[];
  regions: string[];
  departments: string[];
  epci: string[];
  communes: string[];
  /** Identifiers of organisations. */
  partners: string[];
  kinds: string[];
  dimensions: string[];
  prospects: string[];
  audiences: string[];
  years: string[];
  statuses: string[];
  /** A place that the perimeter of an initiative must meet. */
  near: Near | null;
};

/** A place with what lies in it: an initiative is near when it names one of `tokens`; `centre` orders by distance. */
export type Near = { label: string; tokens: string[]; centre: { lon: number; lat: number } };

export const NO_FILTER: Filter = {
  q: "",
  domains: [],
  regions: [],
  departments: [],
  epci: [],
  communes: [],
  partners: [],
  kinds: [],
  dimensions: [],
  prospects: [],
  audiences: [],
  years: [],
  statuses: [],
  near: null,
};
