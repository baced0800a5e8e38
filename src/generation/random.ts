/** Numbers that a seed repeats, and ways to draw with them. */
export type Random = {
  /** From 0 to 1, 1 excluded. */
  next: () => number;
  /** 32 bits. */
  bits: () => number;
  chance: (share: number) => boolean;
  /** A whole number, both ends included. */
  whole: (from: number, to: number) => number;
  /** Every one as likely. */
  pick: <T>(list: readonly T[]) => T;
  /** The first ones of the list more often, by their rank (Zipf, 1949): the second half as often as the first. */
  rank: <T>(list: readonly T[]) => T;
};

const WARMING = 12;

/** Opens a stream of numbers for two whole numbers: each pair has its own (sfc32, C. Doty-Humphrey, public domain). */
export function openRandom(seed: number, stream: number): Random {
  let [a, b, c, counter] = [seed | 0, stream | 0, Math.floor(seed / 2 ** 32) ^ 0x9e3779b9, 1];
  const bits = () => {
    const drawn = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    return drawn >>> 0;
  };
  for (let turn = 0; turn < WARMING; turn++) bits();
  const next = () => bits() / 2 ** 32;
  return {
    next,
    bits,
    chance: (share) => next() < share,
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: (list) => list[Math.floor(next() * list.length)]!,
    rank: (list) => list[indexBelow(rankedSums(list.length), next())]!,
  };
}

const SUMS = new Map<number, Float64Array>();

function rankedSums(length: number): Float64Array {
  let sums = SUMS.get(length);
  if (!sums) {
    sums = cumulate(Array.from({ length }, (_, rank) => 1 / (rank + 1)));
    SUMS.set(length, sums);
  }
  return sums;
}

/** Sums up to each weight, as shares of the whole. */
export function cumulate(weights: readonly number[]): Float64Array {
  const sums = new Float64Array(weights.length);
  let total = 0;
  for (const [at, weight] of weights.entries()) {
    total += weight;
    sums[at] = total;
  }
  return sums.map((sum) => sum / total);
}

/** The first place whose sum passes a share from 0 to 1. */
export function indexBelow(sums: Float64Array, share: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! <= share) low = middle + 1;
    else high = middle;
  }
  return low;
}
