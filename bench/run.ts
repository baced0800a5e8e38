/** Measures the product beside its baselines, in one run: see README.md. Ends with 1 only when something failed. */
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { type Line, tableOf } from "./line.ts";
import { openPlace, type Place } from "./place.ts";
import { runProduct, stopAll } from "./product.ts";

type Measure = (place: Place) => Promise<Line[]>;

const MEASURES: Record<string, () => Promise<Measure>> = {
  corpus: async () => (await import("./corpus-lines.ts")).measureCorpus,
  start: async () => (await import("./start.ts")).measureStart,
  pages: async () => (await import("./pages.ts")).measurePages,
  weights: async () => (await import("./weights.ts")).measureWeights,
  report: async () => (await import("./report.ts")).measureReport,
  audit: async () => (await import("./audit.ts")).measureAudit,
  import: async () => (await import("./import.ts")).measureImport,
  explore: async () => (await import("./explore.ts")).measureExplore,
  backup: async () => (await import("./backup.ts")).measureBackup,
  load: async () => (await import("./load.ts")).measureLoad,
};
const NEEDS_DEMONSTRATION = new Set(["pages", "weights", "report"]);

const { values } = parseArgs({
  options: {
    json: { type: "boolean" },
    quick: { type: "boolean" },
    only: { type: "string" },
    sizes: { type: "string" },
  },
});
const names = values.only?.split(",") ?? Object.keys(MEASURES);
const unknown = names.filter((name) => !Object.hasOwn(MEASURES, name));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(", ")}. Measures: ${Object.keys(MEASURES).join(", ")}`);
  process.exit(2);
}

const sizes = values.sizes?.split(",").map(Number);
if (sizes?.some((size) => !Number.isInteger(size) || size < 1)) {
  console.error(`--sizes takes whole numbers: ${values.sizes}`);
  process.exit(2);
}

const began = performance.now();
const place = await openPlace(values.quick === true, sizes);
// Stopped half-way, what was started is stopped too.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await stopAll();
    await place.close();
    process.exit(130);
  });
}
const lines: Line[] = [];
const failures: { measure: string; message: string }[] = [];
const machine = {
  node: process.version,
  processors: availableParallelism(),
  loadBefore: loadavg()[0]!,
  database: place.server,
};
try {
  if (names.some((name) => NEEDS_DEMONSTRATION.has(name))) await runProduct(place, ["demo"]);
  for (const name of names) {
    console.error(`${name}…`);
    try {
      lines.push(...(await (await MEASURES[name]!())(place)));
    } catch (error) {
      failures.push({ measure: name, message: (error as Error).message });
      console.error(`${name} failed: ${(error as Error).stack}`);
    }
  }
} finally {
  await place.close();
}
const seconds = Math.round((performance.now() - began) / 1000);
if (values.json) console.log(JSON.stringify({ machine, seconds, lines, failures }));
else {
  const scored = lines.filter(({ met }) => met !== null);
  console.log(tableOf(lines));
  console.log(
    `\n${scored.filter(({ met }) => met).length} of ${scored.length} goals met in ${seconds} s; ${machine.processors} processors, load ${machine.loadBefore.toFixed(2)} before, Node ${machine.node}, ${machine.database}.`,
  );
  for (const { measure, message } of failures) console.log(`FAILED: ${measure}: ${message}`);
}
process.exitCode = failures.length > 0 ? 1 : 0;
