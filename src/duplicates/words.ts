/** Lower case, without accents, apostrophes and punctuation as spaces. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const EMPTY = new Set(
  "a au aux avec ce ces cette d dans de des du elle elles en et etre eux il ils j je l la le les leur leurs lui m ma mais me meme mes n ne nos notre nous on ou ou par pas pour plus qu que qui s sa sans se ses si son sont sur ta te tes tu un une vers votre vous y est ont the of and for".split(
    " ",
  ),
);

/** The meaning-bearing words of a text, singular, in order of appearance, each once. */
export function words(text: string): string[] {
  const seen = new Set<string>();
  for (const word of fold(text).split(" ")) if (word.length > 1 && !EMPTY.has(word)) seen.add(singular(word));
  return [...seen];
}

// Enough of French plurals to bring "olympiades" and "olympiade" together; a full stemmer would also join unlike words.
function singular(word: string): string {
  if (word.length > 4 && word.endsWith("aux")) return `${word.slice(0, -3)}al`;
  if (word.length > 3 && /[sx]$/.test(word) && !word.endsWith("ss")) return word.slice(0, -1);
  return word;
}

/** The trigrams of a text, padded so that beginnings count, as PostgreSQL's pg_trgm makes them. */
export function trigrams(text: string): Set<string> {
  const grams = new Set<string>();
  for (const word of fold(text).split(" ")) {
    const padded = `  ${word} `;
    for (let i = 0; i + 3 <= padded.length; i++) grams.add(padded.slice(i, i + 3));
  }
  return grams;
}

/** The share of what two sets hold in common, from 0 to 1 (Jaccard); 0 when both are empty. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const item of a.size < b.size ? a : b) if ((a.size < b.size ? b : a).has(item)) common += 1;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}

/** The words of a text, as typed, that stand for some of its meaning-bearing words; each once. */
export function asTyped(text: string, kept: ReadonlySet<string>): string[] {
  const typed = new Map<string, string>();
  for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const key = singular(fold(word));
    if (kept.has(key) && !typed.has(key)) typed.set(key, word.toLowerCase());
  }
  return [...typed.values()];
}
