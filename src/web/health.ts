import type { Hono } from "hono";
import { sql } from "kysely";
import type { Env, Site } from "./scene.ts";

/** /health says that the process lives; /ready, that it can serve: its database answers. */
export function healthRoutes(app: Hono<Env>, site: Site): void {
  app.get("/health", (c) => c.json({ status: "alive" }));
  app.get("/ready", async (c) => {
    try {
      await sql`select 1`.execute(site.runtime.db);
      return c.json({ status: "ready" });
    } catch {
      return c.json({ status: "unavailable", reason: "database" }, 503);
    }
  });
}
