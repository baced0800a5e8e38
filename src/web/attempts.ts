import { createHash } from "node:crypto";
import type pg from "pg";
import { RateLimiterMemory, RateLimiterPostgres, type RateLimiterRes } from "rate-limiter-flexible";
import type { Log } from "../platform/log.ts";

/** What is counted, how often within how many seconds. */
const LIMITS = {
  /** Passwords and codes from one address: a whole office may be behind it. */
  address: { points: 60, duration: 900 },
  /** Passwords for one account, wherever they come from. */
  account: { points: 10, duration: 900 },
  /** Codes for one account. */
  code: { points: 8, duration: 900 },
  /** One code of one account, which is good for a minute and a half at most: it opens one session (RFC 6238, 5.2). */
  spent: { points: 1, duration: 120 },
  /** Mail that one address asks for, and that one mailbox gets. */
  mailFrom: { points: 20, duration: 3600 },
  mailTo: { points: 5, duration: 3600 },
  /** What strangers propose from one address. */
  proposal: { points: 20, duration: 3600 },
} as const;

export type Counted = keyof typeof LIMITS;

export type Attempts = {
  /** Counts one attempt; answers the seconds to wait when there were too many, else null. */
  count: (what: Counted, who: string) => Promise<number | null>;
  /** Forgets the attempts, once one succeeded. */
  forget: (what: Counted, who: string) => Promise<void>;
};

/** Counts attempts in the database, for all servers together and across restarts; who they concern is kept as a hash only. */
export function openAttempts(pool: Pick<pg.Pool, "query">, log: Log): Attempts {
  const storeClient = askingUnnamed(pool, log);
  const limiters = Object.fromEntries(
    Object.entries(LIMITS).map(([name, { points, duration }]) => [
      name,
      new RateLimiterPostgres({
        storeClient,
        storeType: "pool",
        tableName: "attempts",
        tableCreated: true,
        keyPrefix: name,
        points,
        duration,
        // While the database is away nobody can sign in anyway: each process counts by itself.
        insuranceLimiter: new RateLimiterMemory({ points, duration }),
      }),
    ]),
  ) as Record<Counted, RateLimiterPostgres>;
  const keyOf = (who: string) => createHash("sha256").update(who.toLowerCase()).digest("base64url");
  return {
    count: (what, who) =>
      limiters[what].consume(keyOf(who)).then(
        () => null,
        (refused: RateLimiterRes | Error) => {
          if (refused instanceof Error) throw refused;
          return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
        },
      ),
    forget: async (what, who) => void (await limiters[what].delete(keyOf(who))),
  };
}

/**
 * The pool without the names that the library gives its statements: a pool by transactions refuses them, and whatever it
 * refuses is counted by each process alone, which the log must tell.
 */
const askingUnnamed = (pool: Pick<pg.Pool, "query">, log: Log) => ({
  query: ({ text, values }: pg.QueryConfig) =>
    pool.query(text, values).catch((error: Error) => {
      log.warn({ err: error }, "attempts not counted in the database");
      throw error;
    }),
});
