import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Place } from "./place.ts";

const MAIN = join(import.meta.dirname, "../src/main.ts");
const PEAK = join(import.meta.dirname, "peak-memory.ts");
const TOO_LONG = 1_200_000;

const running = new Set<ChildProcess>();

/** Remembers a process until it ends, so that it is stopped when the bench is. */
export function watch(child: ChildProcess): ChildProcess {
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/** Stops every process that still runs. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map(stopChild));
}

type Options = {
  dataDir?: string;
  url?: string | null;
  env?: Record<string, string>;
  node?: string[];
  stop?: AbortSignal;
};

function start(place: Place, args: string[], { dataDir, url = place.url, env, node = [] }: Options): ChildProcess {
  const { DATABASE_URL: _, ...rest } = process.env;
  const child = spawn(process.execPath, [...node, MAIN, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...rest,
      ANCRAGE_DATA: dataDir ?? join(place.folder, "data"),
      ANCRAGE_LANG: "en",
      LOG_LEVEL: "error",
      ...(url && { DATABASE_URL: url }),
      ...env,
    },
  });
  return watch(child);
}

export type Run = { answer: unknown; seconds: number; peakBytes: number };

let runs = 0;

/** Runs one command of the product to its end: what it answered, how long it took, the most memory it held. */
export async function runProduct(place: Place, args: string[], options: Options = {}): Promise<Run> {
  const peakFile = join(place.folder, `peak-${runs++}`);
  const began = performance.now();
  const child = start(place, [...args, "--json"], {
    ...options,
    node: [...(options.node ?? []), "--import", PEAK],
    env: { ...options.env, BENCH_PEAK_FILE: peakFile },
  });
  options.stop?.addEventListener("abort", () => child.kill("SIGKILL"), { once: true });
  const [out, said, code] = await ending(child);
  const seconds = (performance.now() - began) / 1000;
  if (code !== 0)
    throw new Error(`ancrage ${args.join(" ")} ended with ${code}:\n${said.slice(-2000)}${out.slice(-500)}`);
  return { answer: JSON.parse(out), seconds, peakBytes: Number(await readFile(peakFile, "utf8")) };
}

/** Runs a script of the bench as a process of its own to its end; what it printed. */
export async function runScript(script: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  const [out, said, code] = await ending(watch(child));
  if (code !== 0) throw new Error(`${script} ended with ${code}:\n${said.slice(-2000)}`);
  return out;
}

function ending(child: ChildProcess): Promise<[string, string, number | null]> {
  const texts = { out: "", said: "" };
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    texts.out += chunk;
  });
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    texts.said = (texts.said + chunk).slice(-20_000);
  });
  const late = setTimeout(() => child.kill("SIGKILL"), TOO_LONG);
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("close", (code) => {
      clearTimeout(late);
      done([texts.out, texts.said, code]);
    });
  });
}

export type Served = { address: string; pid: number; readyMs: number; stop: () => Promise<void> };

/** Starts the product's server as a process of its own and waits until it prints its address. */
export async function serveProduct(place: Place, args: string[], options: Options = {}): Promise<Served> {
  const began = performance.now();
  const child = start(place, ["serve", "--port", "0", "--json", ...args], options);
  const { address } = JSON.parse(await firstLine(child)) as { address: string };
  return { address, pid: child.pid!, readyMs: performance.now() - began, stop: () => stopChild(child) };
}

/** The first line a process prints; fails with what it said when it ends before. */
export function firstLine(child: ChildProcess): Promise<string> {
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    said = (said + chunk).slice(-4000);
  });
  return new Promise((done, failed) => {
    createInterface({ input: child.stdout! }).once("line", done);
    child.once("exit", (code) => failed(new Error(`A server ended with ${code} before it was ready:\n${said}`)));
    setTimeout(() => failed(new Error("A server was not ready in a minute")), 60_000).unref();
  });
}

/** Asks a process to stop, and makes it when it does not. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await gone;
  clearTimeout(late);
}

/** Seconds of processor a process has used so far, its threads together; null where the system does not tell. */
export function processorSeconds(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}
