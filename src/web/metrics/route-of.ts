import type { IncomingMessage } from "node:http";
import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { Env } from "../scene.ts";

const ROUTES = new WeakMap<IncomingMessage, string>();

/** What a request is counted under when no route of the site took it. */
const NO_ROUTE = "none";

/** Notes which route took a request, so that what measures it from outside need not know addresses. */
export const noteRoute: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  const incoming = c.env?.incoming;
  if (!incoming) return;
  const path = routePath(c);
  // The last that ran is of the site as a whole: no page was found.
  ROUTES.set(incoming, /^\/?\*$/.test(path) ? NO_ROUTE : path);
};

/** The pattern of the route that took a request. */
export const routeOf = (request: IncomingMessage): string => ROUTES.get(request) ?? NO_ROUTE;
