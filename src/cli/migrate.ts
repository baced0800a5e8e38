import { type Command, DONE } from "./command.ts";

export const command: Command = {
  name: "migrate",
  usage: "[--data DIR] [--json]",
  options: {},
  words: [0, 0],
  needs: "database",
  run: async (io, _args, _values, runtime) => {
    const { applied, already } = runtime.migrations;
    if (io.json) io.answer(JSON.stringify({ applied, already }));
    io.say(io.words.migrated(applied.length));
    return DONE;
  },
};
