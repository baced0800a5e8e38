/** The fixed, seeded questions of the bench on exploring, each asked of the product and of plain SQL. */
import type pg from "pg";
import { cumulate, indexBelow, openRandom } from "../src/generation/random.ts";
import type { Database } from "../src/platform/database/database.ts";
import { CELL_ZOOM, cellsOfTile, type Tile, tileAt } from "../src/search/cells.ts";
import { squareZoom } from "../src/search/clusters.ts";
import { countFacets } from "../src/search/facets.sql.ts";
import { type Filter, type Near, NO_FILTER } from "../src/search/filter.ts";
import { FACETS, findHits, inHits } from "../src/search/hits.sql.ts";
import { findTile } from "../src/search/placed.sql.ts";
import { pageOf, type Sort } from "../src/search/search.sql.ts";
import { encodeTile } from "../src/search/tiles.ts";
import { openReference } from "../src/territories/reference.ts";
import { resolveNear } from "../src/territories/resolve-near.ts";
import { type Chosen, rawList, rawNear, rawSearch, rawTile, sortCounts, tileAnswer } from "./explore-raw.ts";
import type { Asked } from "./explore-timing.ts";

export type Asking = { db: Database; pool: pg.Pool; network: string };

const PAGE = 50;
const SEED = 20261124;

/** Filters of the list: none, each facet alone by a common and a rare value, then several together. */
async function chosenFilters({ db, network }: Asking): Promise<Chosen[]> {
  const counts = await countFacets(db, await findHits(db, [network], NO_FILTER));
  const value = (facet: (typeof FACETS)[number], share: number): string => {
    const values = [...counts[facet]].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return values[Math.floor((values.length - 1) * share)]![0];
  };
  const used = FACETS.filter((facet) => counts[facet].size > 0);
  const together: Chosen[] = [0, 0.3, 0.6].flatMap((share) => [
    { regions: [value("regions", share)], kinds: [value("kinds", share)] },
    { departments: [value("departments", share)], years: [value("years", share)] },
    { domains: [value("domains", share), value("domains", 1)], audiences: [value("audiences", share)] },
    { domains: [value("domains", 0)], regions: [value("regions", share)], prospects: [value("prospects", 0)] },
  ]);
  return [
    {},
    ...used.flatMap((facet) => [{ [facet]: [value(facet, 0)] }, { [facet]: [value(facet, 0.8)] }]),
    ...together,
  ];
}

/** The list with its facets. */
export async function listQuestions(asking: Asking): Promise<Asked[]> {
  const { db, pool, network } = asking;
  return (await chosenFilters(asking)).map((chosen) => ({
    name: `list ${JSON.stringify(chosen)}`,
    product: async () => {
      const filter: Filter = { ...NO_FILTER, ...chosen };
      const hits = await findHits(db, [network], filter);
      const [page, counts] = await Promise.all([
        pageOf(db, hits, filter, { sort: "number", limit: PAGE, offset: 0 }),
        countFacets(db, hits),
      ]);
      const tokens = FACETS.flatMap((facet) =>
        [...counts[facet]].map(([value, count]) => [`${facet}:${value}`, count]),
      );
      return { total: hits.total, ids: page.map(({ id }) => id), counts: sortCounts(Object.fromEntries(tokens)) };
    },
    raw: () => rawList(pool, network, chosen, PAGE),
  }));
}

/** Words common and rare, several, misspelt, in a phrase, with another wording in the field, begun. */
export const WORDS = [
  "sommeil",
  "santé",
  "radon",
  "aidants",
  "drépanocytose",
  "écoanxiété",
  "santé mentale",
  "activité physique seniors",
  "jardins partagés école",
  "qualité air",
  "vaccinaton",
  "alimentaton",
  "addicsions",
  "bénévolta",
  "“santé mentale”",
  '"précarité étudiante"',
  '"lien social"',
  "EHPAD",
  "maison de retraite",
  "sport-santé",
  "sport sur ordonnance",
  "étud",
  "préven",
  "handicapés",
  "compostage quartier",
  "télémédecine mutuelle",
];

async function find({ db, network }: Asking, filter: Filter, sort: Sort) {
  const hits = await findHits(db, [network], filter);
  await pageOf(db, hits, filter, { sort, limit: PAGE, offset: 0 });
  return { total: hits.total };
}

/** Searches by words; plain SQL is given the query ready made, and has neither spelling nor synonyms to look for. */
export async function wordQuestions(asking: Asking): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const q of WORDS) {
    const filter = { ...NO_FILTER, q };
    const { question } = await findHits(asking.db, [asking.network], filter);
    if (question.query === null) throw new Error(`"${q}" asks nothing`);
    asked.push({
      name: `“${q}”`,
      product: () => find(asking, filter, "relevance"),
      raw: () => rawSearch(asking.pool, asking.network, question.query!, PAGE),
    });
  }
  return asked;
}

/** Communes drawn by how many people live there. */
function drawCommunes(count: number) {
  const communes = openReference().list("commune");
  const sums = cumulate(communes.map(({ population }) => population));
  const random = openRandom(SEED, 1);
  return Array.from({ length: count }, () => communes[indexBelow(sums, random.next())]!);
}

const RADII = [0, 5, 10, 20, 30];

/** Near a commune, within each radius in turn; finding the communes around is part of the question. */
export function nearQuestions(asking: Asking): Asked[] {
  const reference = openReference();
  return drawCommunes(40).map((commune, index) => {
    const radiusKm = RADII[index % RADII.length]!;
    const near = (): Near => {
      const found = resolveNear({ code: `commune:${commune.code}`, radiusKm }, reference);
      if (found.status !== "found") throw new Error(`commune:${commune.code} is not found: ${JSON.stringify(found)}`);
      return found.near;
    };
    return {
      name: `${commune.name} ${radiusKm} km`,
      product: () => find(asking, { ...NO_FILTER, near: near() }, "relevance"),
      raw: () => rawNear(asking.pool, asking.network, near(), PAGE),
    };
  });
}

const ZOOMS = [0, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14];

/** Tiles of every zoom over places drawn by population. */
export const tileQuestionsOf = (): Tile[] =>
  drawCommunes(48).map(({ code }, index) => {
    const { lon, lat } = openReference().positionOf("commune", code)!;
    return tileAt(lon, lat, ZOOMS[index % ZOOMS.length]!);
  });

/** The tiles of the map. */
export async function tileQuestions(asking: Asking): Promise<Asked[]> {
  const { db, pool, network } = asking;
  const kept = inHits(await findHits(db, [network], NO_FILTER), "d");
  return tileQuestionsOf().map((tile) => ({
    name: `tile ${tile.z}/${tile.x}/${tile.y}`,
    product: async () => {
      const content = await findTile(db, [network], kept, tile);
      encodeTile(tile, content, () => "bench");
      return tileAnswer(
        [...content.clusters.map(({ count }) => count), ...content.points.map(() => 1)],
        content.points.map(({ key }) => key),
      );
    },
    raw: () => rawTile(pool, network, cellsOfTile(tile), 2 * (CELL_ZOOM - squareZoom(tile.z))),
  }));
}
