import { writeFileSync } from "node:fs";
import { json } from "node:stream/consumers";
import { Worker } from "node:worker_threads";
import { useTerritories } from "../territories/official.ts";
import { composePdf } from "./compose-pdf.ts";
import type { ReportLang, ReportModel } from "./model.ts";

/**
 * The process in which Typst runs: `compose-worker.ts LANG MAX_MB DATA`, the model on standard input. Each stage is one
 * line of JSON on standard output; it ends with 0 and the PDF on descriptor 3, or with 3 and the compiler's words on
 * standard error.
 */
const PDF = 3;
const [lang, maxMb, dataDir] = process.argv.slice(2) as [ReportLang, string, string];
useTerritories(dataDir || null);

const guard = new Worker(new URL("./memory-guard.ts", import.meta.url), {
  workerData: { maxBytes: Number(maxMb) * 1024 * 1024 },
});
guard.unref();

const tell = (stage: string) => process.stdout.write(`${JSON.stringify({ stage })}\n`);

try {
  tell("reading");
  const model = (await json(process.stdin)) as ReportModel;
  const pdf = composePdf(model, { lang, onStage: tell });
  tell("writing");
  writeFileSync(PDF, pdf);
  process.exitCode = 0;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 3;
}
