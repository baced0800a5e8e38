import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { centreOfDepartement, FRAMES, frameSize, outlinedDepartements } from "../territories/outlines.ts";
import { franceMap, miniMap, placeMap } from "./map.ts";
import { MARK_REACH, mark } from "./marks.ts";
import { anchorsOf, type MapMark, placeMarks } from "./place-marks.ts";

const CODES = [...outlinedDepartements().keys()];

const markAt = (key: string, departement: string, more: Partial<MapMark> = {}): MapMark => ({
  key,
  title: `Initiative ${key}`,
  href: `/i/${key}`,
  domainIndex: 1,
  exact: true,
  at: { ...centreOfDepartement(departement)!, departement },
  ...more,
});

/** Marks drawn here and there by a fixed sequence: half of them share a few departements. */
const many = (count: number): MapMark[] =>
  Array.from({ length: count }, (_, i) =>
    markAt(String(i), CODES[i % 2 ? (i * 37) % CODES.length : (i * 7) % 12]!, {
      domainIndex: i % 6,
      exact: i % 3 === 0,
    }),
  );

const base = { id: "m", title: "Carte", description: "Ce que montre la carte", lang: "fr" as const };
const drawn = (marks: MapMark[], more = {}): string => String(franceMap({ ...base, marks, ...more }));

/** Reads the drawing as XML; throws where it is not well formed. */
function elements(svg: string): { name: string; attributes: Record<string, string> }[] {
  const found: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) =>
    found.push({ name, attributes: attributes as Record<string, string> }),
  );
  parser.write(`<root>${svg}</root>`).close();
  return found;
}

describe("the marks of a map", () => {
  test.each([1, 39, 120, 121, 300, 500, 501, 2000])("%i marks never touch, and stand near their place", (count) => {
    const { frames, unplaced } = placeMarks(many(count));
    expect(unplaced).toEqual([]);
    expect([...frames.values()].reduce((sum, one) => sum + one.count, 0)).toBe(count);
    for (const frame of FRAMES) {
      const { marks, scale } = frames.get(frame)!;
      const limit = frameSize(frame).width * (frame === "france" ? 0.085 : 0.36);
      marks.forEach((a, i) => {
        for (const b of marks.slice(0, i))
          expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(2 * MARK_REACH * scale);
        if (a.gathered) return;
        const home = anchorsOf(a.mark.at).find((one) => one.frame === frame)!;
        expect(Math.hypot(a.x - home.x, a.y - home.y)).toBeLessThanOrEqual(limit);
      });
    }
  });

  test("sixty initiatives of Paris become one mark that says how many, the others stay", () => {
    const paris = Array.from({ length: 60 }, (_, i) => markAt(`p${i}`, "75"));
    const { frames } = placeMarks([...paris, markAt("lot", "46"), markAt("nord", "59")]);
    const gathered = frames.get("france")!.marks.filter((one) => one.gathered);
    expect(gathered.map((one) => one.gathered)).toEqual([{ departement: "75", count: 60 }]);
    expect(frames.get("france")!.marks).toHaveLength(3);
    expect(drawn(paris)).toContain("<title>Paris\u202f: 60 initiatives</title>");
    expect(drawn(paris, { departementHref: (code: string) => `/d/${code}` })).toContain('href="/d/75"');
  });

  test("the order of what is given changes nothing, reading goes by domain then title", () => {
    const marks = many(80);
    expect(drawn(marks.toReversed())).toBe(drawn(marks));
    const titled = [
      markAt("a", "75", { title: "Zèbre", domainIndex: 1 }),
      markAt("b", "13", { title: "Abeille", domainIndex: 2 }),
      markAt("c", "33", { title: "Écluse", domainIndex: 1 }),
      markAt("d", "59", { title: "Sans domaine", domainIndex: 0 }),
    ];
    const titles = [...drawn(titled, { overseas: "none" }).matchAll(/<a [^>]+><title>([^<]+)/g)].map((one) => one[1]);
    expect(titles).toEqual(["Écluse", "Zèbre", "Abeille", "Sans domaine"]);
  });

  test("a position far from its departement gives way to the departement", () => {
    const centre = anchorsOf({ departements: ["46"] });
    for (const [lon, lat] of [
      [0, 0],
      [Number.NaN, 44],
      [-61, 16],
    ] as const)
      expect(anchorsOf({ lon, lat, departement: "46" })).toMatchObject(centre.map(({ x, y }) => ({ x, y })));
  });

  test("what has no place that can be drawn is told, not drawn", () => {
    const { unplaced } = placeMarks([
      markAt("a", "75", { at: {} }),
      markAt("b", "75", { at: { departements: ["975"] } }),
    ]);
    expect(unplaced).toEqual(["a", "b"]);
  });

  test("a perimeter over several overseas departements has a mark in each", () => {
    const { frames } = placeMarks([markAt("a", "974", { at: { regions: ["04", "06"] } })]);
    expect(FRAMES.filter((frame) => frames.get(frame)!.count > 0)).toEqual(["974", "976"]);
  });
});

describe("the drawing", () => {
  test("is well formed, without style attribute nor script, with unique identifiers and one link a mark", () => {
    const found = elements(drawn(many(39), { shaded: { departements: ["46", "971"], regions: ["53"] } }));
    const ids = found.flatMap((one) => one.attributes.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(found.filter((one) => one.name === "a")).toHaveLength(39);
    expect(found.some((one) => "style" in one.attributes || one.name === "script")).toBe(false);
    for (const svg of found.filter((one) => one.name === "svg")) {
      expect(ids).toContain(svg.attributes["aria-labelledby"]);
      expect(svg.attributes.role).toMatch(/^(img|group)$/);
    }
  });

  test("hostile titles, addresses and words stay text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("<", ">", '"', "'", "&", "/", "a", "</title>", "<script>", "]]>") }),
        (words) => {
          const marks = [markAt("x", "46", { title: words, href: `/i/${words}` })];
          const svg = String(franceMap({ ...base, title: words, description: words, marks, overseas: "none" }));
          const found = elements(svg);
          expect(found.map((one) => one.name).filter((name) => name === "a")).toHaveLength(1);
          expect(found.some((one) => one.name === "script")).toBe(false);
          expect(found.find((one) => one.name === "a")!.attributes.href).toBe(`/i/${words}`);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("is an image when nothing in it is reached, a group when its marks are links", () => {
    const alone = elements(drawn([markAt("a", "46", { href: undefined })], { overseas: "none" }));
    expect(alone.find((one) => one.name === "svg")!.attributes.role).toBe("img");
    const linked = elements(drawn([markAt("a", "46")], { overseas: "none" }));
    expect(linked.find((one) => one.name === "svg")!.attributes.role).toBe("group");
  });

  test("the insets are all there, those used, or none", () => {
    const insets = (overseas: string): number =>
      drawn([markAt("a", "974")], { overseas, shaded: { departements: ["973"] } }).split('class="inset"').length - 1;
    expect([insets("all"), insets("used"), insets("none")]).toEqual([5, 2, 0]);
    expect(drawn([markAt("a", "974")], { lang: "en" })).toContain("Réunion: 1 initiative<");
  });

  test("a full mark says that the commune is known, a hollow one that the place is wider", () => {
    expect(drawn([markAt("a", "46")])).toContain('class="pin full"');
    expect(drawn([markAt("a", "46", { exact: false })])).toContain('class="pin hollow"');
    expect(String(mark(9))).toBe(String(mark(0)));
  });

  test("the map of thirty-nine initiatives weighs less than 16 kB compressed", () => {
    const shaded = { departements: CODES.filter((_, i) => i % 5 === 0), regions: ["76", "53", "27", "93"] };
    expect(gzipSync(drawn(many(39), { shaded })).length).toBeLessThan(16_000);
  });
});

describe("small maps", () => {
  const place = (departements: string[]): string =>
    String(placeMap({ ...base, domainIndex: 2, exact: false, at: { departements }, shaded: { departements } }));

  test("the place of one initiative is on France, or on its insets alone", () => {
    expect(place(["46"])).toContain('class="france place"');
    expect(place(["974"])).not.toContain('class="france place"');
    expect(place(["974", "976"]).split('class="inset"')).toHaveLength(3);
    expect(place(["974", "33"])).toContain('class="france place"');
    for (const one of [["46"], ["974"], ["974", "976"], ["974", "33"], []]) {
      const found = elements(place(one));
      expect(found.filter((each) => each.name === "title" && each.attributes.id === "m-t")).toHaveLength(1);
      expect(found.some((each) => each.name === "a")).toBe(false);
    }
  });

  test("a very small map shows each mark, overseas ones below, and still draws two thousand", () => {
    const marks = [markAt("a", "46"), markAt("b", "974"), markAt("c", "971")];
    const svg = String(miniMap({ id: "n", title: "Trois", marks }));
    expect(svg.split('class="pin').length - 1).toBe(3);
    expect(elements(String(miniMap({ id: "n", title: "Beaucoup", marks: many(2000) }))).length).toBeGreaterThan(50);
  });
});
