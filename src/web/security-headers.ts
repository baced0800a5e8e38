const policy = (images = "", connections = "") =>
  `default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:${images}; connect-src 'self'${connections}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;

/** Sent with every response: nothing from elsewhere, no inline script or style, never in somebody's frame. */
export const SECURITY_HEADERS: Record<string, string> = {
  "content-security-policy": policy(),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "referrer-policy": "same-origin",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** What differs for the few pages made to stand in another site's frame: shown anywhere, running and asking nothing. */
export const FRAMED_HEADERS: Record<string, string> = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'none'; frame-ancestors *; base-uri 'none'",
  "cross-origin-resource-policy": "cross-origin",
  "x-frame-options": "",
};

/** What differs for the page that shows such a page in a frame of its own. */
export const FRAMING_HEADERS: Record<string, string> = {
  "content-security-policy": `${SECURITY_HEADERS["content-security-policy"]}; frame-src 'self'`,
};

/**
 * What the page of the map may do besides: ask the reader where she is, and show the background that an administrator
 * chose, if any.
 */
export const mapHeaders = (origin: string | null): Record<string, string> => ({
  "permissions-policy": "camera=(), geolocation=(self), microphone=()",
  ...(origin && { "content-security-policy": policy(` ${origin}`, ` ${origin}`) }),
});
