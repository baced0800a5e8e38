import { type Folded, fold } from "../figures/fold.ts";

/** A word or sign of the folded text, with its place in the source. */
export type Token = { word: string; start: number; end: number; spaced: boolean };

const TOKEN =
  /\n|(?:jusqu|lorsqu|qu|[ldnsjcmt])'|[\p{L}\p{N}]+(?:[-'.·][\p{L}\p{N}]+|\((?:e|s|es|ne|nes|trice|euse)\)s?)*|[^\s]/gu;

/** Cuts a text into words and signs; elisions stand alone ("d'", "emploi"). */
export function tokenise(text: string): Token[] {
  const folded: Folded = fold(text);
  const tokens: Token[] = [];
  let last = -1;
  for (const match of folded.text.matchAll(TOKEN)) {
    const from = match.index;
    const to = from + match[0].length;
    tokens.push({
      word: match[0],
      start: folded.starts[from]!,
      end: folded.ends[to - 1]!,
      spaced: last !== from,
    });
    last = to;
  }
  return tokens;
}
