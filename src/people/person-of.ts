import type { Database } from "../platform/database/database.ts";
import { ANYONE, LOCAL_PERSON, type Person } from "../platform/person.ts";
import { findUser, readGrants } from "./people.sql.ts";

/**
 * The person of that identifier with the rights she holds now: work that was asked for in her name is done with what she
 * may still do.
 */
export async function personOf(db: Database, id: string, now: Date): Promise<Person> {
  if (id === LOCAL_PERSON.id || id === "system") return LOCAL_PERSON;
  if (!/^[0-9a-f-]{36}$/.test(id)) return ANYONE;
  const [user, grants] = await Promise.all([findUser(db, id), readGrants(db, id, now)]);
  if (!user) return ANYONE;
  const all = user.installation_role === "administrator" ? [{ network: "*", role: "administrator" as const }] : [];
  return { id, grants: [...all, ...grants] };
}
