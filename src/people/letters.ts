import { catalogue } from "../i18n/catalogue.ts";
import type { Letter } from "../platform/mail/send-mail.ts";
import { html } from "../ui/html.ts";

/** A comment that a letter tells of, and to whom: it is asked again when the letter leaves. */
export type About = { network: string; comment: string; user: string };

/** What each mail needs to be written; a path is an address of the installation. */
export type MailParams = {
  invitation: { network: string; by: string; role: string; over: string | null; path: string; days: number };
  magic_link: { path: string; minutes: number };
  new_password: { path: string; minutes: number };
  proposal_accepted: { network: string; title: string; reason: string; path: string };
  proposal_refused: { network: string; title: string; reason: string; path: string };
  role_given: { network: string; role: string; over: string | null; path: string };
  account_unused: { days: number; path: string };
  comment: {
    network: string;
    by: string;
    sheet: string;
    words: string;
    mentioned: boolean;
    path: string;
    stop: string;
    about: About[];
  };
  news: {
    network: string;
    lines: { by: string; sheet: string; words: string }[];
    path: string;
    stop: string;
    about: About[];
  };
  security: {
    what:
      | "password"
      | "second_factor_on"
      | "second_factor_off"
      | "second_factor_replaced"
      | "passkey"
      | "passkey_removed"
      | "backup_codes"
      | "factors_removed";
    path: string;
  };
};
export type MailName = keyof MailParams;

type Written = { subject: string; lines: string[]; button: string; after: string[] };

/** Writes a mail in one language, in words alone and laid out: the same sentences, and one link. */
export function letterOf(lang: "fr" | "en", name: MailName, params: unknown, base: string): Letter {
  const words = catalogue(lang).mails;
  const write = words[name] as (params: unknown) => Written;
  const { subject, lines, button, after } = write(params);
  const { path, stop } = params as { path: string; stop?: string };
  const address = base + path;
  const closing = words.closing(base);
  const leave = stop === undefined ? null : base + stop;
  const text = [
    ...lines,
    `${button}${words.colon}\n${address}`,
    ...after,
    ...(leave ? [`${words.stop}\n${leave}`] : []),
    closing,
  ].join("\n\n");
  const paragraph = (line: string) => html`<p>${line}</p>`;
  const body = html`<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><title>${subject}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 Verdana,Arial,sans-serif;color:#1b1b1b;background:#fff">
<div style="max-width:36em">${lines.map(paragraph)}
<p><a href="${address}" style="display:inline-block;padding:10px 18px;background:#1d4f63;color:#fff;text-decoration:none;border-radius:4px">${button}</a></p>
<p>${words.orCopy}<br><a href="${address}" style="color:#1d4f63">${address}</a></p>
${after.map(paragraph)}${leave && html`<p>${words.stop} <a href="${leave}" style="color:#1d4f63">${leave}</a></p>`}<p style="color:#555">${closing}</p></div></body></html>
`;
  return { subject, text: `${text}\n`, html: String(body), ...(leave && { unsubscribe: leave }) };
}
