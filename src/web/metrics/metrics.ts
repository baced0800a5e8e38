import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Hono } from "hono";
import type { Reading } from "../../platform/database/reading.ts";
import { isLoopback } from "../../platform/loopback.ts";
import type { Env, Site } from "../scene.ts";
import { openGauges } from "./gauges.ts";

const TYPE = "text/plain; version=0.0.4; charset=utf-8";

/**
 * What Prometheus asks for. It tells how busy an installation is, hence only whoever asks from this machine, not through a
 * proxy, or bears the token; for others the address does not exist.
 */
export function metricsRoutes(app: Hono<Env>, site: Site, reading: Reading | null): void {
  const { runtime, cache, times } = site;
  let gauges: Promise<() => Promise<string>> | null = null;
  app.get("/metrics", async (c) => {
    const { metricsToken } = runtime.config;
    if (!isFromHere(c.env?.incoming) && !bears(metricsToken, c.req.header("authorization"))) return c.notFound();
    gauges ??= openGauges({ runtime, cache, reading });
    const text = await (await gauges)();
    return c.body(`${text}\n${times.text()}`, 200, { "content-type": TYPE, "cache-control": "no-store" });
  });
}

/** Whether a request was made on this machine by a program, rather than passed on by a proxy that serves strangers. */
function isFromHere(request: Pick<IncomingMessage, "headers" | "socket"> | undefined): boolean {
  if (!request) return false;
  const { headers, socket } = request;
  const proxied = headers["x-forwarded-for"] ?? headers.forwarded ?? headers["x-real-ip"] ?? headers.via;
  // A page open in a browser of this machine says where it comes from, and may not ask.
  const page = headers.origin ?? headers["sec-fetch-site"];
  return isLoopback(socket?.remoteAddress ?? "") && proxied === undefined && page === undefined;
}

// Hashed first: comparing takes the same time whatever was sent, its length included.
function bears(token: string | null, authorization: string | undefined): boolean {
  if (token === null || !authorization) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(`Bearer ${token}`), digest(authorization));
}
