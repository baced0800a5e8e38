import { createHash } from "node:crypto";
import type { Context } from "hono";

/** How long an answer may be given again without asking whether it still holds, in seconds. */
const FRESH = 60;
// To be raised when answers change in shape, so that no reader keeps an old one.
const SHAPE = 1;

/**
 * Answers 304 before anything is looked for when the reader holds the answer of this very state of the data; else makes
 * it and names that state. A state is the revisions of all that the answer may come from.
 */
export async function unlessKnown(c: Context, state: string, make: () => Promise<Response>): Promise<Response> {
  const url = new URL(c.req.url);
  const digest = createHash("sha256")
    .update(JSON.stringify([SHAPE, state, url.pathname, url.search]))
    .digest("base64url");
  // Weak: the same answer may be sent compressed.
  const etag = `W/"${digest.slice(0, 22)}"`;
  const known = c.req.header("if-none-match");
  const headers = { etag, "cache-control": `public, max-age=${FRESH}, must-revalidate` };
  if (known === "*" || known?.split(",").some((one) => one.trim() === etag)) return c.body(null, 304, headers);
  const answer = await make();
  if (answer.ok) for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
  return answer;
}
