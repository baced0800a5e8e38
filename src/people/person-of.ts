import { validate as isUuid } from "uuid";
import type { Database } from "../platform/database/database.ts";
import { ANYONE, LOCAL_PERSON, type Person } from "../platform/person.ts";
import { readGrants } from "./people.sql.ts";

/**
 * The person of that identifier with the rights she holds now: work that was asked for in her name is done with what she
 * may still do.
 */
export async function personOf(db: Database, id: string, now: Date): Promise<Person> {
  if (id === LOCAL_PERSON.id || id === "system") return LOCAL_PERSON;
  return isUuid(id) ? { id, grants: await readGrants(db, id, now) } : ANYONE;
}
