import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { invalid, ok, type Result, unavailable } from "../platform/result.ts";
import { territoriesInUse } from "../territories/official.ts";
import type { ReportLang, ReportModel } from "./model.ts";

/** The stages of a composition, in order. */
export const composeStages = ["reading", "arranging", "composing", "exporting", "writing"] as const;

export type ComposeProgress = { stage: (typeof composeStages)[number]; step: number; of: number };

export type ComposeOptions = {
  lang: ReportLang;
  onProgress?: (progress: ComposeProgress) => void;
  signal?: AbortSignal;
  /** Five minutes unless told. */
  timeoutMs?: number;
  /** Resident memory of the child, 4096 MB unless told: a thousand sheets take 3000. */
  memoryMb?: number;
  /** The child's entry: only tests give another. */
  worker?: string;
};

type Ending = { code: number | null; words: string; pdf: Buffer; cause: "timeout" | "aborted" | null };

/**
 * Composes a report's PDF in a child process, which a crash, a timeout or too much memory ends without harm to this
 * one. Both speak through pipes: what people wrote lies in no file that a killed process would leave. Fails with
 * `report.compose.refused` when the PDF standard refuses the document, else with `report.compose.timeout`, `.aborted`,
 * `.memory` or `.crashed`.
 */
export async function composeInChild(model: ReportModel, options: ComposeOptions): Promise<Result<Uint8Array>> {
  if (options.signal?.aborted) return unavailable("report.compose.aborted");
  const ending = await runWorker(model, options);
  if (ending.cause === "timeout") return unavailable("report.compose.timeout", { ms: options.timeoutMs ?? 300_000 });
  if (ending.cause === "aborted") return unavailable("report.compose.aborted");
  if (ending.code === 0) return ok(new Uint8Array(ending.pdf));
  if (ending.code === 3) return invalid("report.compose.refused", { message: ending.words });
  if (/^memory$/m.test(ending.words)) return unavailable("report.compose.memory", { mb: options.memoryMb ?? 4096 });
  return unavailable("report.compose.crashed", { message: ending.words });
}

function runWorker(model: ReportModel, options: ComposeOptions): Promise<Ending> {
  const worker = options.worker ?? fileURLToPath(new URL("./compose-worker.ts", import.meta.url));
  const memory = options.memoryMb ?? 4096;
  const child = spawn(process.execPath, [worker, options.lang, String(memory), territoriesInUse().dataDir ?? ""], {
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    // Nothing of this process's secrets reaches the child.
    env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, TZ: "UTC" },
  });
  return new Promise((resolve) => {
    let cause: Ending["cause"] = null;
    let words = "";
    const pdf: Buffer[] = [];
    const stop = (why: "timeout" | "aborted") => {
      cause = why;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => stop("timeout"), options.timeoutMs ?? 300_000);
    const abort = () => stop("aborted");
    options.signal?.addEventListener("abort", abort, { once: true });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      words = (words + chunk).slice(-4000);
    });
    // A child that ends before it has read everything says why by its exit.
    child.stdin.on("error", () => {}).end(JSON.stringify(model));
    (child.stdio[3] as Readable).on("data", (chunk: Buffer) => pdf.push(chunk));
    createInterface({ input: child.stdout }).on("line", (line) => report(line, options));
    const end = (code: number | null, said: string) => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", abort);
      resolve({ code, words: said.trim(), pdf: Buffer.concat(pdf), cause });
    };
    child.on("error", (error) => end(null, error.message));
    child.on("close", (code) => end(code, words));
  });
}

function report(line: string, { onProgress }: ComposeOptions): void {
  const stage = composeStages.find((name) => line === JSON.stringify({ stage: name }));
  if (stage) onProgress?.({ stage, step: composeStages.indexOf(stage) + 1, of: composeStages.length });
}
