import { sql } from "kysely";
import { matchActors } from "../actors/match.ts";
import type { Database } from "../platform/database/database.ts";
import { insertRows } from "../platform/database/insert-rows.ts";
import { openActorShelf } from "./actor-shelf.sql.ts";
import type { ReadLines } from "./read-lines.ts";
import {
  actorField,
  actorLine,
  columnOf,
  isListField,
  NO_FIELDS,
  type SheetField,
  type SheetFields,
} from "./sheet-fields.ts";

export type Where = { db: Database; networkId: string; initiativeId: string; now: Date; newId: () => string };

/** The statement that holds what people wrote of a sheet in Ancrage itself, made when it is first needed. */
export async function writtenStatement(
  at: Where,
  fields: SheetFields,
  changed: readonly SheetField[],
): Promise<string> {
  const { db, networkId, initiativeId, now, newId } = at;
  const words = (field: SheetField) => (isListField(field) ? fields[field].join("\n") : fields[field]);
  const columns = JSON.stringify({
    title: fields.title,
    ...Object.fromEntries(changed.map((field) => [columnOf(field), words(field)])),
  });
  const kept = await sql<{ id: string }>`
    insert into statements (network_id, id, campaign_id, initiative_id, origin_id, import_id, source, identity, line, title_key,
      place_key, columns, fingerprint, received_at, updated_at)
    values (${networkId}, ${newId()}, null, ${initiativeId}, ${initiativeId}, null, 'form', 'form', 0, '', '', ${columns}, '', ${now}, ${now})
    on conflict (network_id, origin_id) where source = 'form'
    do update set columns = statements.columns || excluded.columns, updated_at = excluded.updated_at
    returning id`.execute(db);
  return kept.rows[0]!.id;
}

const TABLES = {
  audience: "audiences",
  carriers: "initiative_actors",
  partners: "initiative_actors",
  funders: "initiative_actors",
  figures: "figures",
  prospects: "prospects",
} as const;
type LinedField = keyof typeof TABLES;
type Row = { id: string; field: LinedField; line: string; status: string };

async function readRows({ db, networkId, initiativeId }: Where): Promise<Row[]> {
  const of = sql`t.network_id = ${networkId} and t.initiative_id = ${initiativeId}`;
  const [plain, actors] = await Promise.all([
    sql<Row>`select t.id, 'audience' as field, t.label as line, t.status from audiences t where ${of}
      union all select t.id, 'figures', t.text, t.status from figures t where ${of}
      union all select t.id, 'prospects', t.text, t.status from prospects t where ${of}`.execute(db),
    sql<{ id: string; words: string; does: string | null; roles: string[]; status: string }>`
      select t.id, coalesce(nullif(t.words, ''), a.name) as words, t.does, t.roles, t.status from initiative_actors t
      join actors a on a.network_id = t.network_id and a.id = t.actor_id where ${of}`.execute(db),
  ]);
  return [
    ...plain.rows,
    ...actors.rows.map(({ id, words, does, roles, status }) => ({
      id,
      field: actorField(roles),
      line: actorLine(words, does),
      status,
    })),
  ];
}

/** Every line that the lists of a sheet hold or held, whatever was decided of it. */
export async function readKnownLines(at: Where): Promise<SheetFields> {
  const rows = await readRows(at);
  const lines = (field: LinedField) => rows.filter((row) => row.field === field).map(({ line }) => line);
  const lists = Object.fromEntries((Object.keys(TABLES) as LinedField[]).map((field) => [field, lines(field)]));
  return { ...NO_FIELDS, ...lists };
}

/**
 * Makes the lists of a sheet say what is wanted: what is no longer wanted is rejected, as if it had been decided one by one;
 * what was rejected and is wanted again is accepted; what is new is accepted, under the statement of what people wrote.
 */
export async function writeLists(at: Where, statementId: string, wanted: SheetFields, read: ReadLines): Promise<void> {
  const rows = await readRows(at);
  for (const field of Object.keys(TABLES) as LinedField[]) {
    const lines = new Set(wanted[field]);
    const own = rows.filter((row) => row.field === field);
    const gone = own.filter(({ line, status }) => status !== "rejected" && !lines.has(line));
    const standing = new Set(own.filter(({ status }) => status !== "rejected").map(({ line }) => line));
    const back = own.filter(({ line, status }) => status === "rejected" && lines.has(line) && !standing.has(line));
    await mark(at, field, gone, "rejected");
    await mark(at, field, back, "accepted");
  }
  const had = (field: LinedField, line: string) => rows.some((row) => row.field === field && row.line === line);
  const fresh: ReadLines = {
    audience: read.audience.filter(({ line }) => wanted.audience.includes(line) && !had("audience", line)),
    actors: read.actors.filter(({ line, field }) => wanted[field].includes(line) && !had(field, line)),
    figures: read.figures.filter(({ line }) => wanted.figures.includes(line) && !had("figures", line)),
    prospects: read.prospects.filter(({ line }) => wanted.prospects.includes(line) && !had("prospects", line)),
  };
  await insertFresh(at, statementId, fresh, rows.length);
}

async function mark({ db, networkId }: Where, field: LinedField, rows: Row[], status: string): Promise<void> {
  if (rows.length === 0) return;
  await sql`update ${sql.table(TABLES[field])} set status = ${status} where network_id = ${networkId} and id = any(${rows.map(({ id }) => id)})`.execute(
    db,
  );
}

async function insertFresh(at: Where, statementId: string, read: ReadLines, after: number): Promise<void> {
  const { db, networkId, initiativeId, newId, now } = at;
  const row = (index: number) => ({
    network_id: networkId,
    id: newId(),
    initiative_id: initiativeId,
    statement_id: statementId,
    position: after + index,
    status: "accepted",
  });
  await insertRows(
    db,
    "audiences",
    read.audience.map(({ audience }, i) => ({ ...row(i), ...audience })),
  );
  await insertRows(
    db,
    "figures",
    read.figures.map(({ figure: { start, end, ...figure } }, i) => ({ ...row(i), ...figure, column_name: "figures" })),
  );
  await insertRows(
    db,
    "prospects",
    read.prospects.map(({ prospect: { kind, towards, condition, text } }, i) => ({
      ...row(i),
      kind,
      towards,
      condition,
      text,
    })),
  );
  if (read.actors.length === 0) return;
  const shelf = openActorShelf(networkId, newId, () => now);
  const ids = await shelf.take(
    db,
    read.actors.map(({ actor }) => actor),
    matchActors,
  );
  await insertRows(
    db,
    "initiative_actors",
    read.actors.map(({ actor }, i) => ({
      ...row(i),
      actor_id: ids[i]!,
      roles: actor.roles,
      does: actor.does,
      words: actor.text,
      doubts: [],
    })),
  );
}

/** Sets the columns of a sheet that a person wrote; no later import changes them. */
export async function writeColumns(
  { db, networkId, initiativeId, now }: Where,
  columns: Record<string, unknown>,
  changed: readonly SheetField[],
): Promise<void> {
  const decided = changed.filter((field) => !isListField(field));
  await db
    .updateTable("initiatives")
    .set((eb) => ({
      ...columns,
      decided: sql<string[]>`array(select distinct unnest(decided || ${decided}::text[]))`,
      edited: sql<string[]>`array(select distinct unnest(edited || ${[...changed]}::text[]))`,
      updated_at: now,
      revision: eb("revision", "+", 1),
    }))
    .where("network_id", "=", networkId)
    .where("id", "=", initiativeId)
    .execute();
}

/** Closes the doubts of a sheet over fields that a person wrote herself. */
export async function closeDoubts(
  { db, networkId, initiativeId, now }: Where,
  changed: readonly SheetField[],
  by: string,
): Promise<void> {
  await db
    .updateTable("review_items")
    .set({ status: "settled", decision: JSON.stringify({ kind: "edit" }), decided_by: by, decided_at: now })
    .where("network_id", "=", networkId)
    .where("initiative_id", "=", initiativeId)
    .where("status", "=", "open")
    .where("field", "in", ["place", "since"].filter((field) => changed.includes(field as SheetField)).concat("none"))
    .execute();
}
