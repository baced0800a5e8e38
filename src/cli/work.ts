import { constants, setPriority } from "node:os";
import { runImport } from "../imports/actions/run-import.ts";
import { buildCommon } from "../open-data/actions/build-common.ts";
import { buildOpenData } from "../open-data/actions/build-open-data.ts";
import { askBuilds } from "../open-data/ask-builds.ts";
import { COMMON, type Seen } from "../open-data/datasets.ts";
import { sendMail } from "../people/actions/send-mail.ts";
import { personOf } from "../people/person-of.ts";
import { openPost } from "../platform/mail/send-mail.ts";
import { anchorToday } from "../platform/audit-anchors.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import type { Runtime } from "../platform/runtime.ts";
import { composeReport } from "../reports/actions/compose-report.ts";
import { type Command, DONE } from "./command.ts";

/** How often files of open data are compared with what they were made from. */
const LOOK = 30_000;
/** How often a worker asks whether the anchor of the day was taken. */
const ANCHOR_LOOK = 10 * 60_000;

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
    const post = openPost(runtime.config.mail);
    const doors = () => runtime.doors(LOCAL_PERSON);
    await runtime.jobs.work({
      import: async ({ network, id, person }) => {
        const by = await personOf(runtime.db, person, new Date());
        settle(await runImport(runtime.doors(by), { network, id }));
      },
      report: async ({ network, id }) => settle(await composeReport(doors(), { network, id })),
      bulk: async ({ network, id }) =>
        settle(id === COMMON ? await buildCommon(doors(), { base }) : await buildOpenData(doors(), { network, base })),
      mail: async ({ id }) => settle(await sendMail(doors(), { id, post, base })),
    });
    const looking = lookAtOpenData(runtime);
    const anchoring = anchorEachDay(runtime);
    runtime.log.debug("worker ready");
    await ended;
    clearInterval(looking);
    clearInterval(anchoring);
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

// Whatever the number of workers and of restarts, the journal itself says whether the anchor of the day was taken.
function anchorEachDay({ db, config, log }: Runtime): NodeJS.Timeout {
  const look = () =>
    anchorToday(db, config.anchorsDir, new Date()).then(
      (taken) => taken && log.info({ chains: taken.length }, "journal anchored"),
      (error) => log.error({ err: error, folder: config.anchorsDir }, "the journal could not be anchored"),
    );
  void look();
  return setInterval(look, ANCHOR_LOOK);
}
