import type { AudienceCategory } from "./audience-categories.ts";
import { type Token, tokenise } from "./audience-tokens.ts";
import { categorise, lookUpNoun, spellKnown } from "./audience-words.ts";
import { cutAudiences, nounAt, type Piece } from "./cut-audiences.ts";
import { saysNothing } from "./says-nothing.ts";

export type Audience = {
  text: string;
  start: number;
  end: number;
  label: string;
  category: AudienceCategory | null;
};

/** Reads the publics named in a column, in order, with their words, a tidy label and a category; [] when it names none. */
export function parseAudiences(text: string): Audience[] {
  if (saysNothing(text)) return [];
  const tokens = tokenise(text);
  const shouted = !/\p{Ll}/u.test(text);
  const found: Audience[] = [];
  const seen = new Set<string>();
  for (const piece of cutAudiences(tokens)) {
    const trimmed = trim(tokens, piece);
    if (trimmed === null) continue;
    const own = tokens.slice(trimmed.from, trimmed.to);
    const words = trimmed.shared === null ? own : [{ ...tokens[trimmed.shared]!, spaced: false }, ...own];
    const label = writeLabel(text, words, shouted);
    const key = words.map(({ word }) => word).join(" ");
    if (seen.has(key) || saysNothing(label)) continue;
    seen.add(key);
    const start = own[0]!.start;
    const end = own.at(-1)!.end;
    const category = categorise(key.replaceAll("' ", "'"), nounAt(words, 0, words.length));
    found.push({ text: text.slice(start, end), start, end, label, category });
  }
  return found;
}

/** Takes off the signs around a public; null when no word is left. */
function trim(tokens: readonly Token[], piece: Piece): Piece | null {
  let { from, to } = piece;
  const isWord = (token: Token) => /[\p{L}\p{N}]/u.test(token.word);
  while (
    from < to &&
    !isWord(tokens[from]!) &&
    !(tokens[from]!.word === "+" && /^\d/.test(tokens[from + 1]?.word ?? ""))
  )
    from++;
  while (to > from && !isWord(tokens[to - 1]!) && !(tokens[to - 1]!.word === ")" && hasOpening(tokens, from, to))) to--;
  if (!tokens.slice(from, to).some((token) => /\p{L}/u.test(token.word)) && !/^\d+-\d+$/.test(tokens[from]?.word ?? ""))
    return null;
  return { ...piece, from, to };
}

function hasOpening(tokens: readonly Token[], from: number, to: number): boolean {
  for (let i = to - 1; i >= from; i--) if (tokens[i]!.word === "(") return true;
  return false;
}

function writeLabel(text: string, words: readonly Token[], shouted: boolean): string {
  return words
    .map((token, i) => {
      const gap = i > 0 && (token.spaced || hasGap(words[i - 1]!, token)) ? " " : "";
      return (
        gap +
        writeWord(
          text.slice(token.start, token.end),
          token.word,
          i === 0,
          shouted,
          /^(?:la|le|l')$/.test(words[i - 1]?.word ?? ""),
        )
      );
    })
    .join("");
}

/** The word before a shared noun's complement stands elsewhere in the source, so that a space is due. */
const hasGap = (before: Token, after: Token) => before.end !== after.start;

function writeWord(typed: string, folded: string, first: boolean, shouted: boolean, named: boolean): string {
  const word = typed
    .normalize("NFC")
    .replace(/[\u00ad\u200b-\u200f\ufeff]/g, "")
    .replace(/['´`ʼ]/g, "’");
  // "La Ville" is the institution; "Personnes Âgées" is a habit of typing.
  if (named && !shouted && /^\p{Lu}\p{Ll}/u.test(word)) return word;
  const known = spellKnown(folded) ?? (first ? (lookUpNoun(folded)?.spelling ?? null) : null);
  // An acronym in a text in capitals cannot be told from a word; in any other text its capitals say what it is.
  if (known !== null && (shouted || !/^\p{Lu}{2,6}$/u.test(word) || known === known.toUpperCase())) {
    const accented = word.toLowerCase() !== folded;
    return accented && known.toLowerCase().length === word.length && known !== known.toUpperCase()
      ? word.toLowerCase()
      : known;
  }
  if (shouted) return word.toLowerCase();
  if (first && !/^[\p{Lu}\p{N}]{2,}|\p{Ll}\p{Lu}/u.test(word)) return word.toLowerCase();
  return word;
}
