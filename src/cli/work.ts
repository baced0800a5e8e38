import { constants, setPriority } from "node:os";
import { stillToTell } from "../comments/news.sql.ts";
import { runImport } from "../imports/actions/run-import.ts";
import { listJustDead, wasScheduled } from "../jobs/jobs.sql.ts";
import { type Alone, tellAbandoned } from "../jobs/tell-abandoned.ts";
import { tellDead } from "../jobs/tell-dead.ts";
import { buildCommon } from "../open-data/actions/build-common.ts";
import { buildOpenData } from "../open-data/actions/build-open-data.ts";
import { askBuilds } from "../open-data/ask-builds.ts";
import { COMMON, type Seen } from "../open-data/datasets.ts";
import { sendMail } from "../people/actions/send-mail.ts";
import { personOf } from "../people/person-of.ts";
import { anchorToday } from "../platform/audit-anchors.ts";
import { JobFailed } from "../platform/job-failure.ts";
import type { Handler, Queue } from "../platform/jobs.ts";
import { takeTurnsLeading } from "../platform/leader.ts";
import { openPost } from "../platform/mail/send-mail.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import type { Failure } from "../platform/result.ts";
import type { Runtime } from "../platform/runtime.ts";
import { askDue } from "../platform/schedules.ts";
import { composeReport } from "../reports/actions/compose-report.ts";
import { type Command, DONE } from "./command.ts";
import { SCHEDULES } from "./schedules.ts";

/** How often files of open data are compared with what they were made from. */
const LOOK = 30_000;
/** How often it is asked whether the anchor of the day was taken. */
const ANCHOR_LOOK = 10 * 60_000;
/** Files that could not be made are left alone for so long, unless somebody asks for them. */
const REST_HOURS = 6;
/** However long what was under way takes to let go, a worker asked to stop is gone by then. */
const GONE = 6000;

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
    await runtime.jobs.work(handlersOf(runtime));
    const leading = takeTurnsLeading(runtime.sessionUrl, runtime.log, dutiesOf(runtime));
    runtime.log.debug("worker ready");
    await ended;
    setTimeout(() => process.exit(0), GONE).unref();
    // First what others wait for: the jobs under way are given back.
    await runtime.jobs.stop();
    await leading.close();
    // The channel to the server would keep this process alive.
    if (process.connected) process.disconnect();
    return DONE;
  },
};

/** What is done for the jobs of each queue. */
function handlersOf(runtime: Runtime): Partial<Record<Queue, Handler>> {
  const base = runtime.config.publicUrl;
  const post = openPost(runtime.config.mail);
  const { uploadBytes, inflatedBytes } = runtime.config;
  const doors = () => runtime.doors(LOCAL_PERSON);
  return {
    import: async ({ network, id, person }) => {
      const by = await personOf(runtime.db, person, new Date());
      settle(await runImport(runtime.doors(by), { network, id, limits: { uploadBytes, inflatedBytes } }));
    },
    report: async ({ network, id }) => settle(await composeReport(doors(), { network, id, triedAgain: true })),
    bulk: async ({ network, id }) =>
      settle(id === COMMON ? await buildCommon(doors(), { base }) : await buildOpenData(doors(), { network, base })),
    mail: async ({ id }) => settle(await sendMail(doors(), { id, post, base, current: stillToTell })),
    schedule: async ({ id }) => void (await SCHEDULES.find(({ name }) => name === id)?.run(doors(), runtime)),
  };
}

// A refusal is final and already told to whoever waits: only what was away is worth another try.
function settle(outcome: { ok: boolean; failure?: Failure }): void {
  if (!outcome.ok && outcome.failure?.kind === "unavailable") throw new JobFailed(outcome.failure);
}

/**
 * What one worker does for all: asks for the tasks whose time has come, anchors the journal once a day, tells what waits
 * for jobs that died or for none at all, and looks at files of open data. That look, now and then rather than at word of
 * each change, misses nothing while no worker runs, and leaves until it rests what is still being changed.
 */
function dutiesOf(runtime: Runtime): () => Promise<void> {
  const seen: Seen = new Map();
  const alone: Alone = new Map();
  const { db, jobs, config } = runtime;
  let looked = Number.NEGATIVE_INFINITY;
  let anchored = Number.NEGATIVE_INFINITY;
  return async () => {
    const doors = runtime.doors(LOCAL_PERSON);
    await askDue({ db, jobs, config, now: doors.now }, SCHEDULES, wasScheduled);
    await tellDead(doors);
    if (performance.now() - anchored >= ANCHOR_LOOK) {
      anchored = performance.now();
      // The journal itself says whether the anchor of the day was taken, whatever the number of workers and of restarts.
      await anchorToday(db, config.anchorsDir, doors.now()).catch((error) =>
        runtime.log.error({ err: error, folder: config.anchorsDir }, "the journal could not be anchored"),
      );
    }
    if (performance.now() - looked < LOOK) return;
    looked = performance.now();
    await tellAbandoned(doors, alone);
    await askBuilds(doors, seen, await listJustDead(db, "bulk", REST_HOURS));
  };
}
