import { readRecords } from "../../initiatives/records.sql.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import { NO_FILTER } from "../../search/filter.ts";
import { findHits, inHits } from "../../search/hits.sql.ts";
import {
  type AreaLevel,
  countByArea,
  countPlaced,
  findMarks,
  type Kept,
  type MarkRow,
} from "../../search/placed.sql.ts";
import { searchInitiatives } from "../../search/search.sql.ts";
import { poissonInterval } from "../../statistics/poisson.ts";
import { openReference, type Reference } from "../../territories/reference.ts";
import type { Zoom } from "../../territories/windows.ts";
import { filtersSet } from "../pages/list-address.ts";
import type { MapQuery } from "../pages/map-address.ts";
import type { AreaRow, MapRowView, MapView, MapZoom, PlacedOnMap } from "../pages/map-view.ts";
import { readOwnNames } from "./filter-names.ts";
import { toMap, toMention } from "./initiative.ts";
import { toFilter } from "./list-search.ts";

/** The networks a map shows. */
export type MapScope = readonly Pick<Network, "id" | "slug" | "name">[];

/** Up to this many initiatives are drawn one by one on the country, and on a narrower territory. */
const MOST_MARKS = { country: 500, zoom: 160 };
/** Up to this many communes bear each its number; beyond, their EPCI do. */
const MOST_COMMUNES = 80;
/** Up to this many initiatives are listed by name; beyond, their territories are. */
const MOST_ROWS = 200;
const PAGE = 50;
const PER = 100_000;
/** Under this many initiatives a rate is marked as resting on few: half its 95 % interval is then about the rate itself. */
export const FEW = 5;

/** The territory shown: the département asked for, else the region; null for the country, undefined when unknown. */
export function zoomOf(query: MapQuery): MapZoom | null | undefined {
  const reference = openReference();
  const { departement, region } = query.list;
  const asked: Zoom | null = departement
    ? { level: "departement", code: departement }
    : region
      ? { level: "region", code: region }
      : null;
  if (!asked) return null;
  const found = reference.get(asked.level, asked.code);
  if (!found) return undefined;
  const [parent] = asked.level === "departement" ? reference.parentsOf("departement", asked.code).regions : [];
  const parentName = parent && reference.get("region", parent)?.name;
  return { ...asked, name: found.name, region: parent && parentName ? { code: parent, name: parentName } : null };
}

/** The codes of a level that a territory is divided into. */
function areasIn(reference: Reference, zoom: MapZoom | null, level: AreaLevel): string[] {
  if (!zoom) return reference.list(level).map(({ code }) => code);
  if (level === "departement") return zoom.level === "region" ? reference.departmentsOf(zoom.code) : [zoom.code];
  const communes = reference.communesOf(zoom.level, zoom.code);
  return level === "commune"
    ? communes
    : [...new Set(communes.flatMap((code) => reference.parentsOf("commune", code).epci))];
}

function areaRow(reference: Reference, level: AreaLevel, code: string, count: number): AreaRow | null {
  const area = reference.get(level, code);
  if (!area) return null;
  const { name, population } = area;
  const position = reference.positionOf(level, code);
  const per = PER / population;
  const interval = poissonInterval(count);
  return {
    level,
    code,
    name,
    count,
    population,
    rate: population > 0 ? count * per : null,
    interval: population > 0 ? { low: interval.low * per, high: interval.high * per } : null,
    few: count > 0 && count < FEW,
    at: position ? { lon: position.lon, lat: position.lat } : null,
  };
}

async function readAreas(db: Database, ids: string[], kept: Kept, zoom: MapZoom | null, level: AreaLevel) {
  const reference = openReference();
  const { counts, wider } = await countByArea(db, ids, kept, level);
  const rows = areasIn(reference, zoom, level)
    .flatMap((code) => areaRow(reference, level, code, counts.get(code) ?? 0) ?? [])
    // Where nobody lives and nothing is, there is nothing to say.
    .filter((row) => row.population > 0 || row.count > 0);
  return { level, wider, rows };
}

/** The level whose areas a territory is counted by: départements, then intercommunalities. */
const levelIn = (zoom: MapZoom | null): AreaLevel => (zoom?.level === "departement" ? "epci" : "departement");

/** Numbers where marks would be too many: of départements, then of intercommunalities, of communes where they are few. */
async function readCounts(db: Database, ids: string[], kept: Kept, zoom: MapZoom | null) {
  if (zoom?.level === "departement") {
    const communes = await readAreas(db, ids, kept, zoom, "commune");
    const named = communes.rows.filter((row) => row.count > 0);
    if (named.length <= MOST_COMMUNES) return { ...communes, rows: named };
  }
  const areas = await readAreas(db, ids, kept, zoom, zoom ? "epci" : "departement");
  return { ...areas, rows: areas.rows.filter((row) => row.count > 0) };
}

/** The map in the state its address asks for, of one network or of several together. */
export async function readMap(db: Database, scope: MapScope, query: MapQuery, zoom: MapZoom | null): Promise<MapView> {
  const ids = scope.map(({ id }) => id);
  const filter = toFilter(query.list);
  const [hits, everything] = await Promise.all([findHits(db, ids, filter), findHits(db, ids, NO_FILTER)]);
  const kept = inHits(hits, "d");
  const most = zoom ? MOST_MARKS.zoom : MOST_MARKS.country;
  const many = hits.total > most;
  const density = query.vue === "densite";
  const [placed, marks, counts, areas] = await Promise.all([
    countPlaced(db, ids, kept),
    many || density ? null : findMarks(db, ids, kept, most),
    many && !density ? readCounts(db, ids, kept, zoom) : null,
    density || (!many && hits.total > MOST_ROWS) ? readAreas(db, ids, kept, zoom, levelIn(zoom)) : null,
  ]);
  const rows = !areas && !counts ? await readRows(db, scope, query) : null;
  const reference = openReference();
  return {
    query,
    zoom,
    total: everything.total,
    results: hits.total,
    box: placed.box,
    marks: marks && toPlaced(scope, marks),
    counts,
    areas,
    rows,
    pages: rows ? Math.max(1, Math.ceil(hits.total / PAGE)) : 1,
    few: FEW,
    edition: reference.edition,
    nearer: nearerOf(reference, zoom),
    chips: await chipsOf(db, scope, query),
    towns: zoom?.level === "departement" ? townsOf(reference, zoom.code) : [],
  };
}

/** The own names of the filters that are set, for the chips. */
async function chipsOf(db: Database, scope: MapScope, { list }: MapQuery): Promise<MapView["chips"]> {
  const own = await readOwnNames(db, scope, list);
  return Object.fromEntries(
    filtersSet(list).flatMap(([name, value]): [string, string][] => {
      const known = own(name, value);
      return known === null ? [] : [[`${name} ${value}`, known]];
    }),
  );
}

/** The territories one may go to from here. */
function nearerOf(reference: Reference, zoom: MapZoom | null): { code: string; name: string }[] {
  const byName = (list: { code: string; name: string }[]) =>
    list.map(({ code, name }) => ({ code, name })).sort((a, b) => a.name.localeCompare(b.name, "fr"));
  if (!zoom) return byName(reference.list("region").filter(({ population }) => population > 0));
  if (zoom.level === "departement") return [];
  return byName(reference.departmentsOf(zoom.code).flatMap((code) => reference.get("departement", code) ?? []));
}

/** The most populated communes of a département, to be named on its map. */
function townsOf(reference: Reference, departement: string) {
  return reference
    .communesOf("departement", departement)
    .flatMap((code) => reference.get("commune", code) ?? [])
    .sort((a, b) => b.population - a.population)
    .slice(0, 24)
    .flatMap(({ code, name }) => {
      const at = reference.positionOf("commune", code);
      return at && !at.approximate ? [{ name, lon: at.lon, lat: at.lat }] : [];
    })
    .slice(0, 12);
}

const slugsOf = (scope: MapScope) => new Map(scope.map(({ id, slug }) => [id, slug]));

const toPlaced = (scope: MapScope, rows: readonly MarkRow[]): PlacedOnMap[] => {
  const slugs = slugsOf(scope);
  return rows.map((row) => ({ ...toMap(row), network: slugs.get(row.network) ?? "" }));
};

async function readRows(db: Database, scope: MapScope, query: MapQuery): Promise<MapRowView[]> {
  const ids = scope.map(({ id }) => id);
  const page = { sort: "number" as const, limit: PAGE, offset: (query.page - 1) * PAGE };
  const found = await searchInitiatives(db, ids, toFilter(query.list), page);
  return toRows(db, scope, found.hits);
}

/** Rows of initiatives found in one network or several, in the order they were found. */
export async function toRows(
  db: Database,
  scope: MapScope,
  found: readonly { network: string; id: string }[],
): Promise<MapRowView[]> {
  const slugs = slugsOf(scope);
  const named = new Map(scope.map(({ id, name }) => [id, name]));
  const records = new Map<string, MapRowView>();
  for (const [network, mine] of Map.groupBy(found, (one) => one.network)) {
    const read = await readRecords(
      db,
      network,
      mine.map(({ id }) => id),
    );
    for (const record of read)
      records.set(`${network} ${record.id}`, {
        ...toMention(record),
        since: record.sinceYear,
        network: slugs.get(network) ?? "",
        ...(scope.length > 1 && { networkName: named.get(network) ?? "" }),
      });
  }
  return found.flatMap(({ network, id }) => records.get(`${network} ${id}`) ?? []);
}
