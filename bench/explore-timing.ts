import type pg from "pg";
import { type Line, line, median, shown } from "./line.ts";

/** One question asked of the product and of plain SQL; what each answers is compared before anything is timed. */
export type Asked = { name: string; product: () => Promise<unknown>; raw: () => Promise<unknown> };
export type Times = { p50: number; p95: number; all: number[] };
export type Timed = { product: Times; raw: Times; ratio: number; slowest: string };

/** The time under which a share of the questions was answered, at the nearest rank. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!;
}

/** The middle and the 95th percentile of some times in milliseconds. */
export const timesOf = (all: number[]): Times => ({ p50: percentile(all, 0.5), p95: percentile(all, 0.95), all });

/** How long a piece of work takes, in milliseconds. */
export async function clock(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Asks every question of both sides, in turn, after a round that compares their answers and warms both. */
export async function timeBoth(asked: readonly Asked[], rounds: number): Promise<Timed> {
  for (const { name, product, raw } of asked) {
    const [ours, theirs] = [JSON.stringify(await product()), JSON.stringify(await raw())];
    if (ours !== theirs)
      throw new Error(`${name}: the product and plain SQL differ: ${ours.slice(0, 400)} / ${theirs.slice(0, 400)}`);
  }
  const times = { product: [] as number[], raw: [] as number[] };
  const own = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1)
    for (const [index, { name, product, raw }] of asked.entries()) {
      const sides = (index + round) % 2 === 0 ? (["product", "raw"] as const) : (["raw", "product"] as const);
      for (const side of sides) {
        const took = await clock(side === "product" ? product : raw);
        times[side].push(took);
        if (side === "product") own.set(name, [...(own.get(name) ?? []), took]);
      }
    }
  const slowest = [...own].map(([name, all]) => [name, median(all)] as const).sort((a, b) => b[1] - a[1])[0]!;
  const [product, raw] = [timesOf(times.product), timesOf(times.raw)];
  return { product, raw, ratio: product.p95 / raw.p95, slowest: `${slowest[0]} ${shown(slowest[1])} ms` };
}

export const GOAL_RATIO = 1.5;

/** Two lines: the product's own time against its goal, then against plain SQL. */
export function timedLines(group: string, name: string, timed: Timed, goalMs: number | null): Line[] {
  const { product, raw, ratio, slowest } = timed;
  const measured = `p50 ${shown(product.p50)} ms, p95 ${shown(product.p95)} ms; slowest: ${slowest}`;
  const against = `p95 ${shown(product.p95)} / ${shown(raw.p95)} ms = ${ratio.toFixed(2)}, p50 ${shown(product.p50)} / ${shown(raw.p50)} ms`;
  const goal = goalMs === null ? null : `p95 ≤ ${goalMs} ms`;
  return [
    line(group, name, measured, { product, slowest }, goal, goalMs === null ? null : product.p95 <= goalMs),
    line(group, `${name}, against plain SQL`, against, { raw, ratio }, `≤ ${GOAL_RATIO}`, ratio <= GOAL_RATIO),
  ];
}

/** Rows of plain SQL. */
export const rowsOf = async <T>(pool: pg.Pool, text: string, values: unknown[]): Promise<T[]> =>
  (await pool.query(text, values)).rows as T[];
