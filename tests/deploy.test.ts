import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { settings } from "../src/platform/config.ts";

/* What a deployment is made of names settings, files and commands of the program: none may be one that does not exist. */

const ROOT = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(ROOT, "deploy", path), "utf8");
const OURS = new Set(Object.keys(settings.shape).flatMap((name) => [name, `${name}_FILE`]));
/** Settings that are not the program's: of the image of PostgreSQL, of Node, of the proxy, of compose itself. */
const OTHERS = /^(POSTGRES_\w+|NODE_ENV|ANCRAGE_DOMAIN|ANCRAGE_UPSTREAMS)$/;
const units = readdirSync(join(ROOT, "deploy/systemd")).filter((name) => name.endsWith(".service"));

type Service = {
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  secrets?: string[];
  volumes?: string[];
  healthcheck?: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, unknown> | string[];
  deploy?: { resources: { limits: { cpus: string; memory: string } } };
  read_only?: boolean;
};
const compose = parse(read("compose.yaml"), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
};
const services = Object.entries(compose.services);

const unknown = (names: string[]) => names.filter((name) => !OURS.has(name) && !OTHERS.test(name));

describe("compose.yaml", () => {
  test("names only settings that exist, secrets and volumes that it declares", () => {
    for (const [name, service] of services) {
      expect([name, unknown(Object.keys(service.environment ?? {}))]).toEqual([name, []]);
      for (const secret of service.secrets ?? []) expect(Object.keys(compose.secrets)).toContain(secret);
      for (const volume of service.volumes ?? []) {
        const source = volume.split(":")[0]!;
        if (source.startsWith("./")) expect(existsSync(join(ROOT, "deploy", source))).toBe(true);
        else expect(Object.keys(compose.volumes)).toContain(source);
      }
      for (const other of Object.keys(service.depends_on ?? {}).map((key) =>
        Array.isArray(service.depends_on) ? service.depends_on[Number(key)]! : key,
      ))
        expect(Object.keys(compose.services)).toContain(other);
    }
  });

  test("has two servers without jobs, a worker, PostgreSQL 17 and a proxy, each within limits", () => {
    expect(services.map(([name]) => name)).toEqual(["server-1", "server-2", "worker", "database", "proxy"]);
    for (const [name, service] of services) {
      expect([name, service.deploy?.resources.limits.memory]).toEqual([name, expect.stringMatching(/^\d+[mg]$/)]);
      if (service.image === "ancrage") expect([name, service.read_only]).toEqual([name, true]);
      // A colon and a space in words that nothing quotes make a map of them, which compose refuses.
      for (const word of [...(service.healthcheck?.test ?? []), ...(service.command ?? [])])
        expect([name, word]).toEqual([name, expect.any(String)]);
    }
    expect(compose.services["server-1"]!.environment).toMatchObject({ ANCRAGE_WORKERS: "0", HOST: "0.0.0.0" });
    expect(compose.services.worker!.command).toEqual(["work"]);
    expect(compose.services.database!.image).toMatch(/postgres:17/);
  });

  test("holds no password: secrets are files, which git does not keep", () => {
    expect(read("compose.yaml")).not.toMatch(/postgres(ql)?:\/\/|PASSWORD: /);
    for (const { file } of Object.values(compose.secrets)) {
      const ignored = spawnSync("git", ["check-ignore", "-q", join("deploy", file)], { cwd: ROOT });
      expect([file, ignored.status]).toEqual([file, 0]);
    }
  });
});

describe("the container file", () => {
  const text = read("Containerfile");
  const ignore = read("Containerfile.dockerignore");

  test("copies what exists, and all that the program needs to run", () => {
    const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) => match[1]!.split(" "));
    for (const path of copied) {
      expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
      expect(ignore).toContain(`!${path}`);
    }
    for (const needed of ["src", "migrations", "data", "bin", "package.json", "package-lock.json"])
      expect(copied).toContain(needed);
  });

  test("runs the program as package.json does, as somebody who is not root", () => {
    const { scripts, dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(scripts.start).toContain("node src/main.ts serve");
    expect(text).toContain('ENTRYPOINT ["node_modules/.bin/node", "src/main.ts"]');
    expect(text).toContain('CMD ["serve"]');
    expect(text).toContain(`node:${dependencies.node}-`);
    expect(text).toMatch(/^USER \d+:\d+$/m);
    const environment = [...text.matchAll(/^ENV (.+)$/gm)].flatMap((match) =>
      match[1]!.split(" ").map((pair) => pair.split("=")[0]!),
    );
    expect(unknown(environment)).toEqual([]);
    expect(environment.length).toBeGreaterThan(2);
  });
});

describe("systemd units", () => {
  test("there are three", () =>
    expect(units).toEqual(["ancrage-worker.service", "ancrage.service", "ancrage@.service"]));

  test.each(units)("%s names only settings and commands that exist", (unit) => {
    const text = read(`systemd/${unit}`);
    const named = [...text.matchAll(/^Environment=(.+)$/gm)].flatMap((match) =>
      match[1]!.split(" ").map((pair) => pair.split("=")[0]!),
    );
    expect(unknown(named)).toEqual([]);
    const command = /^ExecStart=\/opt\/ancrage\/node_modules\/\.bin\/node \/opt\/ancrage\/src\/main\.ts (\w+)$/m.exec(
      text,
    )![1];
    expect(["serve", "work"]).toContain(command);
    const stop = Number(/^TimeoutStopSec=(\d+)$/m.exec(text)![1]);
    const drain = Number(/^ANCRAGE_DRAIN_SECONDS=(\d+)$/m.exec(read("systemd/ancrage.env"))![1]);
    if (command === "serve") expect(stop).toBeGreaterThan(drain + 20);
  });

  test("the file of settings names only settings that exist, and no secret", () => {
    const named = read("systemd/ancrage.env")
      .split("\n")
      .filter((line) => /^\w/.test(line))
      .map((line) => line.split("=")[0]!);
    expect(unknown(named)).toEqual([]);
    for (const secret of ["DATABASE_URL", "ANCRAGE_METRICS_TOKEN"]) expect(named).not.toContain(secret);
  });

  test.each(units)("%s leaves the service little of the machine", (unit) => {
    const text = read(`systemd/${unit}`);
    for (const line of [
      "NoNewPrivileges=yes",
      "ProtectSystem=strict",
      "ProtectHome=yes",
      "PrivateDevices=yes",
      "CapabilityBoundingSet=",
      "User=ancrage",
    ])
      expect(text.split("\n")).toContain(line);
  });

  test.skipIf(!existsSync("/usr/bin/systemd-analyze"))(
    "systemd finds nothing to say of them, but what is not installed here",
    () => {
      for (const unit of units) {
        const { stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", join(ROOT, "deploy/systemd", unit)], {
          encoding: "utf8",
        });
        const said = stderr
          .split("\n")
          .filter(
            (line) =>
              line.includes(unit.replace("@.", "@")) &&
              !/not executable|No such file|Failed to (connect|load)|not found/i.test(line),
          );
        expect([unit, said]).toEqual([unit, []]);
      }
    },
  );
});

describe("the proxies", () => {
  test("are given as many seconds to leave a server as it goes on answering", () => {
    const every = Number(/health_interval (\d+)s/.exec(read("caddy/Caddyfile"))![1]);
    expect(Number(compose.services["server-1"]!.environment!.ANCRAGE_DRAIN_SECONDS)).toBeGreaterThan(3 * every);
    expect(read("caddy/Caddyfile")).toContain("health_uri /serving");
  });

  test("keep what is measured to the machines of the house", () => {
    expect(read("caddy/Caddyfile")).toMatch(/path \/metrics[\s\S]*respond @inside 404/);
    expect(read("nginx.conf")).toMatch(/location = \/metrics \{\s*return 404;/);
  });
});

/** What other parts of the program bring, while they are made. */
const COMING = /^(people|backup|restore)\b|^ANCRAGE_(SMTP_URL|MAIL_FROM|BACKUPS|BACKUP_PASSPHRASE)$/;

test.each(["deploying.md", "deployer.md"])("%s types only commands and settings that exist", (guide) => {
  const help = execFileSync(process.execPath, [join(ROOT, "src/main.ts"), "help"], { encoding: "utf8" });
  const commands = [...help.matchAll(/^ {2}ancrage (.+)$/gm)].map((match) => match[1]!);
  const text = readFileSync(join(ROOT, "docs/guides", guide), "utf8");
  const typed = [...text.matchAll(/(?:sudo deploy\/ancrage|sudo \.\/ancrage|^ancrage-cli) ([a-z]+(?: [a-z]+)?)/gm)].map(
    (match) => match[1]!,
  );
  const known = (words: string) =>
    [words, words.split(" ")[0]!].some((one) => commands.includes(one) || COMING.test(one));
  expect(typed.length).toBeGreaterThan(5);
  expect(typed.filter((words) => !known(words))).toEqual([]);
  const named = [...new Set(text.match(/\b(?:ANCRAGE|DATABASE|OTEL)_[A-Z_]+\b/g))];
  expect(unknown(named.filter((name) => !COMING.test(name)))).toEqual([]);
});

describe.each(["deploying.md", "deployer.md"])("what %s has pasted", (guide) => {
  const text = readFileSync(join(ROOT, "docs/guides", guide), "utf8");
  const blocks = [...text.matchAll(/^( *)```sh\n([\s\S]*?)^ *```$/gm)].map(([, indent, block]) =>
    block!.replace(new RegExp(`^${indent}`, "gm"), ""),
  );
  const paste = (block: string, cwd: string) => {
    // Whoever pastes is no root here: what root alone may do is left out, and the rest is done.
    const without = 'sudo() { "$@"; }; chown() { :; };';
    return spawnSync("sh", ["-c", `${without}\n${block.replace("sudo sh -c", "eval")}`], { cwd, encoding: "utf8" });
  };
  const pasted = (block: string) => {
    const folder = mkdtempSync(join(tmpdir(), "ancrage-guide-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    expect(paste(block, folder)).toMatchObject({ status: 0, stderr: "" });
    return folder;
  };
  const the = (what: RegExp) => blocks.find((block) => what.test(block))!;

  test("is read by a shell, and goes on after no line that failed", () => {
    expect(blocks.length).toBeGreaterThan(12);
    for (const block of blocks) {
      expect([block, spawnSync("sh", ["-n"], { input: block }).status]).toEqual([block, 0]);
      const lines = block
        .replace(/<<'(\w+)'( *&&)?\n[\s\S]*?^\1$/gm, "$2")
        .trim()
        .split("\n");
      expect(lines.slice(0, -1).filter((line) => !/(?:&&|\||\\)$/.test(line))).toEqual([]);
    }
  });

  test("opens no folder of root's as somebody else", () => {
    for (const line of blocks.flatMap((block) => block.split("\n")).filter((one) => one.includes("sudo "))) {
      // Between quotation marks, it is for the shell that sudo starts.
      const bare = line.replace(/'[^']*'|"[^"]*"/g, "''");
      expect(bare).not.toMatch(/\bsudo [^&|]*[*?[]/);
      expect(bare).not.toMatch(/[<>]\s*(?!\/dev\/null|~\/)\S/);
    }
  });

  test("names no archive as the one of last time", () => {
    const named = [...text.matchAll(/--out ("[^"]*"|\S+)/g)].map(([, name]) => name!);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => !/\$\(date|\$move\b/.test(name))).toEqual([]);
    expect(the(/stop proxy worker &&\s[\s\S]* backup /)).toMatch(/^.*\nmove=move-\$\(date /);
  });

  test("takes along, each night and to another server, whom was erased and what was anchored", () => {
    const [night] = /^\d+ \d+ \* \* \* .*$/m.exec(text)!;
    // A percent sign ends a line of crontab.
    expect(night).not.toContain("%");
    for (const line of [night, the(/stop proxy worker &&\s[\s\S]* backup /)])
      expect(line).toMatch(/tar -c \S+ erasures anchors["']/);
    // Those of an installation that was empty would contradict the journal that comes.
    expect(the(/ restore /)).toMatch(
      /mv anchors anchors-\$\(date \+%s\) && tar -x' <[^\n]*&&\n[^\n]* restore \/data\//,
    );
  });

  test("replaces neither settings nor passwords when it is pasted again", () => {
    const [settings, passwords] = [the(/ANCRAGE_DOMAIN=/), the(/database_owner_url >/)];
    const installed = pasted(settings);
    writeFileSync(join(installed, "ancrage.env"), "ANCRAGE_BACKUPS=/data/backups\n");
    expect(paste(settings, installed).status).toBe(0);
    expect(readFileSync(join(installed, "ancrage.env"), "utf8")).toContain("ANCRAGE_BACKUPS");

    const made = pasted(passwords);
    const all = () =>
      readdirSync(join(made, "secrets")).map((name) => readFileSync(join(made, "secrets", name), "utf8"));
    const first = all();
    expect(first).toHaveLength(4);
    expect(paste(passwords, made).status).not.toBe(0);
    expect(all()).toEqual(first);
    expect(statSync(join(made, "secrets/database_url")).mode & 0o777).toBe(0o400);
  });
});

test.each(["ancrage", "update"])("deploy/%s is a script that a shell reads, and that may be run", (script) => {
  const path = join(ROOT, "deploy", script);
  expect(spawnSync("sh", ["-n", path]).status).toBe(0);
  expect(statSync(path).mode & 0o111).toBeGreaterThan(0);
  for (const service of read(script).matchAll(/\b(server-\d|worker|database|proxy)\b/g))
    expect(Object.keys(compose.services)).toContain(service[1]);
});
