import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { backUp } from "../src/backup/back-up.ts";
import { restore } from "../src/backup/restore.ts";
import { SCHEDULES } from "../src/cli/schedules.ts";
import { loadDemonstration } from "../src/demonstration/load-demonstration.ts";
import { makeFirstLink } from "../src/people/actions/make-first-link.ts";
import { noteAccount, noteWords } from "../src/personal-data/erased-list.ts";
import { INSTALLATION_CHAIN } from "../src/platform/audit.ts";
import { anchorToday, NO_ANCHORS } from "../src/platform/audit-anchors.ts";
import { verifyAudit } from "../src/platform/audit-verify.ts";
import { readConfig } from "../src/platform/config.ts";
import { openDatabase, openPool } from "../src/platform/database/database.ts";
import { openJobs } from "../src/platform/jobs.ts";
import { openKeyRing } from "../src/platform/keys.ts";
import { makeLog } from "../src/platform/log.ts";
import { composeReport } from "../src/reports/actions/compose-report.ts";
import { sealReport } from "../src/reports/actions/seal-report.ts";
import { verifyReport } from "../src/reports/actions/verify-report.ts";
import { ask, backedUp, contentsOf, machineOf, newFolder, schemaOf } from "./preparation/backups.ts";
import { type Bench, emptyDatabase, freshDatabase } from "./preparation/database.ts";
import { makeMember } from "./preparation/members.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";
import { makeSite } from "./preparation/site.ts";

const PASSPHRASE = "quatre mots pris au hasard";
const LEFT_EMPTY = ["attempts", "open_data_files", "sessions", "verifications"];
let bench: Bench;
let folder: string;
let pdf: Buffer;

beforeAll(async () => {
  bench = await freshDatabase();
  folder = await newFolder();
  await loadDemonstration(bench.doors());
  // Texts that an archive may not cut, shift or read otherwise than they were.
  await makeNetwork(bench, "autre", ["soin"]);
  await importText(
    bench,
    "autre",
    'Numéro;Intitulé\n1;"Tabulation\t, barre \\, saut\nde ligne, \\N et \\."\n2;Élan 🌱\n',
  );
  const sealed = await sealReport(bench.doors(), { network: "demonstration", lang: "fr" });
  if (!sealed.ok) throw new Error(sealed.failure.code);
  const composed = await composeReport(bench.doors(), { network: "demonstration", id: sealed.value.id });
  if (!composed.ok) throw new Error(composed.failure.code);
  pdf = composed.value.pdf;
  await ask(
    bench.url,
    `insert into users (id, name, email, created_at, updated_at) values ('01900000-0000-7000-8000-000000000001', 'Ada', 'ada@example.org', now(), now())`,
  );
  await ask(
    bench.url,
    `insert into sessions (id, token, user_id, expires_at, created_at, updated_at)
      values ('01900000-0000-7000-8000-000000000002', 'a-token-in-clear', '01900000-0000-7000-8000-000000000001', now() + interval '1 day', now(), now())`,
  );
  await writeFile(join(bench.dataDir, "secret"), "s".repeat(43), { mode: 0o600 });
  await mkdir(join(bench.dataDir, "territories"), { recursive: true });
  await writeFile(join(bench.dataDir, "territories", "in-use.json"), '{"format":1,"layers":{}}\n');
  const [{ id } = { id: "" }] = await ask<{ id: string }>(bench.url, "select id from networks where slug = 'autre'");
  await noteAccount(bench.dataDir, "01900000-0000-7000-8000-000000000003", new Date());
  await noteWords(bench.dataDir, id, ["zoe kerguelen"], new Date());
}, 120_000);

const without = (contents: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(contents).filter(([table]) => ![...LEFT_EMPTY, "backups"].includes(table)));

async function restored(
  archive: string,
  asked: { passphrase?: string; force?: boolean; url?: string; dataDir?: string } = {},
) {
  const url = asked.url ?? (await emptyDatabase());
  const dataDir = asked.dataDir ?? (await newFolder());
  const passphrase = asked.passphrase ?? null;
  const done = await restore({ archive, url, dataDir, passphrase, at: new Date(), force: asked.force ?? false });
  return { url, dataDir, done };
}

describe("a backup", () => {
  test("holds everything, is verified by being restored beside, and can be read by its owner alone", async () => {
    const out = join(folder, "whole.tar.zst");
    const token = crypto.randomUUID().slice(-12);
    const made = await backedUp(bench, out, {}, () => token);
    expect(made).toMatchObject({ file: out, verified: true, unverified: null, encrypted: false, missing: [] });
    const held = Object.values(without(await contentsOf(bench.url))).map((said) => Number(said.split(" ")[0]));
    expect(made.rows).toBe(held.reduce((sum, rows) => sum + rows, 0));
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).filter((name) => name.includes("partial"))).toEqual([]);
    // Other files of tests verify theirs on the same server.
    const left = await ask(bench.url, `select 1 from pg_database where datname like 'ancrage_check_%_${token}'`);
    expect(left).toEqual([]);
  });

  test("restored into an empty database gives the same rows, schema, files, report and pages", async () => {
    const { url, dataDir, done } = await restored(join(folder, "whole.tar.zst"));
    expect(done).toMatchObject({ ok: true, value: { keptIn: null, renamed: [], applied: [], missing: [] } });
    const contents = await contentsOf(url);
    expect(without(contents)).toEqual(without(await contentsOf(bench.url)));
    expect(LEFT_EMPTY.map((table) => contents[table])).toEqual(LEFT_EMPTY.map(() => "0 0"));
    expect(await schemaOf(url)).toEqual(await schemaOf(bench.url));
    const files = await readdir(join(bench.dataDir, "files"));
    expect((await readdir(join(dataDir, "files"))).sort()).toEqual(files.sort());
    for (const name of files)
      expect(await readFile(join(dataDir, "files", name))).toEqual(await readFile(join(bench.dataDir, "files", name)));
    expect(await readdir(join(dataDir, "territories"))).toEqual(["in-use.json"]);
    await looksRight(url, dataDir);
  });

  test("is an ordinary tar in zstd: without Ancrage, its tables can be read by psql", () => {
    const list = execFileSync("tar", ["--zstd", "-tf", join(folder, "whole.tar.zst")], { encoding: "utf8" }).split(
      "\n",
    );
    expect(list[0]).toBe("ancrage.json");
    expect(list).toContain("tables/initiatives/000001.copy");
    expect(list.at(-2)).toBe("manifest.json");
    const archive = execFileSync("zstd", ["-dc", join(folder, "whole.tar.zst")], { maxBuffer: 2 ** 30 });
    expect(archive.includes("a-token-in-clear")).toBe(false);
    expect(archive.includes("s".repeat(43))).toBe(false);
    // Words that were erased may be guessed by whoever has their hashes with the key.
    expect(list.filter((name) => name.includes("erasures"))).toEqual([]);
  });

  test("does not replace a file, unless told to", async () => {
    const out = join(folder, "taken.tar.zst");
    await writeFile(out, "something else");
    await expect(backedUp(bench, out, { verify: false })).rejects.toThrow("backup_exists");
    expect(await readFile(out, "utf8")).toBe("something else");
    expect((await backedUp(bench, out, { verify: false, force: true })).verified).toBe(false);
  });

  test("says where it cannot write, and leaves nothing", async () => {
    const before = await readdir(folder);
    // Under a file there is no folder, and a whole path that is not there was mistyped.
    for (const path of [join("whole.tar.zst", "no"), join("no", "such", "folder")])
      await expect(backedUp(bench, join(folder, path))).rejects.toThrow("cannot_write");
    expect(await readdir(folder)).toEqual(before);
  });

  test("tells of files that the data folder lost, and goes on", async () => {
    const network = await ask<{ id: string }>(bench.url, "select id from networks where slug = 'autre'");
    await ask(
      bench.url,
      `insert into imports (network_id, id, campaign_id, file_name, stored_as, bytes, status, created_at, created_by)
        select network_id, gen_random_uuid(), id, 'x.csv', '../../../etc/passwd', 1, 'done', now(), 'local' from campaigns where network_id = $1
        union all select network_id, gen_random_uuid(), id, 'y.csv', 'files/gone', 1, 'done', now(), 'local' from campaigns where network_id = $1`,
      [network[0]!.id],
    );
    const made = await backedUp(bench, join(folder, "missing.tar.zst"), { verify: false });
    expect(made.missing).toEqual(["../../../etc/passwd", "files/gone"]);
    await ask(bench.url, "delete from imports where file_name in ('x.csv', 'y.csv')");
  });

  test("is made all the same where the journal cannot be anchored, and says why", async () => {
    const nowhere = join(folder, "a-file");
    await writeFile(nowhere, "not a folder");
    const out = join(folder, "unanchored.tar.zst");
    const made = await backUp(
      { ...machineOf(bench), anchorsDir: join(nowhere, "anchors") },
      { out, force: false, verify: false, passphrase: null },
    );
    expect(made).toMatchObject({ ok: true, value: { file: out, unanchored: expect.stringContaining("ENOTDIR") } });
    expect((await stat(out)).size).toBeGreaterThan(1000);
  });

  test("of a database that is none of ours is refused", async () => {
    const url = await emptyDatabase();
    await expect(backedUp({ url, dataDir: folder }, join(folder, "none.tar.zst"))).rejects.toThrow("backup_nothing");
  });
});

async function looksRight(url: string, dataDir: string): Promise<void> {
  const pool = openPool(url, 3);
  pool.on("error", () => {});
  const db = openDatabase(pool);
  try {
    const copy: Bench = {
      ...bench,
      url,
      pool,
      db,
      dataDir,
      doors: (person) => ({ ...bench.doors(person), db, dataDir }),
    };
    expect((await verifyAudit(db, NO_ANCHORS, { only: null })).ok).toBe(true);
    const verified = await verifyReport(copy.doors(), pdf);
    expect(verified).toMatchObject({ ok: true, value: { genuine: true, recordIntact: true, differences: [] } });
    const site = await makeSite(copy);
    const page = await site.asAnyone("/demonstration/initiatives?q=jardin");
    expect(page.status).toBe(200);
    expect(await page.text()).toBe(
      await (await (await makeSite(bench)).asAnyone("/demonstration/initiatives?q=jardin")).text(),
    );
  } finally {
    await db.destroy();
  }
}

describe("an encrypted backup", () => {
  const out = () => join(folder, "closed.tar.zst.age");

  test("is in the age format, holds what signs cookies, and opens with its passphrase alone", async () => {
    expect(await backedUp(bench, out(), { passphrase: PASSPHRASE })).toMatchObject({ encrypted: true, verified: true });
    expect((await readFile(out())).subarray(0, 22).toString()).toBe("age-encryption.org/v1\n");
    const url = await emptyDatabase();
    expect((await restored(out(), { url })).done).toMatchObject({ ok: false, failure: { code: "passphrase_needed" } });
    const wrong = await restored(out(), { url, passphrase: "quatre mots pris au hazard" });
    expect(wrong.done).toMatchObject({ ok: false, failure: { code: "passphrase_wrong" } });
    const right = await restored(out(), { url, passphrase: PASSPHRASE });
    expect(right.done.ok).toBe(true);
    expect(without(await contentsOf(url))).toEqual(without(await contentsOf(bench.url)));
    expect(await readFile(join(right.dataDir, "secret"), "utf8")).toBe("s".repeat(43));
    for (const name of ["erasures/key", "erasures/list.jsonl"]) {
      expect(await readFile(join(right.dataDir, name))).toEqual(await readFile(join(bench.dataDir, name)));
      expect((await stat(join(right.dataDir, name))).mode & 0o777).toBe(0o600);
    }
  });
});

describe("what waited to be done", () => {
  test("waits again after a restore, once, whatever was under way", async () => {
    const jobs = openJobs(bench.url, makeLog("silent"));
    const network = "demonstration";
    for (const id of ["one", "two", "three"])
      await bench.db.transaction().execute((db) => jobs.enqueue(db, "import", { network, id, person: "local" }));
    await ask(bench.url, "update pgboss.job set state = 'active', started_on = now() where singleton_key = 'two'");
    await ask(
      bench.url,
      "update pgboss.job set state = 'completed', completed_on = now() where singleton_key = 'three'",
    );
    await jobs.stop();
    const made = await backedUp(bench, join(folder, "jobs.tar.zst"));
    expect(made.jobs).toBe(2);
    const { url } = await restored(join(folder, "jobs.tar.zst"));
    const pending = "select id, name, data, state, retry_limit from pgboss.job order by singleton_key";
    const before = await ask(bench.url, `select * from (${pending}) j where state < 'completed'`);
    const after = await ask(url, pending);
    expect(after).toEqual(before.map((job) => ({ ...job, state: "created" })));
    const queues =
      "select name, policy, retry_limit, retry_delay, expire_seconds, notify from pgboss.queue order by name";
    expect(await ask(url, queues)).toEqual(await ask(bench.url, queues));
  });
});

describe("a database that holds something", () => {
  test("is left alone, unless what it holds may be put aside; nothing of it is lost", async () => {
    const archive = join(folder, "whole.tar.zst");
    const first = await restored(archive);
    await ask(first.url, "update networks set name = 'Changé depuis' where slug = 'autre'");
    await writeFile(join(first.dataDir, "territories", "in-use.json"), "changed since");
    const there = await contentsOf(first.url);
    const again = await restored(archive, first);
    expect(again.done).toMatchObject({ ok: false, failure: { code: "restore_not_empty" } });
    expect(await contentsOf(first.url)).toEqual(there);
    const forced = await restored(archive, { ...first, force: true });
    if (!forced.done.ok) throw new Error(JSON.stringify(forced.done.failure));
    const { keptIn, renamed } = forced.done.value;
    const kept = await contentsOf(first.url, keptIn!);
    expect({ ...kept, waiting_jobs: undefined }).toEqual({ ...there, waiting_jobs: undefined });
    expect(without(await contentsOf(first.url))).toEqual(without(await contentsOf(bench.url)));
    expect(await schemaOf(first.url)).toEqual(await schemaOf(bench.url));
    expect(renamed).toHaveLength(1);
    expect(await readFile(join(first.dataDir, renamed[0]!), "utf8")).toBe("changed since");
    // What was put aside can go, and takes nothing along.
    await ask(first.url, `drop schema ${keptIn} cascade`);
    await looksRight(first.url, first.dataDir);
  });

  test("that is no Ancrage's is not taken for an empty one", async () => {
    const url = await emptyDatabase();
    await ask(url, "create table somebody_elses (id int)");
    const { done } = await restored(join(folder, "whole.tar.zst"), { url });
    expect(done).toMatchObject({ ok: false, failure: { code: "restore_not_empty" } });
  });

  test("that was only served, with nobody in it, is as good as empty", async () => {
    const fresh = await freshDatabase();
    // What a server does as it starts: the link for its first administrator, the anchor of the day.
    await ask(
      fresh.url,
      `insert into verifications (id, identifier, value, expires_at, created_at, updated_at)
        values ('019a0000-0000-7000-8000-000000000001', 'first', 'x', now(), now(), now())`,
    );
    await ask(fresh.url, "insert into audit_heads (chain, position, hash) values ($1, 0, repeat('0', 64))", [
      INSTALLATION_CHAIN,
    ]);
    const { done } = await restored(join(folder, "whole.tar.zst"), { url: fresh.url });
    expect(done).toMatchObject({ ok: true, value: { keptIn: null } });
    const schemas = await ask(fresh.url, "select nspname from pg_namespace where nspname like 'ancrage%'");
    expect(schemas).toEqual([]);
  });

  /** All that a worker does by itself from one day to the next. */
  async function night(fresh: Bench): Promise<void> {
    const backups = join(await newFolder(), "backups");
    const config = readConfig({ ANCRAGE_DATA: fresh.dataDir, ANCRAGE_BACKUPS: backups });
    const keyRing = openKeyRing(config);
    await makeFirstLink(fresh.doors());
    for (const { run } of SCHEDULES)
      await run(fresh.doors(), { config, keyRing, db: fresh.db, ownerUrl: fresh.url } as never);
    await anchorToday(fresh.db, config.anchorsDir, new Date());
    expect(await readdir(backups)).toHaveLength(1);
    const written = ["retention_runs", "backups", "audit_entries"];
    const contents = await contentsOf(fresh.url);
    expect(written.filter((table) => contents[table]!.startsWith("0 "))).toEqual([]);
  }

  const stopped = (fresh: Bench) => fresh.pages.db.destroy();

  test("that was served for a night, with nobody in it, is as good as empty", async () => {
    const fresh = await freshDatabase();
    await night(fresh);
    await stopped(fresh);
    const { done } = await restored(join(folder, "whole.tar.zst"), { url: fresh.url });
    expect(done).toMatchObject({ ok: true, value: { keptIn: null } });
    expect(without(await contentsOf(fresh.url))).toEqual(without(await contentsOf(bench.url)));
  });

  test.each([
    ["somebody", (fresh: Bench) => makeMember(fresh)],
    ["a network", (fresh: Bench) => makeNetwork(fresh, "seul", [])],
    [
      "the trace of whom was erased",
      (fresh: Bench) =>
        ask(
          fresh.url,
          `insert into personal_requests (network_id, id, kind, own, asked_by, user_id, counts, at)
            values ($1, gen_random_uuid(), 'erasure', true, 'x', null, '{}', now())`,
          [INSTALLATION_CHAIN],
        ),
    ],
  ])("that holds %s after a night is not taken for an empty one", async (_, put) => {
    const fresh = await freshDatabase();
    await night(fresh);
    await put(fresh);
    await stopped(fresh);
    const there = await contentsOf(fresh.url);
    const { done } = await restored(join(folder, "whole.tar.zst"), { url: fresh.url });
    expect(done).toMatchObject({ ok: false, failure: { code: "restore_not_empty" } });
    expect(await contentsOf(fresh.url)).toEqual(there);
  });

  test("is not restored into while Ancrage uses it", async () => {
    const url = await emptyDatabase();
    const pool = openPool(url, 1);
    pool.on("error", () => {});
    await pool.query("select 1");
    const { done } = await restored(join(folder, "whole.tar.zst"), { url });
    await pool.end();
    expect(done).toMatchObject({ ok: false, failure: { code: "restore_in_use" } });
  });
});
