import type { Doors } from "../../platform/action.ts";
import type { MailName, MailParams } from "../letters.ts";
import { askMail } from "../mails.sql.ts";

type Letter = { [N in MailName]: { template: N; params: MailParams[N] } }[MailName] & {
  recipient: string;
  lang: "fr" | "en";
};

/**
 * Asks for a letter about an account to be sent to its address. The journal holds no entry of it: a stranger who asks for
 * links would fill it, and the letter itself is kept.
 */
export const askLetter = (doors: Doors, letter: Letter): Promise<string> =>
  doors.db.transaction().execute((db) => askMail(doors, db, letter));
