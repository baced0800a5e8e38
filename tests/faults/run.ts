import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";

/** Tries faults for as long as it takes: the same tests as in a usual run, many more rounds of them. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "200" },
    inputs: { type: "string", default: "10000" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
  },
});
console.log(`${values.rounds} rounds of kills, ${values.inputs} hostile inputs, seed ${values.seed}`);
const { status } = spawnSync(
  process.execPath,
  [join(import.meta.dirname, "../run.ts"), ...(positionals.length > 0 ? positionals : ["tests/faults"])],
  {
    stdio: "inherit",
    env: { ...process.env, FAULT_ROUNDS: values.rounds, FAULT_INPUTS: values.inputs, FAULT_SEED: values.seed },
  },
);
process.exit(status ?? 1);
