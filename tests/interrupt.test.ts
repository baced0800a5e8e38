import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { locateBinaries } from "../src/platform/postgres/binaries.ts";
import { cleanUp, newFolder, opened, query } from "../src/platform/postgres/fixtures.ts";
import { knownCluster } from "../src/platform/postgres/place.ts";
import { readPostmaster } from "../src/platform/postgres/postmaster.ts";
import { isPostmasterOf } from "../src/platform/postgres/process.ts";
import { until } from "./preparation/processes.ts";

const MINUTES = { timeout: 180_000 };

afterEach(cleanUp);

/** A command as a person runs it who gave no address of a database: on the embedded one of this folder. */
function ancrage(dataDir: string, args: string[]) {
  const { DATABASE_URL: _, ...environment } = process.env;
  const child = spawn(process.execPath, [join(import.meta.dirname, "../src/main.ts"), ...args, "--data", dataDir], {
    env: { ...environment, NODE_OPTIONS: "", ANCRAGE_LANG: "fr" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  return { child, output: () => output, ended: once(child, "close") };
}

const { major } = await locateBinaries();

function isServed(dataDir: string): boolean {
  const cluster = knownCluster(join(dataDir, "postgres"), major);
  const found = cluster === null ? null : readPostmaster(cluster);
  return found !== null && isPostmasterOf(found.pid, cluster!);
}

async function interrupt(child: ChildProcess, ended: Promise<unknown>, signal: NodeJS.Signals) {
  child.kill(signal);
  await ended;
  return child.exitCode;
}

const GENERATE = ["generate", "--network", "long", "--count", "20000", "--seed", "1"];

test("Ctrl-C in the middle of a command stops the database it had started, and says nothing", MINUTES, async () => {
  const dataDir = join(newFolder(), "var");
  const { child, output, ended } = ancrage(dataDir, GENERATE);
  await until(output, (text) => text.includes("Invention"), 120);
  const before = output();
  expect(isServed(dataDir)).toBe(true);
  expect(await interrupt(child, ended, "SIGINT")).toBe(130);
  expect(isServed(dataDir)).toBe(false);
  // It may have gone a little further before it heard.
  expect(output().slice(before.length)).toMatch(/^(Invention : .*\n)*$/);
});

test("a command told to end while it starts the database leaves none", MINUTES, async () => {
  const dataDir = join(newFolder(), "var");
  const { child, ended } = ancrage(dataDir, GENERATE);
  await until(
    () => isServed(dataDir),
    (served) => served,
    60,
  );
  expect(await interrupt(child, ended, "SIGTERM")).toBe(143);
  expect(isServed(dataDir)).toBe(false);
});

test("a command that is interrupted leaves alone a database that others use", MINUTES, async () => {
  const dataDir = join(newFolder(), "var");
  const { url } = await opened(dataDir);
  const { child, output, ended } = ancrage(dataDir, GENERATE);
  await until(output, (text) => text.includes("Invention"), 120);
  expect(await interrupt(child, ended, "SIGINT")).toBe(130);
  expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
});
