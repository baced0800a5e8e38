import { runImport } from "../imports/actions/run-import.ts";
import { collectSooner } from "../platform/collect-sooner.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import { composeReport } from "../reports/actions/compose-report.ts";
import { type Command, DONE } from "./command.ts";

export const command: Command = {
  name: "work",
  usage: "",
  options: {},
  words: [0, 0],
  needs: "database",
  run: async (_io, _args, _values, runtime) => {
    collectSooner();
    const ended = new Promise<void>((done) => {
      process.on("SIGTERM", () => done());
      // The terminal's Ctrl-C reaches every process; the server decides when this one ends. Without a server, end too.
      process.on("SIGINT", () => {
        if (!process.connected) done();
      });
      process.on("disconnect", () => done());
    });
    const doors = () => runtime.doors(LOCAL_PERSON);
    await runtime.jobs.work({
      import: async ({ network, id }) => settle(await runImport(doors(), { network, id })),
      report: async ({ network, id }) => settle(await composeReport(doors(), { network, id })),
    });
    runtime.log.debug("worker ready");
    await ended;
    // The channel to the server would keep this process alive.
    if (process.connected) process.disconnect();
    return DONE;
  },
};

// A refusal is final and already told to whoever waits: only what was away is worth another try.
function settle(outcome: { ok: boolean; failure?: { kind: string; code: string } }): void {
  if (!outcome.ok && outcome.failure?.kind === "unavailable") throw new Error(outcome.failure.code);
}
