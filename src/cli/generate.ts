import { generateNetwork } from "../generation/actions/generate-network.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import { type Command, DONE, type Io, misused, refused } from "./command.ts";

export const command: Command = {
  name: "generate",
  usage: "--network SLUG --count N [--seed S] [--data DIR] [--json]",
  options: { network: { type: "string" }, count: { type: "string" }, seed: { type: "string", default: "1" } },
  words: [0, 0],
  needs: "database",
  run: async (io, _args, values, runtime) => {
    const { network, count, seed } = values;
    if (typeof network !== "string") return misused("--network");
    if (!isWhole(count)) return misused("--count");
    if (!isWhole(seed)) return misused("--seed");
    const began = performance.now();
    const input = { network, count: Number(count), seed: Number(seed) };
    const made = await generateNetwork(runtime.doors(LOCAL_PERSON), input, { onProgress: sayProgress(io) });
    if (!made.ok) return refused(made.failure);
    const seconds = Math.round(performance.now() - began) / 1000;
    const { created, total } = made.value;
    if (io.json) io.answer(JSON.stringify({ network, created, total, seconds }));
    else io.answer(io.words.generated(network, created, total, seconds));
    return DONE;
  },
};

const isWhole = (value: unknown): value is string => typeof value === "string" && /^\d{1,15}$/.test(value);

/** A line for each tenth, so that a log stays short. */
function sayProgress(io: Io): (done: number, total: number) => void {
  let said = 0;
  return (done, total) => {
    const tenth = Math.floor((done / total) * 10);
    if (tenth === said || done === total) return;
    said = tenth;
    io.say(io.words.generating(done, total));
  };
}
