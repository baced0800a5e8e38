import { sql } from "kysely";
import type { Database } from "./database.ts";

const GROWING = [
  "initiatives",
  "statements",
  "actors",
  "initiative_actors",
  "initiative_domains",
  "figures",
  "audiences",
  "prospects",
  "review_items",
  "duplicate_proposals",
  "codings",
  "finding_initiatives",
  "search_documents",
  "search_bits",
  "search_words",
  "search_texts",
  "search_values",
  "audit_entries",
];

/**
 * Lets PostgreSQL count again what a large write changed: until its own rounds, minutes later, it plans as for empty
 * tables, and a list of forty initiatives takes seconds.
 */
export async function refreshStatistics(db: Database): Promise<void> {
  await sql`select count_again(${GROWING}::text[])`.execute(db);
}
