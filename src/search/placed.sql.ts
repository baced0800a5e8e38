import { type RawBuilder, sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { CELL_ZOOM, cellsOfTile, type Tile, tileAt } from "./cells.ts";
import { type Cluster, type FineCount, fineZoom, gatherSquares } from "./clusters.ts";

/** What a query keeps of the rows `d` of search_documents, as `inHits(hits, "d")` says it. */
export type Kept = RawBuilder<unknown>;

/** A box of degrees. */
export type Box = { west: number; south: number; east: number; north: number };

/** An initiative at its place on a map. */
export type Placed = {
  network: string;
  ordinal: number;
  key: string;
  title: string;
  mark: number;
  exact: boolean;
  lon: number;
  lat: number;
};

const inScope = (scope: readonly string[]) => sql`d.network_id = any(${[...scope]}::uuid[])`;

/** What falls in a tile, gathered by squares; each cluster of one comes with its initiative. */
export async function findTile(
  db: Database,
  scope: readonly string[],
  kept: Kept,
  tile: Tile,
): Promise<{ clusters: Cluster[]; points: Placed[] }> {
  const { from, to } = cellsOfTile(tile);
  const shift = 2 * (CELL_ZOOM - fineZoom(tile.z));
  const { rows } = await sql<FineCount>`
    select (d.cell >> ${sql.lit(shift)})::float8 as square, d.network_id as network, count(*)::int as count, min(d.ordinal) as ordinal
    from search_documents d
    where ${inScope(scope)} and d.cell >= ${sql.lit(from)}::bigint and d.cell < ${sql.lit(to)}::bigint and ${kept} group by 1, 2`.execute(
    db,
  );
  const gathered = gatherSquares(tile, rows);
  return {
    clusters: gathered.filter((one) => one.count > 1),
    points: await findPlaced(
      db,
      gathered.filter((one) => one.count === 1),
    ),
  };
}

/** The initiatives named by their place in the index, where they stand. */
async function findPlaced(db: Database, named: readonly { network: string; ordinal: number }[]): Promise<Placed[]> {
  if (named.length === 0) return [];
  const { rows } = await sql<Placed>`
    select d.network_id as network, d.ordinal, i.key, i.title, d.mark, d.exact, d.longitude as lon, d.latitude as lat
    from unnest(${named.map((one) => one.network)}::uuid[], ${named.map((one) => one.ordinal)}::int[]) n(network_id, ordinal)
    join search_documents d on d.network_id = n.network_id and d.ordinal = n.ordinal
    join initiatives i on i.network_id = d.network_id and i.id = d.initiative_id`.execute(db);
  return rows;
}

/** The least zoom whose tiles cover a box by no more than this, so that it is a few ranges of the index. */
const MOST_TILES = 16;

function tilesOver(box: Box): Tile[] {
  for (let z = CELL_ZOOM; z > 0; z--) {
    const [a, b] = [tileAt(box.west, box.north, z), tileAt(box.east, box.south, z)];
    const [columns, rows] = [b.x - a.x + 1, b.y - a.y + 1];
    if (columns * rows > MOST_TILES) continue;
    return Array.from({ length: columns * rows }, (_, i) => ({
      z,
      x: a.x + (i % columns),
      y: a.y + Math.floor(i / columns),
    }));
  }
  return [{ z: 0, x: 0, y: 0 }];
}

/** The condition that a row stands in a box. */
function within(box: Box): RawBuilder<unknown> {
  const ranges = tilesOver(box).map((tile) => {
    const { from, to } = cellsOfTile(tile);
    return sql`(d.cell >= ${sql.lit(from)}::bigint and d.cell < ${sql.lit(to)}::bigint)`;
  });
  return sql`(${sql.join(ranges, sql` or `)}) and d.longitude between ${box.west} and ${box.east} and d.latitude between ${box.south} and ${box.north}`;
}

/** The initiatives that stand in a box, in the order of their numbers, a page of them; `total` counts them all. */
export async function findInBox(
  db: Database,
  scope: readonly string[],
  kept: Kept,
  box: Box,
  page: { limit: number; offset: number },
): Promise<{ total: number; box: Box | null; rows: { network: string; id: string }[] }> {
  const here = sql`${inScope(scope)} and ${within(box)} and ${kept}`;
  const [found, counted] = await Promise.all([
    sql<{ network: string; id: string }>`
      select d.network_id as network, d.initiative_id as id from search_documents d where ${here}
      order by d.key_number nulls last, d.key, d.network_id limit ${page.limit} offset ${page.offset}`.execute(db),
    boundsOf(db, here),
  ]);
  return { total: counted.total, box: counted.box, rows: found.rows };
}

/** How many rows a condition keeps, how many of them have a point, and the box that holds those. */
async function boundsOf(db: Database, here: RawBuilder<unknown>) {
  const { rows } = await sql<{ total: number; placed: number } & { [Edge in keyof Box]: number | null }>`
    select count(*)::int as total, count(d.cell)::int as placed, min(d.longitude) as west, max(d.longitude) as east,
      min(d.latitude) as south, max(d.latitude) as north from search_documents d where ${here}`.execute(db);
  const { total, placed, west, south, east, north } = rows[0]!;
  const box = west === null || south === null || east === null || north === null ? null : { west, south, east, north };
  return { total, placed, box };
}

/** How many initiatives a query keeps, how many of them have a point, and the box that holds those. */
export const countPlaced = (
  db: Database,
  scope: readonly string[],
  kept: Kept,
): Promise<{ total: number; placed: number; box: Box | null }> => boundsOf(db, sql`${inScope(scope)} and ${kept}`);

/** What placing an initiative on a drawing takes. */
export type MarkRow = {
  network: string;
  key: string;
  title: string;
  mark: number;
  scale: string | null;
  in_regions: string[];
  in_departments: string[];
  longitude: number | null;
  latitude: number | null;
  point_departement: string | null;
  point_exact: boolean;
};

/** The initiatives a query keeps, as a drawing needs them, by number, at most `limit`. */
export async function findMarks(db: Database, scope: readonly string[], kept: Kept, limit: number): Promise<MarkRow[]> {
  const { rows } = await sql<MarkRow>`
    select d.network_id as network, i.key, i.title, d.mark, i.scale, i.in_regions, i.in_departments, i.longitude, i.latitude,
      i.point_departement, i.point_exact
    from search_documents d join initiatives i on i.network_id = d.network_id and i.id = d.initiative_id
    where ${inScope(scope)} and ${kept} order by d.key_number nulls last, d.key, d.network_id limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** How many initiatives of a network cover the whole country, and how many have no known place. */
export async function countOutside(db: Database, networkId: string): Promise<{ national: number; unplaced: number }> {
  const { rows } = await sql<{ national: number; unplaced: number }>`
    select count(*) filter (where named <> '{}')::int as national, count(*) filter (where named = '{}')::int as unplaced
    from reached_documents where network_id = ${networkId} and (named = '{}' or named @> '{national:}')`.execute(db);
  return rows[0]!;
}

export type AreaLevel = "region" | "departement" | "epci" | "commune";

/**
 * How many initiatives are in each area of a level: those that name it or something in it; one in several areas counts
 * in each. `wider` are those in none, which name something larger or no place at all.
 */
export async function countByArea(
  db: Database,
  scope: readonly string[],
  kept: Kept,
  level: AreaLevel,
): Promise<{ counts: Map<string, number>; wider: number }> {
  const start = `${level}:`;
  const [areas, wider] = await Promise.all([
    sql<{ area: string; count: number }>`
      select a.area, count(*)::int as count from search_documents d cross join lateral unnest(d.within) a(area)
      where ${inScope(scope)} and ${kept} and starts_with(a.area, ${start}) group by 1`.execute(db),
    sql<{ count: number }>`
      select count(*)::int as count from search_documents d where ${inScope(scope)} and ${kept}
      and not exists (select 1 from unnest(d.within) a(area) where starts_with(a.area, ${start}))`.execute(db),
  ]);
  return {
    counts: new Map(areas.rows.map((row) => [row.area.slice(start.length), row.count])),
    wider: wider.rows[0]!.count,
  };
}
