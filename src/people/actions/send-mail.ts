import type { Doors } from "../../platform/action.ts";
import type { Post } from "../../platform/mail/send-mail.ts";
import { ok, type Result, unavailable } from "../../platform/result.ts";
import { letterOf, type MailName } from "../letters.ts";
import { markSent, markUnsent, takeMail } from "../mails.sql.ts";

/** Sends a mail that was asked for; one that has gone already is not sent twice, one that the server refuses is tried again. */
export async function sendMail(
  { db, now }: Pick<Doors, "db" | "now">,
  { id, post, base }: { id: string; post: Post | null; base: string },
): Promise<Result<{ sent: boolean }>> {
  const failure = await db.transaction().execute(async (tx) => {
    const mail = await takeMail(tx, id);
    if (!mail) return null;
    if (!post) return "no_mail_server";
    try {
      await post(mail.recipient, letterOf(mail.lang, mail.template as MailName, mail.params, base), id);
    } catch (error) {
      return (error as Error).message.slice(0, 500);
    }
    await markSent(tx, id, now());
    return undefined;
  });
  if (failure === undefined || failure === null) return ok({ sent: failure === undefined });
  await markUnsent(db, id, failure);
  return failure === "no_mail_server" ? ok({ sent: false }) : unavailable("mail_refused", { detail: failure });
}
