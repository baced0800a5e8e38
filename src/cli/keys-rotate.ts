import { turnKeys } from "../personal-data/actions/turn-keys.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import { type Command, DONE, refused } from "./command.ts";

export const command: Command = {
  name: "keys rotate",
  usage: "[--data DIR] [--json]",
  options: {},
  words: [0, 0],
  needs: "database",
  run: async (io, _args, _values, runtime) => {
    let said = Date.now();
    const turned = await turnKeys(runtime.doors(LOCAL_PERSON), runtime.keyRing, (sealed) => {
      if (Date.now() - said < 1000) return;
      said = Date.now();
      io.say(io.words.keys.sealing(sealed));
    });
    if (!turned.ok) return refused(turned.failure);
    const { key, sealed, waiting, dropped } = turned.value;
    if (io.json) io.answer(JSON.stringify(turned.value));
    else io.answer(io.words.keys.turned(key, sealed));
    if (dropped.length > 0) io.say(io.words.keys.dropped(dropped.join(", ")));
    if (waiting.length > 0) io.say(io.words.keys.waiting(waiting.join(", ")));
    return DONE;
  },
};
