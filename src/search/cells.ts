/** The zoom whose squares name a point: 2^20 squares a side, some 38 m at the equator, 26 m in France. */
export const CELL_ZOOM = 20;

/** The latitude where the Web Mercator square ends. */
const FARTHEST_NORTH = 85.0511287798066;

export type Tile = { z: number; x: number; y: number };

/** Where a point falls on the Web Mercator square whose side is one, from its north-west corner. */
export function onSquare(lon: number, lat: number): { x: number; y: number } {
  const kept = Math.min(FARTHEST_NORTH, Math.max(-FARTHEST_NORTH, lat));
  const sine = Math.sin((kept * Math.PI) / 180);
  return { x: (lon + 180) / 360, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

/** The longitude and latitude of a point of the Web Mercator square whose side is one. */
export function fromSquare(x: number, y: number): { lon: number; lat: number } {
  return { lon: x * 360 - 180, lat: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI };
}

/** The tile of a zoom that holds a point; what lies beyond the square belongs to its last tile. */
export function tileAt(lon: number, lat: number, z: number): Tile {
  const side = 2 ** z;
  const inside = (part: number) => Math.min(side - 1, Math.max(0, Math.floor(part * side)));
  const { x, y } = onSquare(lon, lat);
  return { z, x: inside(x), y: inside(y) };
}

// Cells take 40 bits: JavaScript shifts numbers on 32, hence products.
const spread = (bits: number): number => {
  let spaced = 0;
  for (let i = 0, weight = 1; i < CELL_ZOOM; i += 1, weight *= 4) if ((bits >> i) & 1) spaced += weight;
  return spaced;
};

/** The rank of a tile on the Z-order curve of its zoom (Morton 1966): the bits of x and y in turn, x lowest. */
export const mortonOf = ({ x, y }: Tile): number => spread(x) + 2 * spread(y);

/** The cell of a point: the rank of its square at zoom 20, so that the points of any tile lie in one range of cells. */
export const cellOf = (lon: number, lat: number): number => mortonOf(tileAt(lon, lat, CELL_ZOOM));

/** The cells of a tile: the first, and the first that is no longer in it. */
export function cellsOfTile(tile: Tile): { from: number; to: number } {
  const cells = 4 ** (CELL_ZOOM - tile.z);
  const from = mortonOf(tile) * cells;
  return { from, to: from + cells };
}
