import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { v7 as uuid } from "uuid";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { SCHEDULES } from "../src/cli/schedules.ts";
import { deleteInitiative } from "../src/initiatives/actions/delete-initiative.ts";
import { readConfig } from "../src/platform/config.ts";
import { openJobs } from "../src/platform/jobs.ts";
import { makeLog } from "../src/platform/log.ts";
import { lastDue, runOf } from "../src/platform/schedules.ts";
import { ask, newFolder } from "./preparation/backups.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { makeMember } from "./preparation/members.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";
import { startProcess, until } from "./preparation/processes.ts";

/* Each task by its own words is tried elsewhere; here a worker that leads is left to find and do what is due. */

const DAY = 24 * 3600_000;
const ago = (days: number): Date => new Date(Date.now() - days * DAY);

let bench: Bench;
let network: string;
let backups: string;

beforeAll(async () => {
  bench = await freshDatabase();
  backups = join(await newFolder(), "backups");
  network = await makeNetwork(bench, "essai", ["soin"]);
  await importText(bench, "essai", "Numéro;Intitulé;Lieu\n1;Chorale;Metz\n2;Jardin;Brest\n");
});

const rowsOf = (text: string, values: unknown[] = []) => ask(bench.url, text, values);

const timesCounted = async () =>
  Number((await rowsOf("select analyze_count from pg_stat_user_tables where relname = 'codings'"))[0]!.analyze_count);
let countedBefore = 0;

/** For each task: what it finds to do, then what a person sees that it did. */
const TASKS: Record<string, { put?: () => Promise<unknown>; done: () => Promise<boolean> }> = {
  backup: {
    done: async () => {
      const files = await readdir(backups).catch(() => []);
      return files.length === 1 && /^ancrage-\d{8}T\d{6}Z\.tar\.zst$/.test(files[0]!);
    },
  },
  retention: {
    put: async () => {
      const { id } = await makeMember(bench);
      await sql`insert into sessions (id, token, user_id, expires_at, created_at, updated_at)
        values (${uuid()}, 'old', ${id}, ${ago(900)}, ${ago(960)}, ${ago(960)})`.execute(bench.db);
    },
    done: async () => (await rowsOf("select from sessions where token = 'old'")).length === 0,
  },
  news: {
    put: async () => {
      const { id } = await makeMember(bench, { email: "bilal@essai.invalid", grants: [{ network, role: "reader" }] });
      await sql`update users set news = 'daily' where id = ${id}`.execute(bench.db);
      const comment = uuid();
      await sql`insert into comments (network_id, id, initiative_id, author_id, body, created_at)
        select network_id, ${comment}, id, ${id}, 'Bravo', now() from initiatives where key = '2'`.execute(bench.db);
      await sql`insert into news (network_id, id, user_id, comment_id, mentioned, at)
        values (${network}, ${uuid()}, ${id}, ${comment}, false, now())`.execute(bench.db);
    },
    done: async () => (await rowsOf("select from mails where template = 'news'")).length === 1,
  },
  basket: {
    put: async () => {
      const doors = { ...bench.doors(), now: () => ago(31) };
      const deleted = await deleteInitiative(doors, { network: "essai", key: "1", reason: "Une erreur" });
      expect(deleted.ok).toBe(true);
    },
    done: async () => (await rowsOf("select from initiatives where key = '1'")).length === 0,
  },
  statistics: {
    put: async () => {
      countedBefore = await timesCounted();
    },
    done: async () => (await timesCounted()) > countedBefore,
  },
};

test("what is due is done, each task once, by the worker that leads", async () => {
  expect(Object.keys(TASKS).sort()).toEqual(SCHEDULES.map(({ name }) => name).sort());
  const settings = { ANCRAGE_BACKUPS: backups, ANCRAGE_BACKUP_HOUR: "0" };
  const jobs = openJobs(bench.url, makeLog("silent"));
  onTestFinished(() => jobs.stop());
  for (const { name, cron } of SCHEDULES) {
    await TASKS[name]!.put?.();
    expect([name, await TASKS[name]!.done()]).toEqual([name, false]);
    // A task begins with the first moment it is seen at: it was seen two days ago.
    const seen = new Date(lastDue(cron(readConfig(settings))!, new Date()).getTime() - 2 * DAY);
    await jobs.ask(bench.db, name, runOf(name, seen), true);
  }
  const worker = startProcess(bench, ["work"], settings);
  const undone = async () => {
    const left = await Promise.all(SCHEDULES.map(async ({ name }) => ((await TASKS[name]!.done()) ? [] : [name])));
    return left.flat();
  };
  await until(undone, (left) => left.length === 0, 90);
  const states = () =>
    rowsOf(`select singleton_key as task, state from pgboss.job where name = 'schedule' order by 1, 2`);
  const twice = SCHEDULES.flatMap(({ name }) => [1, 2].map(() => ({ task: name, state: "completed" })));
  await until(states, (found) => found.every(({ state }) => state === "completed"), 30);
  expect(await states()).toEqual(twice.sort((a, b) => a.task.localeCompare(b.task)));
  expect(await worker.end()).toBe(0);
}, 180_000);
