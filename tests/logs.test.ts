import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { makeLog } from "../src/platform/log.ts";
import { withoutPersonal } from "../src/platform/without-personal.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { openMailServer } from "./preparation/mail-server.ts";
import { makeMember } from "./preparation/members.ts";
import { makeNetwork } from "./preparation/networks.ts";
import { type Process, startProcess, until } from "./preparation/processes.ts";

/* What the processes of the product write while people work: canaries planted wherever people type or are named. */

const CANARY = {
  mail: "xyqmail@canari.invalid",
  unknown: "xyqinconnu@canari.invalid",
  name: "Xyqnom Xyqfamille",
  password: "xyqmotdepasse long et faux",
  search: "xyqrecherche",
  comment: "xyqcommentaire",
  contact: "xyqcontact",
  phone: "06 55 44 33 22",
  address: "203.0.113.77",
  agent: "Xyqnavigateur/1.0",
  file: "xyqfichier.csv",
};

let bench: Bench;
let server: Process;
let base: string;

beforeAll(async () => {
  bench = await freshDatabase();
  const mail = await openMailServer();
  // Refused mail is told by servers with the address that they refuse.
  mail.refuse(true);
  await makeNetwork(bench, "essai", []);
  server = startProcess(bench, ["serve", "--port", "0"], {
    LOG_LEVEL: "debug",
    ANCRAGE_SMTP_URL: mail.url,
    ANCRAGE_PUBLIC_URL: "http://localhost:4203",
  });
  await until(
    server.output,
    (text) => /http:\/\/(localhost|127\.0\.0\.1):\d+/.test(text) && text.includes("worker ready"),
    60,
  );
  base = /http:\/\/(?:localhost|127\.0\.0\.1):\d+/.exec(server.output())![0];
}, 120_000);

describe("the log", () => {
  test("tells of nobody, whatever goes wrong", async () => {
    const { cookie, id } = await makeMember(bench, {
      installation: true,
      email: CANARY.mail,
      name: CANARY.name,
      publicUrl: "http://localhost:4203",
    });
    const headers = { cookie, origin: base, "x-forwarded-for": CANARY.address, "user-agent": CANARY.agent };
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(base + path, { redirect: "manual", ...init, headers: { ...headers, ...(init.headers as object) } });
    const post = (path: string, fields: Record<string, string>, more: Record<string, string> = {}) =>
      ask(path, { method: "POST", body: new URLSearchParams(fields), headers: more });
    // Signing in, badly; links by mail, to a server that refuses them.
    await post("/connexion", { courriel: CANARY.mail, passe: CANARY.password }, { cookie: "" });
    await post("/connexion", { courriel: CANARY.unknown, passe: CANARY.password }, { cookie: "" });
    await post("/connexion/lien", { courriel: CANARY.mail }, { cookie: "" });
    await post("/connexion/oublie", { courriel: CANARY.mail }, { cookie: "" });
    await ask("/connexion/lien?jeton=xyqjeton0000000000000000000000000000000000000", { headers: { cookie: "" } });
    await ask("/invitation/essai/xyqjeton0000000000000000000000000000000000000");
    expect(
      (
        await post("/essai/personnes/inviter", {
          courriel: CANARY.unknown,
          nom: CANARY.name,
          langue: "fr",
          role: "reader",
        })
      ).status,
    ).toBe(303);
    // Importing, searching, commenting, looking for somebody.
    const body = new FormData();
    const text = `Intitulé;Lieu;XQ\nAtelier ${CANARY.search};Rodez;${CANARY.contact} ${CANARY.phone}\n;Rodez;${CANARY.contact}\n`;
    body.set("file", new Blob([text]), CANARY.file);
    const received = await ask("/essai/importer", { method: "POST", body });
    expect(received.status).toBe(303);
    const started = await post(`${received.headers.get("location")!}/lancer`, {});
    expect(started.status).toBe(303);
    await until(
      async () => (await sql<{ status: string }>`select status from imports`.execute(bench.db)).rows[0]?.status,
      (status) => status === "done",
      60,
    );
    expect((await ask(`/essai/initiatives?q=${CANARY.search}`)).status).toBe(200);
    await post("/essai/initiatives/1/commentaires", { commentaire: CANARY.comment });
    await post("/essai/donnees-personnelles/chercher", { lignes: `${CANARY.name}\n${CANARY.mail}` });
    await ask(`/essai/${CANARY.search}-${CANARY.mail}`);
    // PostgreSQL repeats the row that it refuses.
    await sql`alter table users add constraint nobody check (name = 'x') not valid`.execute(bench.db);
    const failed = await post("/compte", { nom: `${CANARY.name} autrement`, langue: "fr" });
    expect(failed.status).toBe(500);
    await sql`alter table users drop constraint nobody`.execute(bench.db);
    await sql`create unique index once on comments (network_id, (1))`.execute(bench.db).catch(() => {});
    await post("/essai/initiatives/1/commentaires", { commentaire: `${CANARY.comment} encore` });
    await until(server.output, (said) => /mail_refused|job failed/.test(said), 30);
    expect(server.output()).toContain('"failed"');
    expect(server.output()).toContain("23514");
    const found = Object.values(CANARY)
      .flatMap((one) => [one, encodeURIComponent(one)])
      .filter((one) => server.output().includes(one));
    expect(found).toEqual([]);
    // The letters may come by chance in the link for whoever administers first, which is drawn.
    expect(server.output().replace(/jeton=[\w-]{43}(?![\w-])/g, "")).not.toMatch(/xyq/i);
    expect(server.output()).not.toContain(cookie.split("=")[1]!.slice(0, 20));
    // Whom to ask is still told, by an identifier.
    expect(server.output()).toContain("job failed");
    expect(id).toMatch(/-/);
  }, 90_000);
});

describe("what is logged of an error", () => {
  const lines: string[] = [];
  const log = makeLog("debug", { write: (line: string) => void lines.push(line) });

  test("keeps what finds the fault and loses what it was about", async () => {
    const thrown =
      await sql`insert into users (id, name, email, created_at, updated_at) values (gen_random_uuid(), 'xyqnom', 'XYQ@x.fr', now(), now())`
        .execute(bench.db)
        .catch((error) => error);
    log.error({ err: thrown, request: "r-1" }, "failed");
    log.error(new Error('cannot read "xyqvaleur"', { cause: thrown }));
    log.warn(
      {
        path: "/invitation/x/xyqjeton0000000000000000000000000000000000000",
        deep: { mail: "xyq@x.fr", list: ["au 06 12 34 56 78"] },
      },
      "at 198.51.100.7",
    );
    log.info("adresse xyq@x.fr");
    const text = lines.join("");
    expect(text).toContain("users_email_check");
    expect(text).toContain("23514");
    expect(text).toContain("r-1");
    expect(text).toContain("logs.test.ts");
    expect(text).not.toMatch(/xyq|06 12 34|198\.51/i);
  });

  test.each([
    ["Key (email)=(marie@x.fr) already exists.", "Key (email)=[…] already exists."],
    ["550 <marie.dupont@x.fr>: unknown", "550 <[mail]>: unknown"],
    ["GET /a?q=marie dupont", "GET /a?[…] dupont"],
    ["from 2001:db8::8a2e:370:7334", "from [address]"],
    ["postgres://u:p@h/d", "[address]"],
    ["job 01a2237a-b961-74b8-80c6-2989aae55846", "job 01a2237a-b961-74b8-80c6-2989aae55846"],
    ["PostgreSQL 18.4 at 12:30:05", "PostgreSQL 18.4 at 12:30:05"],
  ])("turns “%s” into “%s”", (text, left) => {
    expect(withoutPersonal(text)).toBe(left);
  });

  test("the embedded PostgreSQL keeps values out of its own log", async () => {
    const settings = await readFile(join(import.meta.dirname, "../src/platform/postgres/settings.ts"), "utf8");
    for (const one of [
      '"log_error_verbosity", "terse"',
      '"log_min_error_statement", "panic"',
      '"log_parameter_max_length_on_error", "0"',
    ])
      expect(settings).toContain(one);
  });
});
