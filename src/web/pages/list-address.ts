import { inNetwork, type PageContext } from "../context.ts";

export const LIST_SORTS = ["numero", "titre", "lieu", "annee", "recent", "pertinence"] as const;
export type ListSort = (typeof LIST_SORTS)[number];

export const EXPORT_FORMATS = ["csv", "xlsx", "geojson", "jsonld", "json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What a list asks for: the whole state of the page, held in its address. */
export interface ListQuery {
  q: string;
  /** Short names of networks, where the list is of several. */
  reseau: string[];
  domaine: string[];
  region: string;
  departement: string;
  epci: string;
  commune: string;
  /** A place as typed, its code or a point, and how far around it in kilometres. */
  pres: string;
  rayon: string;
  partenaire: string[];
  /** The identifier of an organisation. */
  acteur: string;
  audience: string[];
  perspective: string[];
  dimension: string[];
  annee: string;
  statut: string;
  tri: ListSort;
  vue: "tableau" | "fiches";
  /** Counted from 1. */
  page: number;
}

export const EMPTY_QUERY: ListQuery = {
  q: "",
  reseau: [],
  domaine: [],
  region: "",
  departement: "",
  epci: "",
  commune: "",
  pres: "",
  rayon: "",
  partenaire: [],
  acteur: "",
  audience: [],
  perspective: [],
  dimension: [],
  annee: "",
  statut: "",
  tri: "numero",
  vue: "tableau",
  page: 1,
};

/** The order of a list that its address does not tell: the best answers first where something is looked for. */
export const defaultSort = ({ q, pres }: Pick<ListQuery, "q" | "pres">): ListSort =>
  q !== "" || pres !== "" ? "pertinence" : "numero";

const FILTERS = [
  "q",
  "reseau",
  "domaine",
  "region",
  "departement",
  "epci",
  "commune",
  "pres",
  "rayon",
  "partenaire",
  "acteur",
  "audience",
  "perspective",
  "dimension",
  "annee",
  "statut",
] as const;
export type FilterName = (typeof FILTERS)[number];

const paramsOf = (query: ListQuery): URLSearchParams => {
  const params = new URLSearchParams();
  for (const name of FILTERS) {
    const value = query[name];
    for (const one of Array.isArray(value) ? value : [value]) if (one !== "") params.append(name, one);
  }
  if (query.tri !== defaultSort(query)) params.set("tri", query.tri);
  if (query.vue !== EMPTY_QUERY.vue) params.set("vue", query.vue);
  if (query.page > 1) params.set("page", String(query.page));
  return params;
};

/** The query as an address would hold it, without its defaults: "?q=…&domaine=…", or nothing. */
export const queryString = (query: ListQuery): string => {
  const text = paramsOf(query).toString();
  return text === "" ? "" : `?${text}`;
};

/** What a form must send besides the fields it offers, so that nothing of the query is lost but its page. */
export const besides = (query: ListQuery, offered: readonly (keyof ListQuery)[]): [string, string][] =>
  [...paramsOf({ ...query, page: 1 })].filter(([name]) => !(offered as readonly string[]).includes(name));

/** The address of the list in the state asked for. */
export const listAddress = (ctx: PageContext, query: ListQuery): string =>
  inNetwork(ctx, `/initiatives${queryString(query)}`);

/** The address of the file that holds exactly what the list shows, all its pages. */
export const exportAddress = (ctx: PageContext, query: ListQuery, format: ExportFormat): string =>
  inNetwork(ctx, `/exports/initiatives.${format}${queryString({ ...query, vue: "tableau", page: 1 })}`);

/** The query without one value of one filter, back on the first page. */
export const without = (query: ListQuery, name: FilterName, value: string): ListQuery => {
  const current = query[name];
  const less = {
    ...query,
    page: 1,
    [name]: Array.isArray(current) ? current.filter((one) => one !== value) : "",
    ...(name === "pres" && { rayon: "" }),
  };
  return query.tri === defaultSort(query) ? { ...less, tri: defaultSort(less) } : less;
};

/** The feed of what a list keeps, in the language of the page. */
export const feedAddress = (ctx: PageContext, query: ListQuery, page = 1): string =>
  inNetwork(ctx, `/fil.atom${queryString({ ...query, tri: defaultSort(query), vue: EMPTY_QUERY.vue, page })}`);

/** The filters that are set, one pair for each value. */
export const filtersSet = (query: ListQuery): [FilterName, string][] =>
  // A radius is told with its place.
  FILTERS.filter((name) => name !== "rayon").flatMap((name) => {
    const value = query[name];
    return (Array.isArray(value) ? value : [value])
      .filter((one) => one !== "")
      .map((one): [FilterName, string] => [name, one]);
  });
