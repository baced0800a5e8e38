import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { MergeChoices, Side } from "./merge-rules.ts";

export const PLACE_COLUMNS = [
  "place_words",
  "place_status",
  "place_label",
  "scale",
  "regions",
  "departments",
  "epci",
  "communes",
  "parent_regions",
  "parent_departments",
  "parent_epci",
  "in_regions",
  "in_departments",
  "radius_km",
  "place_confidence",
  "longitude",
  "latitude",
  "point_departement",
  "point_exact",
] as const;

/** The fields that a merge settles, each with the columns that go together: a place is never half of one and half of another. */
export const SETTLED_COLUMNS = {
  title: ["title"],
  need: ["need"],
  description: ["description"],
  impacts: ["impacts"],
  since: ["since_year"],
  place: PLACE_COLUMNS,
} as const satisfies Record<string, readonly string[]>;

/** How sure a place is: accepting what was read of it changes these, and moves nothing. */
export const PLACE_SURENESS: readonly string[] = ["place_status", "place_confidence"];

const LIST_TABLES = {
  actors: "initiative_actors",
  figures: "figures",
  audiences: "audiences",
  prospects: "prospects",
} as const;
const TIED = ["initiative_actors", "figures", "audiences", "prospects", "review_items"] as const;

/** One initiative whole, locked until the transaction ends. */
export async function readInitiative(db: Database, networkId: string, id: string) {
  return db
    .selectFrom("initiatives")
    .selectAll()
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** The keys and ids of an initiative's domains. */
export async function readDomains(db: Database, networkId: string, initiativeId: string) {
  return db
    .selectFrom("initiative_domains as i")
    .innerJoin("domains as d", (join) =>
      join.onRef("d.network_id", "=", "i.network_id").onRef("d.id", "=", "i.domain_id"),
    )
    .select(["d.id", "d.key"])
    .where("i.network_id", "=", networkId)
    .where("i.initiative_id", "=", initiativeId)
    .orderBy("d.position")
    .execute();
}

/** The ids of an initiative's statements. */
export async function statementIds(db: Database, networkId: string, initiativeId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("statements")
    .select("id")
    .where("network_id", "=", networkId)
    .where("initiative_id", "=", initiativeId)
    .execute();
  return rows.map((row) => row.id);
}

/** Moves statements, and all that was read in them, to another initiative. */
export async function moveStatements(db: Database, networkId: string, statements: string[], to: string): Promise<void> {
  if (statements.length === 0) return;
  await sql`update statements set initiative_id = ${to} where network_id = ${networkId} and id = any(${statements})`.execute(
    db,
  );
  for (const table of TIED) {
    await sql`update ${sql.table(table)} set initiative_id = ${to} where network_id = ${networkId} and statement_id = any(${statements})`.execute(
      db,
    );
  }
}

/** Sets aside what the choices do not keep, and answers the former status of each row, for the way back. */
export async function setAsideUnchosen(
  db: Database,
  networkId: string,
  statements: Record<Side, string[]>,
  choices: MergeChoices,
) {
  const changed: { table: string; id: string; status: string }[] = [];
  for (const [list, table] of Object.entries(LIST_TABLES) as [
    keyof typeof LIST_TABLES,
    (typeof LIST_TABLES)[keyof typeof LIST_TABLES],
  ][]) {
    const choice = choices[list];
    if (choice === "both") continue;
    const dropped = statements[choice === "kept" ? "merged" : "kept"];
    const rows = await sql<{ id: string; status: string }>`
      with before as (select id, status from ${sql.table(table)} where network_id = ${networkId} and statement_id = any(${dropped}) and status <> 'rejected')
      update ${sql.table(table)} t set status = 'rejected' from before where t.network_id = ${networkId} and t.id = before.id returning t.id, before.status`.execute(
      db,
    );
    changed.push(...rows.rows.map((row) => ({ table, ...row })));
  }
  return changed;
}

/** Gives rows set aside by a merge their former status again. */
export async function restoreStatuses(
  db: Database,
  networkId: string,
  rows: { table: string; id: string; status: string }[],
): Promise<void> {
  const tables: string[] = Object.values(LIST_TABLES);
  for (const row of rows) {
    if (!tables.includes(row.table)) continue;
    await sql`update ${sql.table(row.table)} set status = ${row.status} where network_id = ${networkId} and id = ${row.id} and status = 'rejected'`.execute(
      db,
    );
  }
}

/** What an initiative may be proof of, and the column that names it. */
const TIE_TABLES = { finding_initiatives: "finding_id", strength_initiatives: "strength_id" } as const;

/** Lets the findings and lines of force tied to one initiative lead to another; answers the ids of those really moved. */
export async function moveTies(
  db: Database,
  networkId: string,
  from: string,
  to: string,
  only?: string[],
): Promise<string[]> {
  const moved: string[] = [];
  for (const [name, column] of Object.entries(TIE_TABLES)) {
    const [table, mine, other] = [sql.table(name), sql.ref(`t.${column}`), sql.ref(`o.${column}`)];
    const rows = await sql<{ id: string }>`
      update ${table} t set initiative_id = ${to}
      where t.network_id = ${networkId} and t.initiative_id = ${from}
        and (${only ?? null}::uuid[] is null or ${mine} = any(${only ?? null}::uuid[]))
        and not exists (select 1 from ${table} o where o.network_id = t.network_id and ${other} = ${mine} and o.initiative_id = ${to})
      returning ${mine} as id`.execute(db);
    moved.push(...rows.rows.map((row) => row.id));
  }
  return moved;
}

/** Records what was decided of a pair, whether or not it had been proposed. */
export async function decidePair(
  db: Database,
  networkId: string,
  pair: [string, string],
  status: string,
  by: string | null,
  at: Date | null,
): Promise<number> {
  const rows = await db
    .updateTable("duplicate_proposals")
    .set({ status, decided_by: by, decided_at: at })
    .where("network_id", "=", networkId)
    .where((eb) =>
      eb.or([
        eb.and([eb("a", "=", pair[0]), eb("b", "=", pair[1])]),
        eb.and([eb("a", "=", pair[1]), eb("b", "=", pair[0])]),
      ]),
    )
    .execute();
  return Number(rows[0]?.numUpdatedRows ?? 0);
}
