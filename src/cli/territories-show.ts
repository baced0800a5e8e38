import {
  type Layer,
  noticeTerritories,
  officialCentres,
  officialShapes,
  territoriesInUse,
} from "../territories/official.ts";
import { type Command, DONE, type Io, refused } from "./command.ts";

const LEVELS = ["commune", "epci", "departement", "region"] as const;

export const command: Command = {
  name: "territories show",
  usage: "[--data DIR] [--json]",
  options: {},
  words: [0, 0],
  needs: "nothing",
  run: async (io) => {
    noticeTerritories();
    // Reading each file tells whether it still can be.
    for (const level of LEVELS) [officialShapes(level), officialCentres(level)];
    const { layers, trouble } = territoriesInUse();
    if (io.json) io.answer(JSON.stringify({ layers, trouble }));
    else
      for (const level of LEVELS) {
        const { outlines, points } = layers[level] ?? {};
        if (!outlines && !points) io.answer(io.words.territories.shipped(level));
        if (outlines) describe(io, "outlines", outlines);
        if (points) describe(io, "points", points);
      }
    return trouble === null
      ? DONE
      : refused({ kind: "unavailable", code: "territories_trouble", params: { detail: trouble } });
  },
};

function describe(io: Io, kind: "outlines" | "points", { level, count, source }: Layer): void {
  io.answer(`${io.words.territories.inUse(level, kind, count)}, ${source.attribution}`);
  io.answer(io.words.territories.from(source.name, source.loadedAt.slice(0, 10), source.sha256));
}
