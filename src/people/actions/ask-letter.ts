import { ok } from "../../platform/result.ts";
import type { MailName, MailParams } from "../letters.ts";
import { askMail } from "../mails.sql.ts";
import { ownAction } from "../own-action.ts";

type Letter = { [N in MailName]: { template: N; params: MailParams[N] } }[MailName] & {
  recipient: string;
  lang: "fr" | "en";
};

/** Asks for a letter about an account to be sent to its address. */
export const askLetter = ownAction<Letter, { mail: string }>({
  name: "ask_letter",
  subjects: ({ template }, { mail }) => ({ mail, template }),
  run: async (doors, letter) => ok({ mail: await askMail(doors, doors.db, letter) }),
});
