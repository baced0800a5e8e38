import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CELL_ZOOM, cellOf, cellsOfTile, fromSquare, mortonOf, onSquare, tileAt } from "./cells.ts";

const lon = fc.double({ min: -180, max: 180, noNaN: true });
const lat = fc.double({ min: -85, max: 85, noNaN: true });

describe("cells", () => {
  it("finds the tiles that every web map uses", () => {
    // The case that the mercantile library tests its own with, then the formula of the OpenStreetMap wiki.
    expect(tileAt(20.6852, 40.1222, 9)).toEqual({ z: 9, x: 285, y: 193 });
    fc.assert(
      fc.property(lon, lat, fc.integer({ min: 0, max: 16 }), (a, b, z) => {
        const side = 2 ** z;
        const y = ((1 - Math.asinh(Math.tan((b * Math.PI) / 180)) / Math.PI) / 2) * side;
        const x = ((a + 180) / 360) * side;
        const near = (exact: number, found: number) => found === Math.min(side - 1, Math.floor(exact));
        // Two formulas may part at the very border of a tile.
        fc.pre(Math.abs(y - Math.round(y)) > 1e-6);
        expect(near(x, tileAt(a, b, z).x) && near(y, tileAt(a, b, z).y)).toBe(true);
      }),
    );
  });

  it("interleaves the bits of a tile, x lowest", () => {
    expect(mortonOf({ z: 2, x: 0b11, y: 0b00 })).toBe(0b0101);
    expect(mortonOf({ z: 2, x: 0b00, y: 0b11 })).toBe(0b1010);
    expect(mortonOf({ z: 3, x: 0b101, y: 0b011 })).toBe(0b011011);
  });

  it("gives the same cells as bits counted without rounding, to the last corner of the square", () => {
    const whole = (x: number, y: number) => {
      let cell = 0n;
      for (let i = 0n; i < 20n; i += 1n)
        cell |= (((BigInt(x) >> i) & 1n) << (2n * i)) | (((BigInt(y) >> i) & 1n) << (2n * i + 1n));
      return cell;
    };
    fc.assert(
      fc.property(lon, lat, (a, b) => {
        const { x, y } = tileAt(a, b, CELL_ZOOM);
        expect(BigInt(cellOf(a, b))).toBe(whole(x, y));
      }),
    );
    expect(cellOf(180, -90)).toBe(4 ** 20 - 1);
    expect(cellOf(-180, 90)).toBe(0);
  });

  it("holds a point in the range of its tile at every zoom, and in no other", () => {
    fc.assert(
      fc.property(lon, lat, fc.integer({ min: 0, max: CELL_ZOOM }), (a, b, z) => {
        const cell = cellOf(a, b);
        const tile = tileAt(a, b, z);
        const { from, to } = cellsOfTile(tile);
        expect(cell).toBeGreaterThanOrEqual(from);
        expect(cell).toBeLessThan(to);
        expect(Math.floor(cell / 4 ** (CELL_ZOOM - z))).toBe(mortonOf(tile));
      }),
    );
  });

  it("comes back to the degrees it left", () => {
    fc.assert(
      fc.property(lon, lat, (a, b) => {
        const { x, y } = onSquare(a, b);
        const back = fromSquare(x, y);
        expect(back.lon).toBeCloseTo(a, 8);
        expect(back.lat).toBeCloseTo(b, 8);
      }),
    );
  });
});
