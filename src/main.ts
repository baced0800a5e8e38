import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { collectSooner } from "./platform/collect-sooner.ts";

// Half of a start was reading TypeScript: what was read once is kept beside the packages, where only their owner writes.
enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/ancrage"));
// Before anything is loaded: said later, it leaves a heap that has grown as it is.
collectSooner();
const { runCommandLine } = await import("./cli/run.ts");

process.exitCode = await runCommandLine(process.argv.slice(2));
