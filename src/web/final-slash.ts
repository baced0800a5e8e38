import type { MiddlewareHandler } from "hono";
import type { Env } from "./scene.ts";

/**
 * Leads from an address that is none but for its final slash to the one without it. By its path alone: the name that a
 * request gives the server is anybody's, and would lead, or have a cache lead, to another site.
 */
export const withoutFinalSlash: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  const { path, method } = c.req;
  if (c.res.status !== 404 || !path.endsWith("/") || path === "/" || !/^(GET|HEAD)$/.test(method)) return;
  const bare = `/${path
    .split("/")
    .filter((part) => part !== "")
    .join("/")}`;
  if (/[\\\s]/.test(bare)) return;
  c.res = c.redirect(bare + new URL(c.req.url).search, 301);
};
