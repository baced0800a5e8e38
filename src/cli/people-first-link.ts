import { makeFirstLink } from "../people/actions/make-first-link.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import { type Command, DONE, refused } from "./command.ts";

export const command: Command = {
  name: "people first-link",
  usage: "[--data DIR] [--json]",
  options: {},
  words: [0, 0],
  needs: "database",
  run: async (io, _args, _values, runtime) => {
    const made = await makeFirstLink(runtime.doors(LOCAL_PERSON));
    if (!made.ok) return refused(made.failure);
    const address = runtime.config.publicUrl + made.value.path;
    io.answer(io.json ? JSON.stringify({ address }) : io.words.firstLink(address));
    return DONE;
  },
};
