import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areaOf, membersOf, noCodes } from "./areas.ts";
import { distanceKm } from "./distances.ts";
import { tokensOf } from "./near.ts";
import { openReference } from "./reference.ts";
import { type NearInput, resolveNear } from "./resolve-near.ts";
import type { Area, Codes, Level } from "./types.ts";

const reference = openReference();
const near = (input: NearInput) => resolveNear(input, reference);
const summary = (input: NearInput): string => {
  const answer = near(input);
  if (answer.status === "found") return `${answer.level} ${answer.code} ${answer.radiusKm} ${answer.near.label}`;
  if (answer.status === "unknown") return `unknown ${answer.reason}`;
  return `ambiguous ${answer.candidates.map(({ code }) => code).join(" ")}`;
};
const meets = (area: Codes, scale: Area["scale"], km: number | null, place: NearInput): boolean => {
  const answer = near(place);
  if (answer.status !== "found") throw new Error(JSON.stringify(answer));
  const tokens = new Set(answer.near.tokens);
  return tokensOf(area, scale, km, reference).named.some((token) => tokens.has(token));
};
const of = (level: Level, code: string) => areaOf(level, code, reference);

describe("places as people type them", () => {
  test.each([
    ["Quimper", "commune commune:29232 0 Quimper (29)"],
    ["  l hay les roses ", "commune commune:94038 0 L'Haÿ-les-Roses (94)"],
    ["ST BRIEUC", "commune commune:22278 0 Saint-Brieuc (22)"],
    ["Mairie d'Orléans", "commune commune:45234 0 Orléans (45)"],
    ["29000", "commune commune:29232 0 Quimper (29)"],
    ["29 000", "commune commune:29232 0 Quimper (29)"],
    ["F-29000 Quimper", "commune commune:29232 0 Quimper (29)"],
    ["35170", "commune commune:35047 0 Bruz (35)"],
    ["69003", "commune commune:69123 0 Lyon (69)"],
    ["Quimper et 15 km à la ronde", "commune commune:29232 15 Quimper (29)"],
    ["Brest métropole", "epci epci:242900314 0 Brest Métropole"],
    ["242 900 314", "epci epci:242900314 0 Brest Métropole"],
    ["29", "departement departement:29 0 Finistère"],
    ["2b", "departement departement:2B 0 Haute-Corse"],
    ["finistere", "departement departement:29 0 Finistère"],
    ["35, 22", "perimeter departement:22,departement:35 0 Côtes-d'Armor, Ille-et-Vilaine"],
    [
      "22,35,56,29",
      "perimeter departement:22,departement:29,departement:35,departement:56 0 Côtes-d'Armor, Finistère, Ille-et-Vilaine…",
    ],
    ["Région Normandie", "region region:28 0 Normandie"],
    ["La Réunion", "departement departement:974 0 La Réunion"],
    ["Y", "commune commune:80829 0 Y (80)"],
    ["Eu", "commune commune:76255 0 Eu (76)"],
    ["48.39, -4.49", "point 48.39,-4.49 10 Brest (29)"],
    ["48,39 ; -4,49", "point 48.39,-4.49 10 Brest (29)"],
    ["48,39 −4,49", "point 48.39,-4.49 10 Brest (29)"],
    ["48,39° N 4,49° O", "point 48.39,-4.49 10 Brest (29)"],
    ["geo:48.3904,-4.4861", "point 48.39,-4.49 10 Brest (29)"],
    ["", "unknown nothing"],
    ["xqzt", "unknown place"],
    ["toute la France", "unknown country"],
    ["-4.49, 48.39", "unknown far"],
    ["40.7, -74.0", "unknown far"],
    ["148.1, 2.5", "unknown point"],
    ["<script>alert(1)</script>", "unknown place"],
  ])("%s", (text, expected) => expect(summary({ text })).toBe(expected));

  test("a name that several communes bear is a choice, each with its code and its departement", () => {
    const answer = near({ text: "st denis" });
    if (answer.status !== "ambiguous") throw new Error(answer.status);
    expect(answer.candidates.slice(0, 2).map(({ departments }) => departments)).toEqual([["974"], ["93"]]);
    for (const { code, label } of answer.candidates) {
      expect(summary({ code })).toBe(`commune ${code} 0 ${label}`);
      expect(label).toMatch(/^Saint-Denis \(/);
    }
  });

  test("a postal code of several communes is all of them", () => {
    const answer = near({ text: "35590" });
    if (answer.status !== "found") throw new Error(answer.status);
    expect(answer.code.split(",").sort()).toEqual(["commune:35065", "commune:35081", "commune:35131", "commune:35275"]);
  });

  test("what else the words may mean is offered beside what was found", () => {
    const answer = near({ text: "Bretagne" });
    if (answer.status !== "found") throw new Error(answer.status);
    expect(answer.level).toBe("region");
    expect(answer.others.map(({ departments }) => departments[0]).sort()).toEqual(["36", "90"]);
  });
});

describe("codes, radius and points", () => {
  test.each<[NearInput, string]>([
    [{ code: "35238" }, "commune commune:35238 0 Rennes (35)"],
    [{ code: "35170" }, "commune commune:35170 0 Mecé (35)"],
    [{ code: "29000" }, "commune commune:29232 0 Quimper (29)"],
    [{ code: "75112" }, "commune commune:75056 0 Paris (75)"],
    [{ code: "region:75" }, "region region:75 0 Nouvelle-Aquitaine"],
    [{ code: "75" }, "departement departement:75 0 Paris"],
    [{ code: "commune:2a004", radiusKm: 5 }, "commune commune:2A004 5 Ajaccio (2A)"],
    [{ code: "48.39,-4.49", radiusKm: 0 }, "point 48.39,-4.49 0 Brest (29)"],
    [{ code: "commune:99999" }, "unknown code"],
    [{ code: "35238,99999" }, "unknown code"],
    [{ code: "constructor" }, "unknown code"],
    [{ code: "commune:35238", text: "Lyon" }, "commune commune:35238 0 Rennes (35)"],
    [{ point: { lat: 48.111, lon: -1.684 }, radiusKm: 3 }, "point 48.11,-1.68 3 Rennes (35)"],
    [{ point: { lat: Number.NaN, lon: 2 } }, "unknown point"],
    [{ text: "Rennes", radiusKm: 201 }, "unknown radius"],
    [{ text: "Rennes", radiusKm: -1 }, "unknown radius"],
    [{ text: "Rennes", radiusKm: Number.NaN }, "unknown radius"],
    [{ text: "Rennes et 500 km", radiusKm: 5 }, "commune commune:35238 5 Rennes (35)"],
    [{ text: "Rennes et 500 km" }, "commune commune:35238 200 Rennes (35)"],
  ])("%j", (input, expected) => expect(summary(input)).toBe(expected));

  test("a point always has the commune nearest to it, even with no radius or off the coast", () => {
    for (const point of [
      { lat: 48.11, lon: -1.68 },
      { lat: 48.38, lon: -5.3 },
      { lat: -21.1, lon: 55.4 },
    ]) {
      const answer = near({ point, radiusKm: 0 });
      if (answer.status !== "found") throw new Error(answer.status);
      const communes = answer.near.tokens.filter((token) => token.startsWith("commune:"));
      const measured = reference.list("commune").flatMap(({ code }) => {
        const position = reference.positionOf("commune", code);
        return position ? [{ code, km: distanceKm(position, point) }] : [];
      });
      expect(communes).toContain(`commune:${measured.sort((one, other) => one.km - other.km)[0]!.code}`);
    }
  });
});

describe("what meets a place", () => {
  test("what covers it, what lies in it, and nothing beside it", () => {
    const rennes = { code: "commune:35238" };
    expect(meets(of("departement", "35"), "departement", null, rennes)).toBe(true);
    expect(meets(of("epci", "243500139"), "epci", null, rennes)).toBe(true);
    expect(meets(of("region", "53"), "region", null, rennes)).toBe(true);
    expect(meets(noCodes(), "national", null, rennes)).toBe(true);
    expect(meets(of("commune", "35047"), "commune", null, rennes)).toBe(false);
    expect(meets(of("departement", "56"), "departement", null, rennes)).toBe(false);
    expect(meets(of("commune", "35238"), "commune", null, { code: "departement:35" })).toBe(true);
    expect(meets(of("commune", "35047"), "commune", null, { ...rennes, radiusKm: 15 })).toBe(true);
    expect(meets(of("commune", "35047"), "commune", 15, rennes)).toBe(true);
    expect(meets(of("region", "04"), "region", null, { code: "commune:97411" })).toBe(true);
  });

  const anyCommune = fc.constantFrom(...reference.list("commune"));

  test("an initiative of a commune is near that commune and all that contains it, whatever the radius", () => {
    fc.assert(
      fc.property(anyCommune, fc.integer({ min: 0, max: 200 }), ({ code }, radiusKm) => {
        const own = of("commune", code);
        const parents = tokensOf(own, "commune", null, reference).within;
        for (const place of parents) expect(meets(own, "commune", null, { code: place }), place).toBe(true);
        expect(meets(own, "commune", null, { code: `commune:${code}`, radiusKm })).toBe(true);
        expect(meets(own, "commune", radiusKm, { code: `commune:${code}` })).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test("two areas meet one way as the other, exactly when they share a commune or their centres are near enough", () => {
    const anyArea = fc.oneof(
      anyCommune.map(({ code }) => of("commune", code)),
      fc.constantFrom(...reference.list("epci")).map(({ code }) => of("epci", code)),
      fc.constantFrom(...reference.list("departement")).map(({ code }) => of("departement", code)),
    );
    const nearby = fc.tuple(
      anyArea,
      fc.constantFrom(...reference.list("region")).map(({ code }) => of("region", code)),
    );
    const codeOf = (area: Codes) =>
      membersOf(area)
        .map(({ level, code }) => `${level}:${code}`)
        .join(",");
    const communesIn = (area: Codes) =>
      new Set(membersOf(area).flatMap(({ level, code }) => reference.communesOf(level, code)));
    fc.assert(
      fc.property(fc.oneof(nearby, fc.tuple(anyArea, anyArea)), ([one, other]) => {
        const shared = communesIn(one).intersection(communesIn(other)).size > 0;
        expect(meets(one, one.scale, null, { code: codeOf(other) })).toBe(shared);
        expect(meets(other, other.scale, null, { code: codeOf(one) })).toBe(shared);
      }),
      { numRuns: 150 },
    );
    fc.assert(
      fc.property(anyCommune, anyCommune, fc.integer({ min: 1, max: 200 }), (one, other, km) => {
        const [a, b] = [one, other].map(({ code }) => reference.positionOf("commune", code)!);
        const apart = distanceKm(a!, b!);
        const radiusKm = km % 2 ? Math.min(200, Math.ceil(apart)) : km;
        const expected = apart <= radiusKm || one.code === other.code;
        const [first, second] = [of("commune", one.code), of("commune", other.code)];
        expect(meets(first, "commune", null, { code: codeOf(second), radiusKm })).toBe(expected);
        expect(meets(second, "commune", null, { code: codeOf(first), radiusKm })).toBe(expected);
        expect(meets(first, "commune", radiusKm, { code: codeOf(second) })).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });

  test("any input resolves without throwing, and a place found is found again by its code", () => {
    const input = fc.record(
      {
        text: fc.oneof(
          fc.string({ unit: "binary" }),
          fc.constantFrom("Saint-Paul", "01400", "Nord", "CC du", "48.1 ;2,3"),
        ),
        code: fc.oneof(fc.string(), fc.constantFrom("69", "region:", "epci:200000172", ",", "2B033")),
        radiusKm: fc.double(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(input, (given) => {
        const answer = near(given);
        if (answer.status !== "found") return;
        const again = near({ code: answer.code, radiusKm: answer.radiusKm });
        if (again.status !== "found") throw new Error(`${answer.code}: ${again.status}`);
        expect(new Set(again.near.tokens)).toEqual(new Set(answer.near.tokens));
      }),
      { numRuns: 500 },
    );
  });
});
