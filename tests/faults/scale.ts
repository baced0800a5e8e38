/** How much is tried: little in a usual run of the tests, what `npm run test:faults` says in a long one. */
export const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 6);
export const INPUTS = Number(process.env.FAULT_INPUTS ?? 1500);

/** What draws every choice: the same seed makes the same choices again, were the machine as quick. */
export const SEED = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Numbers in [0, 1) drawn from a seed (mulberry32), and choices made with them. */
export function drawsOf(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { next, below, pick: <T>(all: readonly T[]): T => all[below(all.length)]! };
}

export type Draws = ReturnType<typeof drawsOf>;

/** Says with which seed a failure is met again. */
export const replay = (file: string): string =>
  `again with: npm run test:faults -- --seed ${SEED} --rounds ${ROUNDS} --inputs ${INPUTS} ${file}`;
