import { listProposals } from "../duplicates/comparables.sql.ts";
import { sayReason } from "../duplicates/say-reason.ts";
import type { Reason } from "../duplicates/score.ts";
import { type Command, DONE } from "./command.ts";
import { readNetwork } from "./network-option.ts";

export const command: Command = {
  name: "duplicates list",
  usage: "--network SLUG [--json]",
  options: { network: { type: "string" } },
  words: [0, 0],
  reach: "network",
  needs: "database",
  run: async (io, _args, values, runtime) => {
    const found = await readNetwork(runtime, values);
    if ("ending" in found) return found.ending;
    const proposals = await listProposals(runtime.db, found.network.id, ["open", "later"], 1000);
    const pairs = proposals.map((pair) => ({
      a: pair.a_key,
      b: pair.b_key,
      score: pair.score,
      reasons: (pair.reasons as Reason[]).map((reason) => sayReason(io.words.reasons, reason)),
      titles: [pair.a_title, pair.b_title],
    }));
    if (io.json) io.answer(JSON.stringify(pairs));
    else
      for (const { a, b, score, reasons, titles } of pairs)
        io.answer(`${a} ~ ${b}\t${score}\t${titles.join(" / ")}\n  ${reasons.join("\n  ")}`);
    return DONE;
  },
};
