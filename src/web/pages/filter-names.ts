import type { Catalogue } from "../../i18n/catalogue.ts";
import type { FilterName } from "./list-address.ts";

export type FacetName = Exclude<FilterName, "q" | "pres" | "rayon">;

const TITLES: Record<FacetName, string> = {
  reseau: "network",
  domaine: "domain",
  region: "region",
  departement: "departement",
  epci: "epci",
  commune: "commune",
  partenaire: "partner",
  acteur: "actor",
  audience: "audience",
  perspective: "prospect",
  dimension: "dimension",
  annee: "year",
  statut: "status",
};

/** The title of a filter. */
export const facetTitle = (t: Catalogue, name: FacetName): string => t.list.facets[TITLES[name]] ?? name;

/** The name of a value of a filter: `own`, which its network or the official code gives it, or the catalogue's for a code. */
export const valueName = (t: Catalogue, name: FacetName, value: string, own: string | null): string => {
  const { common, list } = t;
  if (own !== null) return own;
  if (name === "partenaire") return common.kinds[value] ?? value;
  if (name === "audience") return list.audiences[value] ?? value;
  if (name === "perspective") return common.prospects[value] ?? value;
  if (name === "statut") return common.statuses[value] ?? value;
  if (name === "domaine" && value === "aucun") return list.domainUnknown;
  if (name === "annee" && value === "non-dite") return list.yearUnknown;
  if (name === "acteur") return list.actorUnknown;
  return value;
};

/** A value of a filter under the title of the filter. */
export const titledValue = (t: Catalogue, name: FacetName, value: string, own: string | null): string =>
  t.list.chip(facetTitle(t, name), valueName(t, name, value, own));

/** The place asked for, by its own name where it is known, with how far around it. */
export const nearName = (t: Catalogue, { pres, rayon }: { pres: string; rayon: string }, own: string | null): string =>
  t.list.near.chip(own ?? pres, Number(rayon));
