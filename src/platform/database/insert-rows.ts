import { sql } from "kysely";
import type { Database } from "./database.ts";
import type { Schema } from "./schema.ts";

/**
 * Inserts many rows of one shape in one statement, as JSON that PostgreSQL turns into the table's own types: thousands of
 * cells cost one parameter. Answers how many rows were written. `onConflict` is SQL of ours, never of a user.
 */
export async function insertRows<T extends keyof Schema & string>(
  db: Database,
  table: T,
  rows: Record<string, unknown>[],
  onConflict = "",
): Promise<number> {
  const first = rows[0];
  if (!first) return 0;
  const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)));
  const done = await sql`insert into ${sql.table(table)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${toJson(rows)}::jsonb) ${sql.raw(onConflict)}`.execute(
    db,
  );
  return Number(done.numAffectedRows ?? 0);
}

// PostgreSQL refuses NUL and half surrogates in text; a file may hold them, and one such cell must not stop an import.
// JSON writes both as escapes: only rows that show one are gone through value by value.
function toJson(rows: unknown): string {
  const json = JSON.stringify(rows);
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(rows, (_, value) =>
    typeof value === "string" ? value.toWellFormed().replaceAll("\0", "") : value,
  );
}
