import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";

/** The titles of initiatives of a network, by id. */
export async function listTitles(
  db: Database,
  networkId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; title: string }>`select id, title from initiatives
    where network_id = ${networkId} and id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.title]));
}
