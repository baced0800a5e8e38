import type { IncomingMessage } from "node:http";
import type { MiddlewareHandler } from "hono";
import { setCookie } from "hono/cookie";
import { ALL, type Reading } from "../platform/database/reading.ts";
import { bearsSession } from "./identity.ts";
import type { Env } from "./scene.ts";

/** Names the cookie of whoever has just written: where the primary's journal ended then. */
const WRITTEN = "ancrage_written";

/** Beyond the limit of how far behind a standby may be, none that is read from lacks what was written. */
const MARGIN_SECONDS = 20;

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * The position of what this browser has just written, or zero. It is not signed: one that was forged sends its author,
 * and nobody else, to the primary and past the ready pages, where an address nobody asked before leads as well.
 */
export function writtenAt(cookies: string | undefined): bigint {
  const written = /(?:^|;\s*)(?:__Host-)?ancrage_written=(\d{1,20})(?:;|$)/.exec(cookies ?? "")?.[1];
  return written === undefined ? 0n : BigInt(written);
}

/**
 * How far a server must be for this request to be read from it: the primary for what may write; for whoever wrote, what
 * was written; for the people of a network, all that was announced, by jobs and colleagues too; for a stranger, nothing
 * more than the limit that every standby keeps.
 */
export function leastFor(request: IncomingMessage, reading: Reading): bigint {
  if (!SAFE.has(request.method ?? "GET")) return ALL;
  const own = writtenAt(request.headers.cookie);
  const announced = !bearsSession(request) || !reading.replicas.primaryAnswers() ? 0n : reading.changed();
  return own > announced ? own : announced;
}

/** Gives whoever may have written something the cookie that keeps standbys from hiding it. */
export function rememberWrites(reading: Reading, lagSeconds: number, secure: boolean): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next();
    if (SAFE.has(c.req.method)) return;
    const position = await reading.position().catch(() => ALL);
    setCookie(c, secure ? `__Host-${WRITTEN}` : WRITTEN, String(position), {
      path: "/",
      maxAge: lagSeconds + MARGIN_SECONDS,
      httpOnly: true,
      sameSite: "Lax",
      secure,
    });
  };
}
