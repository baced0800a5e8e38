import { makeFirstLink } from "../people/first-administrator.sql.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import { type Command, DONE, refused } from "./command.ts";

export const command: Command = {
  name: "people first-link",
  usage: "[--data DIR] [--json]",
  options: {},
  words: [0, 0],
  needs: "database",
  run: async (io, _args, _values, runtime) => {
    const path = await makeFirstLink(runtime.doors(LOCAL_PERSON));
    if (path === null) return refused({ kind: "conflict", code: "administrator_exists" });
    const address = runtime.config.publicUrl + path;
    io.answer(io.json ? JSON.stringify({ address }) : io.words.firstLink(address));
    return DONE;
  },
};
