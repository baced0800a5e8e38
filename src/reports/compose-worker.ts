import { readFileSync, writeFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { useTerritories } from "../territories/official.ts";
import { composePdf } from "./compose-pdf.ts";
import type { ReportLang, ReportModel } from "./model.ts";

/**
 * The process in which Typst runs: `compose-worker.ts MODEL.json OUT.pdf LANG MAX_MB DATA`. Each stage is one line of JSON
 * on standard output; it ends with 0 and the file written, or with 3 and the compiler's words on standard error.
 */
const [modelPath, outPath, lang, maxMb, dataDir] = process.argv.slice(2) as [
  string,
  string,
  ReportLang,
  string,
  string,
];
useTerritories(dataDir || null);

const guard = new Worker(new URL("./memory-guard.ts", import.meta.url), {
  workerData: { maxBytes: Number(maxMb) * 1024 * 1024 },
});
guard.unref();

const tell = (stage: string) => process.stdout.write(`${JSON.stringify({ stage })}\n`);

try {
  tell("reading");
  const model = JSON.parse(readFileSync(modelPath, "utf8")) as ReportModel;
  const pdf = composePdf(model, { lang, onStage: tell });
  tell("writing");
  writeFileSync(outPath, pdf);
  process.exitCode = 0;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 3;
}
