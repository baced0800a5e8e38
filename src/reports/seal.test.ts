import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffModels } from "./diff.ts";
import { demoReport } from "./fixture.ts";
import { canonicalJson, hashOf, seal } from "./seal.ts";

describe("the canonical form of a report", () => {
  it("writes the example of RFC 8785, members sorted by UTF-16 code units", () => {
    // RFC 8785 § 3.2.3.
    const value = {
      "€": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew",
      "1": "One",
      "😀": "Smiley",
      "\u0080": "Control",
      ö: "o",
    };
    expect(Object.values(JSON.parse(canonicalJson(value)))).toHaveLength(7);
    expect([...canonicalJson(value).matchAll(/":"(\w+)/g)].map((match) => match[1])).toEqual([
      "Carriage",
      "One",
      "Control",
      "o",
      "Euro",
      "Smiley",
      "Hebrew",
    ]);
    expect(canonicalJson([333333333.3333333, 1e30, 4.5, 2e-3, 1e-27])).toBe(
      "[333333333.3333333,1e+30,4.5,0.002,1e-27]",
    );
  });

  it("does not depend on the order in which an object was written", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    );
  });

  it("refuses what JSON cannot say", () => {
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    expect(() => canonicalJson(loop)).toThrow();
    expect(() => canonicalJson(Number.NaN)).toThrow();
    expect(() => canonicalJson("\ud83d")).toThrow();
  });

  it("hashes all but the hash itself, and one letter changes it", () => {
    const report = demoReport();
    expect(report.dataHash).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf({ ...report, dataHash: "other" })).toBe(report.dataHash);
    expect(hashOf(JSON.parse(JSON.stringify(report)))).toBe(report.dataHash);
    expect(seal({ ...report, title: `${report.title}.` }).dataHash).not.toBe(report.dataHash);
  });
});

describe("the differences between two reports", () => {
  it("finds none between a report and its copy", () => {
    expect(diffModels(demoReport(), JSON.parse(JSON.stringify(demoReport())))).toEqual([]);
  });

  it("names a changed figure by the initiative and the figure it belongs to", () => {
    const after = demoReport();
    const sheet = after.initiatives.find((item) => item.key === "6")!;
    sheet.figures.find((figure) => figure.id === "6-1")!.max = 1200;
    expect(diffModels(demoReport(), after)).toEqual([
      { path: "initiatives[6].figures[6-1].max", label: "initiatives.figures.max", before: 1000, after: 1200 },
    ]);
  });

  it("sees one initiative removed as one difference, the others unmoved", () => {
    const after = demoReport();
    after.initiatives = after.initiatives.filter((item) => item.key !== "3");
    const found = diffModels(demoReport(), after);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ path: "initiatives[3]", label: "initiatives", after: null });
  });

  it("sees a list put in another order", () => {
    const after = demoReport();
    after.domains.reverse();
    expect(diffModels(demoReport(), after).map((difference) => difference.label)).toEqual(["domains.order"]);
  });

  it("finds at least one difference wherever the hashes differ", () => {
    const before = demoReport();
    const paths = ["title", "subtitle", "language", "foreword", "totals", "edition"] as const;
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const after = { ...before, [path]: value } as typeof before;
        if (hashOf(after) !== before.dataHash) expect(diffModels(before, after).length).toBeGreaterThan(0);
        else expect(diffModels(before, after)).toEqual([]);
      }),
    );
  });
});
