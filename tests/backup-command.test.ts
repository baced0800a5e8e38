import { type ChildProcess, spawn } from "node:child_process";
import { access, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { generateNetwork } from "../src/generation/actions/generate-network.ts";
import { ask, contentsOf, newFolder, untilAlone } from "./preparation/backups.ts";
import { type Bench, emptyDatabase, freshDatabase } from "./preparation/database.ts";

// Real processes and servers, on a machine that others may be using.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ROOT = join(import.meta.dirname, "..");
const INITIATIVES = 1000;
let bench: Bench;
let folder: string;

beforeAll(async () => {
  bench = await freshDatabase();
  folder = await newFolder();
  const made = await generateNetwork(bench.doors(), { network: "grand", count: INITIATIVES, seed: 1 });
  if (!made.ok) throw new Error(made.failure.code);
});

type Ran = { code: number | null; out: string; err: string };

function start(args: string[], env: Record<string, string> = {}): { child: ChildProcess; ended: Promise<Ran> } {
  const { DATABASE_URL: _, ...rest } = process.env;
  const child = spawn(process.execPath, [join(ROOT, "src/main.ts"), ...args], {
    env: { ...rest, ANCRAGE_LANG: "en", NODE_OPTIONS: "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ran: Ran = { code: null, out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (ran.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (ran.err += text));
  return { child, ended: new Promise((done) => child.on("close", (code) => done({ ...ran, code }))) };
}

const ancrage = (args: string[], env?: Record<string, string>): Promise<Ran> => start(args, env).ended;
const here = () => ({ DATABASE_URL: bench.url, ANCRAGE_DATA: bench.dataDir });
/** Each backup is noted in the journal before it is made: what it copies has its own entry, and that of no later one. */
const without = ({ backups: _, audit_entries: __, audit_heads: ___, ...contents }: Record<string, string>) => contents;
/** What does not depend on the server's version: the index of the search is made anew by a server that stems otherwise. */
async function lastingOf(url: string): Promise<Record<string, string>> {
  const { networks: _, ...contents } = without(await contentsOf(url));
  const [network] = await ask(url, "select id, slug, name, published, created_at from networks");
  const lasting = Object.entries(contents).filter(([table]) => !table.startsWith("search_"));
  return { ...Object.fromEntries(lasting), network: JSON.stringify(network) };
}

describe("ancrage backup and ancrage restore", () => {
  test("take an installation from one's own server to an embedded database, and back", async () => {
    const archive = join(folder, "a.tar.zst");
    const made = await ancrage(["backup", "--out", archive, "--json"], here());
    expect(made).toMatchObject({ code: 0, err: expect.stringContaining("Verified") });
    const said = JSON.parse(made.out);
    expect(said).toMatchObject({
      file: archive,
      verified: true,
      missing: [],
      tables: expect.any(Number),
      bytes: expect.any(Number),
    });
    const data = join(folder, "embedded");
    const restored = await ancrage(["restore", archive, "--data", data, "--json"]);
    expect(restored).toMatchObject({ code: 0, err: expect.stringContaining("sign in again") });
    expect(JSON.parse(restored.out)).toMatchObject({ rows: said.rows, files: said.files, keptIn: null });
    const back = join(folder, "b.tar.zst");
    expect((await ancrage(["backup", "--out", back, "--no-verify", "--data", data])).code).toBe(0);
    const url = await emptyDatabase();
    const into = ["restore", back, "--into", url, "--data", join(folder, "data")];
    expect((await ancrage(into)).out).toContain("Restored");
    expect(await lastingOf(url)).toEqual(await lastingOf(bench.url));
    const search = ["search", "santé", "--network", "grand", "--json"];
    const [found, before] = [
      await ancrage(search, { DATABASE_URL: url, ANCRAGE_DATA: join(folder, "data") }),
      await ancrage(search, here()),
    ];
    expect(JSON.parse(found.out).total).toBeGreaterThan(0);
    expect(JSON.parse(found.out)).toEqual(JSON.parse(before.out));
    const listed = await ancrage(["doctor"], { DATABASE_URL: url, ANCRAGE_DATA: join(folder, "data") });
    expect(listed.out).toMatch(/good {3}audit chains/);
    const again = await ancrage(into);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining("--force") });
  });

  test("say what is missing, wrong or taken, with the exit code of each", async () => {
    expect((await ancrage(["backup"], here())).code).toBe(2);
    expect((await ancrage(["restore"], here())).code).toBe(2);
    expect((await ancrage(["restore", "x", "--into", "mysql://x"], here())).code).toBe(2);
    const nowhere = await ancrage(["restore", join(folder, "nowhere")], here());
    expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining("nowhere") });
    const secret = join(folder, "passphrase");
    await writeFile(secret, "court\n");
    // Into a folder that is not there yet.
    const out = join(folder, "new", "c.tar.zst.age");
    const short = await ancrage(["backup", "--out", out, "--passphrase-file", secret], here());
    expect(short).toMatchObject({ code: 1, err: expect.stringContaining("12") });
    await writeFile(secret, "une phrase assez longue\n");
    const closed = await ancrage(["backup", "--out", out, "--passphrase-file", secret, "--no-verify"], here());
    expect(closed.code).toBe(0);
    const url = await emptyDatabase();
    const into = ["restore", out, "--into", url, "--data", join(folder, "d")];
    const wrong = await ancrage(into, { ANCRAGE_BACKUP_PASSPHRASE: "une autre phrase longue" });
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining("not the passphrase") });
    const right = await ancrage(into, { ANCRAGE_BACKUP_PASSPHRASE: "une phrase assez longue" });
    expect(right.code).toBe(0);
  });

  test("mix neither another database with the folder in use, nor another folder with the database in use", async () => {
    const [archive, url, elsewhere] = [join(folder, "a.tar.zst"), await emptyDatabase(), join(folder, "elsewhere")];
    const [database, files] = [await contentsOf(bench.url), await readdir(bench.dataDir)];
    for (const around of [here(), { ANCRAGE_DATA: bench.dataDir }]) {
      const mixed = await ancrage(["restore", archive, "--into", url], around);
      expect(mixed).toMatchObject({ code: 2, err: expect.stringMatching(/received files.*--into \S+ --data DIR/) });
    }
    const secret = join(folder, "database_url");
    await writeFile(secret, bench.url);
    for (const [name, value] of [
      ["DATABASE_URL", bench.url],
      ["DATABASE_URL_FILE", secret],
    ] as const) {
      const mixed = await ancrage(["restore", archive, "--data", elsewhere, "--force"], { [name]: value });
      const typed = `env -u ${name} ancrage restore FILE --data ${elsewhere}`;
      expect(mixed).toMatchObject({ code: 2, err: expect.stringContaining(typed) });
      expect(mixed.err).toContain("--into");
    }
    expect([await contentsOf(url), await contentsOf(bench.url)]).toEqual([{}, database]);
    expect(await readdir(bench.dataDir)).toEqual(files);
    await expect(access(elsewhere)).rejects.toThrow();
  });

  test("are tried once a month as the guide says, whatever the settings in use are", async () => {
    const guide = await readFile(join(ROOT, "docs/guides/operating.md"), "utf8");
    const typed = /```sh\n(drill\(\) [\s\S]*?)```/.exec(guide)![1]!;
    const [bin, phrase, real] = [join(folder, "bin"), join(folder, "phrase"), join(folder, "real")];
    await mkdir(bin);
    await symlink(join(ROOT, "bin/ancrage.cjs"), join(bin, "ancrage"));
    await writeFile(phrase, "une phrase assez longue\n");
    const script = typed
      .replace("PASSPHRASE_FILE", phrase)
      .replace(" FILE ", ` ${join(folder, "new", "c.tar.zst.age")} `);
    const [database, files] = [await contentsOf(bench.url), await readdir(bench.dataDir)];
    const child = spawn(
      "sh",
      ["-c", `${script}\nls "$folder"; drill search santé --network grand --json; rm -r "$folder"`],
      {
        env: {
          ...process.env,
          ...here(),
          ...{ PATH: `${bin}:${process.env.PATH}`, NODE_OPTIONS: "", ANCRAGE_LANG: "en" },
          ...{ ANCRAGE_BACKUPS: real, ANCRAGE_ANCHORS: real, ANCRAGE_SMTP_URL: "smtp://127.0.0.1:9" },
        },
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    const said = (await Array.fromAsync(child.stdout)).join("");
    expect(said).toMatch(/Restauré[\s\S]*bien[\s\S]*\npostgres\n/);
    expect(said).toMatch(/"total":[1-9]/);
    expect(await contentsOf(bench.url)).toEqual(database);
    expect(await readdir(bench.dataDir)).toEqual(files);
    await expect(access(real)).rejects.toThrow();
  });

  test("are named, with their order, to whoever opens the data of another major version", async () => {
    const data = join(folder, "old");
    await mkdir(join(data, "postgres", "17"), { recursive: true });
    await writeFile(join(data, "postgres", "17", "PG_VERSION"), "17\n");
    for (const args of [["migrate"], ["backup", "--out", join(folder, "old.tar.zst")], ["doctor"]]) {
      const { code, err, out } = await ancrage([...args, "--data", data]);
      expect(code).toBe(1);
      expect(err + out).toMatch(/PostgreSQL 17[\s\S]*PostgreSQL 18[\s\S]*ancrage backup --out[\s\S]*ancrage restore/);
    }
    expect(await readdir(join(data, "postgres"))).toEqual(["17"]);
  });
});

/**
 * Kills a command outright while its session is at one of its queries. Answers false when it was missed: the session was
 * never seen there, or the command had already ended.
 */
async function killedAt(url: string, name: string, query: RegExp, args: string[], env = {}): Promise<boolean> {
  const database = new URL(url).pathname.slice(1);
  // One connection for all the looks: a query of a small table is over before another could be opened.
  const watch = new pg.Client({ connectionString: bench.url });
  await watch.connect();
  const { child, ended } = start(args, env);
  const gone = () => child.exitCode !== null || child.signalCode !== null;
  let seen = false;
  while (!seen && !gone()) {
    const { rows } = await watch.query<{ query: string }>(
      "select query from pg_stat_activity where application_name = $1 and datname = $2",
      [name, database],
    );
    seen = rows.some((row) => query.test(row.query));
  }
  child.kill("SIGKILL");
  await ended;
  await watch.end();
  return seen && child.signalCode === "SIGKILL";
}

/** Takes a moment that may be missed again until it is met. */
async function untilMet<T>(attempt: () => Promise<T | null>): Promise<T> {
  for (let left = 8; left > 0; left -= 1) {
    const met = await attempt();
    if (met !== null) return met;
  }
  throw new Error("the moment was missed each time");
}

const MOMENTS = [
  /create table|create index/i,
  /^copy public\."(initiatives|statements|initiative_actors|actors|figures|audiences|prospects)"/i,
  /^copy public\."search_/i,
  /add constraint|create (unique )?index/i,
];

describe("killed in the middle", () => {
  test.each(MOMENTS)("of a restore, at %s, what was there is as it was, and it can be done again", async (moment) => {
    const whole = without(await contentsOf(bench.url));
    const args = await untilMet(async () => {
      const url = await emptyDatabase();
      const restore = ["restore", join(folder, "a.tar.zst"), "--into", url, "--data", await newFolder()];
      const met = await killedAt(url, "ancrage restore", moment, restore);
      await untilAlone(bench.url, url);
      const found = await contentsOf(url);
      if (Object.keys(found).length > 0) expect(without(found)).toEqual(whole);
      return met && Object.keys(found).length === 0 ? { url, restore } : null;
    });
    const again = await ancrage(args.restore);
    expect(again.code, again.err).toBe(0);
    expect(without(await contentsOf(args.url))).toEqual(whole);
  });

  test("of a restore over what was there, that stays whole", async () => {
    const archive = join(folder, "a.tar.zst");
    const url = await emptyDatabase();
    const data = join(folder, "killed-force");
    expect((await ancrage(["restore", archive, "--into", url, "--data", data])).code).toBe(0);
    await untilMet(async () => {
      await ask(url, "update networks set name = 'before'");
      const there = await contentsOf(url);
      const over = ["restore", archive, "--into", url, "--data", data, "--force"];
      const met = await killedAt(url, "ancrage restore", MOMENTS[2]!, over);
      await untilAlone(bench.url, url);
      if (met) expect(await contentsOf(url)).toEqual(there);
      return met || null;
    });
  });

  test("of a backup, the one before keeps its name and its content", async () => {
    const out = join(folder, "again.tar.zst");
    const again = ["backup", "--out", out, "--force", "--no-verify"];
    await untilMet(async () => {
      await writeFile(out, "the one before");
      const met = await killedAt(bench.url, "ancrage backup", /^copy public/i, again, here());
      if (met) expect(await readFile(out, "utf8")).toBe("the one before");
      return met || null;
    });
    expect((await ancrage(again, here())).code).toBe(0);
  });
});
