import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterwards } from "./afterwards.ts";
import type { Bench } from "./database.ts";

const MAIN = join(import.meta.dirname, "../../src/main.ts");

export type Process = {
  child: ChildProcess;
  /** What it wrote so far, answers and log together. */
  output: () => string;
  /** Sends a signal and waits for the end; answers the exit code. */
  end: (signal?: NodeJS.Signals) => Promise<number | null>;
};

/** Starts the program on a test's database, as systemd or a container does; it is gone at the end of the file. */
export function startProcess(bench: Bench, args: string[], environment: Record<string, string> = {}): Process {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: {
      ...process.env,
      NODE_OPTIONS: "",
      DATABASE_URL: bench.url,
      ANCRAGE_DATA: bench.dataDir,
      LOG_LEVEL: "info",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const gone = once(child, "exit");
  const end = async (signal: NodeJS.Signals = "SIGTERM") => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await gone;
    return child.exitCode;
  };
  afterwards(() => end("SIGKILL"));
  return { child, output: () => output, end };
}

/** Waits until something holds, looking often; fails when it takes too long, with what was seen last. */
export async function until<T>(look: () => Promise<T> | T, holds: (seen: T) => boolean, seconds = 20): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`Not within ${seconds} s; last seen: ${JSON.stringify(seen)}`);
    await wait(100);
  }
}
