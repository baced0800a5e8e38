import { sql } from "kysely";
import { matchActors } from "../actors/match.ts";
import type { Database } from "../platform/database/database.ts";
import { insertRows } from "../platform/database/insert-rows.ts";
import type { Doubt } from "./read-answer.ts";
import type { Stored, Storing } from "./storing.ts";

/** Forgets what was read in statements and nobody decided: what a person accepted or rejected stays. */
export async function dropUndecided(db: Database, networkId: string, statements: string[]): Promise<void> {
  for (const table of ["figures", "initiative_actors", "audiences", "prospects"] as const) {
    await sql`delete from ${sql.table(table)} where network_id = ${networkId} and statement_id = any(${statements}) and status in ('stated', 'proposed')`.execute(
      db,
    );
  }
  await sql`update review_items set status = 'obsolete' where network_id = ${networkId} and statement_id = any(${statements}) and status = 'open'`.execute(
    db,
  );
}

/** Writes all that was read in answers; answers how many doubts are newly opened. */
export async function storeReadings(db: Database, to: Storing, all: Stored[]): Promise<number> {
  const decided = await findDecided(
    db,
    to.networkId,
    all.map((one) => one.statementId),
  );
  const row = (one: Stored, position: number) => ({
    network_id: to.networkId,
    id: to.newId(),
    initiative_id: one.initiativeId,
    statement_id: one.statementId,
    position,
  });
  const isNew = (one: Stored, kind: string, words: string) => !decided.has(`${kind}|${one.statementId}|${words}`);
  await insertRows(
    db,
    "figures",
    all.flatMap((one) =>
      one.reading.figures.flatMap(({ start, end, column, ...figure }, i) =>
        isNew(one, "figures", figure.text) ? { ...row(one, i), ...figure, column_name: column } : [],
      ),
    ),
  );
  await insertRows(
    db,
    "audiences",
    all.flatMap((one) =>
      one.reading.audiences.flatMap((audience, i) =>
        isNew(one, "audiences", audience.label)
          ? { ...row(one, i), label: audience.label, category: audience.category, status: "proposed" }
          : [],
      ),
    ),
  );
  await insertRows(
    db,
    "prospects",
    all.flatMap((one) =>
      one.reading.prospects.flatMap(({ kind, towards, condition, text }, i) =>
        isNew(one, "prospects", `${kind} ${text}`)
          ? { ...row(one, i), kind, towards, condition, text, status: "proposed" }
          : [],
      ),
    ),
  );
  await storeActors(db, to, all, row, isNew);
  return storeDoubts(db, to, all);
}

async function findDecided(db: Database, networkId: string, statements: string[]): Promise<Set<string>> {
  const found = await sql<{ key: string }>`
    select 'figures|' || statement_id || '|' || text as key from figures where network_id = ${networkId} and statement_id = any(${statements})
    union all select 'audiences|' || statement_id || '|' || label from audiences where network_id = ${networkId} and statement_id = any(${statements})
    union all select 'prospects|' || statement_id || '|' || kind || ' ' || text from prospects where network_id = ${networkId} and statement_id = any(${statements})
    union all select 'actors|' || statement_id || '|' || words from initiative_actors where network_id = ${networkId} and statement_id = any(${statements})`.execute(
    db,
  );
  return new Set(found.rows.map((found) => found.key));
}

async function storeActors(
  db: Database,
  to: Storing,
  all: Stored[],
  row: (one: Stored, position: number) => Record<string, unknown>,
  isNew: (one: Stored, kind: string, words: string) => boolean,
): Promise<void> {
  const parsed = all.flatMap((one) => one.reading.actors.map((actor, position) => ({ one, actor, position })));
  const ids = await to.shelf.take(
    db,
    parsed.map(({ actor }) => actor),
    matchActors,
  );
  await insertRows(
    db,
    "initiative_actors",
    parsed.flatMap(({ one, actor, position }, i) =>
      isNew(one, "actors", actor.text)
        ? {
            ...row(one, position),
            actor_id: ids[i]!,
            roles: actor.roles,
            does: actor.does,
            words: actor.text,
            doubts: actor.doubts,
            status: "proposed",
          }
        : [],
    ),
  );
}

async function storeDoubts(db: Database, to: Storing, all: Stored[]): Promise<number> {
  const rows = all.flatMap((one) =>
    onePerValue(one.reading.doubts).map((doubt) => ({
      network_id: to.networkId,
      id: to.newId(),
      initiative_id: one.initiativeId,
      statement_id: one.statementId,
      line: one.answer.line,
      field: doubt.field,
      value: doubt.value,
      code: doubt.code,
      params: doubt.params,
      options: doubt.options,
      status: "open",
      created_at: to.now,
    })),
  );
  // A doubt already settled stays settled; one that had gone and comes back is open again.
  return insertRows(
    db,
    "review_items",
    rows,
    `on conflict (network_id, statement_id, field, code, md5(value)) do update set status = 'open', line = excluded.line,
     params = excluded.params, options = excluded.options where review_items.status = 'obsolete'`,
  );
}

const onePerValue = (doubts: Doubt[]) => [
  ...new Map(doubts.map((doubt) => [`${doubt.field} ${doubt.code} ${doubt.value}`, doubt])).values(),
];
