import { parseFigures } from "../figures/parse.ts";
import { type Command, DONE } from "./command.ts";
import { textsOf } from "./lines.ts";

export const command: Command = {
  name: "figures parse",
  usage: "TEXT|- [--json]",
  options: {},
  words: [1, 1000],
  needs: "nothing",
  run: async (io, args) => {
    const stream = args[0] === "-";
    for await (const text of textsOf(args)) {
      const figures = parseFigures(text, { column: "figures" }).map(
        ({ text, what, min, max, qualifier, unit, period }) => ({ text, what, min, max, qualifier, unit, period }),
      );
      if (io.json || stream) io.answer(JSON.stringify(figures));
      else
        for (const { text, min, max, qualifier, unit, period } of figures)
          io.answer([text, `${min ?? ""}–${max ?? ""}`, qualifier, unit ?? "", period ?? ""].join("\t"));
    }
    return DONE;
  },
};
