import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/platform/config.ts";
import { makeLog } from "../../src/platform/log.ts";
import type { Runtime } from "../../src/platform/runtime.ts";
import { type Running, startServer } from "../../src/web/server.ts";
import { type Bench, freshDatabase } from "../preparation/database.ts";
import { makeMember } from "../preparation/members.ts";
import { makeNetwork } from "../preparation/networks.ts";

/* What comes over a real socket before any page is asked: too long, too slow, forged, malformed. */

let bench: Bench;
let running: Running;
let cookie: string;

beforeAll(async () => {
  bench = await freshDatabase();
  await makeNetwork(bench, "essai", []);
  await bench.pool.query("update networks set published = true");
  const config = readConfig({ ANCRAGE_DATA: bench.dataDir, PORT: "0", ANCRAGE_PUBLIC_URL: "http://ancrage.essai" });
  const { pages, doors } = bench;
  const addresses = { url: pages.url, sessionUrl: pages.url, replicaUrls: [] };
  const runtime = { config, log: makeLog("silent"), ...addresses, ...pages, doors } as unknown as Runtime;
  const started = await startServer(runtime);
  if (!started.ok) throw new Error(started.failure.code);
  running = started.value;
  ({ cookie } = await makeMember(bench, { installation: true, publicUrl: "http://ancrage.essai" }));
});

afterAll(async () => running?.close());

/** What is answered to these bytes, sent as they are; the socket is then left open for `patience` at most. */
function raw(bytes: string, patience = 5000): Promise<{ answer: string; ms: number; closed: boolean }> {
  return new Promise((done) => {
    const began = performance.now();
    const socket = connect(running.port, "127.0.0.1");
    let answer = "";
    const end = (closed: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      done({ answer, ms: performance.now() - began, closed });
    };
    const timer = setTimeout(() => end(false), patience);
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("close", () => end(true)).on("error", () => {});
    socket.write(bytes);
  });
}

const ask = (first: string, ...headers: string[]) =>
  raw(`${first}\r\n${["host: ancrage.essai", "connection: close", ...headers].join("\r\n")}\r\n\r\n`);
const statusOf = ({ answer }: { answer: string }) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);

describe("a request that is too much", () => {
  test("by its headers, its address or its cookies is refused at once", async () => {
    expect(statusOf(await ask("GET / HTTP/1.1", `x-long: ${"a".repeat(40_000)}`))).toBe(431);
    expect([414, 431]).toContain(statusOf(await ask(`GET /${"a".repeat(40_000)} HTTP/1.1`)));
    expect(statusOf(await ask("GET / HTTP/1.1", `cookie: ${"a=b; ".repeat(8000)}`))).toBe(431);
  });

  test("by its body is refused before it comes", async () => {
    const sent = await ask(
      "POST /essai/importer HTTP/1.1",
      `cookie: ${cookie}`,
      "origin: http://ancrage.essai",
      "content-type: multipart/form-data; boundary=x",
      `content-length: ${2 ** 31}`,
    );
    expect(statusOf(sent)).toBe(413);
    expect(sent.ms).toBeLessThan(4000);
    const form = "content-type: application/x-www-form-urlencoded";
    expect(
      statusOf(
        await ask("POST /connexion HTTP/1.1", form, `content-length: ${2 ** 21}`, "origin: http://ancrage.essai"),
      ),
    ).toBe(413);
    const endless = await ask(
      "POST /connexion HTTP/1.1",
      form,
      "transfer-encoding: chunked",
      "origin: http://ancrage.essai",
    );
    expect(statusOf(endless)).toBe(413);
  });

  test("by how slowly its headers come is let go, and others are answered meanwhile", async () => {
    const slow = Array.from({ length: 50 }, () => raw("GET / HTTP/1.1\r\nhost: ancrage.essai\r\nx-slow: ", 40_000));
    expect(statusOf(await ask("GET /health HTTP/1.1"))).toBe(200);
    const ended = await Promise.all(slow);
    expect(ended.every(({ closed }) => closed)).toBe(true);
    expect(ended.every(({ answer }) => answer === "" || answer.startsWith("HTTP/1.1 408"))).toBe(true);
  }, 60_000);
});

describe("a request that is malformed or forged", () => {
  test.each([
    ["two lengths", "content-length: 5", "content-length: 6"],
    ["a length and chunks", "content-length: 5", "transfer-encoding: chunked"],
    ["an unknown coding", "transfer-encoding: x, chunked, y"],
    ["a header without a name", ": x"],
    ["a bare line feed in a header", "x: a\nset-cookie: b=c"],
  ])("with %s is refused", async (_, ...headers) => {
    const answer = await ask(
      "POST /connexion HTTP/1.1",
      "origin: http://ancrage.essai",
      "content-type: application/x-www-form-urlencoded",
      ...headers,
    );
    expect([400, 413]).toContain(statusOf(answer));
    expect(answer.answer).not.toMatch(/set-cookie: b=c/i);
  });

  test.each(["TRACE", "CONNECT", "PUT", "DELETE", "PATCH", "PROPFIND"])(
    "by %s changes and shows nothing",
    async (method) => {
      const { answer } = await ask(`${method} /essai/reglages HTTP/1.1`, `cookie: ${cookie}`, "x-echo: canary");
      expect(answer).not.toContain("canary");
      expect([0, 400, 403, 404, 405]).toContain(statusOf({ answer }));
    },
  );

  test("by another method written in a header or a field is what it is", async () => {
    const headers = ["x-http-method-override: DELETE", "x-method-override: POST", "origin: http://ancrage.essai"];
    expect(statusOf(await ask("GET /deconnexion HTTP/1.1", `cookie: ${cookie}`, ...headers))).toBe(404);
    expect(statusOf(await ask("GET /essai/reglages?_method=POST&nom=x HTTP/1.1", `cookie: ${cookie}`))).toBe(200);
    expect(statusOf(await ask("GET /compte HTTP/1.1", `cookie: ${cookie}`))).toBe(200);
  });

  test.each(["evil.example", "evil.example:80", "ancrage.essai@evil.example", "ancrage.essai.evil.example"])(
    "under the name %s is not believed",
    async (host) => {
      for (const path of [
        "/",
        "/essai/",
        "/essai",
        "/essai/initiatives?q=a",
        "/connexion",
        "/essai/fil.atom",
        "/sitemap.xml",
      ]) {
        const { answer } = await raw(
          `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nx-forwarded-host: evil.example\r\nconnection: close\r\n\r\n`,
        );
        expect([path, /evil\.example/.test(answer)]).toEqual([path, false]);
      }
    },
  );

  test.each([
    "http://evil.example/essai/",
    "//evil.example/essai/",
    "/\\evil.example/",
    "//evil.example/..;/",
    "/%2f%2fevil.example/",
    "/essai/%0d%0alocation:%20http://evil.example/",
  ])("for %s leads nowhere else", async (target) => {
    const { answer } = await raw(`GET ${target} HTTP/1.1\r\nhost: ancrage.essai\r\nconnection: close\r\n\r\n`);
    const location = /^location: (.*)$/im.exec(answer)?.[1]?.trim();
    if (location !== undefined) expect(new URL(location, "http://ancrage.essai").host).toBe("ancrage.essai");
  });

  test("by another site is refused, whatever it calls its form", async () => {
    const length = "content-length: 0";
    for (const type of ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"])
      for (const origin of [
        "http://evil.example",
        "null",
        "http://ancrage.essai.evil.example",
        "https://ancrage.essai",
      ]) {
        const answer = await ask(
          "POST /deconnexion HTTP/1.1",
          `cookie: ${cookie}`,
          `origin: ${origin}`,
          `content-type: ${type}`,
          length,
        );
        expect([type, origin, statusOf(answer)]).toEqual([type, origin, 403]);
      }
    expect(statusOf(await ask("GET /compte HTTP/1.1", `cookie: ${cookie}`))).toBe(200);
  });
});

test("every answer bears what protects its reader, pages that are ready and refusals too", async () => {
  for (const path of [
    "/",
    "/essai",
    "/essai",
    "/rien/du/tout",
    "/connexion",
    "/health",
    "/assets/rien.js",
    "/api/v1/networks",
    "/api/v1/rien",
    "/essai/exports/initiatives.csv",
    "/%00",
    "/robots.txt",
  ]) {
    const { answer } = await ask(`GET ${path} HTTP/1.1`);
    const [head = ""] = answer.split("\r\n\r\n");
    const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1] ?? "";
    expect([path, header("x-content-type-options")]).toEqual([path, "nosniff"]);
    expect([path, header("content-security-policy")]).toEqual([
      path,
      expect.stringMatching(/default-src 'none'.*frame-ancestors.*base-uri 'none'/),
    ]);
    expect([path, Number(/max-age=(\d+); includeSubDomains/.exec(header("strict-transport-security"))?.[1])]).toEqual([
      path,
      31_536_000,
    ]);
    expect([path, header("referrer-policy")]).toEqual([path, "same-origin"]);
    if (header("content-type").startsWith("text/")) expect(header("content-type")).toMatch(/charset=utf-8/i);
    expect(head).not.toMatch(/^(server|x-powered-by):/im);
  }
});
