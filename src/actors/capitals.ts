import { COMMON_WORDS, headOf, singular, THEME_WORDS } from "./kinds.ts";
import { findKnown, knownByName } from "./lookup.ts";
import { flatten, type Token, tokensOf, wordsOf } from "./source.ts";

const MANY =
  /^(?:(?:les|des|plusieurs|quelques|divers|diverses|differents|differentes|certains|certaines|de nombreux|de nombreuses|nombreux|nombreuses|nos|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|une dizaine de|une quinzaine de|une vingtaine de|d'autres|autres|tous les|toutes les|l'ensemble des|ensemble des|\d{1,3}(?= [a-z]{3}))(?: |$)|d'autres )/;
const ONE =
  /^(?:(?:le|la|un|une|ses|leurs?|son|sa|du|de la|de|notre|votre|ce|cette|au|aux|a la|a|chez|par|avec|egalement|aussi|puis|enfin|et|ou)(?: |$)|de l'|l'|d'|a l')/;
const NAMED_BY_THEME = new Set(
  "association asso club collectif fondation compagnie federation reseau ligue ong cooperative".split(" "),
);
/** Whether a text has letters and all are capitals. */
export const isUpper = (text: string) => text !== text.toLowerCase() && text === text.toUpperCase();
/** Whether a text begins with a capital. */
export const startsUpper = (text: string) => /^\p{Lu}/u.test(text);

/** The folded words of a text with their places. */
export function tokenize(text: string): Token[] {
  return tokensOf(flatten(text));
}

/** Takes articles and quantities off the front of a name and says whether they were plural. */
export function withoutArticle(text: string): { text: string; plural: boolean } {
  let rest = text.trim();
  let plural = false;
  for (let turn = 0; turn < 4; turn++) {
    const flat = flatten(rest);
    const many = flat.match(MANY)?.[0];
    const lead = many ?? flat.match(ONE)?.[0];
    if (!lead || lead.length >= rest.length) break;
    const next = rest.slice(lead.length).trimStart();
    const tokens = tokenize(next);
    const ordinary = findKnown(tokens, 0, next) !== null || headOf(tokens.slice(0, 1).map(({ word }) => word)) !== null;
    const wholeKnown = knownByName(rest);
    if (wholeKnown && wordsOf(wholeKnown.name).length > 1 && startsUpper(wholeKnown.name) && /^L/.test(wholeKnown.name))
      break;
    if (startsUpper(rest) && startsUpper(next) && !ordinary && !isUpper(rest.slice(0, 12))) break;
    plural ||= many !== undefined;
    rest = next;
  }
  return { text: rest, plural };
}

/** "Association Sport et Santé": a theme with a capital, right after what the body is, is its name. */
function opensWithTheme(text: string, tokens: readonly Token[]): boolean {
  const [first, second] = tokens;
  if (!first || !second || !NAMED_BY_THEME.has(first.word)) return false;
  if (!startsUpper(text.slice(second.start))) return false;
  return THEME_WORDS.has(singular(second.word)) || /^\d+$/.test(tokens[2]?.word ?? "");
}

/** Whether capitals, quotation marks or numbers make a proper name of these words. */
export function isNamed(text: string, shouting: boolean): boolean {
  if (/[«“"]/.test(text)) return true;
  const tokens = tokenize(text);
  if (!shouting && opensWithTheme(text, tokens)) return true;
  for (const [at, token] of tokens.entries()) {
    const written = text.slice(token.start, token.end);
    const word = singular(token.word);
    const common = COMMON_WORDS.has(token.word) || COMMON_WORDS.has(word) || headOf([token.word]) !== null;
    if (/\d/.test(written) && /[a-z]/.test(token.word) && at > 0) return true;
    if (!startsUpper(written) || common) continue;
    if (!shouting) return true;
    if (at > 0 && !/(?:aux|ales?|ives?|ifs?|iques?|elles?|aires?|iers?)s?$/.test(token.word)) return true;
    if (tokens.length === 1) return !/[sx]$/.test(token.word);
  }
  return false;
}

/** Words of a text in capitals, in the case a person would give them. */
export function lowered(text: string, generic: boolean): string {
  const low = text.toLowerCase();
  if (generic) return low;
  return low.replace(/\p{L}+/gu, (word, at: number) =>
    at > 0 && /^(?:de|du|des|la|le|les|et|en|d|l|sur|sous|pour|aux?)$/.test(word)
      ? word
      : word[0]!.toUpperCase() + word.slice(1),
  );
}

/** Whether words open with an organisation or a group that the dictionary or the lexicon knows, or with a proper name. */
export function opensActor(text: string): "known" | "head" | "proper" | null {
  const rest = withoutArticle(text).text;
  const tokens = tokenize(rest);
  if (tokens.length === 0) return null;
  if (findKnown(tokens, 0, rest)) return "known";
  const head = headOf(tokens.map(({ word }) => word));
  if (head?.at === 0) return "head";
  return /^[\s«“"]*\p{Lu}/u.test(rest) ? "proper" : null;
}
