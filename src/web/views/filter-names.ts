import type { Catalogue } from "../../i18n/catalogue.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import { namePartner } from "../../search/facets.sql.ts";
import { listDimensions, listDomains } from "../../studies/studies.sql.ts";
import { openReference } from "../../territories/reference.ts";
import { nearName, titledValue, valueName } from "../pages/filter-names.ts";
import { type FilterName, filtersSet, type ListQuery } from "../pages/list-address.ts";
import { nearOf } from "./list-search.ts";

type Named = readonly Pick<Network, "id" | "slug" | "name">[];

/** The name that the networks, or the official code, give to a value of a filter; null where none of them does. */
export type OwnNames = (name: FilterName, value: string) => string | null;

/** The own names of what a list is filtered by; a key that two networks share keeps one of them. */
export async function readOwnNames(db: Database, networks: Named, query: ListQuery): Promise<OwnNames> {
  const ids = networks.map(({ id }) => id);
  const [domains, dimensions, partner] = await Promise.all([
    query.domaine.length > 0 ? Promise.all(ids.map((id) => listDomains(db, id))) : [],
    query.dimension.length > 0 ? Promise.all(ids.map((id) => listDimensions(db, id))) : [],
    query.acteur ? namePartner(db, ids, query.acteur) : undefined,
  ]);
  const reference = openReference();
  const near = nearOf(query);
  const keyed = (list: readonly { key: string; name: string }[][], value: string) =>
    list.flat().find(({ key }) => key === value)?.name;
  const names: Partial<Record<FilterName, (value: string) => string | undefined>> = {
    reseau: (value) => networks.find(({ slug }) => slug === value)?.name,
    domaine: (value) => keyed(domains, value),
    dimension: (value) => keyed(dimensions, value),
    region: (value) => reference.get("region", value)?.name,
    departement: (value) => reference.get("departement", value)?.name,
    epci: (value) => reference.get("epci", value)?.name,
    commune: (value) => reference.get("commune", value)?.name,
    acteur: () => partner,
    pres: () => (near?.status === "found" ? near.near.label : undefined),
  };
  return (name, value) => names[name]?.(value) ?? null;
}

/** The filters of a list as a reader knows them, for a title: names of domains, of places, of kinds. */
export async function nameFilters(db: Database, networks: Named, query: ListQuery, t: Catalogue): Promise<string[]> {
  const own = await readOwnNames(db, networks, query);
  return filtersSet(query).map(([name, value]) => {
    if (name === "q") return t.common.quote(value);
    if (name === "pres" || name === "rayon") return nearName(t, query, own(name, value));
    // A year alone would not say of what it is.
    return (name === "annee" ? titledValue : valueName)(t, name, value, own(name, value));
  });
}
