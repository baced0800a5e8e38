import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { Config } from "../../platform/config.ts";
import type { C, Env } from "../scene.ts";
import { clientAddress, subscriberOf } from "./client-address.ts";
import { problem } from "./problems.ts";
import { makeRateLimit, WINDOW } from "./rate-limit.ts";

const EXPOSED = [
  "Accept-Ranges",
  "Content-Disposition",
  "Content-Length",
  "Content-Range",
  "ETag",
  "Last-Modified",
  "Link",
  "RateLimit",
  "RateLimit-Policy",
  "Retry-After",
];
const ALLOWED = ["Accept", "Accept-Language", "If-Modified-Since", "If-None-Match", "If-Range", "Range"];
const DAY = 86_400;

/**
 * What lets programs of any origin read an address, each up to a rate that it is told
 * (draft-ietf-httpapi-ratelimit-headers-10). The user of this machine is not counted.
 */
export function openToAll(config: Pick<Config, "apiRate" | "trustedProxies">): MiddlewareHandler<Env>[] {
  const crossing = cors({
    origin: "*",
    allowMethods: ["GET", "HEAD", "OPTIONS"],
    allowHeaders: ALLOWED,
    exposeHeaders: EXPOSED,
    maxAge: DAY,
  });
  const count = config.apiRate > 0 ? makeRateLimit(config.apiRate) : null;
  const limiting: MiddlewareHandler<Env> = async (c, next) => {
    c.header("cross-origin-resource-policy", "cross-origin");
    if (!count) return next();
    const incoming = c.env?.incoming;
    const subscriber = incoming ? subscriberOf(clientAddress(incoming, config.trustedProxies)) : "unknown";
    const quota = await count(subscriber);
    c.header("ratelimit-policy", `"minute";q=${quota.limit};w=${WINDOW}`);
    c.header("ratelimit", `"minute";r=${quota.remaining};t=${quota.resetSeconds}`);
    if (quota.allowed) return next();
    c.header("retry-after", String(quota.resetSeconds));
    const { limit, resetSeconds: seconds } = quota;
    return problem(c as C, "quota", { limit, seconds }, { "violated-policies": ["minute"] });
  };
  return [crossing, limiting];
}
