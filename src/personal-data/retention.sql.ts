import { type RawBuilder, sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Retention } from "./register.ts";

/** What is past its time in one table: how it is found, and what is done of it; `before` is when its time began to count. */
type Rule = { table: string; when: (before: Date) => RawBuilder<unknown>; blank?: RawBuilder<unknown> };

const SETTLED = sql`status not in ('queued', 'running')`;
/** A file that will not be imported any more cannot be chosen again. */
const CLOSED = sql`status = case when status in ('preview', 'failed') then 'cancelled' else status end`;

/** One rule for each duration of the register, but accounts and files, which take more than a statement. */
export const RULES: Record<Exclude<Retention, "account" | "file" | "network">, Rule> = {
  session: { table: "sessions", when: (before) => sql`expires_at < ${before}` },
  link: { table: "verifications", when: (before) => sql`expires_at < ${before}` },
  attempts: { table: "attempts", when: (before) => sql`expire < ${before.getTime()}` },
  letter: { table: "mails", when: (before) => sql`coalesce(sent_at, created_at) < ${before}` },
  invitation: {
    table: "invitations",
    when: (before) => sql`coalesce(withdrawn_at, accepted_at, expires_at) < ${before}`,
  },
  right: { table: "grants", when: (before) => sql`least(withdrawn_at, ends_at) < ${before}` },
  preview: {
    table: "imports",
    when: (before) => sql`preview is not null and ${SETTLED} and coalesce(finished_at, created_at) < ${before}`,
    blank: sql`preview = null, ${CLOSED}`,
  },
  refused_rows: {
    table: "imports",
    when: (before) => sql`rejected <> '[]' and ${SETTLED} and coalesce(finished_at, created_at) < ${before}`,
    blank: sql`rejected = '[]'`,
  },
  draft: { table: "proposals", when: (before) => sql`status = 'draft' and updated_at < ${before}` },
  proposal: { table: "proposals", when: (before) => sql`decided_at < ${before}` },
  // The decision forgets it; what nobody decides must not be kept for ever.
  proposal_mail: {
    table: "proposals",
    when: (before) =>
      sql`status = 'sent' and sent_at < ${before} and (email is not null or email_hash is not null or author_name <> '')`,
    blank: sql`email = null, email_hash = null, author_name = ''`,
  },
  news: { table: "news", when: (before) => sql`at < ${before}` },
  consent: { table: "consents", when: (before) => sql`withdrawn_at < ${before}` },
  request: { table: "personal_requests", when: (before) => sql`at < ${before}` },
  run: { table: "retention_runs", when: (before) => sql`ended_at < ${before}` },
};

const BATCH = 1000;

/** Deletes, or blanks, what is past its time by one rule, a batch after the other; answers how many rows. */
export async function applyRule(db: Database, { table, when, blank }: Rule, before: Date): Promise<number> {
  let done = 0;
  for (;;) {
    const rows = sql`(select ctid from ${sql.table(table)} where ${when(before)} limit ${BATCH} for update skip locked)`;
    const gone = await (blank
      ? sql`update ${sql.table(table)} set ${blank} where ctid in ${rows}`
      : sql`delete from ${sql.table(table)} where ctid in ${rows}`
    ).execute(db);
    const count = Number(gone.numAffectedRows ?? 0);
    done += count;
    if (count < BATCH) return done;
  }
}

/** Files received that are past their time. */
export async function listOldFiles(db: Database, before: Date) {
  return db
    .selectFrom("imports")
    .select(["network_id", "id", "stored_as"])
    .where("file_gone_at", "is", null)
    .where("stored_as", "!=", "")
    .where(sql<boolean>`${SETTLED} and coalesce(finished_at, created_at) < ${before}`)
    .orderBy("id")
    .limit(BATCH)
    .execute();
}

/** Notes that a file received is gone. */
export async function closeFile(db: Database, networkId: string, id: string, now: Date): Promise<void> {
  await sql`update imports set file_gone_at = ${now}, ${CLOSED} where network_id = ${networkId} and id = ${id}`.execute(
    db,
  );
}

/** Notes when accounts were last used, while their sessions still tell. */
export async function noteUse(db: Database): Promise<void> {
  await sql`update users u set seen_at = s.at from (select user_id, max(updated_at) as at from sessions group by 1) s
    where s.user_id = u.id and (u.seen_at is null or u.seen_at < s.at)`.execute(db);
}

const SEEN = sql`coalesce(seen_at, created_at)`;

/** Accounts that nobody used since, whose holder was not told yet; those who run the installation keep theirs. */
export async function listUnused(db: Database, before: Date) {
  return db
    .selectFrom("users")
    .select(["id", "email", "lang"])
    .where("installation_role", "is", null)
    .where(sql<boolean>`${SEEN} < ${before} and (warned_at is null or warned_at < ${SEEN})`)
    .orderBy("id")
    .limit(BATCH)
    .execute();
}

/** Accounts unused since, whose holder was told before that other moment. */
export async function listForgotten(db: Database, before: Date, told: Date): Promise<string[]> {
  const rows = await db
    .selectFrom("users")
    .select("id")
    .where("installation_role", "is", null)
    .where(sql<boolean>`${SEEN} < ${before} and warned_at >= ${SEEN} and warned_at < ${told}`)
    .orderBy("id")
    .limit(BATCH)
    .execute();
  return rows.map(({ id }) => id);
}

/** The last runs, latest first. */
export const listRuns = (db: Database, limit: number) =>
  db.selectFrom("retention_runs").selectAll().orderBy("began_at", "desc").limit(limit).execute();

/** The requests of a network that were answered, latest first. */
export const listRequests = (db: Database, networkId: string, limit: number) =>
  db
    .selectFrom("personal_requests")
    .select(["id", "kind", "asked_by", "counts", "at"])
    .where("network_id", "=", networkId)
    .orderBy("at", "desc")
    .limit(limit)
    .execute();
