import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { topology } from "topojson-server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  noticeTerritories,
  officialAttributions,
  officialCentres,
  officialShapes,
  territoriesInUse,
  useTerritories,
} from "../official.ts";
import { centreOfDepartement, isInDepartement, landPath, outlinedDepartements } from "../outlines.ts";
import { contains, type Point } from "../plane.ts";
import { openReference, openShippedReference } from "../reference.ts";
import { decodeArcs, polygonsOf } from "../topology-file.ts";
import type { Level } from "../types.ts";
import { type LoadOptions, loadTerritories } from "./load-territories.ts";
import { resetTerritories } from "./store.ts";
import { collection, communes, departements, type Feature, fileOf } from "./testing/official-like.ts";

const reference = openShippedReference();
const given: LoadOptions = {
  level: null,
  attribution: "Exemple (ODbL)",
  partial: false,
  at: new Date("2026-11-24T10:00:00Z"),
};
const IN_BRITTANY = (code: string) => /^(?:22|29|35|56)/.test(code);
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "ancrage-data-"));
  useTerritories(dataDir);
});
afterEach(async () => {
  useTerritories(null);
  await rm(dataDir, { recursive: true, force: true });
});

async function load(content: string | Buffer, options: Partial<LoadOptions> = {}) {
  const outcome = await loadTerritories(dataDir, await fileOf(content), { ...given, ...options }, reference);
  noticeTerritories();
  return outcome;
}

/** Why a file is refused; nothing must be in use after it. */
async function refusal(content: string | Buffer, options: Partial<LoadOptions> = {}) {
  const outcome = await load(content, options);
  if (outcome.ok) throw new Error(`loaded ${outcome.value.layer.count}`);
  expect(territoriesInUse().layers).toEqual({});
  return [outcome.failure.code, outcome.failure.params];
}

const withGeometry = (change: (feature: Feature) => Feature["geometry"]): string =>
  collection(departements().map((one, i) => (i === 0 ? { ...one, geometry: change(one) } : one)));

describe("official departements", () => {
  test("replace the outlines that ship, keep every name and region, and stay light", async () => {
    const before = landPath("france", "map");
    const loaded = await load(collection(departements()), { attribution: null });
    expect(loaded).toMatchObject({ ok: true, value: { layer: { level: "departement", count: 101 }, unknown: [] } });
    expect(landPath("france", "map")).not.toBe(before);
    expect(landPath("france", "map").length).toBeLessThan(before.length * 1.25);
    expect([...outlinedDepartements().keys()].sort()).toHaveLength(101);
    expect(outlinedDepartements().get("2A")).toEqual({ name: "Corse-du-Sud", region: "94" });
    for (const code of ["2A", "2B", "35", "75", "974", "976"]) {
      const centre = centreOfDepartement(code)!;
      expect(isInDepartement(centre.lon, centre.lat, code), code).toBe(true);
    }
    expect(officialAttributions().outlines).toBe("IGN, ADMIN EXPRESS (Licence Ouverte 2.0)");
    if (loaded.ok) expect(loaded.value.bytes).toBeLessThan(250_000);
  });

  test("are the same bytes when loaded twice, and go back to what ships when reset", async () => {
    const before = landPath("france", "map");
    const text = collection(departements());
    const names = async () => (await readdir(join(dataDir, "territories"))).sort();
    await load(text);
    const [first, drawn] = [await names(), landPath("france", "map")];
    await load(text);
    expect([await names(), landPath("france", "map")]).toEqual([first, drawn]);
    expect(await resetTerritories(dataDir, "departement")).toBe(true);
    noticeTerritories();
    expect(landPath("france", "map")).toBe(before);
    expect(await resetTerritories(dataDir, null)).toBe(false);
  });

  test("keep shared borders shared: no point of the mainland lies in two of them", async () => {
    await load(collection(departements()));
    for (let lon = -4; lon < 8; lon += 0.37)
      for (let lat = 42.6; lat < 51; lat += 0.31) {
        const holders = [...outlinedDepartements().keys()].filter(
          (code) => code.length === 2 && isInDepartement(lon, lat, code),
        );
        expect(holders.length, `${lon} ${lat}: ${holders}`).toBeLessThan(2);
      }
  });

  test.each<[string, () => string | Buffer]>([
    [
      "newline-delimited",
      () =>
        departements()
          .map((one) => JSON.stringify(one))
          .join("\n"),
    ],
    ["compressed", () => gzipSync(collection(departements()))],
    [
      "with a byte order mark and spaces",
      () => `\ufeff ${JSON.stringify(JSON.parse(collection(departements())), null, 1)}\n`,
    ],
    [
      "TopoJSON",
      () => JSON.stringify(topology({ other: JSON.parse(collection([])), a: JSON.parse(collection(departements())) })),
    ],
    [
      "features before the type, and a crs after",
      () =>
        `{"features":${JSON.stringify(departements())},"type":"FeatureCollection","crs":{"properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}}`,
    ],
    [
      "the new names of IGN",
      () =>
        collection(
          departements().map(({ properties: p, ...one }) => ({
            ...one,
            properties: {
              cleabs: `DEPARTEM0000000000000${p.INSEE_DEP}`,
              code_insee: p.INSEE_DEP,
              nom_officiel: p.NOM,
              code_insee_de_la_region: p.INSEE_REG,
            },
          })),
        ),
    ],
    [
      "numbers for codes",
      () =>
        collection(
          departements().map((one) => ({
            ...one,
            properties: { code: Number(one.properties.INSEE_DEP) || one.properties.INSEE_DEP, nom: one.properties.NOM },
          })),
        ),
    ],
    [
      "lists of one and identifiers counted from 0",
      () =>
        collection(
          departements().map((one, id) => ({
            ...one,
            id,
            properties: { dep_code: [one.properties.INSEE_DEP], dep_name: [one.properties.NOM] },
          })),
        ),
    ],
    [
      "rings turned the other way",
      () =>
        collection(
          departements().map((one) => ({
            ...one,
            geometry: {
              type: "MultiPolygon",
              coordinates: (one.geometry!.coordinates as Point[][][]).map((rings) =>
                rings.map((ring) => ring.toReversed()),
              ),
            },
          })),
        ),
    ],
    [
      "geometry collections",
      () =>
        collection(
          departements().map((one) => ({
            ...one,
            geometry: { type: "GeometryCollection", geometries: [one.geometry] },
          })),
        ),
    ],
    [
      "heights",
      () =>
        collection(
          departements().map((one) => ({
            ...one,
            geometry: {
              type: "MultiPolygon",
              coordinates: (one.geometry!.coordinates as Point[][][]).map((rings) =>
                rings.map((ring) => ring.map((p) => [...p, 12.5])),
              ),
            },
          })),
        ),
    ],
  ])("are read the same: %s", async (_, content) => {
    await load(collection(departements()));
    const expected = landPath("france", "map");
    await resetTerritories(dataDir, null);
    const loaded = await load(content());
    expect(loaded).toMatchObject({ ok: true, value: { layer: { level: "departement", count: 101 } } });
    const [one, other] = [expected, landPath("france", "map")].map((path) =>
      path
        .split("M")
        .map((part) => part.length)
        .sort(),
    );
    expect(other).toEqual(one);
  });

  test("a lake stays a hole, however its ring turns", async () => {
    const lake = (ring: Point[]) =>
      collection(
        departements().map((one) => {
          if (one.properties.INSEE_DEP !== "63") return one;
          const [main, ...others] = one.geometry!.coordinates as Point[][][];
          return { ...one, geometry: { type: "MultiPolygon", coordinates: [[...main!, ring], ...others] } };
        }),
      );
    const ring: Point[] = [
      [3.0, 45.7],
      [3.3, 45.7],
      [3.3, 45.9],
      [3.0, 45.9],
      [3.0, 45.7],
    ];
    for (const turned of [ring, ring.toReversed()]) {
      expect(await load(lake(turned))).toMatchObject({ ok: true });
      expect(isInDepartement(3.15, 45.8, "63")).toBe(false);
      expect(isInDepartement(3.5, 45.6, "63")).toBe(true);
      // Holes are seen only where they turn against what holds them.
      const shape = officialShapes("departement")!.objects.shapes.geometries.find(({ id }) => id === "63");
      const rings = polygonsOf(shape as never, decodeArcs(officialShapes("departement")!))[0]!;
      const turn = (line: Point[]) =>
        Math.sign(line.slice(1).reduce((sum, p, i) => sum + (p[0] - line[i]![0]) * (p[1] + line[i]![1]), 0));
      expect(rings.map(turn).sort()).toEqual([-1, 1]);
    }
  });

  test("overseas alone is a part; the mainland is whole or not at all", async () => {
    const all = departements();
    const overseas = collection(all.filter(({ properties }) => String(properties.INSEE_DEP).length === 3));
    expect((await refusal(overseas))[0]).toBe("territories_missing");
    expect((await refusal(collection(all.slice(1)), { partial: true }))[0]).toBe("territories_frame");
    const shipped = landPath("france", "map");
    expect(await load(overseas, { partial: true })).toMatchObject({ ok: true, value: { missing: { length: 96 } } });
    expect(outlinedDepartements().size).toBe(101);
    expect(Math.abs(landPath("france", "map").length - shipped.length)).toBeLessThan(shipped.length * 0.1);
    expect(Object.keys(officialCentres("departement"))).toHaveLength(5);
  });
});

describe("files that cannot be used say why", () => {
  const ring = [
    [2, 46],
    [3, 46],
    [3, 47],
    [2, 46],
  ];
  test.each<[string, () => string | Buffer, string, Partial<LoadOptions>?]>([
    ["not JSON", () => "INSEE_DEP;NOM\n35;Ille-et-Vilaine\n", "territories_not_json"],
    ["a list", () => "[1,2]", "territories_not_json"],
    ["broken JSON in a feature", () => collection(departements()).replace('"NOM"', '"NOM'), "territories_truncated"],
    ["a trailing comma", () => collection(departements()).replace('"NOM"', ',"NOM"'), "territories_not_json"],
    ["a table", () => '{"type":"Table","rows":[]}', "territories_not_geojson"],
    ["truncated", () => collection(departements()).slice(0, 20_000), "territories_truncated"],
    [
      "truncated and compressed",
      () => gzipSync(collection(departements())).subarray(0, 20_000),
      "territories_truncated",
    ],
    ["empty", () => "", "territories_empty"],
    ["no feature", () => collection([]), "territories_empty"],
    [
      "only features without geometry",
      () => collection(departements().map((one) => ({ ...one, geometry: null }))),
      "territories_empty",
    ],
    ["a ZIP", () => Buffer.from("PK\u0003\u0004rest of the archive"), "territories_zip"],
    ["a GeoPackage", () => Buffer.from("SQLite format 3\u0000 and pages"), "territories_format"],
    ["UTF-16", () => Buffer.from("\ufeff{}", "utf16le"), "territories_encoding"],
    [
      "Lambert 93",
      () =>
        collection(
          departements().map((one) => ({
            ...one,
            geometry: {
              type: "Polygon",
              coordinates: [
                [
                  [352000, 6789000],
                  [353000, 6789000],
                  [353000, 6790000],
                  [352000, 6789000],
                ],
              ],
            },
          })),
        ),
      "territories_lambert",
    ],
    [
      "another projection",
      () => withGeometry(() => ({ type: "Polygon", coordinates: [ring.map(([x, y]) => [x! * 111319, y! * 120000])] })),
      "territories_projected",
    ],
    [
      "a projected crs",
      () => collection(departements(), { crs: { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::2154" } } }),
      "territories_projected",
    ],
    [
      "an open ring",
      () => withGeometry(() => ({ type: "Polygon", coordinates: [[...ring.slice(0, 3), [2, 46.5]]] })),
      "territories_open_ring",
    ],
    ["a line", () => withGeometry(() => ({ type: "LineString", coordinates: ring })), "territories_geometry"],
    [
      "words for coordinates",
      () => withGeometry(() => ({ type: "Polygon", coordinates: [["a", "b", "c", "a"]] })),
      "territories_broken",
    ],
    ["no coordinates", () => withGeometry(() => ({ type: "Polygon" })), "territories_broken"],
    ["twice the same code", () => collection([...departements(), departements()[5]]), "territories_twice"],
    ["no property", () => collection(departements().map((one) => ({ ...one, properties: {} }))), "territories_level"],
    [
      "codes of another country",
      () => collection(departements().map((one, i) => ({ ...one, properties: { INSEE_DEP: `X${i}` } }))),
      "territories_unknown",
    ],
    ["another level than said", () => collection(departements()), "territories_unknown", { level: "epci" as Level }],
    [
      "latitude first",
      () =>
        collection(
          departements().map((one) => ({
            ...one,
            geometry: {
              type: "MultiPolygon",
              coordinates: (one.geometry!.coordinates as Point[][][]).map((rings) =>
                rings.map((line) => line.map(([x, y]) => [y, x])),
              ),
            },
          })),
        ),
      "territories_astray",
    ],
    [
      "codes shifted by one line",
      () =>
        collection(
          departements().map((one, i, all) => ({ ...one, properties: all[(i + 1) % all.length]!.properties })),
        ),
      "territories_astray",
    ],
    [
      "no attribution",
      () =>
        collection(
          departements().map((one) => ({
            ...one,
            properties: { code: one.properties.INSEE_DEP, nom: one.properties.NOM },
          })),
        ),
      "territories_attribution",
      { attribution: null },
    ],
    [
      "an attribution of several lines",
      () => collection(departements()),
      "territories_attribution_long",
      { attribution: "a\nb" },
    ],
  ])("%s", async (_, content, code, options) => {
    expect((await refusal(content(), options))[0]).toBe(code);
    expect(existsSync(join(dataDir, "territories"))).toBe(false);
  });

  test("a missing file, and a folder", async () => {
    for (const path of [join(dataDir, "none.geojson"), dataDir])
      expect(await loadTerritories(dataDir, path, given, reference)).toMatchObject({
        ok: false,
        failure: { code: "file_missing" },
      });
  });

  test("a missing departement is named, and a hole is not mended in silence", async () => {
    const [code, params] = await refusal(
      collection(departements().filter(({ properties }) => properties.INSEE_DEP !== "48")),
    );
    expect([code, params]).toEqual(["territories_frame", { missing: "48" }]);
  });
});

describe("communes", () => {
  test("give the reference exact centres, each within its outline and its box", async () => {
    const text = collection(communes(IN_BRITTANY));
    expect((await refusal(text))[0]).toBe("territories_missing");
    expect(await load(text, { partial: true })).toMatchObject({
      ok: true,
      value: { layer: { level: "commune" }, unknown: [] },
    });
    const centres = officialCentres("commune");
    const shapes = officialShapes("commune")!;
    const arcs = decodeArcs(shapes);
    expect(Object.keys(centres).length).toBe(communes(IN_BRITTANY).length);
    for (const shape of shapes.objects.shapes.geometries) {
      const rings = polygonsOf(shape as never, arcs).flat();
      expect(contains(rings, centres[String(shape.id)]!), String(shape.id)).toBe(true);
    }
    const opened = openReference();
    expect(opened).not.toBe(reference);
    for (const code of Object.keys(centres)) {
      const [lon, lat] = centres[code]!;
      expect(opened.positionOf("commune", code)).toEqual({ lon, lat, approximate: false });
    }
    expect(opened.positionOf("commune", "69123")).toEqual(reference.positionOf("commune", "69123"));
    useTerritories(null);
    expect(openReference()).toBe(reference);
  });

  test("take the centre that is given as a point, beside the outlines or in a file of its own", async () => {
    const [first, second] = communes((code) => code === "29232" || code === "29019") as [Feature, Feature];
    const point = (one: Feature, coordinates: Point): Feature => ({ ...one, geometry: { type: "Point", coordinates } });
    await load(collection([first, second, point(first, [-4.481, 48.391])]), { partial: true });
    expect(officialCentres("commune")[String(first.properties.code)]).toEqual([-4.481, 48.391]);
    await load(collection([point(second, [-4.101, 47.991])]), { partial: true, attribution: "Mairies (ODbL)" });
    expect(officialCentres("commune")).toMatchObject({ "29019": [-4.481, 48.391], "29232": [-4.101, 47.991] });
    expect(officialAttributions()).toEqual({ outlines: null, centres: "Mairies (ODbL)" });
    await load(collection([first, second]), { partial: true });
    expect(officialCentres("commune")["29232"]).toEqual([-4.101, 47.991]);
  });

  test("leave arrondissements out, list a few unknown codes, and refuse many", async () => {
    const paris = communes((code) => code === "75056")[0]!;
    const named = (code: string): Feature => ({ ...paris, properties: { code, nom: `Commune ${code}` } });
    const some = communes((code) => code.startsWith("35"));
    const loaded = await load(collection([paris, named("75101"), named("75102"), ...some, named("35999")]), {
      partial: true,
    });
    expect(loaded).toMatchObject({
      ok: true,
      value: { unknown: ["35999 Commune 35999"], layer: { count: some.length + 1 } },
    });
    await resetTerritories(dataDir, null);
    noticeTerritories();
    const many = Array.from({ length: 40 }, (_, i) => named(`359${60 + i}`));
    expect((await refusal(collection([...some, ...many]), { partial: true }))[0]).toBe("territories_unknown");
  });
});

test("regions and departements that share their codes are told apart by their names, or asked for", async () => {
  const shapes = departements();
  const regions = reference
    .list("region")
    .filter(({ code }) =>
      reference.departmentsOf(code).some((one) => shapes.some(({ properties }) => properties.INSEE_DEP === one)),
    );
  const features = (name: boolean) =>
    regions.map(({ code, name: nom }) => ({
      type: "Feature",
      properties: { code, ...(name && { nom }) },
      geometry: {
        type: "MultiPolygon",
        coordinates: shapes
          .filter(({ properties }) => properties.INSEE_REG === code)
          .flatMap(({ geometry }) => geometry!.coordinates as Point[][][]),
      },
    }));
  expect(await load(collection(features(true)))).toMatchObject({
    ok: true,
    value: { layer: { level: "region", count: 18 } },
  });
  await resetTerritories(dataDir, null);
  noticeTerritories();
  expect((await refusal(collection(features(false))))[0]).toBe("territories_level");
  expect(await load(collection(features(false)), { level: "region" })).toMatchObject({ ok: true });
});

test("a loaded file that was damaged is noticed, and what ships is drawn instead", async () => {
  const shipped = landPath("france", "map");
  await load(collection(departements()));
  const manifest = join(dataDir, "territories", "in-use.json");
  const { layers } = JSON.parse(await readFile(manifest, "utf8"));
  await writeFile(join(dataDir, "territories", layers.departement.outlines.shapes), "{");
  useTerritories(null);
  useTerritories(dataDir);
  expect(landPath("france", "map")).toBe(shipped);
  expect(territoriesInUse().trouble).toContain("departement-shapes");
});
