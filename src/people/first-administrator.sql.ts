import type { Doors } from "../platform/action.ts";
import { appendAudit, INSTALLATION_CHAIN } from "../platform/audit.ts";
import type { Database } from "../platform/database/database.ts";
import { conflict, invalid, ok, type Result } from "../platform/result.ts";
import { findUserByEmail, hasAdministrator, insertUser, storePassword } from "./people.sql.ts";
import { hashToken, makeToken } from "./tokens.ts";

const PURPOSE = "first-administrator";
const VALID_MS = 24 * 3600 * 1000;

/**
 * Makes the link that opens the installation, and makes those made before useless; null once somebody administers it.
 */
export async function makeFirstLink({ db, newId, now }: Pick<Doors, "db" | "newId" | "now">): Promise<string | null> {
  if (await hasAdministrator(db)) return null;
  const { token, hash } = makeToken();
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom("verifications").where("identifier", "=", PURPOSE).execute();
    await tx
      .insertInto("verifications")
      .values({
        id: newId(),
        identifier: PURPOSE,
        value: hash,
        expires_at: new Date(now().getTime() + VALID_MS),
        created_at: now(),
        updated_at: now(),
      })
      .execute();
  });
  return `/compte/premier?jeton=${token}`;
}

const opens = (db: Database, token: string, now: Date) =>
  db
    .selectFrom("verifications")
    .select("id")
    .where("identifier", "=", PURPOSE)
    .where("value", "=", hashToken(token))
    .where("expires_at", ">", now);

/** Whether a link still opens the installation. */
export const isFirstLink = async (db: Database, token: string, now: Date): Promise<boolean> =>
  (await opens(db, token, now).executeTakeFirst()) !== undefined;

/** Makes the account that administers the whole installation, for whoever holds its link; the link then opens nothing. */
export async function createAdministrator(
  { db: doorsDb, newId, now, request }: Pick<Doors, "db" | "newId" | "now" | "request">,
  {
    token,
    name,
    email,
    passwordHash,
    lang,
  }: Record<"token" | "name" | "email" | "passwordHash", string> & { lang: "fr" | "en" },
): Promise<Result<{ user: string }>> {
  return doorsDb.transaction().execute(async (db) => {
    const used = await db
      .deleteFrom("verifications")
      .where("id", "in", opens(db, token, now()))
      .executeTakeFirst();
    if (used.numDeletedRows === 0n) return invalid("link_used");
    if (await hasAdministrator(db)) return conflict("administrator_exists");
    if (await findUserByEmail(db, email)) return conflict("address_taken");
    const user = newId();
    await insertUser(db, { id: user, name, email, lang, installation_role: "administrator", now: now() });
    await storePassword(db, { id: newId(), userId: user, hash: passwordHash, now: now() });
    await appendAudit(db, INSTALLATION_CHAIN, {
      at: now(),
      actor: user,
      action: "create_administrator",
      subjects: { user },
      request,
    });
    return ok({ user });
  });
}
