import { enableCompileCache } from "node:module";
import { join } from "node:path";

// Half of a start was reading TypeScript: what was read once is kept beside the packages, where only their owner writes.
enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/ancrage"));
const { runCommandLine } = await import("./cli/run.ts");

process.exitCode = await runCommandLine(process.argv.slice(2));
