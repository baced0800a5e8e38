import type { Hono } from "hono";
import { type C, type Env, openScene, type Site } from "../scene.ts";
import { closeSession } from "./entering.ts";
import { warn } from "./own-security.ts";

/**
 * The addresses that a passkey and a directory talk to, and no other of the accounts' library: what pages do by forms has
 * no second door.
 */
const OPEN: Record<string, "GET" | "POST"> = {
  "/auth/passkey/generate-authenticate-options": "GET",
  "/auth/passkey/verify-authentication": "POST",
  "/auth/passkey/generate-register-options": "GET",
  "/auth/passkey/verify-registration": "POST",
};

/** Passkeys, which only a script can use, and the way back from a directory. */
export function passkeyRoutes(app: Hono<Env>, site: Site): void {
  app.all("/auth/*", async (c, next) => {
    const { path, method } = c.req;
    const back = /^\/auth\/callback\/[a-z0-9-]+$/.test(path) && method === "GET";
    if (!back && OPEN[path] !== method) return next();
    const { member } = c.get("visitor");
    const adding = /registration|register/.test(path);
    // A session that has not passed the second factor of its account may not add a way around it.
    if (adding && (!member || member.unproved)) return c.json({ code: "forbidden" }, 403);
    const wait = await site.identity.attempts.count("address", site.identity.addressOf(c));
    if (wait !== null) return c.json({ code: "too_many" }, 429, { "retry-after": String(wait) });
    const auth = await site.identity.auth();
    const answer = await auth.handler(c.req.raw);
    if (member && answer.ok && path === "/auth/passkey/verify-authentication")
      await closeSession(openScene(c as C, site, "fr"));
    if (member && answer.ok && path === "/auth/passkey/verify-registration")
      await warn({ ...openScene(c as C, site, "fr"), member }, "passkey");
    return answer;
  });
}
