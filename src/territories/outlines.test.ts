import { describe, expect, test } from "vitest";
import {
  areaPath,
  borderPath,
  centreOfDepartement,
  centresOf,
  departementsOfRegion,
  FRAMES,
  frameOf,
  frameSize,
  isInDepartement,
  landPath,
  outlinedDepartements,
  placePoint,
} from "./outlines.ts";

const CITIES: [name: string, lon: number, lat: number, departement: string][] = [
  ["Paris", 2.3522, 48.8566, "75"],
  ["Saint-Denis", 2.3574, 48.9362, "93"],
  ["Créteil", 2.4556, 48.7904, "94"],
  ["Nanterre", 2.2071, 48.8924, "92"],
  ["Lille", 3.0573, 50.6292, "59"],
  ["Brest", -4.4861, 48.3904, "29"],
  ["Strasbourg", 7.7455, 48.5734, "67"],
  ["Mulhouse", 7.3389, 47.7508, "68"],
  ["Belfort", 6.8628, 47.638, "90"],
  ["Lyon", 4.8357, 45.764, "69"],
  ["Chambéry", 5.9178, 45.5646, "73"],
  ["Marseille", 5.3698, 43.2965, "13"],
  ["Nice", 7.262, 43.7102, "06"],
  ["Valréas, an enclave of Vaucluse in Drôme", 4.9903, 44.3847, "84"],
  ["Toulouse", 1.4442, 43.6047, "31"],
  ["Bayonne", -1.475, 43.4933, "64"],
  ["Bordeaux", -0.5792, 44.8378, "33"],
  ["Nantes", -1.5536, 47.2184, "44"],
  ["Cherbourg", -1.622, 49.63, "50"],
  ["Corte", 9.149, 42.306, "2B"],
  ["Sartène", 8.974, 41.621, "2A"],
  ["Les Abymes", -61.505, 16.271, "971"],
  ["Le Lamentin", -61.0, 14.615, "972"],
  ["Saint-Laurent-du-Maroni", -54.02, 5.49, "973"],
  ["Le Tampon", 55.515, -21.276, "974"],
  ["Ouangani", 45.135, -12.846, "976"],
];

describe("outlines", () => {
  test.each(CITIES)("%s falls in its departement and in no other", (_name, lon, lat, departement) => {
    const found = [...outlinedDepartements().keys()].filter(
      (code) => frameOf(code) === frameOf(departement) && isInDepartement(lon, lat, code),
    );
    expect(found).toEqual([departement]);
  });

  test("every departement has an outline, a region and a centre inside itself", () => {
    expect(outlinedDepartements().size).toBe(101);
    for (const [code, { name, region }] of outlinedDepartements()) {
      const centre = centreOfDepartement(code)!;
      expect(isInDepartement(centre.lon, centre.lat, code), name).toBe(true);
      expect(departementsOfRegion(region)).toContain(code);
    }
    expect(departementsOfRegion("53").sort()).toEqual(["22", "29", "35", "56"]);
    expect(departementsOfRegion("99")).toEqual([]);
  });

  test("all the land stays within its frame", () => {
    for (const frame of FRAMES) {
      const { width, height } = frameSize(frame);
      for (const [, x, y] of landPath(frame, "map").matchAll(/M(-?[\d.]+)[ ]?(-?[\d.]+)/g)) {
        expect(Number(x)).toBeGreaterThanOrEqual(0);
        expect(Number(x)).toBeLessThanOrEqual(width);
        expect(Number(y)).toBeGreaterThanOrEqual(0);
        expect(Number(y)).toBeLessThanOrEqual(height);
      }
    }
  });

  test("merging all departements leaves no sliver between them, only the coasts", () => {
    const rings = landPath("france", "map").match(/M/g)!.length;
    expect(rings).toBeLessThanOrEqual(15);
    expect(areaPath("france", new Set(outlinedDepartements().keys()), "map")).toBe(landPath("france", "map"));
  });

  test("an area leaves out the borders between its departements", () => {
    const one = areaPath("france", new Set(["22"]), "map").length + areaPath("france", new Set(["29"]), "map").length;
    expect(areaPath("france", new Set(["22", "29"]), "map").length).toBeLessThan(one);
    expect(areaPath("france", new Set(["974"]), "map")).toBe("");
  });

  test("paths hold only moves that a drawing accepts", () => {
    for (const detail of ["map", "small"] as const)
      for (const path of [
        landPath("france", detail),
        borderPath("departements", detail),
        borderPath("regions", detail),
      ])
        expect(path).toMatch(/^(M[-\d. ]+l[-\d. ]+z?)+$/);
  });

  test("north is up and west is left", () => {
    const lille = placePoint(3.06, 50.63, "59")!;
    const nice = placePoint(7.26, 43.71, "06")!;
    const brest = placePoint(-4.49, 48.39, "29")!;
    expect(lille.y).toBeLessThan(nice.y);
    expect(brest.x).toBeLessThan(lille.x);
  });

  test("a departement without outline has no place", () => {
    expect(placePoint(-56.17, 46.78, "975")).toBeUndefined();
    expect(frameOf("20")).toBeUndefined();
    expect(centresOf(["975"])).toEqual([]);
  });

  test("the centre of areas across the sea falls on one of them, one in each frame", () => {
    const [corsica] = centresOf(["13", "2A", "2B"]);
    const [alone] = centresOf(["2A"]);
    expect(corsica).not.toEqual(alone);
    expect(centresOf(["974", "976", "33"]).map((one) => one.frame)).toEqual(["france", "974", "976"]);
    expect(centresOf(["974", "974"])).toEqual(centresOf(["974"]));
  });
});
