import { fold } from "./words.ts";

/** A stretch of a text; `own` when only this one of the two texts says it. */
export type Stretch = { text: string; own: boolean };

type Word = { start: number; end: number; key: string; own: boolean };

/** Past this many comparisons, order is given up and only the words themselves are compared. */
const MOST_CELLS = 4_000_000;
/** More than the words that a comparison can match: no count of numbers outweighs one word more. */
const WORD = 4_096;
const BRIDGE = 3;

export type DifferenceOptions = {
  /** Every word that is not the same to the letter is marked, moved or not. */
  exact?: boolean;
  /** What each side says besides these texts: a word said there too is not its own. */
  beside?: { a: string; b: string };
};

/**
 * What each of two texts says that the other side does not, word by word. Words are aligned by their longest common
 * subsequence (Wagner and Fischer, "The String-to-String Correction Problem", J. ACM 21(1), 1974); one that is left out
 * but stands elsewhere on the other side was only moved, and is not its own, unless it is a number. The stretches of a
 * text, put end to end, are that text.
 */
export function difference(a: string, b: string, options: DifferenceOptions = {}): { a: Stretch[]; b: Stretch[] } {
  const [left, right] = [wordsOf(a, options.exact), wordsOf(b, options.exact)];
  align(left, right);
  if (!options.exact) {
    forgive(left, right, options.beside?.b ?? "");
    forgive(right, left, options.beside?.a ?? "");
  }
  bridge(a, left);
  bridge(b, right);
  if (left.length > 0 && right.length > 0 && !options.exact) {
    trim(a, left);
    trim(b, right);
  }
  return { a: stretches(a, left), b: stretches(b, right) };
}

// A little word says nothing alone: it is marked only between two words that are. An acronym is no little word.
function trim(text: string, words: Word[]): void {
  const little = (word: Word) => {
    const typed = text.slice(word.start, word.end);
    return word.key.length <= BRIDGE && !isNumber(word) && (typed.length < 2 || typed !== typed.toUpperCase());
  };
  const joined = (a: Word | undefined, b: Word | undefined) => a?.own && b?.own && near(text, a, b);
  for (let i = 0; i < words.length; i++) {
    if (words[i]!.own && !joined(words[i - 1], words[i]) && little(words[i]!)) words[i]!.own = false;
  }
  for (let i = words.length - 1; i >= 0; i--) {
    if (words[i]!.own && !joined(words[i], words[i + 1]) && little(words[i]!)) words[i]!.own = false;
  }
}

function forgive(words: Word[], other: readonly Word[], beside: string): void {
  const said = new Set([...other, ...wordsOf(beside)].map(stemOf));
  for (const word of words) word.own &&= isNumber(word) || !said.has(stemOf(word));
}

function wordsOf(text: string, exact = false): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    key: exact ? match[0] : fold(match[0]),
    own: true,
  }));
}

const isNumber = (word: Word) => /\p{N}/u.test(word.key);

// Enough to tell a moved word whose number changed from a new one.
const stemOf = ({ key }: Word): string => (key.length > 3 ? key.replace(/[sx]$/, "") : key);

function align(left: Word[], right: Word[]): void {
  let first = 0;
  while (first < left.length && first < right.length && left[first]!.key === right[first]!.key) {
    left[first]!.own = right[first]!.own = false;
    first += 1;
  }
  let last = 0;
  while (
    last < left.length - first &&
    last < right.length - first &&
    left.at(-1 - last)!.key === right.at(-1 - last)!.key
  ) {
    left.at(-1 - last)!.own = right.at(-1 - last)!.own = false;
    last += 1;
  }
  const middle = [left.slice(first, left.length - last), right.slice(first, right.length - last)] as const;
  if (middle[0].length * middle[1].length <= MOST_CELLS) matchInOrder(...middle);
}

// Of the longest common subsequences, one that holds the most numbers: a word left out of it is forgiven when it stands
// elsewhere, a number is not, and which side is read first must not decide.
function matchInOrder(left: Word[], right: Word[]): void {
  const width = right.length + 1;
  const lengths = new Uint32Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i--) {
    const worth = isNumber(left[i]!) ? WORD + 1 : WORD;
    for (let j = right.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        left[i]!.key === right[j]!.key
          ? lengths[(i + 1) * width + j + 1]! + worth
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (left[i]!.key === right[j]!.key) {
      left[i]!.own = right[j]!.own = false;
      i += 1;
      j += 1;
    } else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i += 1;
    else j += 1;
  }
}

// A little word between two that are marked ("résidents d’un foyer") belongs to what they say together.
function bridge(text: string, words: Word[]): void {
  for (let i = 1; i + 1 < words.length; i++) {
    const [before, word, after] = [words[i - 1]!, words[i]!, words[i + 1]!];
    if (
      !word.own &&
      before.own &&
      after.own &&
      word.key.length <= BRIDGE &&
      near(text, before, word) &&
      near(text, word, after)
    )
      word.own = true;
  }
}

const near = (text: string, before: Word, after: Word) => /^[\s'’\-–]*$/u.test(text.slice(before.end, after.start));

function stretches(text: string, words: Word[]): Stretch[] {
  const out: Stretch[] = [];
  let at = 0;
  for (let i = 0; i < words.length; i++) {
    if (!words[i]!.own) continue;
    let last = i;
    while (words[last + 1]?.own && near(text, words[last]!, words[last + 1]!)) last += 1;
    if (words[i]!.start > at) out.push({ text: text.slice(at, words[i]!.start), own: false });
    out.push({ text: text.slice(words[i]!.start, words[last]!.end), own: true });
    at = words[last]!.end;
    i = last;
  }
  if (at < text.length) out.push({ text: text.slice(at), own: false });
  return out;
}
