import { expect, test } from "vitest";
import { areaOf, contains, labelOf, overlaps, parentsOf, unionOf } from "./areas.ts";
import { positionOf } from "./position.ts";
import { openReference } from "./reference.ts";

const reference = openReference();
const area = (level: "commune" | "epci" | "departement" | "region", code: string) => areaOf(level, code, reference);

test("a region contains its departements, EPCI and communes, and none of its neighbours'", () => {
  const occitanie = area("region", "76");
  expect(contains(occitanie, area("commune", "81004"), reference)).toBe(true);
  expect(contains(occitanie, area("departement", "46"), reference)).toBe(true);
  expect(contains(occitanie, area("epci", "243100518"), reference)).toBe(true);
  expect(contains(occitanie, area("commune", "47078"), reference)).toBe(false);
  expect(contains(area("commune", "81004"), occitanie, reference)).toBe(false);
});

test("an EPCI contains its members, and lies in the departements of all of them", () => {
  const vesoul = area("epci", "247000011");
  expect(contains(vesoul, area("commune", "70550"), reference)).toBe(true);
  expect(contains(area("departement", "70"), vesoul, reference)).toBe(true);
  expect(contains(area("departement", "90"), vesoul, reference)).toBe(false);
});

test("overseas a region and its departement contain each other", () => {
  expect(contains(area("region", "04"), area("departement", "974"), reference)).toBe(true);
  expect(contains(area("departement", "974"), area("region", "04"), reference)).toBe(true);
});

test("all the departements of a region make that region", () => {
  const departments = unionOf(reference.departmentsOf("53").map((code) => area("departement", code)));
  expect(contains(departments, area("region", "53"), reference)).toBe(true);
  expect(overlaps(area("commune", "35238"), departments, reference)).toBe(true);
});

test("an area without codes is in nothing", () => {
  expect(contains(area("region", "53"), unionOf([]), reference)).toBe(false);
});

test("parents leave out the area's own codes", () => {
  expect(parentsOf(area("commune", "70550"), reference)).toEqual({
    regions: ["27"],
    departments: ["70"],
    epci: ["247000011"],
  });
  expect(parentsOf(area("region", "27"), reference)).toEqual({ regions: [], departments: [], epci: [] });
});

test("the same code names a region or a departement according to the level", () => {
  expect(labelOf("75", "region", reference)).toBe("Nouvelle-Aquitaine");
  expect(labelOf("75", "departement", reference)).toBe("Paris");
  expect(labelOf("00", "departement", reference)).toBeNull();
});

test("a mark is exact for a commune with a position of its own, hollow for the others", () => {
  const albi = positionOf(area("commune", "81004"), reference);
  expect(albi).toMatchObject({ exact: true, departement: "81" });
  expect(albi!.lon).toBeCloseTo(2.15, 1);
  expect(albi!.lat).toBeCloseTo(43.93, 1);
  expect(positionOf(area("departement", "81"), reference)).toMatchObject({ exact: false, departement: "81" });
  expect(positionOf(area("region", "76"), reference)).toMatchObject({ exact: false, departement: null });
  expect(positionOf(unionOf([]), reference)).toBeNull();
});

test("towns of one name in several departements keep their own positions", () => {
  const [nord, reunion] = ["93066", "97411"].map((code) => positionOf(area("commune", code), reference));
  expect(nord!.lat).toBeGreaterThan(48);
  expect(reunion!.lat).toBeLessThan(-20);
});

test("a position lies near the rest of its departement", () => {
  const astray = reference.list("commune").filter(({ code }) => {
    const own = reference.positionOf("commune", code);
    const [departement] = reference.parentsOf("commune", code).departments;
    const centre = reference.positionOf("departement", departement!);
    const isSpread = ["973", "984", "986", "987", "988"].includes(departement!);
    return own && centre && !isSpread && Math.hypot((own.lon - centre.lon) * 0.7, own.lat - centre.lat) > 1.4;
  });
  expect(astray.map(({ name }) => name)).toEqual([]);
});

test("four fifths of the inhabitants live in a commune with a position of its own", () => {
  const communes = reference.list("commune");
  const positioned = communes.filter(({ code }) => reference.positionOf("commune", code)?.approximate === false);
  const people = (all: typeof communes) => all.reduce((sum, { population }) => sum + population, 0);
  expect(people(positioned) / people(communes)).toBeGreaterThan(0.8);
});

test("every territory has a position, be it approximate", () => {
  for (const level of ["region", "departement", "epci", "commune"] as const)
    for (const { code, name } of reference.list(level))
      expect(reference.positionOf(level, code), `${level} ${code} ${name}`).toBeDefined();
  expect(reference.positionOf("commune", "97801")).toEqual({ lon: -63.08, lat: 18.07, approximate: true });
  expect(reference.positionOf("commune", "00000")).toBeUndefined();
  expect(reference.positionOf("epci", "00000")).toBeUndefined();
});
