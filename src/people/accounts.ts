import { passkey } from "@better-auth/passkey";
import { betterAuth } from "better-auth";
import { APIError } from "better-auth/api";
import { genericOAuth, magicLink, twoFactor } from "better-auth/plugins";
import { CamelCasePlugin, Kysely, PostgresDialect } from "kysely";
import type pg from "pg";
import { v7 as uuid } from "uuid";
import type { Log } from "../platform/log.ts";
import { refuseRedirects } from "../platform/refuse-redirects.ts";
import { versioned } from "./account-seals.sql.ts";
import type { Directory } from "./directories.ts";
import { LINK_MINUTES, SESSION_S } from "./lifetimes.ts";
import { PASSWORD_LENGTH } from "./password.ts";
import { logSignIns } from "./sign-ins.ts";

export type AccountsOptions = {
  pool: pg.Pool;
  publicUrl: string;
  /** The one that signs now, then those that may still be met. */
  secrets: readonly string[];
  directories: readonly Directory[];
  now: () => Date;
  log: Log;
  /** Sends the link that signs somebody in, or that lets her choose a new password. */
  sendLink: (kind: "magic_link" | "new_password", to: { email: string }, token: string) => Promise<void>;
};

const LINK_SECONDS = LINK_MINUTES * 60;

/** Ways of signing in that are in themselves a second factor: a code after the password, a device that verified its user. */
const STRONG = new Set(["/two-factor/verify-totp", "/two-factor/verify-backup-code", "/passkey/verify-authentication"]);

/** The library asks for a passkey without asking that the device make sure of who holds it, which is what makes it strong. */
const demandUser = (verified: boolean | undefined): void => {
  if (!verified) throw new APIError("FORBIDDEN", { code: "user_not_verified" });
};

/**
 * The accounts of the installation, kept by better-auth: passwords, links by mail, passkeys, codes, directories, sessions.
 * Nobody signs up by herself: an account is made for whoever was invited.
 */
export function makeAuth({ pool, publicUrl, secrets, directories, now, log, sendLink }: AccountsOptions) {
  const db = new Kysely({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin()] });
  if (directories.length > 0) refuseRedirects();
  const { hostname, protocol } = new URL(publicUrl);
  const secure = protocol === "https:";
  return betterAuth({
    appName: "Ancrage",
    baseURL: publicUrl,
    basePath: "/auth",
    secrets: versioned(secrets),
    database: { db, type: "postgres", transaction: true },
    logger: { disabled: true },
    telemetry: { enabled: false },
    advanced: {
      // Under this prefix no neighbouring host may plant a cookie of ours; the library would put a weaker one before it.
      cookiePrefix: secure ? "__Host-ancrage" : "ancrage",
      useSecureCookies: false,
      // Attempts are counted elsewhere by a hash: an address says where somebody was, and serves nothing more.
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => uuid() },
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true, path: "/", secure },
    },
    // Attempts are counted before they come here, for every server together.
    rateLimit: { enabled: false },
    user: { modelName: "users", additionalFields: { lang: { type: "string", required: false, input: false } } },
    session: {
      modelName: "sessions",
      expiresIn: SESSION_S.unused,
      updateAge: SESSION_S.prolongedEvery,
      additionalFields: { secondFactorAt: { type: "date", required: false, input: false } },
    },
    account: {
      modelName: "accounts",
      encryptOAuthTokens: true,
      accountLinking: { enabled: true, trustedProviders: directories.map(({ id }) => id), allowDifferentEmails: false },
    },
    verification: { modelName: "verifications", storeIdentifier: "hashed" },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
      resetPasswordTokenExpiresIn: LINK_SECONDS,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) => sendLink("new_password", user, token),
    },
    hooks: { after: logSignIns(pool, log) },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => ({
            data: { ...session, secondFactorAt: context && STRONG.has(context.path) ? now() : null },
          }),
          after: async ({ userId }) => {
            await pool.query("update users set seen_at = $1 where id = $2", [now(), userId]);
          },
        },
      },
      user: {
        create: {
          // A directory that knows somebody whom nobody invited does not make her a member.
          before: async () => {
            throw new APIError("FORBIDDEN", { code: "not_invited" });
          },
        },
      },
    },
    plugins: [
      twoFactor({
        issuer: "Ancrage",
        allowPasswordless: true,
        schema: { twoFactor: { modelName: "twoFactors" } },
      }),
      magicLink({
        disableSignUp: true,
        expiresIn: LINK_SECONDS,
        storeToken: "hashed",
        sendMagicLink: async ({ email, token }) => sendLink("magic_link", { email }, token),
      }),
      passkey({
        rpID: hostname,
        rpName: "Ancrage",
        origin: new URL(publicUrl).origin,
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        registration: {
          afterVerification: async ({ verification }) => demandUser(verification.registrationInfo?.userVerified),
        },
        authentication: {
          afterVerification: async ({ verification }) => demandUser(verification.authenticationInfo.userVerified),
        },
        schema: { passkey: { modelName: "passkeys", fields: { credentialID: "credentialId" } } },
      }),
      genericOAuth({
        config: directories.map(({ id, issuer, clientId, clientSecret, domains }) => ({
          providerId: id,
          discoveryUrl: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
          requireIdTokenVerification: true,
          clientId,
          clientSecret,
          scopes: ["openid", "email", "profile"],
          pkce: true,
          disableSignUp: true,
          mapProfileToUser: (profile: Record<string, unknown>) => {
            const email = String(profile.email ?? "").toLowerCase();
            // A directory answers for the addresses of its own domains: it cannot open somebody else's account.
            if (!domains.some((domain) => email.endsWith(`@${domain}`)))
              throw new APIError("FORBIDDEN", { code: "address_of_another_directory" });
            return { email, emailVerified: true, name: String(profile.name ?? email) };
          },
        })),
      }),
    ],
  });
}

export type Auth = ReturnType<typeof makeAuth>;
