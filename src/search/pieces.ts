import { fold } from "../duplicates/words.ts";

/** A text cut where the words found in it begin and end. */
export type Pieces = { text: string; found: boolean }[];

/** What stands around a word found: characters that a folded text never holds. */
export const [OPEN, CLOSE] = ["\u0002", "\u0003"] as const;

const RUN = /[\p{L}\p{N}\p{M}]+/gu;
const SAYS = /[\p{L}\p{N}]/u;

/** Where the words that folding tells apart stand in a text, in order. */
const placesOf = (text: string) =>
  [...text.matchAll(RUN)].flatMap(({ 0: run, index }) =>
    SAYS.test(run) ? [{ start: index, end: index + run.length }] : [],
  );

/** How many words stand before a stretch, whose first or last word PostgreSQL may have cut shorter ("m²"). */
function rankIn(folded: string, stretch: string): number {
  const whole = folded.indexOf(` ${stretch} `);
  const at = whole >= 0 ? whole + 1 : folded.indexOf(stretch);
  return folded.slice(0, at).split(" ").length - 2;
}

/**
 * A stretch of a folded text, its words found between marks, as it was written. Words are looked for in the folded text, the
 * one that is indexed: as written, PostgreSQL would cut it otherwise and mark nothing.
 */
export function piecesOf(written: string, marked: string): Pieces {
  const places = placesOf(written);
  if (places.length === 0) return written === "" ? [] : [{ text: written, found: false }];
  const words = marked.trim().split(" ");
  const plain = words.join(" ").replaceAll(OPEN, "").replaceAll(CLOSE, "");
  const first = rankIn(` ${fold(written)} `, plain);
  const stretch = places.slice(first, first + words.length);
  const last = stretch.at(-1)!;
  const pieces: Pieces = [];
  let from = first === 0 ? 0 : stretch[0]!.start;
  for (const [index, { start, end }] of stretch.entries()) {
    if (!words[index]!.includes(OPEN)) continue;
    const between = written.slice(from, start);
    const word = written.slice(start, end);
    const previous = pieces.at(-1);
    // "Covid-19" is one thing to whoever reads it.
    if (previous && /^[^\s\p{L}\p{N}]*$/u.test(between)) previous.text += between + word;
    else pieces.push({ text: between, found: false }, { text: word, found: true });
    from = end;
  }
  pieces.push({ text: written.slice(from, last === places.at(-1) ? written.length : last.end), found: false });
  return pieces.filter(({ text }) => text !== "");
}
