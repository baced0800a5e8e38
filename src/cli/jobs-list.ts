import { type JobRow, listJobs } from "../jobs/jobs.sql.ts";
import { type Command, DONE, type Io } from "./command.ts";
import { sayFailure } from "./words.ts";

export const command: Command = {
  name: "jobs list",
  usage: "[--failed] [--data DIR] [--json]",
  options: { failed: { type: "boolean" } },
  words: [0, 0],
  needs: "database",
  run: async (io, _args, { failed }, runtime) => {
    const all = await listJobs(runtime.db, null);
    const jobs = failed ? all.filter(({ state }) => state === "dead") : all;
    if (io.json) io.answer(JSON.stringify(jobs));
    else if (jobs.length === 0) io.say(io.words.jobs.none);
    else for (const job of jobs) io.answer(say(io, job));
    return DONE;
  },
};

function say(io: Io, { id, queue, state, network, subject, askedAt, tries, failure }: JobRow): string {
  const facts = [id, io.words.jobs.states[state], queue, network || "-", subject, askedAt.toISOString(), String(tries)];
  return facts.join("\t") + (failure ? `\n  ${sayFailure(io.words, failure)}` : "");
}
