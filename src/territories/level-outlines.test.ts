import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { outlinedLevels, outlinesOf } from "./level-outlines.ts";
import { loadTerritories } from "./load/load-territories.ts";
import { collection, communes, fileOf } from "./load/testing/official-like.ts";
import { useTerritories } from "./official.ts";
import { contains } from "./plane.ts";
import { openReference } from "./reference.ts";

test("departements are always drawn, in the order asked for, and unknown codes left out", () => {
  expect(outlinedLevels()).toEqual(["departement"]);
  const found = outlinesOf("departement", ["974", "99", "29", "2A"]);
  expect(found.map(({ code, name }) => [code, name])).toEqual([
    ["974", "La Réunion"],
    ["29", "Finistère"],
    ["2A", "Corse-du-Sud"],
  ]);
  expect(contains(found[1]!.polygons.flat(), [-4.1, 48.2])).toBe(true);
  expect(outlinesOf("commune", ["29232"])).toEqual([]);
});

test("communes are drawn once they were loaded, and no longer once they were put away", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "ancrage-data-"));
  try {
    const path = await fileOf(collection(communes((code) => code.startsWith("29"))));
    const options = { level: null, attribution: "Exemple", partial: true, at: new Date(0) };
    expect(await loadTerritories(dataDir, path, options, openReference())).toMatchObject({ ok: true });
    useTerritories(dataDir);
    expect(outlinedLevels()).toEqual(["commune", "departement"]);
    const [quimper] = outlinesOf("commune", ["29232"]);
    const { lon, lat } = openReference().positionOf("commune", "29232")!;
    expect(quimper).toMatchObject({ code: "29232", name: "Quimper" });
    expect(contains(quimper!.polygons.flat(), [lon, lat])).toBe(true);
    const [ring] = quimper!.polygons[0]!;
    expect(ring![0]).toEqual(ring!.at(-1));
  } finally {
    useTerritories(null);
    await rm(dataDir, { recursive: true, force: true });
  }
  expect(outlinesOf("commune", ["29232"])).toEqual([]);
});
