import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readMigrations } from "../src/platform/database/migrate.ts";
import { askAdvisories } from "./checks/advisories.ts";
import { checkArrows } from "./checks/arrows.ts";
import { checkDocuments } from "./checks/documents.ts";
import { checkDoors } from "./checks/doors.ts";
import { checkEvidence, EVIDENCE_PAGE } from "./checks/evidence.ts";
import { checkLock } from "./checks/lock.ts";
import { checkMigrations } from "./checks/migrations.ts";
import { checkReaches } from "./checks/reaches.ts";
import { listLongFiles } from "./checks/sizes.ts";
import { type Finding, ROOT, readSources } from "./checks/sources.ts";
import { checkTables } from "./checks/tables.ts";
import { checkWriters } from "./checks/writers.ts";

/** The one gate: runs every check, says what each found and why it matters, and answers whether all passed. */
async function runChecks(): Promise<boolean> {
  const sources = readSources("src/", "tests/", "scripts/", "bench/");
  const migrations = await readMigrations();
  const released = JSON.parse(await readFile(join(ROOT, "migrations/checksums.json"), "utf8"));
  const lock = JSON.parse(await readFile(join(ROOT, "package-lock.json"), "utf8"));
  const changelog = await readFile(join(ROOT, "CHANGELOG.md"), "utf8");
  const passed = [
    runTool("format and lint", "biome", ["check", "--error-on-warnings"]),
    runTool("types", "tsc", ["--noEmit"]),
    report("arrows", checkArrows(sources)),
    report("tables and their owners", checkTables(sources, migrations.map(({ sql }) => sql).join("\n"))),
    report("writing through actions", checkWriters(sources)),
    report("reading across networks", checkReaches(sources)),
    report("clock, chance and environment", checkDoors(sources)),
    report("migrations", checkMigrations(migrations, released, changelog)),
    report("lock of packages", checkLock(lock)),
    report("documents", checkDocuments()),
    report("security demands and what shows them", checkEvidence(await readFile(join(ROOT, EVIDENCE_PAGE), "utf8"))),
    reportAdvisories(),
    runTool("nothing unused", "knip", []),
  ];
  for (const { where, what, why } of listLongFiles(sources)) console.log(`  warning: ${where} ${what}: ${why}`);
  return passed.every((one) => one);
}

function runTool(title: string, tool: string, args: string[]): boolean {
  const extension = process.platform === "win32" ? ".cmd" : "";
  const { status } = spawnSync(join(ROOT, "node_modules/.bin", tool + extension), args, {
    cwd: ROOT,
    stdio: "inherit",
  });
  console.log(`${status === 0 ? "ok    " : "FAILED"} ${title}`);
  return status === 0;
}

function report(title: string, findings: Finding[]): boolean {
  for (const { where, what, why } of findings) console.log(`  ${where} ${what}\n    because ${why}`);
  console.log(`${findings.length === 0 ? "ok    " : "FAILED"} ${title}`);
  return findings.length === 0;
}

/** What the registry knows against our packages; without an answer, that is said and nothing more is concluded. */
function reportAdvisories(): boolean {
  const advisories = askAdvisories();
  if (advisories) return report("advisories against packages", advisories);
  console.log("  the registry did not say whether there are advisories: nothing is known either way");
  return true;
}

const passed = await runChecks();
console.log(passed ? "All checks passed." : "Some checks failed.");
process.exit(passed ? 0 : 1);
