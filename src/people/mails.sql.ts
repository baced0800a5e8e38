import { sql } from "kysely";
import type { Doors } from "../platform/action.ts";
import type { Database } from "../platform/database/database.ts";
import type { Place } from "../platform/vault.ts";
import type { MailName, MailParams } from "./letters.ts";

/** Asks for a mail to be sent, in the caller's transaction: it leaves if, and only if, what it tells of is kept. */
export async function askMail<N extends MailName>(
  { newId, now, enqueue, person, vault }: Pick<Doors, "newId" | "now" | "enqueue" | "person" | "vault">,
  db: Database,
  mail: { recipient: string; lang: "fr" | "en"; template: N; params: MailParams[N] },
): Promise<string> {
  const id = newId();
  await db
    .insertInto("mails")
    .values({
      ...mail,
      id,
      recipient: vault.seal(placeOfMail(id, "recipient"), mail.recipient),
      recipient_hash: vault.blind(mail.recipient),
      params: vault.sealJson(placeOfMail(id, "params"), mail.params),
      created_at: now(),
    })
    .execute();
  await enqueue(db, "mail", { network: "", id, person: person.id });
  return id;
}

/** Where the address of a mail and what it says are sealed for. */
export const placeOfMail = (id: string, column: "recipient" | "params"): Place => ({
  table: "mails",
  column,
  row: id,
});

/**
 * A mail that waits to be sent, held until the caller's transaction ends; undefined when it has gone. Another who is sending
 * it is waited for, since it may fail and leave nobody to send; for so long only, since its machine may have died.
 */
export async function takeMail(db: Database, id: string, patienceMs: number) {
  await sql`select set_config('lock_timeout', ${String(patienceMs)}, true)`.execute(db);
  return db
    .selectFrom("mails")
    .selectAll()
    .where("id", "=", id)
    .where("sent_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
}

/** Whether a mail could not be taken because another kept it for too long. */
export const isMailHeld = (error: unknown): boolean => (error as { code?: string } | null)?.code === "55P03";

/** Marks a mail as gone, and forgets what it said: links in it open accounts. */
export async function markSent(db: Database, id: string, now: Date): Promise<void> {
  await db
    .updateTable("mails")
    .set((eb) => ({ sent_at: now, failure: null, params: "{}", tries: eb("tries", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

/** Records why a mail did not go. */
export async function markUnsent(db: Database, id: string, failure: string): Promise<void> {
  await db
    .updateTable("mails")
    .set((eb) => ({ failure, tries: eb("tries", "+", 1) }))
    .where("id", "=", id)
    .execute();
}
