import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { makeNetwork } from "./preparation/networks.ts";

const ROOT = join(import.meta.dirname, "..");
const CORPUS = join(ROOT, "data/demo/initiatives-reponses.csv");
let bench: Bench;
let folder: string;

beforeAll(async () => {
  bench = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), "ancrage-cli-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

type Ran = { code: number | null; out: string; err: string };

/** Runs the command line as a person would, on this file's database. */
function ancrage(args: string[], input = ""): Promise<Ran> {
  const child = spawn(process.execPath, [join(ROOT, "bin/ancrage.cjs"), ...args, "--data", folder], {
    env: { ...process.env, DATABASE_URL: bench.url, ANCRAGE_LANG: "fr", NODE_OPTIONS: "" },
  });
  child.stdin.end(input);
  const ran: Ran = { code: null, out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (ran.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (ran.err += text));
  return new Promise((done) => child.on("close", (code) => done({ ...ran, code })));
}

const json = (ran: Ran) => JSON.parse(ran.out);

describe("ancrage", () => {
  test("lists its commands, and refuses one it does not know with exit code 2", async () => {
    expect(await ancrage(["--help"])).toMatchObject({ code: 0, out: expect.stringContaining("import initiatives") });
    expect(await ancrage(["danser"])).toMatchObject({ code: 2, out: "", err: expect.stringContaining("danser") });
    expect((await ancrage(["figures", "parse"])).code).toBe(2);
    expect((await ancrage(["export", "--network", "x", "--format", "exe", "--out", "y"])).code).toBe(2);
  });

  test("says which setting cannot be used", async () => {
    const child = spawn(process.execPath, [join(ROOT, "src/main.ts"), "migrate"], {
      env: { ...process.env, DATABASE_URL: "mysql://x" },
    });
    let err = "";
    child.stderr.setEncoding("utf8").on("data", (text) => (err += text));
    const code = await new Promise((done) => child.on("close", done));
    expect([code, err]).toEqual([2, expect.stringContaining("DATABASE_URL")]);
  });
});

describe("network set", () => {
  test("decides who reads a network and under which licence, and tells what holds now", async () => {
    await makeNetwork(bench, "reglable", []);
    const set = (...args: string[]) => ancrage(["network", "set", "--network", "reglable", ...args, "--json"]);
    expect(json(await set("--publish", "yes", "--share", "yes", "--licence", "odbl-1.0"))).toEqual({
      network: "reglable",
      name: "reglable",
      description: "",
      published: true,
      shared: true,
      licence: "odbl-1.0",
      open_to_proposals: false,
    });
    expect(json(await set("--share", "no"))).toMatchObject({ published: true, shared: false, licence: "odbl-1.0" });
    expect(json(await set("--proposals", "yes"))).toMatchObject({ open_to_proposals: true });
    expect(json(await set("--licence", "none"))).toMatchObject({ published: true, licence: null });
  });

  test("refuses what it cannot mean", async () => {
    expect((await ancrage(["network", "set", "--network", "nulle", "--publish", "no"])).code).toBe(1);
    for (const wrong of [["--publish", "oui"], ["--licence", "mit"], []])
      expect((await ancrage(["network", "set", ...(wrong.length > 0 ? ["--network", "x", ...wrong] : [])])).code).toBe(
        2,
      );
  });
});

describe("territories resolve and figures parse", () => {
  test("read a text, or one per line of standard input", async () => {
    expect(json(await ancrage(["territories", "resolve", "Bagnère", "de", "Bigorre", "--json"]))).toMatchObject({
      status: "resolved",
      scale: "commune",
      communes: ["65059"],
      parents: { departments: ["65"] },
    });
    const { out } = await ancrage(["territories", "resolve", "-"], "Niort\nxyzzy\nPACA–Corse\n");
    expect(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).status),
    ).toEqual(["resolved", "unknown", "resolved"]);
    expect(json(await ancrage(["figures", "parse", "près de 850 enfants par an", "--json"]))).toMatchObject([
      { min: 850, max: 850, qualifier: "about", unit: "enfants", period: "an" },
    ]);
    const lines = await ancrage(["figures", "parse", "-"], "35 %\n\n12 mai 2024\n");
    expect(
      lines.out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).length),
    ).toEqual([1, 0, 0]);
  });
});

describe("import, list, duplicates, export, report", () => {
  test("refuse a network that does not exist, with exit code 1 and the reason", async () => {
    const ran = await ancrage(["import", "initiatives", CORPUS, "--network", "reseau", "--json"]);
    expect([ran.code, json(ran).error.code]).toEqual([1, "network"]);
    expect(ran.err).toContain("reseau");
  });

  test("a rehearsal writes nothing, not even the network", async () => {
    const ran = await ancrage([
      "import",
      "initiatives",
      CORPUS,
      "--network",
      "reseau",
      "--create-network",
      "--dry-run",
      "--json",
    ]);
    expect([ran.code, json(ran)]).toEqual([
      0,
      expect.objectContaining({ read: 42, created: 42, updated: 0, unchanged: 0, rejected: [] }),
    ]);
    expect((await ancrage(["initiatives", "list", "--network", "reseau"])).code).toBe(1);
  });

  test("the real file is imported once; again, nothing changes", async () => {
    const import42 = () =>
      ancrage(["import", "initiatives", CORPUS, "--network", "reseau", "--create-network", "--json"]);
    const first = await import42();
    expect([first.code, json(first)]).toEqual([
      0,
      expect.objectContaining({ read: 42, created: 42, unchanged: 0, rejected: [] }),
    ]);
    const again = await import42();
    expect(json(again)).toEqual({ read: 42, created: 0, updated: 0, unchanged: 42, rejected: [], review: 0 });
  });

  test("initiatives are listed in the shape that others rely on", async () => {
    const items = json(await ancrage(["initiatives", "list", "--network", "reseau", "--json"]));
    expect(items).toHaveLength(42);
    expect(items[21]).toMatchObject({
      key: "22",
      title: expect.any(String),
      domains: [],
      territory: {
        label: expect.any(String),
        scale: expect.any(String),
        regions: expect.any(Array),
        departments: expect.any(Array),
        epci: [],
        communes: expect.any(Array),
        parents: expect.any(Object),
        radiusKm: null,
      },
      audiences: expect.any(Array),
      carriers: expect.any(Array),
    });
    for (const item of items) {
      for (const partner of item.partners)
        expect(partner).toEqual({
          name: expect.any(String),
          kind: expect.any(String),
          generic: expect.any(Boolean),
          roles: expect.any(Array),
        });
      for (const prospect of item.prospects) expect(Object.keys(prospect)).toEqual(["kind", "towards", "condition"]);
    }
  });

  test("the three true duplicates come first", async () => {
    const pairs = json(await ancrage(["duplicates", "list", "--network", "reseau", "--json"])) as {
      a: string;
      b: string;
      score: number;
      reasons: string[];
    }[];
    expect(
      pairs
        .slice(0, 3)
        .map(({ a, b }) => [a, b].sort((x, y) => Number(x) - Number(y)).join("/"))
        .sort(),
    ).toEqual(["10/29", "6/36", "8/32"]);
    expect(pairs.map((pair) => pair.score)).toEqual(pairs.map((pair) => pair.score).sort((x, y) => y - x));
    expect(pairs[0]!.reasons.length).toBeGreaterThan(1);
  });

  test.each(["csv", "xlsx", "geojson", "jsonld", "json"])("everything is written as %s", async (format) => {
    const out = join(folder, `initiatives.${format}`);
    expect((await ancrage(["export", "--network", "reseau", "--format", format, "--out", out])).code).toBe(0);
    const bytes = await readFile(out);
    if (format === "csv") expect(bytes.toString().split("\r\n")).toHaveLength(44);
    else if (format === "xlsx") expect(bytes.subarray(0, 2).toString()).toBe("PK");
    else {
      const content = JSON.parse(bytes.toString());
      expect((content.features ?? content.hasPart ?? content.initiatives).length).toBe(42);
    }
  });

  test("what a spreadsheet would run as a formula is written as a text", async () => {
    const file = join(folder, "hostile.csv");
    await writeFile(file, 'Intitulé,Lieu\n"=HYPERLINK(""http://x"")",Niort\n@SUM(A1),Brest\n');
    await ancrage(["import", "initiatives", file, "--network", "hostile", "--create-network"]);
    const { out } = await ancrage(["export", "--network", "hostile", "--format", "csv", "--out", "-"]);
    expect(out).not.toMatch(/(^|;)"?[=@+-]/m);
    expect(out).toContain("'=HYPERLINK");
  });

  test("a file that is no table, or is not there, is refused with what to do", async () => {
    const pdf = join(folder, "rapport.pdf");
    await writeFile(pdf, "%PDF-1.7\n");
    const ran = await ancrage(["import", "initiatives", pdf, "--network", "reseau"]);
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining("CSV")]);
    expect((await ancrage(["import", "initiatives", join(folder, "absent.csv"), "--network", "reseau"])).code).toBe(1);
  });

  test("a report is built, verified, and no longer verified once its bytes change", async () => {
    const out = join(folder, "rapport.html");
    expect((await ancrage(["report", "build", "--network", "reseau", "--out", out])).code).toBe(0);
    expect((await ancrage(["report", "verify", out])).code).toBe(0);
    await writeFile(out, (await readFile(out, "utf8")).replace("</h1>", "!</h1>"));
    expect((await ancrage(["report", "verify", out])).code).toBe(1);
  });

  test("the doctor finds nothing", async () => {
    const ran = await ancrage(["doctor", "--json"]);
    expect(json(ran).filter((check: { ok: boolean }) => !check.ok)).toEqual([]);
    expect(ran.code).toBe(0);
  });
});
