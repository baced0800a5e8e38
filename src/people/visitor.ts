import { APIError } from "better-auth/api";
import type { Database } from "../platform/database/database.ts";
import { ANYONE, type Person } from "../platform/person.ts";
import { type Failure, fail, ok, type Result } from "../platform/result.ts";
import type { Auth } from "./accounts.ts";
import { SESSION_S } from "./lifetimes.ts";
import { hasPasskey, readGrants } from "./people.sql.ts";
import { needsSecondFactor, withoutSecondFactor } from "./rights.ts";

/** Whoever a request comes from: anybody, or the person of a session with the rights it gives. */
export type Visitor = { person: Person; member: Member | null };

export type Member = {
  id: string;
  name: string;
  email: string;
  lang: "fr" | "en";
  session: string;
  /** Whether codes are asked of this account. */
  secondFactor: boolean;
  /** Whether this account has a second factor, codes or a passkey, that this session has not passed. */
  unproved: boolean;
  /** What keeps some of her rights asleep: a second factor to pass, or to set up; null when nothing does. */
  asleep: "verify" | "enrol" | null;
  /** When this session last proved more than a password or a mailbox. */
  provedAt: Date | null;
  /** How many comments wait to be read. */
  news?: number;
};

export const STRANGER: Visitor = { person: ANYONE, member: null };

/** The person of a session, and the cookies that prolong or end it. */
export async function readVisitor(
  auth: Auth,
  db: Database,
  headers: Headers,
  now: Date,
): Promise<{ visitor: Visitor; cookies: string[] }> {
  const read = await auth.api.getSession({ headers, returnHeaders: true });
  const cookies = read.headers.getSetCookie();
  if (!read.response) return { visitor: STRANGER, cookies };
  const { session, user } = read.response;
  if (now.getTime() - new Date(session.createdAt).getTime() > SESSION_S.longest * 1000) {
    const left = await attempt(auth.api.signOut({ headers, returnHeaders: true }));
    return { visitor: STRANGER, cookies: left.ok ? left.value.cookies : cookies };
  }
  const secondFactor = user.twoFactorEnabled ?? false;
  const provedAt = session.secondFactorAt ? new Date(session.secondFactorAt) : null;
  const [all, unproved] = await Promise.all([
    readGrants(db, user.id, now),
    provedAt === null && (secondFactor || hasPasskey(db, user.id)),
  ]);
  const asleep = needsSecondFactor(all) && provedAt === null ? (unproved ? "verify" : "enrol") : null;
  return {
    cookies,
    visitor: {
      person: { id: user.id, grants: asleep ? withoutSecondFactor(all) : all },
      member: {
        id: user.id,
        name: user.name,
        email: user.email,
        lang: user.lang === "en" ? "en" : "fr",
        session: session.id,
        secondFactor,
        unproved,
        asleep,
        provedAt,
      },
    },
  };
}

/** What a call to the accounts answered, with the cookies to send back; a refusal comes as a failure of ours. */
export async function attempt<T>(
  call: Promise<{ headers: Headers; response: T }>,
): Promise<Result<{ cookies: string[]; answer: T }>> {
  try {
    const { headers, response } = await call;
    return ok({ cookies: headers.getSetCookie(), answer: response });
  } catch (error) {
    if (error instanceof APIError || (error as Error).name === "APIError") return fail(refusalOf(error as APIError));
    // Of two that write the same row at once, one finds it there.
    if ((error as { code?: string }).code === "23505") return fail({ kind: "conflict", code: "sent_twice" });
    if (UNOPENED.test((error as Error).message)) return fail({ kind: "unavailable", code: "codes_sealed" });
    throw error;
  }
}

/** How the library says that none of the secrets opens what it sealed, which bears no code of error. */
const UNOPENED = /^Secret version \d+ not found|^Cannot decrypt|invalid tag/;

const KNOWN: Record<string, Failure> = {
  INVALID_EMAIL_OR_PASSWORD: { kind: "invalid", code: "wrong_password" },
  INVALID_EMAIL: { kind: "invalid", code: "wrong_password" },
  INVALID_PASSWORD: { kind: "invalid", code: "wrong_current_password" },
  PASSWORD_TOO_SHORT: { kind: "invalid", code: "password_short" },
  PASSWORD_TOO_LONG: { kind: "invalid", code: "password_long" },
  INVALID_TOKEN: { kind: "invalid", code: "link_used" },
  INVALID_CODE: { kind: "invalid", code: "wrong_code" },
  INVALID_BACKUP_CODE: { kind: "invalid", code: "wrong_code" },
  INVALID_TWO_FACTOR_COOKIE: { kind: "invalid", code: "sign_in_again" },
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: { kind: "invalid", code: "sign_in_again" },
  ACCOUNT_TEMPORARILY_LOCKED: { kind: "unavailable", code: "account_locked" },
};

/** A redirection is how the library tells of some refusals: its address says which. */
function refusalOf(error: APIError): Failure {
  const location = new Headers(error.headers as HeadersInit | undefined).get("location");
  const told = location && URL.canParse(location) ? new URL(location).searchParams.get("error") : null;
  const code = told ?? (error.body as { code?: string } | undefined)?.code ?? "";
  return KNOWN[code] ?? { kind: "invalid", code: "sign_in_refused", params: { detail: code } };
}
