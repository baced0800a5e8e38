import { inNetwork, type PageContext } from "../context.ts";
import { defaultSort, EMPTY_QUERY, type ListQuery, queryString } from "./list-address.ts";

export const MAP_LOOKS = ["lieux", "densite"] as const;
export type MapLook = (typeof MAP_LOOKS)[number];

/** What a map asks for: the filters of the list, what is drawn, and the page of its table, counted from 1. */
export interface MapQuery {
  list: ListQuery;
  vue: MapLook;
  page: number;
}

/** The filters alone, as an address holds them: the order, the look and the page of a list mean nothing to a map. */
const filtersOf = (list: ListQuery): URLSearchParams =>
  new URLSearchParams(queryString({ ...list, tri: defaultSort(list), vue: EMPTY_QUERY.vue, page: 1 }));

const asked = (params: URLSearchParams): string => {
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
};

/** The address of the map in the state asked for. */
export const mapAddress = (ctx: PageContext, query: MapQuery): string => {
  const params = filtersOf(query.list);
  if (query.vue !== "lieux") params.set("vue", query.vue);
  if (query.page > 1) params.set("page", String(query.page));
  return inNetwork(ctx, `/carte${asked(params)}`);
};

/** The addresses the interactive map asks: its tiles, to be completed, and the rows of what is in view. */
export const tilesAddress = (ctx: PageContext, list: ListQuery): string =>
  inNetwork(ctx, `/tuiles/{z}/{x}/{y}.mvt${asked(filtersOf(list))}`);
export const rowsAddress = (ctx: PageContext, list: ListQuery): string =>
  inNetwork(ctx, `/carte/lignes${asked(filtersOf(list))}`);

/** The query on another territory: a region, one of its départements, or the whole country. */
export const zoomedOn = (query: MapQuery, zoom: { region?: string; departement?: string }): MapQuery => ({
  ...query,
  page: 1,
  list: { ...query.list, region: zoom.region ?? "", departement: zoom.departement ?? "" },
});
