import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { insertRows } from "../platform/database/insert-rows.ts";
import type { Place } from "../platform/vault.ts";
import { indexInitiatives } from "../search/index-initiatives.sql.ts";
import type { Answer } from "./answer.ts";
import { decideStatement, identityKey, type KnownStatement } from "./decide-statement.ts";
import { placeColumns } from "./place-columns.ts";
import { readAnswer } from "./read-answer.ts";
import { dropUndecided, storeReadings } from "./store-readings.sql.ts";
import type { Stored, Storing } from "./storing.ts";
import { keepAfter, keepBefore } from "./versions.sql.ts";

export type Plan = {
  created: { answer: Answer; identity: string; numberTaken: boolean }[];
  updated: { answer: Answer; statement: KnownStatement }[];
  unchanged: number;
};

/** Says what each answer of a batch would become; reads the database and writes nothing. */
export async function planAnswers(
  db: Database,
  networkId: string,
  campaignId: string | null,
  answers: Answer[],
): Promise<Plan> {
  const known = campaignId ? await findKnown(db, networkId, campaignId, answers) : [];
  const byNumber = Map.groupBy(known, (statement) => statement.number);
  const byTitle = Map.groupBy(known, (statement) => statement.title_key);
  const plan: Plan = { created: [], updated: [], unchanged: 0 };
  for (const answer of answers) {
    const near = new Set([
      ...(byNumber.get(answer.number) ?? []),
      ...(byTitle.get(identityKey(answer.columns.title)) ?? []),
    ]);
    const decision = decideStatement(answer, [...near]);
    if (decision.kind === "create")
      plan.created.push({ answer, identity: decision.identity, numberTaken: decision.numberTaken });
    else if (decision.kind === "update") plan.updated.push({ answer, statement: decision.statement });
    else plan.unchanged += 1;
  }
  return plan;
}

async function findKnown(
  db: Database,
  networkId: string,
  campaignId: string,
  answers: Answer[],
): Promise<KnownStatement[]> {
  const numbers = answers.flatMap((answer) => answer.number ?? []);
  const titles = answers.map((answer) => identityKey(answer.columns.title));
  const columns = sql.raw("id, identity, number, title_key, place_key, fingerprint, initiative_id, origin_id");
  // Two index look-ups rather than an OR, which PostgreSQL would turn into a scan of the campaign.
  const found = await sql<KnownStatement>`
    select ${columns} from statements where network_id = ${networkId} and campaign_id = ${campaignId} and number = any(${numbers})
    union
    select ${columns} from statements where network_id = ${networkId} and campaign_id = ${campaignId} and title_key = any(${titles})`.execute(
    db,
  );
  return found.rows;
}

/** Writes what a plan says, in the caller's transaction; answers how many doubts are newly opened. */
export async function storePlan(db: Database, to: Storing, plan: Plan): Promise<{ review: number }> {
  const fresh = await createInitiatives(db, to, plan.created);
  const renewed = plan.updated.map(({ answer, statement }) => ({
    answer,
    statementId: statement.id,
    initiativeId: statement.initiative_id,
    primary: statement.origin_id === statement.initiative_id,
    reading: readAnswer(answer, to.aids),
  }));
  // Only what was there before has versions: what this import creates costs nothing more (decision 35).
  const touched = renewed.map((one) => one.initiativeId);
  await keepBefore(db, to.networkId, touched);
  await renewStatements(db, to, renewed);
  const review = await storeReadings(db, to, [...fresh, ...renewed]);
  await keepAfter(db, to.networkId, touched, { ...to.by, cause: "import", word: to.fileName });
  await indexInitiatives(
    db,
    to.networkId,
    [...fresh, ...renewed].map((one) => one.initiativeId),
  );
  return { review };
}

async function createInitiatives(db: Database, to: Storing, created: Plan["created"]): Promise<Stored[]> {
  if (created.length === 0) return [];
  const keys = await giveKeys(
    db,
    to.networkId,
    created.map(({ answer }) => answer.number),
  );
  const stored = created.map(({ answer, identity, numberTaken }, index) => {
    const reading = readAnswer(answer, to.aids);
    const number = answer.number;
    if (numberTaken && number)
      reading.doubts.push({
        field: "title",
        value: answer.columns.title,
        code: "number_reused",
        params: { number, key: keys[index]! },
        options: [],
      });
    return { answer, identity, reading, key: keys[index]!, statementId: to.newId(), initiativeId: to.newId() };
  });
  await insertRows(
    db,
    "initiatives",
    stored.map(({ answer, reading, initiativeId, key }) => ({
      network_id: to.networkId,
      id: initiativeId,
      key,
      key_number: /^\d{1,15}$/.test(key) ? Number(key) : null,
      ...ownWords(answer),
      ...placeColumns(answer.columns.place ?? "", reading.place, to.aids.reference),
      status: "active",
      decided: [],
      revision: 1,
      created_at: to.now,
      updated_at: to.now,
    })),
  );
  await insertRows(
    db,
    "statements",
    stored.map(({ answer, identity, statementId, initiativeId }) => ({
      network_id: to.networkId,
      id: statementId,
      campaign_id: to.campaignId,
      initiative_id: initiativeId,
      origin_id: initiativeId,
      identity,
      number: answer.number,
      received_at: to.now,
      ...statementColumns(to, answer),
      extra: JSON.parse(sealExtra(to, statementId, answer)),
    })),
  );
  return stored;
}

/** What an initiative shows of its answer until a person decides otherwise. */
function ownWords(answer: Answer) {
  const { title, need = "", description = "", impacts = "" } = answer.columns;
  return { title, need, description, impacts, since_year: answer.sinceYear };
}

function statementColumns(to: Storing, answer: Answer) {
  return {
    import_id: to.importId,
    line: answer.line,
    title_key: identityKey(answer.columns.title),
    place_key: identityKey(answer.columns.place),
    columns: answer.columns,
    fingerprint: answer.fingerprint,
    updated_at: to.now,
  };
}

/** What no field took may hold names, addresses and numbers of people: it is for the workspace, and sealed. */
const sealExtra = (to: Storing, statementId: string, answer: Answer): string =>
  to.vault.sealJson(placeOfExtra(to.networkId, statementId), answer.extra);

/** Where the columns that no field took are sealed for. */
export const placeOfExtra = (networkId: string, statementId: string): Place => ({
  table: "statements",
  column: "extra",
  row: `${networkId}/${statementId}`,
});

/** The keys of new initiatives: the file's own number when nobody has it, else the next free whole number. */
export async function giveKeys(db: Database, networkId: string, numbers: (string | null)[]): Promise<string[]> {
  const wanted = numbers.map(
    (number) =>
      number
        ?.replace(/[^\p{L}\p{N}._-]+/gu, "-")
        .replace(/^-+|-+$/g, "")
        .slice(0, 40) || null,
  );
  const asked = wanted.filter((key) => key !== null);
  const taken = new Set(
    asked.length === 0
      ? []
      : (
          await sql<{
            key: string;
          }>`select key from initiatives where network_id = ${networkId} and key = any(${asked})`.execute(db)
        ).rows.map((row) => row.key),
  );
  const top = await db
    .selectFrom("initiatives")
    .select(sql<number>`coalesce(max(key_number), 0)`.as("top"))
    .where("network_id", "=", networkId)
    .executeTakeFirstOrThrow();
  let next = Math.max(Number(top.top), ...asked.map((key) => (/^\d{1,15}$/.test(key) ? Number(key) : 0)));
  return wanted.map((key) => {
    const given = key !== null && !taken.has(key) ? key : String(++next);
    taken.add(given);
    return given;
  });
}

async function renewStatements(db: Database, to: Storing, renewed: (Stored & { primary: boolean })[]): Promise<void> {
  if (renewed.length === 0) return;
  for (const { answer, statementId } of renewed) {
    const { columns, ...rest } = statementColumns(to, answer);
    await db
      .updateTable("statements")
      .set({
        ...rest,
        columns: JSON.stringify(columns),
        extra: sealExtra(to, statementId, answer),
        ...(answer.number !== null && { number: answer.number }),
      })
      .where("network_id", "=", to.networkId)
      .where("id", "=", statementId)
      .execute();
  }
  await renewInitiatives(
    db,
    to,
    renewed.filter((one) => one.primary),
  );
  await dropUndecided(
    db,
    to.networkId,
    renewed.map((one) => one.statementId),
  );
}

async function renewInitiatives(db: Database, to: Storing, renewed: Stored[]): Promise<void> {
  for (const { answer, reading, initiativeId } of renewed) {
    const current = await db
      .selectFrom("initiatives")
      .select(["decided", "place_words", "place_status"])
      .where("network_id", "=", to.networkId)
      .where("id", "=", initiativeId)
      .executeTakeFirstOrThrow();
    const decided = new Set(current.decided);
    const words = Object.entries(ownWords(answer)).filter(
      ([field]) => !decided.has(field === "since_year" ? "since" : field),
    );
    const moved = current.place_words !== (answer.columns.place ?? "");
    if (decided.has("place") && moved) {
      reading.doubts.push({
        field: "place",
        value: answer.columns.place ?? "",
        code: "place_changed",
        params: { before: current.place_words },
        options: reading.place?.candidates.slice(0, 8) ?? [],
      });
    }
    const read = placeColumns(answer.columns.place ?? "", reading.place, to.aids.reference);
    // Words that did not change keep the reading a person accepted.
    const place =
      decided.has("place") || (!moved && current.place_status === "accepted")
        ? {}
        : { ...read, place_candidates: JSON.stringify(read.place_candidates) };
    await db
      .updateTable("initiatives")
      .set((eb) => ({ ...Object.fromEntries(words), ...place, updated_at: to.now, revision: eb("revision", "+", 1) }))
      .where("network_id", "=", to.networkId)
      .where("id", "=", initiativeId)
      .execute();
  }
}
