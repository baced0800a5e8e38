import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { demoReport } from "./fixture.ts";
import type { ReportModel } from "./model.ts";
import { type ComposeProgress, composeInChild } from "./run-composer.ts";

const folder = mkdtempSync(path.join(tmpdir(), "ancrage-composer-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const script = (name: string, source: string) => {
  const file = path.join(folder, `${name}.mjs`);
  writeFileSync(file, source);
  return file;
};
const small = (): ReportModel => {
  const model = demoReport();
  return { ...model, initiatives: model.initiatives.slice(0, 2) };
};

describe("composing in a child process", () => {
  it("gives the PDF and tells each stage in order", async () => {
    const seen: ComposeProgress[] = [];
    const result = await composeInChild(small(), { lang: "fr", onProgress: (progress) => seen.push(progress) });
    expect(result.ok && Buffer.from(result.value.slice(0, 5)).toString()).toBe("%PDF-");
    expect(seen.map((progress) => progress.stage)).toEqual([
      "reading",
      "arranging",
      "composing",
      "exporting",
      "writing",
    ]);
    expect(seen.at(-1)).toEqual({ stage: "writing", step: 5, of: 5 });
  });

  it("leaves what people wrote in no file that a killed process would leave", async () => {
    const [before, temporary] = [process.env.TMPDIR, mkdtempSync(path.join(folder, "temporary-"))];
    process.env.TMPDIR = temporary;
    const seen: string[] = [];
    const result = await composeInChild(small(), {
      lang: "fr",
      onProgress: () => seen.push(...readdirSync(temporary)),
    });
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    expect(result.ok).toBe(true);
    expect(seen).toEqual([]);
  });

  it("names a document that cannot be composed", async () => {
    const wrong = { ...small(), edition: { label: "x", date: "2025-02-31" } };
    const result = await composeInChild(wrong, { lang: "fr" });
    expect(result).toMatchObject({ ok: false, failure: { kind: "invalid", code: "report.compose.refused" } });
  });

  it("ends a child that takes too long", async () => {
    const worker = script("slow", "setInterval(() => {}, 1000)");
    const result = await composeInChild(small(), { lang: "fr", worker, timeoutMs: 300 });
    expect(result).toMatchObject({ ok: false, failure: { kind: "unavailable", code: "report.compose.timeout" } });
  });

  it("ends a child that somebody no longer waits for", async () => {
    const worker = script("waited", "setInterval(() => {}, 1000)");
    const stop = new AbortController();
    const running = composeInChild(small(), { lang: "fr", worker, signal: stop.signal });
    setTimeout(() => stop.abort(), 200);
    expect(await running).toMatchObject({ ok: false, failure: { code: "report.compose.aborted" } });
    expect(await composeInChild(small(), { lang: "fr", worker, signal: stop.signal })).toMatchObject({
      ok: false,
      failure: { code: "report.compose.aborted" },
    });
  });

  it("tells a crash with its words, without harm to this process", async () => {
    const worker = script("crash", "process.stderr.write('out of luck'); process.kill(process.pid, 'SIGKILL')");
    expect(await composeInChild(small(), { lang: "fr", worker })).toMatchObject({
      ok: false,
      failure: { kind: "unavailable", code: "report.compose.crashed", params: { message: "out of luck" } },
    });
  });

  it("stops at the memory it was given", async () => {
    const result = await composeInChild(demoReport(), { lang: "fr", memoryMb: 90 });
    expect(result).toMatchObject({ ok: false, failure: { code: "report.compose.memory", params: { mb: 90 } } });
  });

  it("keeps nothing of this process's environment but what is needed to start", async () => {
    process.env.ANCRAGE_TEST_SECRET = "hidden";
    const worker = script("environment", "process.stderr.write(JSON.stringify(process.env)); process.exit(9)");
    const result = await composeInChild(small(), { lang: "fr", worker });
    delete process.env.ANCRAGE_TEST_SECRET;
    expect(!result.ok && String(result.failure.params?.message)).not.toContain("hidden");
  });
});
