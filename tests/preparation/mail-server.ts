import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterwards } from "./afterwards.ts";

export type MailServer = {
  url: string;
  /** What arrived, in order. */
  letters: ParsedMail[];
  /** Refuses the next letters, as a full mailbox does. */
  refuse: (refusing: boolean) => void;
};

/** A real mail server on loopback, gone at the end of the test file. */
export async function openMailServer(): Promise<MailServer> {
  const letters: ParsedMail[] = [];
  let refusing = false;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => {
      simpleParser(stream).then((letter) => {
        if (refusing) return done(Object.assign(new Error("Mailbox full"), { responseCode: 452 }));
        letters.push(letter);
        done();
      }, done);
    },
  });
  const refuse = (value: boolean) => {
    refusing = value;
  };
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", () => ready()));
  afterwards(() => new Promise<void>((done) => server.close(() => done())));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, letters, refuse };
}
