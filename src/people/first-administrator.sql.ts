import type { Database } from "../platform/database/database.ts";
import { hashToken } from "./tokens.ts";

/** What the link that opens the installation is kept under. */
export const FIRST_LINK = "first-administrator";

/** The links that are good and that this one is, to be read or taken away. */
export const opens = (db: Database, token: string, now: Date) =>
  db
    .selectFrom("verifications")
    .select("id")
    .where("identifier", "=", FIRST_LINK)
    .where("value", "=", hashToken(token))
    .where("expires_at", ">", now);

/** Whether a link still opens the installation. */
export const isFirstLink = async (db: Database, token: string, now: Date): Promise<boolean> =>
  (await opens(db, token, now).executeTakeFirst()) !== undefined;
