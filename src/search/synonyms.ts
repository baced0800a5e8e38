import { readFileSync } from "node:fs";
import { fold } from "../duplicates/words.ts";

/** A stretch of a question that may be said otherwise: how many of its words it takes, and all its wordings. */
type Stretch = { length: number; wordings: string[] };

let index: Map<string, string[]> | undefined;

// Plurals are said in the singular in the list: the last letter is let go on both sides of the comparison.
const singular = (phrase: string): string => phrase.replace(/(?<=\p{L}{3})[sx](?= |$)/gu, "");

function wordings(): Map<string, string[]> {
  if (index) return index;
  const file = new URL("../../data/search/synonymes.json", import.meta.url);
  const { groups } = JSON.parse(readFileSync(file, "utf8")) as { groups: string[][] };
  index = new Map();
  for (const group of groups)
    for (const phrase of group) {
      const key = singular(fold(phrase));
      index.set(key, [...new Set([...(index.get(key) ?? []), ...group])]);
    }
  return index;
}

const LONGEST = 8;

/** The longest stretch that begins a list of words and has other wordings in the field, or null. */
export function stretchOf(words: readonly string[]): Stretch | null {
  for (let length = Math.min(LONGEST, words.length); length > 0; length -= 1) {
    const found = wordings().get(singular(words.slice(0, length).join(" ")));
    if (found) return { length, wordings: found };
  }
  return null;
}
