import type { Html } from "../ui/html.ts";
import type { NetworkScene } from "./scene.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

/**
 * Sends a reading page and keeps it ready under its address until its network changes. The browser may keep it too, but
 * asks each time whether it is still good. `moment` is before the first query that the page was made from.
 */
export async function keepPage(
  scene: NetworkScene,
  make: () => Promise<Html>,
  moment = scene.site.cache.moment(),
): Promise<Response> {
  const { c, site, network } = scene;
  const body = String(await make());
  c.header("cache-control", "private, no-cache");
  c.header("vary", "accept-encoding");
  const response = c.html(body);
  // What the site adds to every response after a route has answered is added here too: ready pages do not pass there.
  const headers = Object.fromEntries(response.headers);
  site.cache.keep({
    url: c.env?.incoming?.url ?? "",
    as: c.get("as"),
    network: network.slug,
    headers: { ...SECURITY_HEADERS, ...headers },
    body,
    moment,
  });
  return response;
}
