import { createAuthMiddleware, isAPIError } from "better-auth/api";
import type pg from "pg";
import { type Database, openDatabase } from "../platform/database/database.ts";
import type { Log } from "../platform/log.ts";
import { findUserByEmail } from "./people.sql.ts";

/** The addresses of the accounts' library by which somebody enters, and what each is. */
const WAYS: Record<string, string> = {
  "/sign-in/email": "password",
  "/magic-link/verify": "link",
  "/two-factor/verify-totp": "code",
  "/two-factor/verify-backup-code": "recovery_code",
  "/passkey/verify-authentication": "passkey",
  "/callback/:id": "directory",
  "/reset-password": "new_password",
};

type Entered = { user: { id: string; twoFactorEnabled?: boolean | null } } | null;

/** Writes to the log who tried to enter, how, and with what outcome, by her opaque id; whom nobody knows has none. */
export function logSignIns(pool: pg.Pool, log: Log) {
  const db = openDatabase(pool);
  return createAuthMiddleware(async ({ path, body, context }) => {
    const way = WAYS[path];
    if (!way) return;
    const entered = context.newSession as Entered;
    const person = entered?.user.id ?? context.session?.user.id ?? (await personOf(db, body));
    // A directory sends back to a page whether it lets in or not.
    if (entered === null && isAPIError(context.returned)) {
      const { body: said, headers } = context.returned;
      const told = new Headers(headers as HeadersInit | undefined).get("location") ?? "";
      const refusal = said?.code ?? /[?&]error=([\w-]+)/.exec(told)?.[1] ?? "refused";
      log.warn({ signIn: way, person, refusal }, "sign-in refused");
    } else if (way === "password" && entered?.user.twoFactorEnabled)
      log.info({ signIn: way, person }, "password accepted, code awaited");
    else log.info({ signIn: way, person }, way === "new_password" ? "password changed" : "signed in");
  });
}

async function personOf(db: Database, body: unknown): Promise<string | null> {
  const { email } = (body ?? {}) as { email?: unknown };
  if (typeof email !== "string") return null;
  return (await findUserByEmail(db, email.toLowerCase()))?.id ?? null;
}
