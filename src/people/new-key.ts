import { createOTP } from "@better-auth/utils/otp";
import { generateRandomString, symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import type { Auth } from "./accounts.ts";
import { LINK_MINUTES } from "./lifetimes.ts";

/* The library of accounts sets a key up where there is none, and has no way to replace one that stays good meanwhile. */

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
  return createOTP(secret).url("Ancrage", user.email);
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
  if (!(await createOTP(secret).verify(code))) return "wrong";
  const taken = await internalAdapter.consumeVerificationValue(waitingOf(user));
  return taken?.value === waiting.value ? { sealed: taken.value } : "gone";
}
