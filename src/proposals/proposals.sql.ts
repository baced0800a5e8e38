import { sql } from "kysely";
import { placeColumns } from "../initiatives/place-columns.ts";
import type { Parts } from "../initiatives/review.sql.ts";
import { LIMITS, type SheetField, type SheetFields } from "../initiatives/sheet-fields.ts";
import { reached } from "../initiatives/within.sql.ts";
import { endConsent, PROPOSAL_CONSENT } from "../personal-data/consents.sql.ts";
import type { Database } from "../platform/database/database.ts";
import type { Place, Vault } from "../platform/vault.ts";
import { openReference } from "../territories/reference.ts";
import { resolveTerritory } from "../territories/resolve.ts";
import type { Start } from "./start-of.ts";

export type ProposalStatus = "draft" | "sent" | "accepted" | "refused" | "withdrawn";

export type Proposal = {
  id: string;
  /** The sheet to be corrected, as it is known today; null for a new one. */
  initiative: string | null;
  key: string | null;
  title: string | null;
  sheetStatus: string | null;
  status: ProposalStatus;
  fields: SheetFields;
  start: SheetFields | null;
  base: number | null;
  word: string;
  author: string | null;
  authorName: string;
  /** Sealed: whoever writes to her opens it. */
  email: string | null;
  lang: "fr" | "en";
  createdAt: Date;
  updatedAt: Date;
  sentAt: Date | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  reason: string;
  acceptedFields: SheetField[];
  /** The key of the sheet that it became. */
  madeKey: string | null;
};

const COLUMNS = sql`p.id, p.initiative_id as initiative, i.key, i.title, i.status as "sheetStatus", p.status, p.fields, p.start, p.base,
  p.word, p.author, p.author_name as "authorName", p.email, p.lang, p.created_at as "createdAt", p.updated_at as "updatedAt",
  p.sent_at as "sentAt", p.decided_by as "decidedBy", p.decided_at as "decidedAt", p.reason,
  p.accepted_fields as "acceptedFields", m.key as "madeKey"`;
const FROM = sql`from proposals p
  left join initiatives i on i.network_id = p.network_id and i.id = p.initiative_id
  left join initiatives m on m.network_id = p.network_id and m.id = p.made_id`;

/** A correction is reviewed where its sheet is, a new sheet where its words say it would be. */
const within = (parts: Parts) =>
  parts === null
    ? sql<boolean>`true`
    : sql<boolean>`((p.initiative_id is not null and ${reached(parts, "i")}) or (p.initiative_id is null and ${reached(parts, "p")}))`;

/** One proposal, whatever became of it. */
export async function readProposal(db: Database, networkId: string, id: string): Promise<Proposal | undefined> {
  const rows =
    await sql<Proposal>`select ${COLUMNS} ${FROM} where p.network_id = ${networkId} and p.id = ${id}`.execute(db);
  return rows.rows[0];
}

/** The same, held until the transaction ends. */
export async function holdProposal(db: Database, networkId: string, id: string): Promise<Proposal | undefined> {
  await sql`select 1 from proposals where network_id = ${networkId} and id = ${id} for update`.execute(db);
  return readProposal(db, networkId, id);
}

/** The proposal whose secret address somebody holds. */
export async function readFollowed(db: Database, networkId: string, hash: string): Promise<Proposal | undefined> {
  const rows =
    await sql<Proposal>`select ${COLUMNS} ${FROM} where p.network_id = ${networkId} and p.token_hash = ${hash}`.execute(
      db,
    );
  return rows.rows[0];
}

/** Whether somebody reviews a proposal with these rights. */
export async function isWithin(db: Database, networkId: string, parts: Parts, id: string): Promise<boolean> {
  const rows =
    await sql`select 1 ${FROM} where p.network_id = ${networkId} and p.id = ${id} and ${within(parts)}`.execute(db);
  return rows.rows.length > 0;
}

/** Proposals in some state, where they are reviewed, the oldest that waits first; what was decided, latest first. */
export async function listProposed(
  db: Database,
  networkId: string,
  { statuses, parts, limit, offset }: { statuses: ProposalStatus[]; parts: Parts; limit: number; offset: number },
): Promise<{ total: number; proposals: Proposal[] }> {
  const where = sql`where p.network_id = ${networkId} and p.status = any(${statuses}) and ${within(parts)}`;
  const [counted, rows] = await Promise.all([
    sql<{ total: number }>`select count(*)::int as total ${FROM} ${where}`.execute(db),
    sql<Proposal>`select ${COLUMNS} ${FROM} ${where}
      order by p.decided_at desc nulls first, p.sent_at nulls last, p.updated_at desc, p.id limit ${limit} offset ${offset}`.execute(
      db,
    ),
  ]);
  return { total: counted.rows[0]!.total, proposals: rows.rows };
}

/** What somebody typed herself: her drafts, then what she proposed, latest first. */
export async function listOwn(db: Database, networkId: string, author: string, limit: number): Promise<Proposal[]> {
  const rows = await sql<Proposal>`select ${COLUMNS} ${FROM} where p.network_id = ${networkId} and p.author = ${author}
    order by p.status <> 'draft', p.updated_at desc, p.id limit ${limit}`.execute(db);
  return rows.rows;
}

export type Typed = {
  id: string;
  status: "draft" | "sent";
  fields: SheetFields;
  /** The sheet to be corrected, as the form began from it; null for a new one. */
  start: Start | null;
  word: string;
  author: string | null;
  authorName: string;
  email: string | null;
  lang: "fr" | "en";
  tokenHash: string | null;
  at: Date;
};

/** Where the words of a new sheet say that it would be; nowhere while they are not understood. */
function placeOf(words: string) {
  const reference = openReference();
  const place = placeColumns(
    words,
    words === "" || words.length > LIMITS.place ? null : resolveTerritory(words, reference),
    reference,
  );
  const { scale, in_regions, in_departments, epci, parent_epci, communes } = place;
  return { scale, in_regions, in_departments, epci, parent_epci, communes };
}

/** Where the address of whoever proposes is sealed for. */
export const placeOfEmail = (networkId: string, id: string): Place => ({
  table: "proposals",
  column: "email",
  row: `${networkId}/${id}`,
});

/** Keeps what somebody typed, in place of what she had typed before under the same identifier. */
export async function keepTyped(db: Database, vault: Vault, networkId: string, typed: Typed): Promise<void> {
  const { status, at, email } = typed;
  const row = {
    initiative_id: typed.start?.initiative ?? null,
    status,
    fields: JSON.stringify(typed.fields),
    start: typed.start && JSON.stringify(typed.start.fields),
    base: typed.start?.base ?? null,
    ...placeOf(typed.fields.place),
    word: typed.word,
    author: typed.author,
    author_name: typed.authorName,
    email: email && vault.seal(placeOfEmail(networkId, typed.id), email),
    email_hash: email && vault.blind(email),
    lang: typed.lang,
    token_hash: typed.tokenHash,
    updated_at: at,
    sent_at: status === "sent" ? at : null,
  };
  await db
    .insertInto("proposals")
    .values({ network_id: networkId, id: typed.id, ...row, created_at: at })
    .onConflict((oc) => oc.columns(["network_id", "id"]).doUpdateSet(row))
    .execute();
}

/** The hash of the secret under which a proposal is followed. */
export async function tokenHashOf(db: Database, networkId: string, id: string): Promise<string | null> {
  const row = await db
    .selectFrom("proposals")
    .select("token_hash")
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.token_hash ?? null;
}

/** Writes what was decided of a proposal; the name and the address of whoever made it are no longer needed, and forgotten. */
export async function decideProposal(
  db: Database,
  networkId: string,
  id: string,
  decided: {
    status: "accepted" | "refused";
    by: string;
    at: Date;
    reason: string;
    fields: readonly SheetField[];
    made: string | null;
  },
): Promise<void> {
  await forgetAddress(db, networkId, id, decided.at);
  await db
    .updateTable("proposals")
    .set({
      status: decided.status,
      decided_by: decided.by,
      decided_at: decided.at,
      updated_at: decided.at,
      reason: decided.reason,
      accepted_fields: [...decided.fields],
      made_id: decided.made,
    })
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .execute();
}

async function forgetAddress(db: Database, networkId: string, id: string, at: Date): Promise<void> {
  const { rows } = await sql<{ hash: string; waiting: boolean }>`
    with own as materialized (select email_hash as hash from proposals where network_id = ${networkId} and id = ${id} and email_hash is not null),
    gone as (update proposals set email = null, email_hash = null, author_name = '' where network_id = ${networkId} and id = ${id})
    select own.hash, exists (select 1 from proposals o where o.network_id = ${networkId} and o.id <> ${id}
      and o.status = 'sent' and o.email_hash = own.hash) as waiting from own`.execute(db);
  const [own] = rows;
  if (own && !own.waiting) await endConsent(db, networkId, { mailHash: own.hash, purpose: PROPOSAL_CONSENT, at });
}

/** Forgets a draft. */
export async function dropDraft(db: Database, networkId: string, id: string): Promise<void> {
  await db
    .deleteFrom("proposals")
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .where("status", "=", "draft")
    .execute();
}
