import type { MailParams } from "../../people/letters.ts";
import type { mails as french } from "../fr/mails.ts";

const IGNORE = "If you asked for nothing, ignore this message: nothing will happen.";

export const mails: typeof french = {
  colon: ":",
  orCopy: "If the button does nothing, copy this address into your browser:",
  closing: (base) => `Ancrage, ${base}. This message is sent automatically; nobody reads the answers.`,
  invitation: ({ network, by, role, over, days }: MailParams["invitation"]) => ({
    subject: `Invitation to join ${network}`,
    lines: ["Hello,", `${by} invites you to join “${network}” on Ancrage, as ${role}${over ? ` (${over})` : ""}.`],
    button: "Accept the invitation",
    after: [
      `This link is made for you and works once, for ${days} days.`,
      "If you did not expect this invitation, ignore this message: no account will be opened.",
    ],
  }),
  magic_link: ({ minutes }) => ({
    subject: "Your link to sign in",
    lines: ["Hello,", "Here is the link you asked for, to sign in to Ancrage without a password."],
    button: "Sign in",
    after: [`It works once, for ${minutes} minutes.`, IGNORE],
  }),
  new_password: ({ minutes }) => ({
    subject: "Choose a new password",
    lines: ["Hello,", "You asked to choose a new password for Ancrage."],
    button: "Choose a password",
    after: [`This link works once, for ${minutes} minutes.`, IGNORE],
  }),
  role_given: ({ network, role, over }) => ({
    subject: `A new role in ${network}`,
    lines: ["Hello,", `You now have, in “${network}”, the role of ${role}${over ? ` (${over})` : ""}.`],
    button: "Open the network",
    after: [],
  }),
  account_unused: ({ days }) => ({
    subject: "Your Ancrage account is about to be erased",
    lines: [
      "Hello,",
      `Nobody has opened your account for nearly two years. Without news of you, it will be erased in ${days} days, with your rights and your comments.`,
    ],
    button: "Sign in to keep it",
    after: ["If you have no more use for it, there is nothing to do."],
  }),
  comment: ({ network, by, sheet, words, mentioned }) => ({
    subject: mentioned ? `${by} mentions you about “${sheet}”` : `A comment on “${sheet}”`,
    lines: ["Hello,", `In “${network}”, ${by} wrote about “${sheet}”:`, words],
    button: "Read and answer",
    after: [],
  }),
  news: ({ network, lines }) => ({
    subject: `${lines.length > 1 ? `${lines.length} comments` : "A comment"} in ${network}`,
    lines: ["Hello,", ...lines.map(({ by, sheet, words }) => `${by}, about “${sheet}”: ${words}`)],
    button: "See the news",
    after: [],
  }),
  stop: "Stop these messages:",
  proposal_accepted: ({ network, title, reason }) => ({
    subject: `Your proposal to ${network} is accepted`,
    lines: [
      "Hello,",
      `Your proposal about “${title}” was accepted by “${network}”. Thank you.`,
      ...(reason ? [`What the network answers: “${reason}”`] : []),
    ],
    button: "Read the sheet",
    after: ["Your address served to write you this message; it is no longer kept with the proposal."],
  }),
  proposal_refused: ({ network, title, reason }) => ({
    subject: `Your proposal to ${network} was not taken up`,
    lines: [
      "Hello,",
      `Your proposal about “${title}” was not taken up by “${network}”.`,
      `The reason given: “${reason}”`,
    ],
    button: "See the network",
    after: ["Your address served to write you this message; it is no longer kept with the proposal."],
  }),
  security: ({ what }) => ({
    subject: {
      password: "Your password was changed",
      second_factor_on: "Two-step verification is on",
      second_factor_off: "Two-step verification was removed",
      second_factor_replaced: "Two-step verification moved to another telephone",
      passkey: "A passkey was added",
      passkey_removed: "A passkey was removed",
      backup_codes: "New recovery codes were made",
      factors_removed: "Your codes and passkeys were removed",
    }[what],
    lines: [
      "Hello,",
      {
        password: "The password of your Ancrage account was just changed.",
        second_factor_on: "A code will be asked after your password, each time you sign in.",
        second_factor_off: "No code is asked any longer to enter your Ancrage account.",
        second_factor_replaced:
          "Codes now come from another telephone; those of the one before no longer open your Ancrage account.",
        passkey: "A passkey was just added to your Ancrage account.",
        passkey_removed: "A passkey was just removed from your Ancrage account.",
        backup_codes: "The recovery codes you had no longer work.",
        factors_removed:
          "Whoever runs the server removed the codes and passkeys of your Ancrage account and signed your devices out, so that you can replace them.",
      }[what],
    ],
    button: "See my account",
    after: ["If it was not you, change your password and tell whoever administers your network."],
  }),
};
