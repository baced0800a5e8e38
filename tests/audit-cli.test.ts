import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashEntry } from "../src/platform/audit.ts";
import { sealReport } from "../src/reports/actions/seal-report.ts";
import { composeHtml } from "../src/reports/compose-html.ts";
import { findReport } from "../src/reports/reports.sql.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";

// Each command is a process of its own.
const MINUTES = { timeout: 120_000 };
const ROOT = join(import.meta.dirname, "..");
let bench: Bench;
let folder: string;
let networkId: string;

beforeAll(async () => {
  bench = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), "ancrage-cli-"));
  networkId = await makeNetwork(bench, "net", ["soin"]);
  await importText(bench, "net", "Numéro;Intitulé\n1;Jardin partagé\n");
});

afterAll(() => rm(folder, { recursive: true, force: true }));

type Ran = { code: number | null; out: string; err: string };

function ancrage(...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [join(ROOT, "bin/ancrage.cjs"), ...args, "--data", folder], {
    env: { ...process.env, DATABASE_URL: bench.url, ANCRAGE_LANG: "fr", NODE_OPTIONS: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ran: Ran = { code: null, out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (ran.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (ran.err += text));
  return new Promise((done) => child.on("close", (code) => done({ ...ran, code })));
}

const json = (ran: Ran) => JSON.parse(ran.out);
const chainOf = (ran: Ran) => json(ran).chains.find((one: { chain: string }) => one.chain === networkId);

/** The last entry of the network's journal, made to say something else, by somebody who computes its hash again. */
async function forgeLast(): Promise<void> {
  for (const table of ["audit_entries", "audit_heads"])
    await sql`alter table ${sql.table(table)} disable trigger user`.execute(bench.db);
  const last = await bench.db
    .selectFrom("audit_entries")
    .selectAll()
    .where("chain", "=", networkId)
    .orderBy("position", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  const forged = { ...last, actor: "somebody-else", subjects: last.subjects as Record<string, string> };
  const hash = hashEntry(networkId, last.position, last.previous_hash, forged);
  await sql`update audit_entries set actor = 'somebody-else', hash = ${hash} where chain = ${networkId} and position = ${last.position}`.execute(
    bench.db,
  );
  await sql`update audit_heads set hash = ${hash} where chain = ${networkId}`.execute(bench.db);
}

describe("ancrage audit", () => {
  test("says what it found and what that does not prove, with an anchor and without", MINUTES, async () => {
    const bare = await ancrage("audit", "verify");
    expect([bare.code, bare.out, bare.err]).toEqual([
      0,
      expect.stringMatching(/bien {3}net\u00a0: \d+ entrées, aucune altération trouvée\n {7}aucune ancre/),
      expect.stringContaining("Ce que cela ne prouve pas"),
    ]);
    const kept = join(folder, "kept.jsonl");
    expect((await ancrage("audit", "anchor", "--out", kept)).code).toBe(0);
    const printed = await ancrage("audit", "anchor");
    expect(printed.out).toContain(`${networkId} `);
    await writeFile(join(folder, "mail.txt"), `Le journal aujourd'hui :\n${printed.out}`);
    expect(chainOf(await ancrage("audit", "verify", "--anchors", kept, "--json"))).toMatchObject({
      network: "net",
      anchors: 1,
      anchored: { reason: "asked" },
      faults: [],
    });
  });

  test("finds what was written again since an anchor that somebody kept, and nothing without it", MINUTES, async () => {
    const kept = join(folder, "kept.jsonl");
    await forgeLast();
    expect((await ancrage("audit", "verify", "--json")).code).toBe(0);
    const found = await ancrage("audit", "verify", "--network", "net", "--anchors", join(folder, "mail.txt"), "--json");
    expect([found.code, json(found).ok]).toEqual([1, false]);
    expect(chainOf(found).faults).toMatchObject([{ kind: "rewritten", since: { reason: "asked" } }]);
    const told = await ancrage("audit", "verify", "--anchors", kept);
    expect(told.code).toBe(1);
    expect(told.out).toMatch(/ALTÉRÉ net[\s\S]*réécrite[\s\S]*depuis l’ancre\u00a0: .*ancre gardée à part/);
  });

  test("finds in a copy of a report what proves the journal it was sealed with", MINUTES, async () => {
    const sealed = await sealReport(bench.doors(), { network: "net", lang: "fr" });
    if (!sealed.ok) throw new Error(sealed.failure.code);
    const report = await findReport(bench.db, networkId, 1);
    const copy = join(folder, "report.html");
    await writeFile(copy, composeHtml(report!.model!, { lang: "fr" }));
    expect(chainOf(await ancrage("audit", "verify", "--anchors", copy, "--json"))).toMatchObject({
      anchored: { reason: "report", at: report!.model!.audit!.at },
      faults: [],
    });
    // Those that the database holds are taken by themselves.
    expect(chainOf(await ancrage("audit", "verify", "--json"))).toMatchObject({ anchored: { reason: "report" } });
  });

  test("refuses what it cannot read, and says so", MINUTES, async () => {
    for (const args of [
      ["--network", "nulle"],
      ["--anchors", join(folder, "none")],
    ]) {
      const refused = await ancrage("audit", "verify", ...args, "--json");
      expect([refused.code, Object.keys(json(refused))]).toEqual([1, ["error"]]);
    }
    const broken = join(folder, "broken.jsonl");
    await writeFile(broken, "{\n");
    const found = await ancrage("audit", "verify", "--anchors", broken, "--json");
    expect([found.code, json(found).unreadable]).toEqual([1, [{ file: broken, line: 1 }]]);
  });

  test("takes the anchor of the day when a worker starts, one for two of them", MINUTES, async () => {
    const workers = [1, 2].map(() => {
      const child = spawn(process.execPath, [join(ROOT, "bin/ancrage.cjs"), "work", "--data", folder], {
        env: { ...process.env, DATABASE_URL: bench.url, NODE_OPTIONS: "", LOG_LEVEL: "error" },
        stdio: "ignore",
      });
      return child;
    });
    const days = async () =>
      (await readdir(join(folder, "anchors")).catch(() => [])).filter((name) => /^[^.].*-day-/.test(name));
    try {
      await expect.poll(days, { timeout: 60_000 }).toHaveLength(1);
    } finally {
      await Promise.all(
        workers.map((child) => {
          const gone = new Promise((done) => child.on("close", done));
          child.kill("SIGTERM");
          return gone;
        }),
      );
    }
    const [only, ...others] = await days();
    expect(others).toEqual([]);
    const anchored = (await readFile(join(folder, "anchors", only!), "utf8")).trim().split("\n");
    const { rows } = await sql<{ chain: string }>`select distinct chain from audit_entries`.execute(bench.db);
    expect(anchored.map((line) => JSON.parse(line).chain).sort()).toEqual(rows.map(({ chain }) => chain).sort());
  });
});
