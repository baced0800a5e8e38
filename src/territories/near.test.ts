import fc from "fast-check";
import { expect, test } from "vitest";
import { areaOf, contains, noCodes, unionOf } from "./areas.ts";
import { distanceKm, reachOf } from "./distances.ts";
import { tokensOf } from "./near.ts";
import { openReference } from "./reference.ts";
import type { Level } from "./types.ts";

const reference = openReference();
const area = (level: Level, code: string) => areaOf(level, code, reference);
const communes = reference.list("commune");

test("a commune names itself and is within its EPCI, its departement and its region", () => {
  expect(tokensOf(area("commune", "29232"), "commune", null, reference)).toEqual({
    named: ["commune:29232"],
    within: ["commune:29232", "epci:200068120", "departement:29", "region:53"],
  });
});

test("the whole country has one token, and an unread place none", () => {
  expect(tokensOf(noCodes(), "national", null, reference)).toEqual({ named: ["national:"], within: ["national:"] });
  expect(tokensOf(noCodes(), null, 20, reference)).toEqual({ named: [], within: [] });
});

test("overseas a region and its departement name each other", () => {
  expect(tokensOf(area("region", "04"), "region", null, reference).named).toEqual(["departement:974", "region:04"]);
  expect(tokensOf(area("departement", "974"), "departement", null, reference).within).toEqual([
    "departement:974",
    "region:04",
  ]);
  expect(tokensOf(area("region", "53"), "region", null, reference).named).toEqual(["region:53"]);
});

test("a radius also names the communes it reaches, but not what already contains them", () => {
  const { named, within } = tokensOf(area("commune", "29232"), "perimeter", 15, reference);
  expect(named).toContain("commune:29232");
  expect(named).toContain("commune:29020");
  expect(named).not.toContain("commune:29019");
  expect(within).toEqual(["commune:29232", "epci:200068120", "departement:29", "region:53"]);
  const wide = tokensOf(area("departement", "29"), "departement", 30, reference).named;
  expect(wide.filter((token) => token.startsWith("commune:29"))).toEqual([]);
  expect(wide.some((token) => token.startsWith("commune:22"))).toBe(true);
  expect(wide[0]).toBe("departement:29");
});

test("distances are those of the great circle", () => {
  const centre = (code: string) => reference.positionOf("commune", code)!;
  const [paris, lyon, saintDenis] = [centre("75056"), centre("69123"), centre("97411")];
  expect(distanceKm(paris, lyon)).toBeGreaterThan(385);
  expect(distanceKm(paris, lyon)).toBeLessThan(397);
  expect(distanceKm(paris, saintDenis)).toBeGreaterThan(9300);
  expect(distanceKm(paris, saintDenis)).toBeLessThan(9450);
  expect(distanceKm(paris, paris)).toBe(0);
});

const anyCommune = fc.constantFrom(...communes);

test("reach is what a plain measure of every distance finds, whatever the area", () => {
  const someArea = fc.oneof(
    anyCommune.map(({ code }) => area("commune", code)),
    fc
      .array(anyCommune, { minLength: 2, maxLength: 4 })
      .map((all) => unionOf(all.map((one) => area("commune", one.code)))),
    fc.constantFrom(...reference.list("epci")).map(({ code }) => area("epci", code)),
  );
  fc.assert(
    fc.property(someArea, fc.integer({ min: 1, max: 60 }), (codes, km) => {
      const reached = new Set(reachOf(codes, km, reference));
      const own = communes
        .filter((one) => contains(codes, area("commune", one.code), reference))
        .map((one) => one.code);
      const centres = own.flatMap((code) => reference.positionOf("commune", code) ?? []);
      for (const { code } of communes) {
        const position = reference.positionOf("commune", code);
        const isNear =
          own.includes(code) || (position && centres.some((centre) => distanceKm(centre, position) <= km)) === true;
        if (reached.has(code) !== isNear) throw new Error(`${code}: ${reached.has(code)}`);
      }
    }),
    { numRuns: 8 },
  );
});
