import { retryJob } from "../jobs/actions/retry-job.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import { type Command, DONE, refused } from "./command.ts";

export const command: Command = {
  name: "jobs retry",
  usage: "ID [--data DIR] [--json]",
  options: {},
  words: [1, 1],
  needs: "database",
  run: async (io, [id = ""], _values, runtime) => {
    const asked = await retryJob(runtime.doors(LOCAL_PERSON), { network: null, id });
    if (!asked.ok) return refused(asked.failure);
    if (io.json) io.answer(JSON.stringify(asked.value));
    else io.answer(io.words.jobs.again(asked.value.queue, asked.value.subject));
    return DONE;
  },
};
