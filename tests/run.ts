import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { startVitest, type TestModule, type Vitest } from "vitest/node";
import { findChromium, INSTALL_CHROMIUM } from "./preparation/chromium.ts";

type Tally = { passed: number; failed: number; skipped: number };

/** Runs every test, or those of the files named on the command line, and says on the last line how many passed and failed. */
async function runTests(filters: string[]): Promise<number> {
  const chromium = await findChromium();
  if (filters.length === 0) readOnce();
  const vitest = await startVitest("test", filters, { watch: false, reporters: ["default"] });
  const tally = count(vitest);
  const failures = listFailures(vitest);
  // What the preparation says once everything is put away: that tests left something.
  if (tally.failed === 0 && process.exitCode) {
    tally.failed = 1;
    failures.push("- outside of any test: something was left, as said above");
  }
  const journeys = chromium ? 0 : countSkippedJourneys(vitest);
  await vitest.close();
  if (!chromium) {
    console.log(`\nNo Chromium was found: ${journeys} browser journeys were not run. To run them: ${INSTALL_CHROMIUM}`);
  }
  // Again at the end, where whoever has only the last lines of a log finds them.
  if (failures.length > 0) console.log(`\nFailed:\n${failures.join("\n")}`);
  const { passed, failed, skipped } = tally;
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  return failed === 0 ? 0 : 1;
}

/** Reads TypeScript once for the processes of all files: it is half of what each would take to start. */
function readOnce(): void {
  // Where the product keeps it as well.
  process.env.NODE_COMPILE_CACHE = join(import.meta.dirname, "../node_modules/.cache/ancrage");
  spawnSync(process.execPath, [join(import.meta.dirname, "preparation/read-once.ts")], { stdio: "inherit" });
}

/** Counts tests; a file that could not be read and an error outside of any test each count as a failure. */
function count(vitest: Vitest): Tally {
  const tally: Tally = { passed: 0, failed: vitest.state.getUnhandledErrors().length, skipped: 0 };
  for (const module of vitest.state.getTestModules()) {
    const broken = brokenOutsideTests(module);
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      // A test that never ran because its file or its group failed to prepare did not pass.
      if (state === "passed") tally.passed += 1;
      else if (state === "failed") tally.failed += 1;
      else tally.skipped += 1;
    }
    tally.failed += broken;
  }
  // Nothing at all ran: the preparation itself failed, or no file has that name.
  if (tally.passed + tally.failed + tally.skipped === 0) tally.failed = 1;
  return tally;
}

/** One line for each failure: where it is, then what was said first, and of a property what to draw again. */
function listFailures(vitest: Vitest): string[] {
  const lines = vitest.state.getUnhandledErrors().map((error) => line("outside of any test", [error as Failure]));
  for (const module of vitest.state.getTestModules()) {
    const name = module.relativeModuleId;
    if (module.errors().length > 0) lines.push(line(name, module.errors()));
    for (const suite of module.children.allSuites()) {
      if (suite.errors().length > 0) lines.push(line(`${name} > ${suite.fullName}`, suite.errors()));
    }
    for (const test of module.children.allTests("failed")) {
      lines.push(line(`${name} > ${test.fullName}`, test.result().errors ?? []));
    }
  }
  return lines;
}

type Failure = { message?: string };

/** Characters of what a failure said: a counterexample may be a whole file. */
const MOST_SAID = 1_000;

function line(where: string, errors: readonly Failure[]): string {
  const said = (errors[0]?.message ?? "").split("\n");
  const kept = said[0]!.startsWith("Property ") ? said.slice(0, 3).join(" ") : said[0]!;
  return `- ${where}: ${kept.slice(0, MOST_SAID)}`;
}

function brokenOutsideTests(module: TestModule): number {
  const groups = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0).length;
  return groups + (module.errors().length > 0 ? 1 : 0);
}

function countSkippedJourneys(vitest: Vitest): number {
  const skipped = vitest.state
    .getTestModules()
    .filter((module) => module.moduleId.includes("/tests/journeys/"))
    .flatMap((module) => [...module.children.allTests("skipped")]);
  return skipped.length;
}

process.exit(await runTests(process.argv.slice(2)));
