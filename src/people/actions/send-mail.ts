import type { Doors } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Post } from "../../platform/mail/send-mail.ts";
import { ok, type Result, unavailable } from "../../platform/result.ts";
import { withoutPersonal } from "../../platform/without-personal.ts";
import { letterOf, type MailName } from "../letters.ts";
import { isMailHeld, markSent, markUnsent, placeOfMail, takeMail } from "../mails.sql.ts";

/** What a letter may still say when it leaves, or null when it must not leave any more. */
type Current = (db: Database, now: Date, params: unknown) => Promise<unknown>;

/** How long another who is sending the same letter is waited for: longer than mail servers take, most often. */
const PATIENCE = 20_000;

type Asked = { id: string; post: Post | null; base: string; current?: Current; patienceMs?: number };

/**
 * Sends a mail that was asked for; one that has gone already is not sent twice, one that the server refuses, or that
 * another has been sending for too long, is tried again.
 */
export async function sendMail(
  doors: Pick<Doors, "db" | "now" | "vault">,
  asked: Asked,
): Promise<Result<{ sent: boolean }>> {
  try {
    const failure = await doors.db.transaction().execute(async (tx) => {
      const failure = await trySending({ ...doors, db: tx }, asked);
      // Before anybody who waits for the same letter has it: what she writes of it comes last.
      if (failure) await markUnsent(tx, asked.id, failure);
      return failure;
    });
    if (failure === undefined || failure === null) return ok({ sent: failure === undefined });
    return failure === "no_mail_server" ? ok({ sent: false }) : unavailable("mail_refused", { detail: failure });
  } catch (error) {
    if (isMailHeld(error)) return unavailable("mail_held");
    throw error;
  }
}

/** Why a mail did not go; undefined when it went, null when there was nothing to send. */
async function trySending(
  { db, now, vault }: Pick<Doors, "db" | "now" | "vault">,
  { id, post, base, current, patienceMs = PATIENCE }: Asked,
): Promise<string | null | undefined> {
  const mail = await takeMail(db, id, patienceMs);
  if (!mail) return null;
  if (!post) return "no_mail_server";
  const recipient = vault.open(placeOfMail(id, "recipient"), mail.recipient);
  const params = vault.openJson(placeOfMail(id, "params"), mail.params);
  if (recipient === null || params === null) return "key_missing";
  const told = current ? await current(db, now(), params) : params;
  if (told === null) {
    await db.deleteFrom("mails").where("id", "=", id).execute();
    return null;
  }
  try {
    await post(recipient, letterOf(mail.lang, mail.template as MailName, told, base), id);
  } catch (error) {
    // Mail servers repeat the address that they refuse.
    return withoutPersonal((error as Error).message).slice(0, 500);
  }
  await markSent(db, id, now());
  return undefined;
}
