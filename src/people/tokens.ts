import { createHash, randomBytes } from "node:crypto";

/** A secret for a link, of 256 bits, and the only form of it that is kept. */
export function makeToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashToken(token) };
}

/** What is kept of a secret: its SHA-256, in hexadecimal. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");
