/** Distance between two spellings. */

/**
 * Optimal string alignment distance (insertion, deletion, substitution, swap of neighbours), or `limit + 1` when it is
 * larger than `limit`. Damerau, Communications of the ACM 7(3), 1964, doi:10.1145/363958.363994.
 */
export function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    let best = row;
    for (let column = 1; column <= other.length; column++) {
      const change = one[row - 1] === other[column - 1] ? 0 : 1;
      let cost = Math.min(last[column]! + 1, line[column - 1]! + 1, last[column - 1]! + change);
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        cost = Math.min(cost, beforeLast[column - 2]! + 1);
      }
      line.push(cost);
      if (cost < best) best = cost;
    }
    if (best > limit) return limit + 1;
    beforeLast = last;
    last = line;
  }
  return Math.min(last[other.length]!, limit + 1);
}

/** Mask of the letters a word contains, to discard at no cost words too different to compare. */
export function letterMask(word: string): number {
  let mask = 0;
  for (let index = 0; index < word.length; index++) {
    const code = word.charCodeAt(index) - 97;
    if (code >= 0 && code < 26) mask |= 1 << code;
  }
  return mask;
}

/** Number of letters present in one mask only. */
export function differingLetters(one: number, other: number): number {
  let bits = one ^ other;
  let count = 0;
  while (bits) {
    bits &= bits - 1;
    count++;
  }
  return count;
}

/**
 * What a French word sounds like, roughly: silent letters dropped, spellings of one sound merged. Two spellings with one
 * key are the mistake a person makes ("Marseile", "Finistaire"), while one letter changed often makes another word.
 */
export function soundKey(word: string): string {
  return word
    .replace(/(.)\1+/g, "$1")
    .replace(/ph/g, "f")
    .replace(/h/g, "")
    .replace(/eau|au/g, "o")
    .replace(/ai|ei/g, "e")
    .replace(/qu|k/g, "c")
    .replace(/y/g, "i")
    .replace(/z/g, "s")
    .replace(/[ae]([mn])(?![aeiouy])/g, "a$1")
    .replace(/m(?=[bp])/g, "n")
    .replace(/(?:es|[estxd])$/, "")
    .replace(/(.)\1+/g, "$1");
}

/** Whether two words differ by two neighbouring letters swapped. */
export function isSwap(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
}

/** How many letters a typed word of this length may have wrong and still be recognised. */
export function toleranceFor(length: number): number {
  if (length < 6) return 0;
  if (length < 9) return 1;
  return length < 15 ? 2 : 3;
}
