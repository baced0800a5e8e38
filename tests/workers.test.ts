import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SCHEDULES } from "../src/cli/schedules.ts";
import { receiveFile } from "../src/imports/actions/receive-file.ts";
import { startImport } from "../src/imports/actions/start-import.ts";
import { inlineRow, workbookOf, zipOf } from "../src/imports/testing/make-files.ts";
import { wasScheduled } from "../src/jobs/jobs.sql.ts";
import { readConfig } from "../src/platform/config.ts";
import { type Jobs, openJobs } from "../src/platform/jobs.ts";
import { makeLog } from "../src/platform/log.ts";
import { lastDue, runOf } from "../src/platform/schedules.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { LEADERS } from "./preparation/leaders.ts";
import { makeNetwork } from "./preparation/networks.ts";
import { type Process, startProcess, until } from "./preparation/processes.ts";

/* Two real processes `ancrage work` on one database, one of which is stopped or killed in the middle of its work. */

const LIMITS = { uploadBytes: 10 ** 8, inflatedBytes: 10 ** 8 };
const WORKER = { LOG_LEVEL: "debug", ANCRAGE_INFLATED_MB: "1" };
/** What a day is worth: the task that the test finds due was asked for the last time before it. */
const DAY = 24 * 3600 * 1000;
/** One that is done whatever the settings. */
const TASK = SCHEDULES.find(({ name }) => name === "statistics")!;
const CRON = TASK.cron(readConfig({}))!;
let bench: Bench;
let jobs: Jobs;
let workers: Process[];

beforeAll(async () => {
  bench = await freshDatabase();
  await makeNetwork(bench, "essai", []);
  jobs = openJobs(bench.url, makeLog("silent"), { superviseSeconds: 1 });
  const task = TASK;
  const before = new Date(lastDue(CRON, new Date()).getTime() - 3 * DAY);
  await jobs.ask(bench.db, task.name, runOf(task.name, before), true);
  workers = [1, 2].map(() => startProcess(bench, ["work"], WORKER));
  await Promise.all(workers.map((one) => until(one.output, (text) => text.includes("worker ready"), 60)));
}, 120_000);

afterAll(async () => {
  await jobs?.stop();
});

async function importing(rows: number): Promise<string> {
  const lines = Array.from({ length: rows }, (_, index) => `Atelier ${crypto.randomUUID()} ${index};Rodez`);
  return importingFile(`Intitulé;Lieu\n${lines.join("\n")}\n`);
}

async function importingFile(content: string | Uint8Array): Promise<string> {
  const path = join(bench.dataDir, `incoming-${crypto.randomUUID()}`);
  await writeFile(path, content);
  const doors = { ...bench.doors(), enqueue: jobs.enqueue };
  const file = await receiveFile(doors, { network: "essai", fileName: "a.csv", path, limits: LIMITS, preview: false });
  if (!file.ok) throw new Error(file.failure.code);
  const started = await startImport(doors, { network: "essai", id: file.value.id });
  if (!started.ok) throw new Error(started.failure.code);
  return file.value.id;
}

const importOf = async (id: string) =>
  bench.db
    .selectFrom("imports")
    .select(["status", "rows_done", "counts"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
const jobOf = async (id: string) =>
  (
    await bench.pool.query("select state, retry_count from pgboss.job where name = 'import' and singleton_key = $1", [
      id,
    ])
  ).rows[0];
/** The job of an import, a moment after the import itself says that it is done. */
const ended = (id: string) =>
  until(
    () => jobOf(id),
    ({ state }) => state === "completed",
    60,
  );
const isBegun = ({ rows_done, status }: { rows_done: number; status: string }) =>
  Number(rows_done) > 0 && status === "running";
const workingOn = (id: string) => workers.find((one) => one.output().includes(`"subject":"${id}","msg":"job begins"`))!;
const begins = () => workers.map((one) => one.output().split('"msg":"job begins"').length - 1);

test("a task missed while nothing ran is done once, by one of them, and one of them leads", async () => {
  const task = TASK;
  expect(await wasScheduled(bench.db, task.name)).toBe(true);
  const ran = async () =>
    (
      await bench.pool.query(
        "select id, state from pgboss.job where name = 'schedule' and singleton_key = $1 and started_on is not null and state = 'completed'",
        [task.name],
      )
    ).rows;
  expect(await until(ran, (rows) => rows.length > 0, 60)).toEqual([
    { id: runOf(task.name, lastDue(CRON, new Date())), state: "completed" },
  ]);
  const leaders = await bench.pool.query(LEADERS);
  expect(leaders.rowCount).toBe(1);
});

test("they share the work, and each import is done once", async () => {
  const ids = await Promise.all(Array.from({ length: 6 }, () => importing(60)));
  for (const id of ids)
    await until(
      () => importOf(id),
      ({ status }) => status === "done",
      60,
    );
  expect(Math.min(...begins())).toBeGreaterThan(0);
  for (const id of ids) expect((await importOf(id)).counts).toMatchObject({ read: 60, created: 60, unchanged: 0 });
}, 90_000);

test("they unpack no more of a workbook than the settings allow", async () => {
  const rows = Array.from({ length: 9000 }, (_, index) =>
    inlineRow(`Atelier ${crypto.randomUUID()} ${index}`, "Rodez"),
  );
  const sheet = inlineRow("Intitulé", "Lieu") + rows.join("");
  expect(sheet.length).toBeGreaterThan(2 ** 20);
  const id = await importingFile(zipOf(workbookOf({ sheets: { Réponses: sheet } })));
  const done = await until(
    () => bench.db.selectFrom("imports").select(["status", "failure"]).where("id", "=", id).executeTakeFirstOrThrow(),
    ({ status }) => status === "failed" || status === "done",
    60,
  );
  expect(done).toMatchObject({ status: "failed", failure: { code: "hostile_workbook" } });
}, 90_000);

test("one asked to stop gives its job back at once, which goes on elsewhere and counts as no failed try", async () => {
  const id = await importing(2000);
  await until(() => importOf(id), isBegun, 60);
  const stopped = workingOn(id);
  expect(await stopped.end("SIGTERM")).toBe(0);
  const done = await until(
    () => importOf(id),
    ({ status }) => status === "done",
    150,
  );
  expect(done.counts).toMatchObject({ read: 2000, created: 2000, unchanged: 0 });
  expect(await ended(id)).toEqual({ state: "completed", retry_count: 0 });
  workers = [...workers.filter((one) => one !== stopped), startProcess(bench, ["work"], WORKER)];
  await until(workers[1]!.output, (text) => text.includes("worker ready"), 60);
}, 300_000);

test("one killed while it leads and works is replaced: the leader within seconds, its job once it is missed", async () => {
  const id = await importing(2000);
  await until(() => importOf(id), isBegun, 60);
  const killed = workingOn(id);
  await killed.end("SIGKILL");
  // Its last sign of life is made old: a minute of silence is what it takes.
  await bench.pool.query(
    "update pgboss.job set heartbeat_on = now() - interval '5 minutes' where singleton_key = $1 and state = 'active'",
    [id],
  );
  await until(
    async () => (await bench.pool.query(LEADERS)).rowCount,
    (leaders) => leaders === 1,
    60,
  );
  const done = await until(
    () => importOf(id),
    ({ status }) => status === "done",
    150,
  );
  expect(done.counts).toMatchObject({ read: 2000, created: 2000, unchanged: 0 });
  expect(await ended(id)).toEqual({ state: "completed", retry_count: 1 });
}, 300_000);
