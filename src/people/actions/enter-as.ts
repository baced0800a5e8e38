import { serializeSigned } from "hono/utils/cookie";
import { ok } from "../../platform/result.ts";
import type { Auth } from "../accounts.ts";
import { ownAction } from "../own-action.ts";

/**
 * Opens a session for somebody who proved by other means who she is, and answers its cookie, as a browser gets it:
 * `strong` says that these means count as a second factor.
 */
export const enterAs = ownAction<{ auth: Auth; user: string; strong: boolean; userAgent?: string }, { cookie: string }>(
  {
    name: "enter_as",
    actor: ({ user }) => user,
    subjects: ({ user }) => ({ user }),
    run: async ({ db, now }, { auth, user, strong, userAgent }) => {
      const context = await auth.$context;
      const session = await context.internalAdapter.createSession(user, false, userAgent ? { userAgent } : {});
      if (strong)
        await db.updateTable("sessions").set({ second_factor_at: now() }).where("token", "=", session.token).execute();
      const { name, attributes } = context.authCookies.sessionToken;
      const { path, httpOnly, secure, maxAge } = attributes;
      const cookie = await serializeSigned(name, session.token, context.secret, {
        path: path ?? "/",
        httpOnly: httpOnly ?? true,
        secure: secure ?? false,
        sameSite: "Lax",
        ...(maxAge !== undefined && { maxAge }),
      });
      return ok({ cookie });
    },
  },
);
