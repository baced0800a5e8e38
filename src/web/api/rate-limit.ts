import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";

/** The period over which requests are counted, in seconds. */
export const WINDOW = 60;
/** Subscribers counted at once, at most: beyond, the ones met first are forgotten, so that memory stays bounded. */
const SUBSCRIBERS = 50_000;

export type Quota = { allowed: boolean; limit: number; remaining: number; resetSeconds: number };

/** Counts the requests of each subscriber over a minute, in the memory of this process. */
export function makeRateLimit(perMinute: number, subscribers = SUBSCRIBERS): (subscriber: string) => Promise<Quota> {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: WINDOW });
  const known = new Set<string>();
  return async (subscriber) => {
    known.delete(subscriber);
    known.add(subscriber);
    if (known.size > subscribers) {
      const [oldest] = known;
      known.delete(oldest!);
      await limiter.delete(oldest!);
    }
    const told = (allowed: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): Quota => ({
      allowed,
      limit: perMinute,
      remaining: remainingPoints,
      resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
    });
    // The library rejects with its result when there is none left.
    return limiter.consume(subscriber).then(
      (result) => told(true, result),
      (result: RateLimiterRes) => told(false, result),
    );
  };
}
