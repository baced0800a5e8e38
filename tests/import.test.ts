import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { mergeInitiatives } from "../src/duplicates/actions/merge-initiatives.ts";
import { listProposals } from "../src/duplicates/comparables.sql.ts";
import { chooseColumns } from "../src/imports/actions/choose-columns.ts";
import { receiveFile } from "../src/imports/actions/receive-file.ts";
import { runImport } from "../src/imports/actions/run-import.ts";
import { startImport } from "../src/imports/actions/start-import.ts";
import { listStandingIds } from "../src/initiatives/initiatives.sql.ts";
import { toListItem } from "../src/initiatives/list-item.ts";
import { eachRecord } from "../src/initiatives/records.sql.ts";
import { createNetwork } from "../src/networks/actions/create-network.ts";
import { findNetwork } from "../src/platform/action.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";

const CORPUS = join(import.meta.dirname, "../data/demo/initiatives-reponses.csv");
const LIMITS = { uploadBytes: 10 ** 7, inflatedBytes: 10 ** 7 };

async function importFile(bench: Bench, network: string, path: string) {
  const incoming = join(bench.dataDir, `incoming-${crypto.randomUUID()}`);
  await copyFile(path, incoming);
  const doors = bench.doors();
  const received = await receiveFile(doors, { network, fileName: "reponses.csv", path: incoming, limits: LIMITS });
  if (!received.ok) return received;
  const started = await startImport(doors, { network, id: received.value.id });
  if (!started.ok) return started;
  return runImport(doors, { network, id: received.value.id });
}

async function importText(bench: Bench, network: string, text: string) {
  const path = join(bench.dataDir, `text-${crypto.randomUUID()}.csv`);
  await writeFile(path, text);
  return importFile(bench, network, path);
}

async function items(bench: Bench, slug: string) {
  const network = await findNetwork(bench.db, slug);
  const ids = await listStandingIds(bench.db, network!.id);
  return (await Array.fromAsync(eachRecord(bench.db, network!.id, ids))).map(toListItem);
}

const outcome = (result: Awaited<ReturnType<typeof importFile>>) => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  const { id: _id, rejected, ...counts } = result.value as never as Record<string, unknown> & { rejected: unknown[] };
  return { ...counts, rejected: rejected.length };
};

describe("the real answers", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await freshDatabase();
    await createNetwork(bench.doors(), { slug: "corpus", name: "Corpus", organisation: "MGEN" });
  });

  test("are all read, each under its own number", async () => {
    expect(outcome(await importFile(bench, "corpus", CORPUS))).toMatchObject({
      read: 42,
      created: 42,
      updated: 0,
      unchanged: 0,
      refused: 0,
      rejected: 0,
    });
    expect((await items(bench, "corpus")).map((item) => item.key)).toEqual(
      Array.from({ length: 42 }, (_, i) => String(i + 1)),
    );
  });

  test("leave the domains empty until somebody decides", async () => {
    expect((await items(bench, "corpus")).every((item) => item.domains.length === 0)).toBe(true);
  });

  test("bring the three true duplicates first", async () => {
    const network = await findNetwork(bench.db, "corpus");
    const proposals = await listProposals(bench.db, network!.id, ["open"], 3);
    expect(
      proposals.map((pair) => [pair.a_key, pair.b_key].sort((a, b) => Number(a) - Number(b)).join("/")).sort(),
    ).toEqual(["10/29", "6/36", "8/32"]);
  });

  test("never show a carrier again among the partners", async () => {
    for (const item of await items(bench, "corpus")) {
      expect(item.partners.map((partner) => partner.name).filter((name) => item.carriers.includes(name))).toEqual([]);
    }
  });

  test("change nothing when the same file comes twice", async () => {
    const before = await items(bench, "corpus");
    expect(outcome(await importFile(bench, "corpus", CORPUS))).toMatchObject({
      read: 42,
      created: 0,
      updated: 0,
      unchanged: 42,
      review: 0,
    });
    expect(await items(bench, "corpus")).toEqual(before);
  });
});

describe("a corrected file", () => {
  const HEADER = "Numéro;Intitulé;Commune;Partenaires;Chiffres\n";
  let bench: Bench;
  beforeAll(async () => {
    bench = await freshDatabase();
    await createNetwork(bench.doors(), { slug: "net", name: "Net" });
    await importText(bench, "net", `${HEADER}1;Jardin partagé;Niort;CCAS;30 familles\n2;Bus santé;Brest;ARS;\n`);
  });

  test("updates the answer of the same number", async () => {
    const done = outcome(
      await importText(bench, "net", `${HEADER}1;Jardin partagé;Niort;CCAS;45 familles\n2;Bus santé;Brest;ARS;\n`),
    );
    expect(done).toMatchObject({ read: 2, created: 0, updated: 1, unchanged: 1 });
    expect((await items(bench, "net"))[0]!.figures).toMatchObject([{ text: "45 familles", min: 45, max: 45 }]);
  });

  test("that counts from 1 about something else overwrites nothing", async () => {
    const done = outcome(await importText(bench, "net", `${HEADER}1;Chorale des aînés;Metz;EHPAD;\n`));
    expect(done).toMatchObject({ created: 1, updated: 0, review: 1 });
    const titles = (await items(bench, "net")).map((item) => `${item.key} ${item.title}`);
    expect(titles).toEqual(["1 Jardin partagé", "2 Bus santé", "3 Chorale des aînés"]);
    expect(outcome(await importText(bench, "net", `${HEADER}1;Chorale des aînés;Metz;EHPAD;\n`))).toMatchObject({
      created: 0,
      unchanged: 1,
    });
  });

  test("reaches the initiative that stays after a merge", async () => {
    const merged = await mergeInitiatives(bench.doors(), { network: "net", kept: "1", merged: "2" });
    expect(merged.ok).toBe(true);
    const done = outcome(await importText(bench, "net", `${HEADER}2;Bus santé;Brest;ARS, CPAM;\n`));
    expect(done).toMatchObject({ created: 0, updated: 1 });
    const [kept] = await items(bench, "net");
    expect(kept!.title).toBe("Jardin partagé");
    expect([...kept!.carriers, ...kept!.partners.map((partner) => partner.name)].join(" ")).toContain("CPAM");
  });
});

describe("a wrong row", () => {
  test("without a title is refused, the others stay, and each refusal says where", async () => {
    const bench = await freshDatabase();
    await createNetwork(bench.doors(), { slug: "net", name: "Net" });
    const done = await importText(bench, "net", "Intitulé,Lieu\nJardin,Niort\n,Brest\nChorale,Xyzzyville\n");
    expect(done).toMatchObject({
      ok: true,
      value: {
        read: 3,
        created: 2,
        refused: 1,
        review: 1,
        rejected: [{ line: 3, column: "Intitulé", code: "title_missing" }],
      },
    });
    const all = await items(bench, "net");
    expect(all.find((item) => item.title === "Chorale")).toMatchObject({
      territory: { words: "Xyzzyville", status: "unknown", communes: [] },
    });
  });
});

describe("a quote left open far down a file", () => {
  const rows = (count: number) => Array.from({ length: count }, (_, i) => `${i + 1};Verger ${i + 1};Metz`);
  const broken = (count: number) =>
    `Numéro;Intitulé;Lieu\n${rows(count).join("\n")}\n${count + 1};"Verger ouvert;Metz\n`;
  let bench: Bench;

  async function received(text: string, preview: boolean): Promise<string> {
    const path = join(bench.dataDir, `incoming-${crypto.randomUUID()}`);
    await writeFile(path, text);
    const file = await receiveFile(bench.doors(), { network: "net", fileName: "a.csv", path, limits: LIMITS, preview });
    if (!file.ok) throw new Error(JSON.stringify(file.failure));
    return file.value.id;
  }

  beforeAll(async () => {
    bench = await freshDatabase();
    await createNetwork(bench.doors(), { slug: "net", name: "Net" });
  });

  test("stops the import, and readers see the rows that were kept before it", async () => {
    const id = await received(broken(700), false);
    expect(await startImport(bench.doors(), { network: "net", id })).toMatchObject({ ok: true });
    const before = (await findNetwork(bench.db, "net"))!.revision;
    expect(await runImport(bench.doors(), { network: "net", id })).toMatchObject({
      ok: false,
      failure: { kind: "invalid", code: "unterminated_quote", params: { line: 702 } },
    });
    expect(await items(bench, "net")).toHaveLength(500);
    expect((await findNetwork(bench.db, "net"))!.revision).toBe(before + 1);
  });

  test("is told to whoever corrects the columns", async () => {
    const id = await received(`Numéro;Intitulé;Lieu\n${rows(100).join("\n")}\n`, true);
    await writeFile(join(bench.dataDir, "files", id), broken(100));
    expect(
      await chooseColumns(bench.doors(), { network: "net", id, choices: { 2: "description" }, limits: LIMITS }),
    ).toMatchObject({ ok: false, failure: { kind: "invalid", code: "unterminated_quote", params: { line: 102 } } });
  });
});
