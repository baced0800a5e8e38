import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Visitor } from "oxc-parser";
import { expect, onTestFinished, test } from "vitest";
import { isTest, readSources } from "../../scripts/checks/sources.ts";
import { makeAuth } from "../../src/people/accounts.ts";
import { type Bench, freshDatabase } from "../preparation/database.ts";

/* What the program asks of others: only what an administrator named, and never where these would send it. */

/** Each file that may reach another machine, with whom, and who said so. */
const REACHES: Record<string, string> = {
  "src/people/accounts.ts": "the directories of ANCRAGE_DIRECTORIES",
  "src/platform/mail/send-mail.ts": "the server of ANCRAGE_SMTP_URL",
  "src/platform/tracing.ts": "the receiver of OTEL_EXPORTER_OTLP_ENDPOINT",
  "src/platform/database/database.ts": "the database of DATABASE_URL",
  "src/platform/database/session.ts": "the database of DATABASE_URL",
  "src/platform/database/kept-session.ts": "the database of DATABASE_URL and the standbys of DATABASE_REPLICA_URLS",
  "src/platform/database/replicas.ts": "the standbys of DATABASE_REPLICA_URLS",
  "src/platform/runtime.ts": "the database of DATABASE_URL",
  "src/platform/job-schema.ts": "the database of DATABASE_URL",
  "src/platform/jobs.ts": "the database of DATABASE_URL",
  "src/platform/pending-jobs.ts": "the database of DATABASE_URL",
  "src/platform/postgres/session.ts": "the embedded database, on its socket",
  "src/platform/postgres/place.ts": "a port of the loopback, to know whether it is free",
  "src/platform/postgres/fixtures.ts": "the embedded database, in its tests",
  "src/web/server.ts": "the database of DATABASE_URL",
};

const WAYS = /^(?:fetch|XMLHttpRequest|WebSocket|EventSource)$/;
const MODULES =
  /^(?:node:)?(?:https?|http2|net|tls|dgram|dns(?:\/promises)?)$|^(?:pg|pg-boss|nodemailer|better-auth(?!\/crypto$).*|undici|@opentelemetry\/exporter.*)$/;

test("only the files that say so reach another machine", () => {
  const found = new Set<string>();
  for (const { path, program, imports } of readSources("src/")) {
    // What runs in a browser asks its own site, which its policy enforces.
    if (isTest(path) || path.startsWith("src/web/islands/")) continue;
    // A function of that name of its own.
    if (path === "src/imports/xlsx/shared-strings.ts") continue;
    if (imports.some(({ to, typeOnly, names }) => MODULES.test(to) && !typeOnly && names.length > 0)) found.add(path);
    new Visitor({
      CallExpression(node) {
        if (node.callee.type === "Identifier" && WAYS.test(node.callee.name)) found.add(path);
      },
      NewExpression(node) {
        if (node.callee.type === "Identifier" && WAYS.test(node.callee.name)) found.add(path);
      },
    }).visit(program);
  }
  // These listen, or only name a kind of address.
  const harmless = [
    "src/web/api/client-address.ts",
    "src/people/visitor.ts",
    "src/people/sign-ins.ts",
    "src/platform/database/reading.ts",
  ];
  expect([...found].filter((path) => !Object.hasOwn(REACHES, path) && !harmless.includes(path)).sort()).toEqual([]);
  const sources = new Set(readSources("src/").map(({ path }) => path));
  expect(Object.keys(REACHES).filter((path) => !sources.has(path))).toEqual([]);
});

async function listen(
  answer: Parameters<typeof createServer>[1],
): Promise<{ url: string; server: Server; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    asked.push(incoming.url ?? "");
    answer!(incoming, outgoing);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, asked };
}

test("a directory that sends elsewhere is not followed", async () => {
  const bench: Bench = await freshDatabase();
  const inside = await listen((_, outgoing) => outgoing.end("{}"));
  const directory = await listen((_, outgoing) => {
    outgoing.writeHead(302, { location: `${inside.url}/latest/meta-data` });
    outgoing.end();
  });
  const auth = makeAuth({
    ...{ pool: bench.pool, publicUrl: "http://localhost:4173", secrets: ["a".repeat(40)] },
    directories: [
      {
        id: "essai",
        name: "Essai",
        issuer: directory.url,
        clientId: "a",
        clientSecret: "b",
        domains: ["essai.invalid"],
      },
    ],
    now: () => new Date(),
    log: bench.doors().log,
    sendLink: async () => {},
  });
  const body = { provider: "essai", callbackURL: "/", disableRedirect: true };
  await auth.api.signInSocial({ body, headers: new Headers() }).catch(() => {});
  expect(directory.asked.length).toBeGreaterThan(0);
  expect(inside.asked).toEqual([]);
});
