import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mergeInitiatives } from "../src/duplicates/actions/merge-initiatives.ts";
import { undoMerge } from "../src/duplicates/actions/undo-merge.ts";
import { createNetwork } from "../src/networks/actions/create-network.ts";
import { defineStudy } from "../src/studies/actions/define-study.ts";
import { tieFindings } from "../src/studies/actions/tie-findings.ts";
import { listFindings, listStrengths } from "../src/studies/studies.sql.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { importText } from "./preparation/networks.ts";

const ANSWERS = `Numéro;Intitulé;Lieu;Description;Impacts
6;Festival santé;La Réunion;Des films et des débats.;On se parle davantage.
36;Festival santé;La Réunion;Des débats en classe.;Les élèves reviennent.
40;Chorale;Metz;On chante ensemble.;Les voisins se connaissent.
`;

const FESTIVAL = { number: "6", column: "impacts", quote: "On se parle davantage" };
const TWIN = { number: "36", column: "impacts", quote: "Les élèves reviennent" };
const CHOIR = { number: "40", column: "description", quote: "On chante ensemble" };

let bench: Bench;
let networkId: string;
let slug = "";
let counter = 0;

beforeAll(async () => {
  bench = await freshDatabase();
});

beforeEach(async () => {
  slug = `ties-${++counter}`;
  const created = await createNetwork(bench.doors(), { slug, name: slug, organisation: null });
  if (!created.ok) throw new Error(created.failure.code);
  networkId = created.value.id;
  await defineStudy(bench.doors(), {
    network: slug,
    study: { key: "etude", title: "Étude" },
    grid: {
      version: 1,
      manual: "",
      scale: [],
      dimensions: [{ key: "besoins", name: "Besoins", lever: "l", impact: "i" }],
    },
    domains: [
      {
        key: "prevention",
        name: "Prévention",
        definition: "",
        findingsTitle: "",
        findings: ["Premier constat", "Second"],
      },
    ],
    strengths: [
      { key: "federer", label: "Réunir" },
      { key: "passeur", label: "Relier" },
    ],
  });
  await importText(bench, slug, ANSWERS);
});

const tie = (ties: object[], strengths: object[] = []) =>
  tieFindings(bench.doors(), { network: slug, proposedBy: "une équipe", ties, strengths });

const toFinding = (words: object, finding = 1) => ({ domain: "prevention", finding, ...words });
const toStrength = (words: object, strength = "federer") => ({ strength, ...words });

const proofs = async () => {
  const findings = await listFindings(bench.db, networkId, null);
  const strengths = await listStrengths(bench.db, networkId);
  const plain = ({ evidence }: { evidence: { key: string; statement: string | null; quote: string | null }[] }) =>
    evidence.map(({ key, statement, quote }) => `${key}/${statement} ${quote}`);
  return { findings: findings.map(plain), strengths: strengths.map(plain) };
};

describe("tying findings and lines of force to initiatives", () => {
  test("shows the words, whose proposal it is, and each line in its order", async () => {
    expect(await tie([toFinding(CHOIR, 2)], [toStrength(CHOIR, "passeur"), toStrength(FESTIVAL, "passeur")])).toEqual({
      ok: true,
      value: { tied: 3 },
    });
    const strengths = await listStrengths(bench.db, networkId);
    expect(strengths.map(({ key, label, position }) => [key, label, position])).toEqual([
      ["federer", "Réunir", 1],
      ["passeur", "Relier", 2],
    ]);
    expect(strengths[0]!.evidence).toEqual([]);
    expect(strengths[1]!.evidence.map(({ key }) => key)).toEqual(["6", "40"]);
    expect(strengths[1]!.evidence[1]).toMatchObject({
      key: "40",
      title: "Chorale",
      quote: "On chante ensemble",
      column: "description",
      statement: "40",
      status: "proposed",
      by: "une équipe",
    });
    expect((await proofs()).findings).toEqual([[], ["40/40 On chante ensemble"]]);
  });

  test.each([
    ["a quote that the answer does not hold", { ...CHOIR, quote: "On danse" }, "quote_not_in_statement"],
    ["a quote from another column", { ...CHOIR, column: "impacts" }, "quote_not_in_statement"],
    ["a quote from no column", { ...CHOIR, column: null }, "quote_not_in_statement"],
    ["an unknown answer", { ...CHOIR, number: "41" }, "_tie_unknown"],
  ])("refuses %s, and writes nothing of the rest", async (_, words, code) => {
    for (const outcome of [
      await tie([toFinding(FESTIVAL), toFinding(words)]),
      await tie([toFinding(FESTIVAL)], [toStrength(words)]),
    ]) {
      expect(outcome.ok ? "done" : outcome.failure.code).toContain(code);
    }
    expect(await proofs()).toEqual({ findings: [[], []], strengths: [[], []] });
  });

  test("refuses a finding or a line of force that does not exist", async () => {
    expect(await tie([toFinding(CHOIR, 3)])).toMatchObject({ failure: { code: "finding_tie_unknown" } });
    expect(await tie([], [toStrength(CHOIR, "absente")])).toMatchObject({
      failure: { code: "strength_tie_unknown", params: { strength: "absente", number: "40" } },
    });
  });

  test("asked twice ties once, and keeps the first words", async () => {
    await tie([toFinding(CHOIR)], [toStrength(CHOIR)]);
    const again = { ...CHOIR, column: "impacts", quote: "Les voisins" };
    expect((await tie([toFinding(again)], [toStrength(again)])).ok).toBe(true);
    const once = [["40/40 On chante ensemble"], []];
    expect(await proofs()).toEqual({ findings: once, strengths: once });
  });
});

describe("merging initiatives that prove something", () => {
  test("leads the ties of both to the one that stays, each with its own words, and undoing parts them", async () => {
    await tie([toFinding(TWIN), toFinding(CHOIR)], [toStrength(TWIN), toStrength(FESTIVAL, "passeur")]);
    const before = await proofs();
    expect(before.strengths).toEqual([["36/36 Les élèves reviennent"], ["6/6 On se parle davantage"]]);
    const merged = await mergeInitiatives(bench.doors(), { network: slug, kept: "6", merged: "36" });
    if (!merged.ok) throw new Error(merged.failure.code);
    expect(await proofs()).toEqual({
      findings: [["6/36 Les élèves reviennent", "40/40 On chante ensemble"], []],
      strengths: [["6/36 Les élèves reviennent"], ["6/6 On se parle davantage"]],
    });
    expect((await undoMerge(bench.doors(), { network: slug, merge: merged.value.merge })).ok).toBe(true);
    expect(await proofs()).toEqual(before);
  });

  test("counts once what both proved, and gives each its own back", async () => {
    await tie([toFinding(FESTIVAL), toFinding(TWIN)], [toStrength(FESTIVAL), toStrength(TWIN)]);
    const before = await proofs();
    const merged = await mergeInitiatives(bench.doors(), { network: slug, kept: "6", merged: "36" });
    if (!merged.ok) throw new Error(merged.failure.code);
    const once = [["6/6 On se parle davantage"], []];
    expect(await proofs()).toEqual({ findings: once, strengths: once });
    await undoMerge(bench.doors(), { network: slug, merge: merged.value.merge });
    expect(await proofs()).toEqual(before);
  });
});
