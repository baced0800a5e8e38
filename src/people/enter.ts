import { serializeSigned } from "hono/utils/cookie";
import type { Database } from "../platform/database/database.ts";
import type { Auth } from "./accounts.ts";

/**
 * Opens a session for somebody who proved by other means who she is, and answers its cookie, as a browser gets it:
 * `strong` says that these means count as a second factor.
 */
export async function enterAs(
  auth: Auth,
  db: Database,
  userId: string,
  { strong, now }: { strong: boolean; now: Date },
): Promise<string> {
  const context = await auth.$context;
  const session = await context.internalAdapter.createSession(userId);
  if (strong)
    await db.updateTable("sessions").set({ second_factor_at: now }).where("token", "=", session.token).execute();
  const { name, attributes } = context.authCookies.sessionToken;
  const { path, httpOnly, secure, maxAge } = attributes;
  return serializeSigned(name, session.token, context.secret, {
    path: path ?? "/",
    httpOnly: httpOnly ?? true,
    secure: secure ?? false,
    sameSite: "Lax",
    ...(maxAge !== undefined && { maxAge }),
  });
}
