import type { reasons as french } from "../fr/reasons.ts";

const list = new Intl.ListFormat("en");

export const reasons: typeof french = {
  titleSame: "Same title",
  titleNear: (share: number) => `Close titles (${Math.round(share * 100)}% in common)`,
  placeSame: (place: string) => `Same place: ${place}`,
  placeWithin: (inner: string, outer: string) => `${inner} is within ${outer}`,
  placeApart: (a: string, b: string) => `Different places: ${a} and ${b}`,
  partners: (names: string[]) =>
    `${names.length === 1 ? "One partner in common" : `${names.length} partners in common`}: ${list.format(names)}`,
  audience: (words: string[]) => `Same audience: ${list.format(words)}`,
  wording: (words: string[]) => `Same words in the text: ${list.format(words)}`,
};
