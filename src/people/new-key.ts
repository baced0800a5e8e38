import { createHmac } from "node:crypto";
import { generateRandomString, symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import type { Auth } from "./accounts.ts";
import { LINK_MINUTES } from "./lifetimes.ts";

/* The library of accounts sets a key up where there is none, and has no way to replace one that stays good meanwhile. */

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP_MS = 30_000;

const waitingOf = (user: string): string => `new-key-${user}`;

/** Makes the key of another telephone, which waits for its first code; answers what the square says. */
export async function prepareKey(auth: Auth, user: { id: string; email: string }, now: Date): Promise<string> {
  const { internalAdapter, secretConfig } = await auth.$context;
  const secret = generateRandomString(32);
  await internalAdapter.createVerificationValue({
    identifier: waitingOf(user.id),
    value: await symmetricEncrypt({ key: secretConfig, data: secret }),
    expiresAt: new Date(now.getTime() + LINK_MINUTES * 60_000),
  });
  const said = new URLSearchParams({ secret: base32(secret), issuer: "Ancrage", digits: "6", period: "30" });
  return `otpauth://totp/Ancrage:${encodeURIComponent(user.email)}?${said}`;
}

/** Takes the key that waits, sealed, when that code is one of its own; else says that the code is wrong, or that no key waits. */
export async function takeKey(
  auth: Auth,
  user: string,
  code: string,
  now: Date,
): Promise<{ sealed: string } | "wrong" | "gone"> {
  const { internalAdapter, secretConfig } = await auth.$context;
  const waiting = await internalAdapter.findVerificationValue(waitingOf(user));
  if (!waiting || new Date(waiting.expiresAt) <= now) return "gone";
  const secret = await symmetricDecrypt({ key: secretConfig, data: waiting.value });
  if (![-1, 0, 1].some((step) => codeAt(secret, now.getTime() + step * STEP_MS) === code)) return "wrong";
  const taken = await internalAdapter.consumeVerificationValue(waitingOf(user));
  return taken?.value === waiting.value ? { sealed: taken.value } : "gone";
}

/** The code that an application shows at a moment (RFC 6238). */
function codeAt(secret: string, at: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / STEP_MS)));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const offset = digest.at(-1)! & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** A secret as applications read it (RFC 4648). */
function base32(secret: string): string {
  const bits = [...Buffer.from(secret)].map((octet) => octet.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => LETTERS[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}
