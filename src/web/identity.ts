import type { IncomingMessage } from "node:http";
import type { MiddlewareHandler } from "hono";
import { countUnread } from "../comments/news.sql.ts";
import type { Auth } from "../people/accounts.ts";
import { askLetter } from "../people/actions/ask-letter.ts";
import type { Directory } from "../people/directories.ts";
import { readDirectories } from "../people/directories.ts";
import { LINK_MINUTES } from "../people/lifetimes.ts";
import { findUserByEmail } from "../people/people.sql.ts";
import { readVisitor, STRANGER, type Visitor } from "../people/visitor.ts";
import { ANYONE } from "../platform/person.ts";
import type { Runtime } from "../platform/runtime.ts";
import { readSecrets } from "../platform/secrets.ts";
import { clientAddress, subscriberOf } from "./api/client-address.ts";
import { type Attempts, openAttempts } from "./attempts.ts";
import type { C, Env } from "./scene.ts";

/** The session of a browser, whichever of its two names the cookie bears. */
const SESSION = /(?:^|;\s*)(?:__Host-)?ancrage\.session_token=/;

/** Whether a request may come from somebody who signed in: what is ready for strangers is not for her. */
export const bearsSession = (request: Pick<IncomingMessage, "headers">): boolean =>
  SESSION.test(request.headers.cookie ?? "");

export type Identity = {
  auth: () => Promise<Auth>;
  attempts: Attempts;
  directories: readonly Directory[];
  /** Where a request comes from, for counting attempts. */
  addressOf: (c: C) => string;
};

/** The accounts of the installation, opened when somebody first needs them: most readers never do. */
export function openIdentity(runtime: Runtime): Identity {
  const { config, pool } = runtime;
  const directories = config.directoriesFile === null ? [] : readDirectories(config.directoriesFile);
  const secrets = readSecrets(config);
  let opened: Promise<Auth> | undefined;
  const doors = () => runtime.doors(ANYONE);
  const sendLink = async (kind: "magic_link" | "new_password", { email }: { email: string }, token: string) => {
    const { db } = runtime;
    const user = await findUserByEmail(db, email);
    if (!user) return;
    const prefix = user.lang === "en" ? "/en" : "";
    const path = `${prefix}/connexion/${kind === "magic_link" ? "lien" : "nouveau"}?jeton=${encodeURIComponent(token)}`;
    const params = { path, minutes: LINK_MINUTES };
    await askLetter(doors(), { recipient: user.email, lang: user.lang, template: kind, params });
  };
  return {
    auth: () => {
      opened ??= import("../people/accounts.ts").then(({ makeAuth }) =>
        makeAuth({
          pool,
          publicUrl: config.publicUrl,
          secrets,
          directories,
          now: () => doors().now(),
          log: runtime.log,
          sendLink,
        }),
      );
      return opened;
    },
    attempts: openAttempts(pool, runtime.log),
    directories,
    addressOf: (c) => {
      const { incoming } = c.env ?? {};
      return incoming ? subscriberOf(clientAddress(incoming, config.trustedProxies)) : "unknown";
    },
  };
}

/** Learns whom each request comes from; the cookies that prolong a session go back with the answer. */
export function identify(runtime: Runtime, identity: Identity): MiddlewareHandler<Env> {
  return async (c, next) => {
    const visitor = SESSION.test(c.req.header("cookie") ?? "") ? await recognise(c as C, runtime, identity) : STRANGER;
    c.set("visitor", visitor);
    await next();
  };
}

async function recognise(c: C, runtime: Runtime, { auth }: Identity): Promise<Visitor> {
  const { db, now } = runtime.doors(ANYONE);
  const opened = await auth();
  const { visitor, cookies } = await readVisitor(opened, db, c.req.raw.headers, now()).catch(async (error) => {
    // Where the database is away, what a standby or memory holds is read as anybody reads it; nothing is written.
    const away = await runtime.pool.query("select 1").then(
      () => null,
      (reason) => reason,
    );
    if (away && /^(GET|HEAD)$/.test(c.req.method)) return { visitor: STRANGER, cookies: [] };
    throw away ?? error;
  });
  for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
  const { member, person } = visitor;
  if (!member || c.req.method !== "GET") return visitor;
  return { person, member: { ...member, news: await countUnread(db, member.id, person.grants) } };
}
