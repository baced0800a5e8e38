import { Hono } from "hono";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openToAll } from "../src/web/api/open-to-all.ts";
import { makeRateLimit } from "../src/web/api/rate-limit.ts";
import type { Env } from "../src/web/scene.ts";

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-24T08:00:00Z") }));
afterEach(() => void vi.useRealTimers());

/** An address opened to all, asked from an address and through a header. */
function open(config: { apiRate: number; trustedProxies: number }) {
  const app = new Hono<Env>();
  app.use("/api", ...openToAll(config));
  app.get("/api", (c) => c.text("read"));
  return (remoteAddress: string, forwarded?: string) => {
    const headers: Record<string, string> = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
    return app.request("/api", { headers }, { incoming: { socket: { remoteAddress }, headers } } as never);
  };
}

describe("a subscriber", () => {
  test("is told the policy and what is left, is refused past it, and is let in when the minute is over", async () => {
    const ask = open({ apiRate: 2, trustedProxies: 0 });
    const first = await ask("203.0.113.9");
    expect(first.headers.get("ratelimit-policy")).toBe('"minute";q=2;w=60');
    expect(first.headers.get("ratelimit")).toBe('"minute";r=1;t=60');
    vi.advanceTimersByTime(15_000);
    expect((await ask("203.0.113.9")).headers.get("ratelimit")).toBe('"minute";r=0;t=45');
    const refused = await ask("203.0.113.9");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("45");
    expect(refused.headers.get("ratelimit")).toBe('"minute";r=0;t=45');
    expect(refused.headers.get("access-control-allow-origin")).toBe("*");
    expect(await refused.json()).toMatchObject({ status: 429, code: "quota", "violated-policies": ["minute"] });
    expect((await ask("203.0.113.10")).status).toBe(200);
    vi.advanceTimersByTime(45_001);
    expect((await ask("203.0.113.9")).status).toBe(200);
  });

  test("does not evade it by forging a header or by moving inside of its own /64", async () => {
    const ask = open({ apiRate: 3, trustedProxies: 0 });
    for (const forged of ["1.1.1.1", "2.2.2.2", "3.3.3.3"]) await ask("203.0.113.9", forged);
    expect((await ask("203.0.113.9", "4.4.4.4")).status).toBe(429);
    for (const last of [1, 2, 3]) await ask(`2001:db8:0:1::${last}`);
    expect((await ask("2001:db8:0:1:9::9")).status).toBe(429);
    expect((await ask("2001:db8:0:2::1")).status).toBe(200);
  });

  test("behind a trusted proxy is told from another, and cannot forge", async () => {
    const ask = open({ apiRate: 1, trustedProxies: 1 });
    expect((await ask("10.0.0.1", "203.0.113.9")).status).toBe(200);
    expect((await ask("10.0.0.1", "203.0.113.10")).status).toBe(200);
    expect((await ask("10.0.0.1", "1.1.1.1, 203.0.113.9")).status).toBe(429);
  });

  test("is not counted when the administrator counts nobody", async () => {
    const uncounted = await open({ apiRate: 0, trustedProxies: 0 })("203.0.113.9");
    expect(uncounted.headers.get("ratelimit")).toBeNull();
  });
});

test("the memory of subscribers is bounded", async () => {
  const count = makeRateLimit(1, 2);
  expect((await count("a")).allowed).toBe(true);
  await count("b");
  await count("c");
  // Of three only two are remembered: the first is new again, the last is not.
  expect((await count("c")).allowed).toBe(false);
  expect((await count("a")).allowed).toBe(true);
});
