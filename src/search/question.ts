import { fold } from "../duplicates/words.ts";
import { stretchOf } from "./synonyms.ts";

/** A part of a question: initiatives hold one of its wordings, each a phrase. */
export type Part = {
  wordings: string[];
  /** The word as typed, folded, where it is one word that may be misspelt or unfinished. */
  word: string | null;
};

const MOST_PARTS = 12;
const LONGEST = 200;

/** Parts a question typed by a person: what stands between quotation marks is a phrase, synonyms of the field stand together. */
export function partsOf(question: string): Part[] {
  const parts: Part[] = [];
  const text = question.slice(0, LONGEST);
  // An opening mark that nothing closes is a mark like any other.
  for (const [, french, straight, curly, loose] of text.matchAll(/«([^»]+)»|"([^"]+)"|“([^”]+)”|([^«"“]+|[«"“])/g)) {
    const phrase = french ?? straight ?? curly;
    if (phrase !== undefined) {
      const wording = fold(phrase);
      if (wording) parts.push({ wordings: [wording], word: null });
    } else
      parts.push(
        ...looseParts(
          fold(loose ?? "")
            .split(" ")
            .filter(Boolean),
        ),
      );
  }
  return parts.slice(0, MOST_PARTS);
}

function looseParts(words: string[]): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < words.length; ) {
    const stretch = stretchOf(words.slice(at));
    const length = stretch?.length ?? 1;
    const typed = words.slice(at, at + length).join(" ");
    parts.push({
      wordings: [...new Set([typed, ...(stretch?.wordings ?? []).map(fold)])],
      word: length === 1 ? typed : null,
    });
    at += length;
  }
  return parts;
}
