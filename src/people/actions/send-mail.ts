import type { Doors } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Post } from "../../platform/mail/send-mail.ts";
import { ok, type Result, unavailable } from "../../platform/result.ts";
import { withoutPersonal } from "../../platform/without-personal.ts";
import { letterOf, type MailName } from "../letters.ts";
import { markSent, markUnsent, placeOfMail, takeMail } from "../mails.sql.ts";

/** What a letter may still say when it leaves, or null when it must not leave any more. */
type Current = (db: Database, now: Date, params: unknown) => Promise<unknown>;

/** Sends a mail that was asked for; one that has gone already is not sent twice, one that the server refuses is tried again. */
export async function sendMail(
  { db, now, vault }: Pick<Doors, "db" | "now" | "vault">,
  { id, post, base, current }: { id: string; post: Post | null; base: string; current?: Current },
): Promise<Result<{ sent: boolean }>> {
  const failure = await db.transaction().execute(async (tx) => {
    const mail = await takeMail(tx, id);
    if (!mail) return null;
    if (!post) return "no_mail_server";
    const recipient = vault.open(placeOfMail(id, "recipient"), mail.recipient);
    const params = vault.openJson(placeOfMail(id, "params"), mail.params);
    if (recipient === null || params === null) return "key_missing";
    const told = current ? await current(tx, now(), params) : params;
    if (told === null) {
      await tx.deleteFrom("mails").where("id", "=", id).execute();
      return null;
    }
    try {
      await post(recipient, letterOf(mail.lang, mail.template as MailName, told, base), id);
    } catch (error) {
      // Mail servers repeat the address that they refuse.
      return withoutPersonal((error as Error).message).slice(0, 500);
    }
    await markSent(tx, id, now());
    return undefined;
  });
  if (failure === undefined || failure === null) return ok({ sent: failure === undefined });
  await markUnsent(db, id, failure);
  return failure === "no_mail_server" ? ok({ sent: false }) : unavailable("mail_refused", { detail: failure });
}
