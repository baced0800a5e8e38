import type { Box } from "../search/placed.sql.ts";
import { readListQuery } from "./list-query.ts";
import { defaultSort, EMPTY_QUERY, type ListQuery } from "./pages/list-address.ts";
import { MAP_LOOKS, type MapLook, type MapQuery } from "./pages/map-address.ts";

/** Reads the state of a map from an address, of which the list was read; what makes no sense is left out rather than refused. */
export function readMapQuery(params: URLSearchParams, list: ListQuery = readListQuery(params)): MapQuery {
  const look = params.get("vue") as MapLook;
  return {
    list: { ...list, tri: defaultSort(list), vue: EMPTY_QUERY.vue, page: 1 },
    vue: MAP_LOOKS.includes(look) ? look : "lieux",
    page: list.page,
  };
}

/** The box of degrees an address asks for, "west,south,east,north"; undefined when it is not one. */
export function readBox(text: string): Box | undefined {
  const parts = text.split(",").map((part) => (/^-?\d{1,3}(\.\d{1,12})?$/.test(part) ? Number(part) : Number.NaN));
  const [west, south, east, north] = parts;
  if (parts.length !== 4 || parts.some(Number.isNaN)) return undefined;
  const box = { west: west!, south: south!, east: east!, north: north! };
  const inside = Math.abs(box.south) <= 90 && Math.abs(box.north) <= 90 && box.west >= -540 && box.east <= 540;
  return inside && box.west <= box.east && box.south <= box.north ? box : undefined;
}
