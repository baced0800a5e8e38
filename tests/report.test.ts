import { beforeAll, describe, expect, test } from "vitest";
import { loadDemonstration } from "../src/demonstration/load-demonstration.ts";
import { generateNetwork } from "../src/generation/actions/generate-network.ts";
import { decideReading } from "../src/initiatives/actions/decide-reading.ts";
import { listProposedFigures } from "../src/initiatives/review.sql.ts";
import { findNetwork } from "../src/platform/action.ts";
import { findPrinted, readAnchors } from "../src/platform/audit-anchors.ts";
import type { ANYONE } from "../src/platform/person.ts";
import { composeReport } from "../src/reports/actions/compose-report.ts";
import { saveReportDraft } from "../src/reports/actions/save-report-draft.ts";
import { MOST_SHEETS, sealReport } from "../src/reports/actions/seal-report.ts";
import { verifyReport } from "../src/reports/actions/verify-report.ts";
import type { ReportModel } from "../src/reports/model.ts";
import { findReport } from "../src/reports/reports.sql.ts";
import { seal } from "../src/reports/seal.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { makeNetwork } from "./preparation/networks.ts";

const network = "demonstration";
let bench: Bench;
let networkId: string;
let pdf: Buffer;
let html: string;

beforeAll(async () => {
  bench = await freshDatabase();
  await loadDemonstration(bench.doors());
  networkId = (await findNetwork(bench.db, network))!.id;
  await saveReportDraft(bench.doors(), {
    network,
    lang: "fr",
    title: "Ce que nous faisons",
    subtitle: "",
    foreword: "Un premier paragraphe.\n\nUn second.",
  });
  const sealed = await sealReport(bench.doors(), { network, lang: "fr" });
  if (!sealed.ok) throw new Error(sealed.failure.code);
  const composed = await composeReport(bench.doors(), { network, id: sealed.value.id });
  if (!composed.ok) throw new Error(composed.failure.code);
  ({ pdf, html } = composed.value);
});

describe("a sealed report", () => {
  test("holds the title and the foreword that were written, and the 39 sheets", async () => {
    const report = await findReport(bench.db, networkId, 1);
    expect(report).toMatchObject({ status: "sealed", title: "Ce que nous faisons", number: 1 });
    expect(report!.model!.initiatives).toHaveLength(39);
    expect(html).toContain("Un premier paragraphe.");
  });

  test("tells how far the journal of its network went, on paper, on screen and in its data", async () => {
    const { model } = (await findReport(bench.db, networkId, 1))!;
    const { chain, position, hash } = model!.audit!;
    const entry = await bench.db
      .selectFrom("audit_entries")
      .select("hash")
      .where("chain", "=", networkId)
      .where("position", "=", position)
      .executeTakeFirst();
    expect([chain, entry?.hash]).toEqual([networkId, hash]);
    expect(findPrinted(html)).toEqual([{ ...model!.audit, reason: "report" }]);
    const { files } = await readAnchors(bench.doors().anchorsDir);
    expect([...files.keys()].filter((name) => name.includes("-report-"))).not.toEqual([]);
  });

  test("that was sealed before journals were anchored is verified as before", async () => {
    const { db } = bench;
    const report = (await findReport(db, networkId, 1))!;
    const { audit: _, dataHash: __, ...old } = report.model!;
    const sealedThen = seal(old);
    const keep = (model: ReportModel) =>
      db
        .updateTable("reports")
        .set({ model: JSON.stringify(model), data_hash: model.dataHash })
        .where("network_id", "=", networkId)
        .where("id", "=", report.id)
        .execute();
    await keep(sealedThen);
    expect(await verifyReport(bench.doors(), pdf)).toMatchObject({
      value: { genuine: true, recordIntact: true, differences: [] },
    });
    await keep(report.model!);
  });

  test("is a tagged PDF under 5 MB", () => {
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pdf.length).toBeLessThan(5 * 2 ** 20);
  });

  test("composed again gives the same bytes", async () => {
    const report = await findReport(bench.db, networkId, 1);
    const again = await composeReport(bench.doors(), { network, id: report!.id });
    expect(again.ok && again.value.pdf.equals(pdf) && again.value.html === html).toBe(true);
  });

  test("shows every figure with the words and the statement it came from", async () => {
    const { model } = (await findReport(bench.db, networkId, 1))!;
    for (const initiative of model!.initiatives) {
      for (const figure of initiative.figures) {
        const statement = initiative.statements.find((candidate) => candidate.number === figure.statementNumber);
        expect(statement?.columns[figure.column], `${initiative.key} ${figure.text}`).toContain(figure.text);
      }
    }
  });
});

describe("verifying a file", () => {
  const verify = async (file: Buffer, person?: typeof ANYONE) => verifyReport(bench.doors(person), file);

  test("finds the PDF and the HTML genuine while nothing changed", async () => {
    for (const file of [pdf, Buffer.from(html)]) {
      expect(await verify(file)).toMatchObject({
        ok: true,
        value: { genuine: true, recordIntact: true, differences: [], number: 1 },
      });
    }
  });

  test("tells a file whose bytes changed from the sealed one", async () => {
    expect(await verify(Buffer.concat([pdf, Buffer.from(" ")]))).toMatchObject({
      ok: true,
      value: { genuine: false, number: 1 },
    });
    expect(await verify(Buffer.from(html.replace("Pollinarium", "Autre chose")))).toMatchObject({
      ok: true,
      value: { genuine: false },
    });
  });

  test("knows nothing of a file that was never sealed here", async () => {
    expect(await verify(Buffer.from("%PDF-1.7 something else"))).toMatchObject({
      ok: false,
      failure: { code: "report_unknown_file" },
    });
  });

  test("names what today's data say otherwise", async () => {
    const [figure] = await listProposedFigures(bench.db, networkId, 1, 0);
    await decideReading(bench.doors(), { network, reading: "figures", id: figure!.id, decision: "accepted" });
    const verified = await verify(pdf);
    expect(verified.ok && verified.value.genuine).toBe(true);
    expect(verified.ok && JSON.stringify(verified.value.differences)).toContain(figure!.text);
    await decideReading(bench.doors(), { network, reading: "figures", id: figure!.id, decision: "proposed" });
    expect(await verify(pdf)).toMatchObject({ value: { differences: [] } });
  });

  test("finds the sealed record itself altered", async () => {
    await bench.db
      .updateTable("reports")
      .set((eb) => ({ data_hash: eb.val("0".repeat(64)) }))
      .where("number", "=", 1)
      .execute();
    expect(await verify(pdf)).toMatchObject({ ok: true, value: { recordIntact: false } });
  });
});

test("a network without initiatives has nothing to seal", async () => {
  await makeNetwork(bench, "empty", []);
  expect(await sealReport(bench.doors(), { network: "empty", lang: "fr" })).toMatchObject({
    ok: false,
    failure: { code: "report_empty" },
  });
});

test("a network too large to be printed is told so before anything is read, and keeps no half-made report", async () => {
  const generated = await generateNetwork(bench.doors(), { network: "vaste", count: MOST_SHEETS + 1, seed: 3 });
  expect(generated.ok).toBe(true);
  expect(await sealReport(bench.doors(), { network: "vaste", lang: "fr" })).toMatchObject({
    ok: false,
    failure: { kind: "invalid", code: "report_too_large", params: { initiatives: MOST_SHEETS + 1 } },
  });
  const { id } = (await findNetwork(bench.db, "vaste"))!;
  expect(await findReport(bench.db, id, 1)).toBeUndefined();
});
