import nodemailer, { type Transporter } from "nodemailer";
import type { Config } from "../config.ts";
import { isLoopback } from "../loopback.ts";

/** A mail as it is read: what it says in words alone, and the same laid out. */
export type Letter = {
  subject: string;
  text: string;
  html: string;
  /** Where one request, without any question, stops such letters. */
  unsubscribe?: string;
};

/** Hands a letter to the mail server under an identity of its own; throws when the server does not take it. */
export type Post = (to: string, letter: Letter, id: string) => Promise<void>;

/** Opens the way to the mail server of the configuration; null when there is none. */
export function openPost({ server, from }: Config["mail"]): Post | null {
  if (server === null) return null;
  let transport: Transporter | undefined;
  return async (to, { subject, text, html, unsubscribe }, id) => {
    transport ??= nodemailer.createTransport({
      url: server,
      // A password must not cross a network in clear; a server of this very machine may have no certificate.
      requireTLS: !isLoopback(new URL(server).hostname) && server.startsWith("smtp:"),
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    await transport.sendMail({
      from,
      // Sent again after a worker died between the server's answer and our note of it, it is the same letter.
      messageId: `<${id}@ancrage>`,
      to: { name: "", address: to },
      subject,
      text,
      html,
      headers: {
        "auto-submitted": "auto-generated",
        ...(unsubscribe && {
          "list-unsubscribe": `<${unsubscribe}>`,
          "list-unsubscribe-post": "List-Unsubscribe=One-Click",
        }),
      },
    });
  };
}
