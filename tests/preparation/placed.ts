import { reindexNetwork } from "../../src/search/index-initiatives.sql.ts";
import type { Bench } from "./database.ts";

/** A place and what contains it, the narrowest first: "commune:35238", "epci:…", "departement:35", "region:53". */
export type Point = { lon: number; lat: number; title?: string; within?: string[] };

type Level = "commune" | "epci" | "departement" | "region";
const LEVELS: Level[] = ["commune", "epci", "departement", "region"];

function columnsOf({ lon, lat, title, within = [] }: Point, number: number) {
  const codes = (level: Level) =>
    within.filter((area) => area.startsWith(`${level}:`)).map((area) => area.slice(level.length + 1));
  const scale = LEVELS.find((level) => codes(level).length > 0) ?? null;
  const named = (level: Level) => (level === scale ? codes(level) : []);
  const above = (level: Level) => (level === scale ? [] : codes(level));
  return {
    number,
    title: title ?? `Initiative ${number}`,
    lon,
    lat,
    scale,
    communes: named("commune"),
    epci: named("epci"),
    departments: named("departement"),
    regions: named("region"),
    parent_epci: above("epci"),
    parent_departments: above("departement"),
    parent_regions: above("region"),
    in_departments: codes("departement"),
    in_regions: codes("region"),
    point_departement: codes("departement")[0] ?? null,
    within,
  };
}

const COLUMNS = `number int, title text, lon float8, lat float8, scale text, communes text[], epci text[], departments text[],
  regions text[], parent_epci text[], parent_departments text[], parent_regions text[], in_departments text[], in_regions text[],
  point_departement text, within text[]`;

/** Gives a network initiatives at the points named, in the index as a search finds them; numbers follow on. */
export async function placeInitiatives(
  bench: Bench,
  networkId: string,
  points: readonly Point[],
  from = 1,
): Promise<void> {
  const rows = JSON.stringify(points.map((point, i) => columnsOf(point, from + i)));
  await bench.pool.query(
    `insert into initiatives (network_id, id, key, key_number, title, place_status, place_label, scale, communes, epci, departments, regions,
       parent_epci, parent_departments, parent_regions, in_departments, in_regions, longitude, latitude, point_departement, point_exact,
       created_at, updated_at)
     select $1, gen_random_uuid(), number::text, number, title, 'proposed', 'ici', scale, communes, epci, departments, regions, parent_epci,
       parent_departments, parent_regions, in_departments, in_regions, lon, lat, point_departement, true, now(), now()
     from jsonb_to_recordset($2::jsonb) as given(${COLUMNS})`,
    [networkId, rows],
  );
  await bench.db.transaction().execute((db) => reindexNetwork(db, networkId));
  await bench.pool.query("vacuum analyze search_documents");
}
