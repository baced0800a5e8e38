import { constants, setPriority } from "node:os";
import { v7 as uuid } from "uuid";
import { backUpIfDue } from "../backup/back-up-daily.ts";
import { runImport } from "../imports/actions/run-import.ts";
import { buildCommon } from "../open-data/actions/build-common.ts";
import { buildOpenData } from "../open-data/actions/build-open-data.ts";
import { askBuilds } from "../open-data/ask-builds.ts";
import { COMMON, type Seen } from "../open-data/datasets.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import type { Runtime } from "../platform/runtime.ts";
import { composeReport } from "../reports/actions/compose-report.ts";
import { type Command, DONE } from "./command.ts";

/** How often it is asked whether the backup of the day is due. */
const BACKUP_LOOK = 300_000;
/** How often files of open data are compared with what they were made from. */
const LOOK = 30_000;

export const command: Command = {
  name: "work",
  usage: "",
  options: {},
  words: [0, 0],
  needs: "database",
  run: async (_io, _args, _values, runtime) => {
    // Whoever reads a page waits for it; files and reports may take their time.
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
    const ended = new Promise<void>((done) => {
      process.on("SIGTERM", () => done());
      // The terminal's Ctrl-C reaches every process; the server decides when this one ends. Without a server, end too.
      process.on("SIGINT", () => {
        if (!process.connected) done();
      });
      process.on("disconnect", () => done());
    });
    const base = runtime.config.publicUrl;
    const doors = () => runtime.doors(LOCAL_PERSON);
    await runtime.jobs.work({
      import: async ({ network, id }) => settle(await runImport(doors(), { network, id })),
      report: async ({ network, id }) => settle(await composeReport(doors(), { network, id })),
      bulk: async ({ network, id }) =>
        settle(id === COMMON ? await buildCommon(doors(), { base }) : await buildOpenData(doors(), { network, base })),
    });
    const looking = lookAtOpenData(runtime);
    const backing = lookAtBackups(runtime);
    runtime.log.debug("worker ready");
    await ended;
    clearInterval(looking);
    clearInterval(backing);
    // The channel to the server would keep this process alive.
    if (process.connected) process.disconnect();
    return DONE;
  },
};

// A refusal is final and already told to whoever waits: only what was away is worth another try.
function settle(outcome: { ok: boolean; failure?: { kind: string; code: string } }): void {
  if (!outcome.ok && outcome.failure?.kind === "unavailable") throw new Error(outcome.failure.code);
}

// A look now and then, rather than word of each change: nothing is missed while no worker runs, and what is still being
// changed is left until it rests.
function lookAtOpenData(runtime: Runtime): NodeJS.Timeout {
  const seen: Seen = new Map();
  const look = () =>
    askBuilds(runtime.doors(LOCAL_PERSON), seen).catch((error) => runtime.log.warn({ err: error }, "open data"));
  void look();
  return setInterval(look, LOOK);
}

function lookAtBackups(runtime: Runtime): NodeJS.Timeout {
  const { config, log, sessionUrl } = runtime;
  let busy = false;
  const look = async () => {
    if (busy) return;
    busy = true;
    try {
      const machine = { url: sessionUrl, dataDir: config.dataDir, now: () => new Date(), newId: () => uuid() };
      const made = await backUpIfDue({ ...machine, settings: config.backups, log });
      if (made?.ok) log.info({ file: made.value.file, verified: made.value.verified }, "backed up");
      else if (made) log.error({ failure: made.failure.code }, "no backup was made");
    } catch (error) {
      log.error({ err: error }, "no backup was made");
    } finally {
      busy = false;
    }
  };
  void look();
  return setInterval(look, BACKUP_LOOK);
}
