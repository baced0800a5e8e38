import { CELL_ZOOM, fromSquare, type Tile } from "./cells.ts";

/** A tile is cut into 8 by 8 squares: what falls in one of them is drawn as one. */
const SQUARES = 3;
/** Positions are told by squares eight times finer, that is to four pixels of a tile of 512. */
const FINE = 6;

/** The zoom of the squares that positions are counted in for a tile, and of those that are drawn as one. */
export const fineZoom = (z: number): number => Math.min(CELL_ZOOM, z + FINE);
export const squareZoom = (z: number): number => Math.min(CELL_ZOOM, z + SQUARES);

/** How many initiatives fall in one fine square; `network` and `ordinal` are those of one of them. */
export type FineCount = { square: number; count: number; network: string; ordinal: number };

/** What a map draws as one: where it stands on average, how many, the square they share, and one of them. */
export type Cluster = { lon: number; lat: number; count: number; square: Tile; network: string; ordinal: number };

/** The column and row of a square from its rank on the Z-order curve. */
export function unravel(rank: number, z: number): { x: number; y: number } {
  let [x, y, left] = [0, 0, rank];
  for (let i = 0, bit = 1; i < z; i++, bit *= 2) {
    x += (left % 2) * bit;
    left = Math.floor(left / 2);
    y += (left % 2) * bit;
    left = Math.floor(left / 2);
  }
  return { x, y };
}

/** Joins the fine squares of a tile into those that are drawn as one, each at the mean of what it holds. */
export function gatherSquares(tile: Tile, fine: readonly FineCount[]): Cluster[] {
  const [from, to] = [fineZoom(tile.z), squareZoom(tile.z)];
  const factor = 2 ** (from - to);
  const groups = new Map<string, { x: number; y: number; sumX: number; sumY: number; one: FineCount; count: number }>();
  for (const one of fine) {
    const { x, y } = unravel(one.square, from);
    const [column, row] = [Math.floor(x / factor), Math.floor(y / factor)];
    const key = `${column}/${row}`;
    const group = groups.get(key) ?? { x: column, y: row, sumX: 0, sumY: 0, one, count: 0 };
    group.sumX += (x + 0.5) * one.count;
    group.sumY += (y + 0.5) * one.count;
    group.count += one.count;
    groups.set(key, group);
  }
  return [...groups.values()].map(({ x, y, sumX, sumY, one, count }) => ({
    ...fromSquare(sumX / count / 2 ** from, sumY / count / 2 ** from),
    count,
    square: { z: to, x, y },
    network: one.network,
    ordinal: one.ordinal,
  }));
}
