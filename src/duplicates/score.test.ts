import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Comparable, makeComparer, proposeDuplicates } from "./score.ts";
import { asTyped, jaccard, words } from "./words.ts";

let counter = 0;
const item = (title: string, more: Partial<Comparable> = {}): Comparable => ({
  id: `i${String(++counter).padStart(3, "0")}`,
  title,
  place: { label: null, regions: [], departments: [], communes: [] },
  partners: [],
  audience: "",
  text: "",
  ...more,
});

const place = (label: string, region: string, departement?: string, commune?: string) => ({
  label,
  regions: [region],
  departments: departement ? [departement] : [],
  communes: commune ? [commune] : [],
});

const BREST = place("Brest", "53", "29", "29019");
const BRETAGNE = place("Bretagne", "53");
const METZ = place("Metz", "44", "57", "57463");

const FILLERS = [
  "Chorale des aînés",
  "Vélos en libre service",
  "Marché paysan",
  "Atelier numérique",
  "Ressourcerie",
].map((title) => item(title, { place: METZ, text: `${title} du quartier` }));

const scoreOf = (a: Comparable, b: Comparable) =>
  proposeDuplicates([a, b, ...FILLERS]).find(
    (pair) => [pair.a, pair.b].includes(a.id) && [pair.a, pair.b].includes(b.id),
  )?.score ?? 0;

describe("two answers", () => {
  test("of one title in one place are proposed, whatever the plural, the case and the accents", () => {
    const [a, b] = [item("Forum de la Santé", { place: BREST }), item("FORUMS SANTE", { place: BREST })];
    expect(scoreOf(a, b)).toBeGreaterThan(0.6);
  });

  test("of one title are proposed where a region contains the commune, and told so", () => {
    const [a, b] = [item("Bus santé itinérant", { place: BREST }), item("Bus santé itinérant", { place: BRETAGNE })];
    const [pair] = proposeDuplicates([a, b, ...FILLERS]);
    expect(pair!.reasons).toContainEqual({ code: "place_within", inner: "Brest", outer: "Bretagne" });
  });

  test("of one title in places far apart score lower than in one place", () => {
    const near = scoreOf(item("Bus santé", { place: BREST }), item("Bus santé", { place: BREST }));
    const far = scoreOf(item("Bus santé", { place: BREST }), item("Bus santé", { place: METZ }));
    expect(far).toBeLessThan(near);
  });

  test("that only share a place are not proposed", () => {
    expect(scoreOf(item("Bus santé", { place: BREST }), item("Jardin partagé", { place: BREST }))).toBe(0);
  });

  test("are brought together with the words they share, as they were typed", () => {
    const about = { place: BREST, audience: "Étudiants précaires", partners: ["CROUS", "MGEN"] };
    const [pair] = proposeDuplicates([
      item("Épicerie du campus", about),
      item("Epicerie du campus", { ...about, audience: "étudiants" }),
      ...FILLERS,
    ]);
    expect(pair!.reasons).toContainEqual({ code: "audience", words: ["étudiants"] });
    expect(pair!.reasons).toContainEqual({ code: "partners", names: ["CROUS", "MGEN"] });
  });
});

test("comparing one pair says the same as comparing all, given the same sample", () => {
  const all = [
    item("Collecte de jouets", { place: BREST }),
    item("Collecte de jouets", { place: BRETAGNE }),
    ...FILLERS,
  ];
  const [pair] = proposeDuplicates(all);
  expect(makeComparer(all)(all[0]!, all[1]!)).toEqual(pair);
});

describe("in general", () => {
  const anyItem = fc
    .record({
      title: fc.string(),
      audience: fc.string(),
      text: fc.string(),
      partners: fc.array(fc.string(), { maxLength: 5 }),
    })
    .map((more) => item(more.title, more));

  test("scores are between 0 and 1, fall, and do not depend on the order given", () => {
    fc.assert(
      fc.property(fc.array(anyItem, { maxLength: 8 }), (items) => {
        const proposals = proposeDuplicates(items);
        for (const { score } of proposals) expect(score >= 0 && score <= 1).toBe(true);
        expect(proposals.map((pair) => pair.score)).toEqual(proposals.map((pair) => pair.score).sort((x, y) => y - x));
        const key = (pair: { a: string; b: string }) => [pair.a, pair.b].sort().join();
        expect(
          proposeDuplicates([...items].reverse())
            .map(key)
            .sort(),
        ).toEqual(proposals.map(key).sort());
      }),
    );
  });

  test("a text shares everything with itself, and words as typed are words of the text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const own = new Set(words(text));
        expect(jaccard(own, own)).toBe(own.size === 0 ? 0 : 1);
        for (const word of asTyped(text, own)) expect(text.toLowerCase()).toContain(word);
      }),
    );
  });
});
