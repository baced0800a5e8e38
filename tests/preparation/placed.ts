import { cellOf } from "../../src/search/cells.ts";
import type { Bench } from "./database.ts";

export type Point = { lon: number; lat: number; title?: string; within?: string[]; mark?: number };

const codes = (level: string) =>
  `array(select substr(w, ${level.length + 2}) from jsonb_array_elements_text(within) w where starts_with(w, '${level}:'))`;

/** Gives a network initiatives at the points named, in the index as a search finds them; numbers follow on. */
export async function placeInitiatives(
  bench: Bench,
  networkId: string,
  points: readonly Point[],
  from = 1,
): Promise<void> {
  const column = <T>(value: (point: Point, i: number) => T) => points.map(value);
  await bench.pool.query(
    `with given as (
       select gen_random_uuid() as id, t.* from unnest($2::int[], $3::text[], $4::float8[], $5::float8[], $6::bigint[], $7::int[], $8::jsonb[])
         t(number, title, lon, lat, cell, mark, within)
     ), made as (
       insert into initiatives (network_id, id, key, key_number, title, place_status, scale, communes, in_departments, in_regions,
         longitude, latitude, point_departement, point_exact, created_at, updated_at)
       select $1, id, number::text, number, title, 'proposed', 'commune', ${codes("commune")}, ${codes("departement")}, ${codes("region")},
         lon, lat, (${codes("departement")})[1], true, now(), now() from given
     )
     insert into search_documents (network_id, initiative_id, ordinal, key, key_number, title_order, updated_at, title_words, words,
       longitude, latitude, cell, mark, exact, within, named)
     select $1, id, number, number::text, number, lower(title), now(), '', '', lon, lat, cell, mark, true,
       array(select jsonb_array_elements_text(within)), array(select jsonb_array_elements_text(within)) from given`,
    [
      networkId,
      column((_, i) => from + i),
      column((point, i) => point.title ?? `Initiative ${from + i}`),
      column(({ lon }) => lon),
      column(({ lat }) => lat),
      column(({ lon, lat }) => cellOf(lon, lat)),
      column(({ mark = 1 }) => mark),
      column(({ within = [] }) => JSON.stringify(within)),
    ],
  );
  await bench.pool.query("vacuum analyze search_documents");
}
