import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Html } from "../ui/html.ts";
import { writtenAt } from "./own-writes.ts";
import { plainOf, sendReady } from "./page-cache.ts";
import type { NetworkScene } from "./scene.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

// Ready pages do not pass where the site adds its own headers: these are all there are.
const HEADERS: Record<string, string> = {
  ...SECURITY_HEADERS,
  "cache-control": "private, no-cache",
  "content-type": "text/html; charset=UTF-8",
  vary: "accept-encoding",
};

/**
 * Sends a reading page and keeps it ready under its address until its network changes. The browser may keep it too, but
 * asks each time whether it is still good. `moment` is before the first query that the page was made from;
 * `more` says what its headers have of their own.
 */
export async function keepPage(
  scene: NetworkScene,
  make: () => Promise<Html | string>,
  moment = scene.moment,
  more: Record<string, string> = {},
): Promise<Response> {
  const { c, site, network } = scene;
  const { member } = c.get("visitor");
  // What a member reads stays with her: nothing of it is kept by the browser for whoever comes next.
  const headers: Record<string, string> = {
    ...HEADERS,
    ...(member && { "cache-control": "private, no-store" }),
    ...more,
  };
  // An empty header is one that this page must not bear.
  for (const name of Object.keys(headers))
    if (headers[name] === "") {
      delete headers[name];
      c.header(name, undefined);
    }
  const { incoming, outgoing } = c.env ?? {};
  const url = incoming?.url ?? "";
  // Whether the network may be read was asked before anything else.
  const since = Math.min(moment, scene.moment);
  const ready = async () =>
    site.cache.keep({
      url,
      public: member === null,
      network: network.slug,
      headers,
      body: String(await make()),
      moment: since,
    });
  // What somebody has just written may be missing from what is being made for others.
  const alone = member !== null || writtenAt(c.req.header("cookie")) !== 0n || incoming === undefined;
  const page = await (alone ? ready() : site.cache.once(url, network.slug, since, ready));
  if (outgoing && !member && !c.req.header("accept-encoding")) {
    // Nothing to compress: the bytes go straight out, which spares copying them through two streams.
    sendReady(page, incoming, outgoing);
    return RESPONSE_ALREADY_SENT;
  }
  return c.body(plainOf(page), 200, { ...headers, etag: page.etag });
}
