import type { Hono } from "hono";
import type { Reading } from "../platform/database/reading.ts";
import type { Env, Site } from "./scene.ts";

/**
 * /health says that the process lives; /ready, that it can serve: its database answers, or a standby does while it is
 * away, for reading goes on then. It counts standbys without naming them: anybody may ask. A server about to stop still
 * serves whoever asks, but says at once that it is not ready, and not at /serving either, so that a proxy sends nobody to
 * it any more. /serving asks no database: where that is away, our own pages say so, and give back what was typed.
 */
export function healthRoutes(app: Hono<Env>, site: Site, reading: Reading | null): void {
  app.get("/health", (c) => c.json({ status: "alive" }));
  app.get("/serving", (c) =>
    site.life.draining ? c.json({ status: "stopping" }, 503) : c.json({ status: "serving" }),
  );
  app.get("/ready", async (c) => {
    if (site.life.draining) return c.json({ status: "stopping" }, 503);
    const standbys = reading?.replicas.report();
    const able = standbys?.filter(({ state }) => state === "ready").length ?? 0;
    const counted = standbys && { standbys: { ready: able, of: standbys.length } };
    try {
      await site.runtime.pool.query("select 1");
      return c.json({ status: "ready", ...counted });
    } catch {
      if (able > 0) return c.json({ status: "read_only", ...counted });
      return c.json({ status: "unavailable", reason: "database", ...counted }, 503);
    }
  });
}
