/** The typed text made comparable without moving a letter, so that every reading can point at the words it came from. */

const FLAT = new Map<string, string>();

function flatLetter(letter: string): string {
  const known = FLAT.get(letter);
  if (known !== undefined) return known;
  let flat = letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  if (/[’‘ʼ´`′]/.test(letter)) flat = "'";
  else if (/[–—‑‐−]/.test(letter)) flat = "-";
  else if (/[\t\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]/.test(letter)) flat = " ";
  else if (/[\r\n\v\f\u0085\u2028\u2029]/.test(letter)) flat = "\n";
  if (flat.length !== 1) flat = letter;
  if (FLAT.size < 5000) FLAT.set(letter, flat);
  return flat;
}

/** Lower case without accents, one character for one character; dashes, apostrophes and spaces take one form each. */
export function flatten(text: string): string {
  const letters: string[] = [];
  for (let at = 0; at < text.length; at++) letters.push(flatLetter(text[at]!));
  return letters.join("");
}

/** The text with its accents composed, and for each of its characters (and its end) where it stands in the original. */
export function compose(original: string): { text: string; origin: (at: number) => number } {
  const whole = original.normalize("NFC");
  if (whole === original) return { text: original, origin: (at) => at };
  const parts: string[] = [];
  const origins: number[] = [];
  for (const match of original.matchAll(/[^\p{M}]\p{M}{0,8}|\p{M}/gsu)) {
    const composed = match[0].normalize("NFC");
    for (let unit = 0; unit < composed.length; unit++) origins.push(match.index);
    parts.push(composed);
  }
  origins.push(original.length);
  return { text: parts.join(""), origin: (at) => origins[at] ?? original.length };
}

export interface Token {
  word: string;
  start: number;
  end: number;
}

/** The words of a flattened text with their places; "œ" is opened. */
export function tokensOf(flat: string, limit = 400): Token[] {
  const tokens: Token[] = [];
  for (const match of flat.slice(0, limit).matchAll(/[a-z0-9œæ]+/g)) {
    tokens.push({
      word: match[0].replaceAll("œ", "oe").replaceAll("æ", "ae"),
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  return tokens;
}

/** Folded words of a text, as the dictionary and the lexicons are keyed. */
export function wordsOf(text: string): string[] {
  return tokensOf(flatten(text.normalize("NFC"))).map((token) => token.word);
}

/** A part of a text that its writer set apart: parentheses, with or without their closing mark. */
export interface Aside {
  start: number;
  end: number;
  inner: [number, number];
  closed: boolean;
}

/** Outermost parentheses and brackets of a flattened text; one left open ends at the next comma, semicolon or line. */
export function asidesOf(flat: string): Aside[] {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < flat.length; at++) {
    const letter = flat[at];
    if (letter === "(" || letter === "[") open.push(at);
    else if ((letter === ")" || letter === "]") && open.length > 0) closing.set(open.pop()!, at);
    else if (letter === "\n" && open.length > 0 && flat[at + 1] === "\n") open.length = 0;
  }
  const asides: Aside[] = [];
  for (let at = 0; at < flat.length; at++) {
    if (flat[at] !== "(" && flat[at] !== "[") continue;
    const close = closing.get(at);
    if (close !== undefined) {
      asides.push({ start: at, end: close + 1, inner: [at + 1, close], closed: true });
      at = close;
      continue;
    }
    let end = at + 1;
    while (end < flat.length && !/[,;\n([]/.test(flat[end]!)) end++;
    asides.push({ start: at, end, inner: [at + 1, end], closed: false });
    at = end - 1;
  }
  return asides;
}
