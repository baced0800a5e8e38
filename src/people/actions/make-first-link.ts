import type { Doors } from "../../platform/action.ts";
import { conflict, ok, type Result } from "../../platform/result.ts";
import { FIRST_LINK } from "../first-administrator.sql.ts";
import { hasAdministrator } from "../people.sql.ts";
import { makeToken } from "../tokens.ts";

const VALID_MS = 24 * 3600 * 1000;

/**
 * Makes a link that opens the installation, until somebody administers it. Those made before stay good for their day: two
 * servers that start together each print their own. The account it makes is what the journal tells of, not each start.
 */
export async function makeFirstLink({ db: doorsDb, newId, now }: Doors): Promise<Result<{ path: string }>> {
  return doorsDb.transaction().execute(async (db) => {
    if (await hasAdministrator(db)) return conflict("administrator_exists");
    const { token, hash } = makeToken();
    await db
      .deleteFrom("verifications")
      .where("identifier", "=", FIRST_LINK)
      .where("expires_at", "<=", now())
      .execute();
    await db
      .insertInto("verifications")
      .values({
        id: newId(),
        identifier: FIRST_LINK,
        value: hash,
        expires_at: new Date(now().getTime() + VALID_MS),
        created_at: now(),
        updated_at: now(),
      })
      .execute();
    return ok({ path: `/compte/premier?jeton=${token}` });
  });
}
