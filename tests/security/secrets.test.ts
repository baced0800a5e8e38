import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Bench, freshDatabase } from "../preparation/database.ts";
import { startProcess, until } from "../preparation/processes.ts";

/* Secrets planted in every setting that takes one: nothing that the program writes, answers or refuses tells them. */

const CANARY = "canari-quatorze-lettres";
const secrets = (what: string) => `${CANARY}-${what}-0123456789abcdef`;

let bench: Bench;
let settings: Record<string, string>;

beforeAll(async () => {
  bench = await freshDatabase();
  await mkdir(join(bench.dataDir, "backups"), { recursive: true });
  const directories = join(bench.dataDir, "directories.json");
  const directory = {
    id: "essai",
    name: "Essai",
    issuer: "http://127.0.0.1:9/",
    clientId: "a",
    clientSecret: secrets("directory"),
    domains: ["essai.invalid"],
  };
  await writeFile(directories, JSON.stringify([directory]));
  settings = {
    ANCRAGE_SECRETS: secrets("cookies"),
    ANCRAGE_SMTP_URL: `smtp://user:${secrets("smtp")}@127.0.0.1:9`,
    ANCRAGE_METRICS_TOKEN: secrets("metrics"),
    ANCRAGE_DIRECTORIES: directories,
    ANCRAGE_BACKUPS: join(bench.dataDir, "backups"),
    ANCRAGE_BACKUP_PASSPHRASE: secrets("passphrase"),
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://user:${secrets("traces")}@127.0.0.1:9`,
    LOG_LEVEL: "debug",
  };
});

const unreachable = () => `postgres://user:${secrets("database")}@127.0.0.1:9/base`;
const told = (text: string): string[] =>
  [...text.matchAll(new RegExp(`.{0,80}${CANARY}-\\w+`, "g"))].map(([found]) => found);

async function run(args: string[], environment: Record<string, string>): Promise<string> {
  const started = startProcess(bench, args, { ...settings, ...environment });
  await until(
    () => started.child.exitCode,
    (code) => code !== null,
    60,
  );
  return started.output();
}

describe("no secret is told", () => {
  test("by a server that works, fails, and is asked what it should not answer", async () => {
    const served = startProcess(bench, ["serve", "--port", "0"], { ...settings, ANCRAGE_WORKERS: "1" });
    const output = await until(served.output, (text) => /http:\/\/127\.0\.0\.1:\d+\//.test(text), 60);
    const base = /http:\/\/127\.0\.0\.1:\d+/.exec(output)![0];
    const ask = async (path: string, init: RequestInit = {}) => {
      const answer = await fetch(base + path, { redirect: "manual", ...init });
      return `${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.text()}`;
    };
    const post = (path: string, fields: Record<string, string>) =>
      ask(path, {
        ...{ method: "POST", body: new URLSearchParams(fields) },
        headers: { origin: base, "content-type": "application/x-www-form-urlencoded" },
      });
    const answers = [
      await ask("/metrics"),
      await ask("/metrics", {
        headers: { authorization: `Bearer ${secrets("wrong").slice(0, 8)}`, "x-forwarded-for": "203.0.113.1" },
      }),
      await ask("/ready"),
      await ask("/connexion"),
      await ask("/connexion/annuaire/essai"),
      await post("/connexion", { courriel: "a@essai.invalid", passe: "un mauvais mot de passe" }),
      await post("/connexion/oublie", { courriel: "a@essai.invalid" }),
      await ask("/auth/callback/essai?code=a&state=b"),
      await ask("/rien"),
      await ask("/%ff%00"),
    ];
    // An error that nothing foresees: a table that is not there any more.
    await bench.pool.query("alter table networks rename to networks_away");
    const failed = await ask("/essai");
    await bench.pool.query("alter table networks_away rename to networks");
    expect(failed).toMatch(/^500 /);
    expect(failed).not.toMatch(/networks_away|relation|select |\.ts:|node_modules|\/src\//);
    await served.end("SIGTERM");
    expect(told(answers.join("\n") + failed)).toEqual([]);
    expect(told(served.output())).toEqual([]);
    expect(served.output()).not.toContain("un mauvais mot de passe");
  }, 90_000);

  test.each([
    ["doctor", ["doctor"]],
    ["doctor, for programs", ["doctor", "--json"]],
    ["a backup", ["backup", "--out", "/nowhere/at/all.tar"]],
    ["migrations", ["migrate"]],
    ["jobs", ["jobs", "list"]],
  ])(
    "by %s, whether the database answers or not",
    async (_, args) => {
      for (const environment of [{}, { DATABASE_URL: unreachable() }] as Record<string, string>[])
        expect(told(await run(args as string[], environment))).toEqual([]);
    },
    120_000,
  );

  test.each([
    ["ANCRAGE_SECRETS", `court,${CANARY}-a`],
    ["ANCRAGE_SMTP_URL", `http://${secrets("smtp")}`],
    ["ANCRAGE_METRICS_TOKEN", "court"],
    ["DATABASE_URL", `mysql://user:${secrets("database")}@127.0.0.1/`],
    ["DATABASE_REPLICA_URLS", `mysql://user:${secrets("replica")}@127.0.0.1/`],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", `ftp://user:${secrets("traces")}@127.0.0.1/`],
  ])(
    "by the refusal of a wrong %s",
    async (name, value) => {
      const output = await run(["doctor"], { [name]: value });
      expect(output).toContain(name);
      expect(told(output)).toEqual([]);
    },
    60_000,
  );
});
