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
  const local = shouted && nounAt(words, 0, words.length)?.category === "habitants";
  return words
    .map((token, i) => {
      const before = words[i - 1];
      // A shared noun stands elsewhere in the source, so that a space is due after it.
      const gap = before && (token.spaced || before.end !== token.start) ? " " : "";
      const typed = text.slice(token.start, token.end);
      // In capitals, only where inhabitants live is surely a name.
      if (local && before && /^(?:de|d'|a)$/.test(before.word) && spellKnown(token.word) === null)
        return gap + capitalise(typed.toLowerCase());
      // "La Ville" is the institution; "Personnes Âgées" is a habit of typing.
      if (!shouted && before && /^(?:la|le|l')$/.test(before.word) && /^\p{Lu}\p{Ll}/u.test(typed))
        return gap + tidy(typed);
      return gap + writeWord(tidy(typed), token.word, i === 0, shouted);
    })
    .join("");
}

const tidy = (typed: string) =>
  typed
    .normalize("NFC")
    .replace(/[\u00ad\u200b-\u200f\ufeff]/g, "")
    .replace(/['´`ʼ]/g, "’");

function writeWord(word: string, folded: string, first: boolean, shouted: boolean): string {
  if (/[(.·]/.test(word)) return first || shouted ? word.toLowerCase() : word;
  const known = spellKnown(folded) ?? (first ? (lookUpNoun(folded)?.spelling ?? null) : null);
  const acronym = known !== null && known === known.toUpperCase();
  // An acronym in a text in capitals cannot be told from a word; in any other text its capitals say what it is.
  if (known !== null && (shouted || acronym || !/^\p{Lu}{2,6}$/u.test(word)))
    // What was typed with as many accents was typed with care ("âgé" is not "âge").
    return !acronym && known.length === word.length && accents(word) >= accents(known) && folded === unaccented(known)
      ? word.toLowerCase()
      : known;
  if (shouted || (first && !/^[\p{Lu}\p{N}]{2,}|\p{Ll}\p{Lu}/u.test(word))) return word.toLowerCase();
  return word;
}

const unaccented = (word: string) => word.normalize("NFD").replace(/\p{M}/gu, "");
const accents = (word: string) => word.normalize("NFD").length - word.length;
const capitalise = (word: string) => word.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());
