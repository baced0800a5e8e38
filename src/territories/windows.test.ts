import { describe, expect, it } from "vitest";
import { outlinedDepartements } from "./outlines.ts";
import { outlinesAsGeoJson, windowOn } from "./windows.ts";

const RENNES = { lon: -1.68, lat: 48.11 };
const BREST = { lon: -4.49, lat: 48.39 };

describe("a window", () => {
  it("shows a region with its départements and what lies around", () => {
    const bretagne = windowOn({ level: "region", code: "53" })!;
    expect([...bretagne.shapes.keys()].sort()).toEqual(["22", "29", "35", "56"]);
    expect(bretagne.borders).not.toBe("");
    expect(bretagne.around).not.toBe("");
    const [east, west] = [bretagne.place(RENNES.lon, RENNES.lat)!, bretagne.place(BREST.lon, BREST.lat)!];
    expect(east[0]).toBeGreaterThan(west[0] + 200);
    expect(bretagne.place(2.35, 48.85)).toBeUndefined();
  });

  it("is about as large whatever it shows, on land or overseas", () => {
    for (const code of outlinedDepartements().keys()) {
      const one = windowOn({ level: "departement", code })!;
      expect(one.width, code).toBe(606);
      expect(one.height, code).toBeGreaterThan(150);
      expect(one.height, code).toBeLessThanOrEqual(641);
      const [x, y] = one.shapes.get(code)!.centre;
      expect(x > 0 && x < one.width && y > 0 && y < one.height, code).toBe(true);
    }
  });

  it("puts the north upwards", () => {
    const corse = windowOn({ level: "region", code: "94" })!;
    expect(corse.place(9.4, 42.7)![1]).toBeLessThan(corse.place(9.2, 41.5)![1]);
  });

  it("opens on nothing where there is no outline, whatever the code", () => {
    for (const code of ["999", "", "__proto__", "975"])
      expect(windowOn({ level: "departement", code })).toBeUndefined();
    expect(windowOn({ level: "region", code: "75056" })).toBeUndefined();
  });
});

it("gives all outlines as closed rings of degrees", () => {
  const { features } = outlinesAsGeoJson("all") as {
    features: { properties: { code: string }; geometry: { coordinates: number[][][][] } }[];
  };
  expect(features.map(({ properties }) => properties.code).sort()).toEqual([...outlinedDepartements().keys()].sort());
  for (const { geometry } of features)
    for (const ring of geometry.coordinates.flat()) {
      expect(ring[0]).toEqual(ring.at(-1));
      expect(ring.length).toBeGreaterThan(3);
    }
});
