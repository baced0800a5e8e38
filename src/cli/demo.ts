import { DEMONSTRATION, loadDemonstration } from "../demonstration/load-demonstration.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import { type Command, DONE, refused } from "./command.ts";

export const command: Command = {
  name: "demo",
  usage: "[--data DIR] [--json]",
  options: {},
  words: [0, 0],
  needs: "database",
  run: async (io, _args, _values, runtime) => {
    const began = performance.now();
    const loaded = await loadDemonstration(runtime.doors(LOCAL_PERSON));
    if (!loaded.ok) return refused(loaded.failure);
    if (io.json) io.answer(JSON.stringify({ network: DEMONSTRATION, ...loaded.value }));
    io.say(
      loaded.value.created
        ? io.words.demoLoaded(loaded.value.initiatives, performance.now() - began)
        : io.words.demoPresent,
    );
    return DONE;
  },
};
