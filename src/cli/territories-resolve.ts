import { openReference } from "../territories/reference.ts";
import { resolveTerritory } from "../territories/resolve.ts";
import type { Resolution } from "../territories/types.ts";
import { type Command, DONE } from "./command.ts";
import { textsOf } from "./lines.ts";

export const command: Command = {
  name: "territories resolve",
  usage: "TEXT|- [--json]",
  options: {},
  words: [1, 1000],
  needs: "nothing",
  run: async (io, args) => {
    const reference = openReference();
    const stream = args[0] === "-";
    for await (const text of textsOf(args)) {
      const resolution = resolveTerritory(text, reference);
      io.answer(io.json || stream ? JSON.stringify(resolution) : describe(resolution));
    }
    return DONE;
  },
};

function describe(resolution: Resolution): string {
  const { status, scale, label, confidence, radiusKm, candidates, reasons } = resolution;
  const codes = [...resolution.regions, ...resolution.departments, ...resolution.epci, ...resolution.communes].join(
    " ",
  );
  const head = `${status}${scale ? ` · ${scale}` : ""}${label ? ` · ${label}` : ""}${codes ? ` (${codes})` : ""}${radiusKm ? ` · ${radiusKm} km` : ""} · ${confidence}`;
  const others = candidates.map((candidate) => `  ${candidate.confidence} ${candidate.label} (${candidate.scale})`);
  return [head, ...(reasons.length > 0 ? [`  ${reasons.join(", ")}`] : []), ...others].join("\n");
}
