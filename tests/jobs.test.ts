import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { checkUnfinished } from "../src/cli/doctor.ts";
import { command as listCommand } from "../src/cli/jobs-list.ts";
import { command as retryCommand } from "../src/cli/jobs-retry.ts";
import { cliWords } from "../src/cli/words.ts";
import { receiveFile } from "../src/imports/actions/receive-file.ts";
import { runImport } from "../src/imports/actions/run-import.ts";
import { startImport } from "../src/imports/actions/start-import.ts";
import { retryJob } from "../src/jobs/actions/retry-job.ts";
import { findWhereabouts, listJobs, wasScheduled } from "../src/jobs/jobs.sql.ts";
import { type Alone, tellAbandoned } from "../src/jobs/tell-abandoned.ts";
import { tellDead } from "../src/jobs/tell-dead.ts";
import { createNetwork } from "../src/networks/actions/create-network.ts";
import { buildOpenData } from "../src/open-data/actions/build-open-data.ts";
import { sendMail } from "../src/people/actions/send-mail.ts";
import { askMail, takeMail } from "../src/people/mails.sql.ts";
import { readConfig } from "../src/platform/config.ts";
import { type Jobs, openJobs, type Queue } from "../src/platform/jobs.ts";
import { takeTurnsLeading } from "../src/platform/leader.ts";
import { makeLog } from "../src/platform/log.ts";
import { ANYONE } from "../src/platform/person.ts";
import { askDue, lastDue, runOf } from "../src/platform/schedules.ts";
import { composeReport } from "../src/reports/actions/compose-report.ts";
import { sealReport } from "../src/reports/actions/seal-report.ts";
import { holdIndex } from "../src/search/index-initiatives.sql.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { LEADERS } from "./preparation/leaders.ts";
import { makeNetwork } from "./preparation/networks.ts";
import { until } from "./preparation/processes.ts";
import { form, makeSite, type TestSite } from "./preparation/site.ts";

/*
 * Jobs on the real pg-boss. Queues are told not to wait between tries, which is all that differs from an installation.
 */

const LIMITS = { uploadBytes: 10 ** 8, inflatedBytes: 10 ** 8 };
let bench: Bench;
let jobs: Jobs;
let site: TestSite;
const broken = new Set<string>();
const ran: { queue: Queue; id: string }[] = [];

const doors = () => ({ ...bench.doors(), enqueue: jobs.enqueue });

beforeAll(async () => {
  bench = await freshDatabase();
  for (const slug of ["essai", "voisin"]) await makeNetwork(bench, slug, ["sante"]);
  jobs = openJobs(bench.url, makeLog("silent"), { superviseSeconds: 1 });
  const handler = (queue: Queue, work: (network: string, id: string) => Promise<unknown>) => ({
    [queue]: async ({ network, id }: { network: string; id: string }) => {
      ran.push({ queue, id });
      if (broken.has(id)) throw new Error("postgresql://ancrage:hunter2@db/x refused jeanne@example.fr");
      await work(network, id);
    },
  });
  // The first job ever asked for makes the tables.
  await jobs.ask(bench.db, "first", crypto.randomUUID(), true);
  await tries(1);
  await jobs.work({
    ...handler("import", (network, id) => runImport(bench.doors(), { network, id })),
    ...handler("bulk", async () => {}),
  });
  site = await makeSite({ ...bench, doors: (person) => ({ ...bench.doors(person), enqueue: jobs.enqueue }) });
}, 120_000);

afterAll(async () => {
  await jobs?.stop();
});

/** A file received by a network, that may be started. */
async function received(network: string, rows: number): Promise<string> {
  const path = join(bench.dataDir, `incoming-${crypto.randomUUID()}`);
  const lines = Array.from({ length: rows }, (_, index) => `${index + 1};Jardin ${index + 1} de ${network};Metz`);
  await writeFile(path, `Numéro;Intitulé;Lieu\n${lines.join("\n")}\n`);
  const file = await receiveFile(bench.doors(), { network, fileName: `${network}.csv`, path, limits: LIMITS });
  if (!file.ok) throw new Error(file.failure.code);
  return file.value.id;
}

/** Makes each job asked for from now on be tried so many times, at once. */
const tries = (times: number) =>
  bench.pool.query("update pgboss.queue set retry_limit = $1, retry_delay = 0, retry_backoff = false", [times - 1]);

/** An import under way without a job, as the command line makes one, whose run was cut after so many rows. */
async function cutImport(network: string, rows: number, after: number): Promise<string> {
  const id = await received(network, rows);
  expect(await startImport(bench.doors(), { network, id })).toMatchObject({ ok: true });
  await cutAt(network, id, after);
  return id;
}

const cutAt = (network: string, id: string, after: number) =>
  expect(
    runImport(bench.doors(), {
      network,
      id,
      onProgress: (done) => {
        if (done >= after) throw new Error("killed");
      },
    }),
  ).rejects.toThrow("killed");

const revisionOf = async (slug: string): Promise<number> =>
  (await bench.pool.query("select revision from networks where slug = $1", [slug])).rows[0].revision;

const waiting = async () =>
  (
    await bench.pool.query(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()",
    )
  ).rowCount;

const statusOf = async (id: string) =>
  (await bench.db.selectFrom("imports").select("status").where("id", "=", id).executeTakeFirstOrThrow()).status;

/** An import whose job fails at every try, until it waits for a decision; answers the import and the dead letter. */
async function deadImport(network: string): Promise<{ id: string; letter: string }> {
  const id = await received(network, 3);
  broken.add(id);
  expect(await startImport(doors(), { network, id })).toMatchObject({ ok: true });
  const [letter] = await until(
    async () => (await listJobs(bench.db, network)).filter(({ state, subject }) => state === "dead" && subject === id),
    (found) => found.length === 1,
    30,
  );
  return { id, letter: letter!.id };
}

describe("a job that fails", () => {
  test("is tried again, then waits for a decision with its reason, and what waits for it is told once", async () => {
    await tries(2);
    const { id, letter } = await deadImport("essai");
    await tries(1);
    expect(ran.filter((one) => one.id === id)).toHaveLength(2);
    const [job] = await listJobs(bench.db, "essai");
    expect(job).toMatchObject({
      id: letter,
      queue: "import",
      state: "dead",
      tries: 2,
      failure: { code: "job_crashed" },
    });
    const kept = await bench.pool.query("select output::text from pgboss.job where data ->> 'id' = $1", [id]);
    expect(JSON.stringify(kept.rows)).not.toMatch(/hunter2|jeanne/);
    expect(await statusOf(id)).toBe("queued");
    await tellDead(doors());
    expect(await statusOf(id)).toBe("failed");
    const trace = () => bench.pool.query("select count(*)::int as n from audit_entries where action = 'fail_import'");
    const once = (await trace()).rows[0].n;
    await tellDead(doors());
    expect((await trace()).rows[0].n).toBe(once);
    const page = await (await site.asLocal(`/essai/importer/${id}`)).text();
    expect(page).toContain("erreur imprévue");
    expect(page).toContain(`/essai/importer/${id}/lancer`);
    broken.delete(id);
  });

  test("goes on when its page's own button is sent, and leaves the list of those to decide", async () => {
    const { id } = await deadImport("essai");
    await tellDead(doors());
    broken.delete(id);
    expect((await site.asLocal(`/essai/importer/${id}/lancer`, form({}))).status).toBe(303);
    await until(
      () => statusOf(id),
      (status) => status === "done",
    );
    // The job closes a moment after what it did.
    const left = async () => (await listJobs(bench.db, "essai")).filter(({ subject }) => subject === id);
    expect(await until(left, (jobs) => jobs.length === 0)).toEqual([]);
  });
});

describe("the page of jobs", () => {
  test("shows a network's jobs to whoever administers it, in both languages, and no other's", async () => {
    const mine = await deadImport("essai");
    const other = await deadImport("voisin");
    for (const [path, title] of [
      ["/essai/travaux", "À décider"],
      ["/en/essai/travaux", "To decide"],
    ]) {
      const answer = await site.asLocal(path!);
      const page = await answer.text();
      expect(answer.status).toBe(200);
      expect(page).toContain(title);
      expect(page).toContain(mine.letter);
      expect(page).toContain("essai.csv");
      expect(page).not.toContain(other.letter);
      expect(page).not.toContain("voisin.csv");
    }
    expect((await site.asAnyone("/essai/travaux")).status).toBe(404);
    await bench.pool.query("update networks set published = true where slug = 'essai'");
    onTestFinished(async () => void (await bench.pool.query("update networks set published = false")));
    expect((await site.asAnyone("/essai/travaux")).status).toBe(403);
    for (const verb of ["relancer", "ecarter"])
      expect((await site.asAnyone(`/essai/travaux/${mine.letter}/${verb}`, form({}))).status).toBe(403);
    for (const { id } of [mine, other]) broken.delete(id);
  });

  test("refuses a job of another network, one that never was, and what is no identifier", async () => {
    const { letter, id } = await deadImport("voisin");
    for (const verb of ["relancer", "ecarter"])
      for (const forged of [letter, crypto.randomUUID(), "1%27--"])
        expect((await site.asLocal(`/essai/travaux/${forged}/${verb}`, form({}))).status).toBe(404);
    expect((await listJobs(bench.db, "voisin")).map((job) => job.id)).toContain(letter);
    expect(
      await retryJob({ ...bench.doors(ANYONE), enqueue: jobs.enqueue }, { network: null, id: letter }),
    ).toMatchObject({
      ok: false,
      failure: { kind: "forbidden" },
    });
    broken.delete(id);
  });

  test("has a job tried again, once however often the button is sent", async () => {
    const { id, letter } = await deadImport("essai");
    await tellDead(doors());
    broken.delete(id);
    const send = () => site.asLocal(`/essai/travaux/${letter}/relancer`, form({}));
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({ status }) => status).sort()).toContain(303);
    await until(
      () => statusOf(id),
      (status) => status === "done",
    );
    await wait(500);
    expect(ran.filter((one) => one.id === id)).toHaveLength(2);
    expect((await send()).status).toBe(404);
  });

  test("sets a job aside, which is then counted nowhere", async () => {
    const { letter, id } = await deadImport("essai");
    const counted = async () => (await checkUnfinished(bench)).find(({ name }) => name === "dead_letters")!;
    const before = Number((await counted()).detail);
    expect(before).toBeGreaterThan(0);
    const answer = await site.asLocal(`/essai/travaux/${letter}/ecarter`, form({}));
    expect(answer.status).toBe(303);
    expect(await (await site.asLocal(answer.headers.get("location")!)).text()).toContain("mis de côté");
    expect(Number((await counted()).detail)).toBe(before - 1);
    broken.delete(id);
  });
});

describe("ancrage jobs", () => {
  test("lists the dead of the whole installation and has one tried again", async () => {
    const { id, letter } = await deadImport("voisin");
    const said: string[] = [];
    const io = { answer: (text: string) => said.push(text), say: () => {}, words: cliWords("fr"), json: true };
    const runtime = { db: bench.db, doors } as never;
    const run = (command: { run: unknown }, args: string[], values: object) =>
      (command.run as (...all: unknown[]) => Promise<{ exit: number }>)(io, args, values, runtime);
    await run(listCommand, [], { failed: true });
    expect(JSON.parse(said.pop()!)).toContainEqual(
      expect.objectContaining({ id: letter, queue: "import", network: "voisin", state: "dead" }),
    );
    await tellDead(doors());
    broken.delete(id);
    expect(await run(retryCommand, [letter], {})).toEqual({ exit: 0 });
    await until(
      () => statusOf(id),
      (status) => status === "done",
    );
    expect(await run(retryCommand, [letter], {})).toMatchObject({ exit: 1, failure: { code: "job" } });
  });
});

describe("a page that waits", () => {
  test("says how many jobs go first, then that the job will be tried again and why", async () => {
    const id = await received("essai", 3);
    await bench.pool.query("update imports set status = 'queued' where id = $1", [id]);
    const insert = (state: string, key: string, more = "") =>
      bench.pool.query(
        `insert into pgboss.job (name, state, singleton_key, data, created_on, start_after, output)
         values ('report', $1, $2, '{}', now() - $3::interval, now() + interval '1 hour', $4)`,
        [state, key, key === id ? "0 s" : "1 minute", more || null],
      );
    onTestFinished(async () => void (await bench.pool.query("delete from pgboss.job where name = 'report'")));
    await insert("created", "other");
    await insert("created", id);
    expect(await findWhereabouts(bench.db, "report", id)).toMatchObject({ state: "waiting", ahead: 1 });
    await bench.pool.query(
      "update pgboss.job set name = 'import', state = 'retry', output = $2 where singleton_key = $1",
      [id, JSON.stringify({ failure: { kind: "unavailable", code: "job_database_away" } })],
    );
    const page = await (await site.asLocal(`/essai/importer/${id}`)).text();
    expect(page).toContain("La base de données ne répondait pas. Nouvel essai, tout seul, le ");
    expect(page).toContain('http-equiv="refresh"');
    await bench.pool.query("delete from pgboss.job where singleton_key = $1", [id]);
  });
});

describe("run twice, or cut short and run again,", () => {
  test("an import does nothing twice, and its balance is that of one run", async () => {
    const id = await received("essai", 1200);
    await startImport(bench.doors(), { network: "essai", id });
    const cut = runImport(bench.doors(), {
      network: "essai",
      id,
      onProgress: (done) => {
        if (done >= 500) throw new Error("killed");
      },
    });
    await expect(cut).rejects.toThrow("killed");
    const both = await Promise.allSettled([1, 2].map(() => runImport(bench.doors(), { network: "essai", id })));
    const ended = both.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(ended.filter(({ ok }) => ok)).toHaveLength(1);
    expect(ended.filter((one) => !one.ok && one.failure.code === "import_not_ready")).toHaveLength(1);
    const kept = await bench.db
      .selectFrom("imports")
      .select(["status", "counts"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(kept).toMatchObject({ status: "done", counts: { read: 1200, updated: 0, refused: 0 } });
    const { created, unchanged } = kept.counts as { created: number; unchanged: number };
    expect(created + unchanged).toBe(1200);
    const titles = await bench.pool.query(
      "select count(*)::int as all, count(distinct title)::int as different from initiatives where network_id = (select id from networks where slug = 'essai')",
    );
    expect(titles.rows[0].all).toBe(titles.rows[0].different);
    const traces = await bench.pool.query(
      "select count(*)::int as n from audit_entries where subjects ->> 'import' = $1 and action = 'run_import'",
      [id],
    );
    expect(traces.rows[0].n).toBe(1);
    expect(await runImport(bench.doors(), { network: "essai", id })).toMatchObject({
      ok: false,
      failure: { kind: "conflict" },
    });
  });

  test("an import goes on from where another run of it was, which ends with its worker", async () => {
    const network = await makeNetwork(bench, "relais", []);
    const id = await received("relais", 1200);
    await startImport(bench.doors(), { network: "relais", id });
    await bench.db.transaction().execute((trx) => holdIndex(trx, network));
    const { first, second } = await bench.db.transaction().execute(async (trx) => {
      await holdIndex(trx, network);
      // Whoever waits first goes on first: the second knows of no row, and finds 500.
      const first = cutAt("relais", id, 500);
      await until(waiting, (runs) => runs === 1);
      const second = runImport(bench.doors(), { network: "relais", id });
      await until(waiting, (runs) => runs === 2);
      return { first, second };
    });
    await first;
    expect(await second).toMatchObject({ ok: true, value: { read: 1200, created: 1200, unchanged: 0, refused: 0 } });
    expect(await statusOf(id)).toBe("done");
  });

  test("an import whose asker lost her right says so, shows what was kept, and goes on for somebody else", async () => {
    await makeNetwork(bench, "perdu", []);
    const id = await cutImport("perdu", 1200, 500);
    const before = await revisionOf("perdu");
    const hers = () => runImport(bench.doors(ANYONE), { network: "perdu", id });
    expect(await hers()).toMatchObject({ ok: false, failure: { kind: "forbidden" } });
    expect(await statusOf(id)).toBe("failed");
    expect(await revisionOf("perdu")).toBe(before + 1);
    expect(await (await site.asLocal(`/perdu/importer/${id}`)).text()).toContain("n’a plus le droit d’importer");
    expect(await startImport(bench.doors(), { network: "perdu", id })).toMatchObject({ ok: true });
    expect(await runImport(bench.doors(), { network: "perdu", id })).toMatchObject({
      ok: true,
      value: { read: 1200, created: 1200 },
    });
    // What is done stays done.
    expect(await hers()).toMatchObject({ ok: false });
    expect(await statusOf(id)).toBe("done");
  });

  test("an import that nothing works on any more is said stopped, unless it moves or its job waits", async () => {
    await makeNetwork(bench, "seul", []);
    const interrupted = await cutImport("seul", 600, 500);
    const moving = await cutImport("seul", 1100, 500);
    const asked = await received("seul", 3);
    await startImport(bench.doors(), { network: "seul", id: asked });
    await bench.pool.query(
      `insert into pgboss.job (name, state, singleton_key, data, start_after)
       values ('import', 'created', $1, '{}', now() + interval '1 day')`,
      [asked],
    );
    onTestFinished(
      async () => void (await bench.pool.query("delete from pgboss.job where singleton_key = $1", [asked])),
    );
    const start = Date.now();
    const alone: Alone = new Map();
    const look = (minutes: number) =>
      tellAbandoned({ ...doors(), now: () => new Date(start + minutes * 60_000) }, alone);
    const statuses = () => Promise.all([interrupted, moving, asked].map(statusOf));
    await look(0);
    await look(29);
    expect(await statuses()).toEqual(["running", "running", "queued"]);
    await cutAt("seul", moving, 1000);
    await look(31);
    expect(await statuses()).toEqual(["failed", "running", "queued"]);
    expect(await (await site.asLocal(`/seul/importer/${interrupted}`)).text()).toContain("s’est arrêté avant la fin");
    await look(62);
    expect(await statuses()).toEqual(["failed", "failed", "queued"]);
    expect(await startImport(bench.doors(), { network: "seul", id: interrupted })).toMatchObject({ ok: true });
    expect(await runImport(bench.doors(), { network: "seul", id: interrupted })).toMatchObject({ ok: true });
  });

  test("a report is composed once and stays the same bytes", async () => {
    const sealed = await sealReport(bench.doors(), { network: "voisin", lang: "fr" });
    if (!sealed.ok) throw new Error(sealed.failure.code);
    const input = { network: "voisin", id: sealed.value.id };
    const revision = async () =>
      (await bench.pool.query("select revision from networks where slug = 'voisin'")).rows[0].revision;
    const first = await composeReport(bench.doors(), input);
    const before = await revision();
    const second = await composeReport(bench.doors(), input);
    if (!first.ok || !second.ok) throw new Error("not composed");
    expect(second.value.pdf.equals(first.value.pdf)).toBe(true);
    expect(await revision()).toBe(before);
  }, 120_000);

  test("files of open data are made once, by two at once as well", async () => {
    await bench.pool.query("update networks set published = true where slug = 'essai'");
    const build = () => buildOpenData(bench.doors(), { network: "essai", base: "https://ancrage.example" });
    const made = await Promise.all([build(), build()]);
    expect(made.map((one) => one.ok && one.value.outcome).sort()).toEqual(["made", "unchanged"]);
  }, 60_000);
});

describe("a letter that another is sending", () => {
  const base = "https://ancrage.example";
  const to = "awa@essai.invalid";
  const asked = () =>
    askMail(bench.doors(), bench.db, {
      recipient: to,
      lang: "fr",
      template: "account_unused",
      params: { days: 30, path: "/compte" },
    });
  const mailOf = (id: string) =>
    bench.db.selectFrom("mails").select(["sent_at", "failure", "tries"]).where("id", "=", id).executeTakeFirstOrThrow();

  /** Two who send one letter at once: the first is answered by its mail server once the second waits for it. */
  async function sentByTwo(id: string, answer: () => void) {
    const letters: string[] = [];
    const holds = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    const first = sendMail(bench.doors(), {
      id,
      base,
      post: async (recipient) => {
        holds.resolve();
        await answered.promise;
        answer();
        letters.push(recipient);
      },
    });
    await holds.promise;
    const second = sendMail(bench.doors(), { id, base, post: async (recipient) => void letters.push(recipient) });
    await until(waiting, (senders) => senders === 1).finally(() => answered.resolve());
    return { first: await first, second: await second, letters };
  }

  test("leaves all the same when that one fails", async () => {
    const id = await asked();
    const { first, second, letters } = await sentByTwo(id, () => {
      throw new Error("450 try later");
    });
    expect(first).toMatchObject({ ok: false, failure: { code: "mail_refused" } });
    expect(second).toEqual({ ok: true, value: { sent: true } });
    expect(letters).toEqual([to]);
    expect(await mailOf(id)).toEqual({ sent_at: expect.any(Date), failure: null, tries: 2 });
  });

  test("leaves once when that one succeeds", async () => {
    const id = await asked();
    const { first, second, letters } = await sentByTwo(id, () => {});
    expect([first, second]).toEqual([
      { ok: true, value: { sent: true } },
      { ok: true, value: { sent: false } },
    ]);
    expect(letters).toEqual([to]);
  });

  test("is tried again later when nothing comes of that one, whose machine may have died", async () => {
    const id = await asked();
    const sent: string[] = [];
    const send = () =>
      sendMail(bench.doors(), { id, base, patienceMs: 50, post: async (recipient) => void sent.push(recipient) });
    await bench.db.transaction().execute(async (trx) => {
      await takeMail(trx, id, 50);
      expect(await send()).toEqual({ ok: false, failure: { kind: "unavailable", code: "mail_held" } });
    });
    expect(await send()).toEqual({ ok: true, value: { sent: true } });
    expect(sent).toEqual([to]);
  });
});

describe("scheduled tasks", () => {
  const CRON = "40 3 * * *";
  const config = readConfig({});
  const jobsOf = async (task: string) =>
    (
      await bench.pool.query(
        "select id, state, started_on from pgboss.job where name = 'schedule' and singleton_key = $1",
        [task],
      )
    ).rows;

  test("begin with their next moment, then are asked for once by all who ask, however many moments were missed", async () => {
    const task = { name: `nightly-${crypto.randomUUID()}`, cron: () => CRON, run: async () => {} };
    const day = 24 * 3600 * 1000;
    const asking = (now: Date) => askDue({ db: bench.db, jobs, config, now: () => now }, [task], wasScheduled);
    const start = new Date("2026-02-01T12:00:00Z");
    await asking(start);
    expect(await jobsOf(task.name)).toMatchObject([{ state: "completed", started_on: null }]);
    await asking(new Date(start.getTime() + 3600_000));
    expect(await jobsOf(task.name)).toHaveLength(1);
    const back = new Date(start.getTime() + 10 * day);
    await Promise.all([1, 2, 3].map(() => asking(back)));
    const all = await jobsOf(task.name);
    expect(all).toHaveLength(2);
    expect(all.map(({ id }) => id)).toContain(runOf(task.name, lastDue(CRON, back)));
  });
});

describe("the leader", () => {
  test("is one, does its duty again and again, and is replaced when its connection dies", async () => {
    const done: string[] = [];
    const take = (name: string) =>
      takeTurnsLeading(bench.url, makeLog("silent"), async () => void done.push(name), { everyMs: 50, retryMs: 50 });
    const [a, b] = [take("a"), take("b")];
    onTestFinished(async () => void (await Promise.all([a.close(), b.close()])));
    await until(
      () => done.length,
      (length) => length >= 5,
    );
    expect(new Set(done).size).toBe(1);
    expect([a.leads(), b.leads()].filter(Boolean)).toHaveLength(1);
    const [first, other] = a.leads() ? ["a", "b"] : ["b", "a"];
    await bench.pool.query(`select pg_terminate_backend(pid) from (${LEADERS}) leaders`);
    // Whichever takes it back, nobody leads beside it.
    await until(
      () => [a.leads(), b.leads()].filter(Boolean).length,
      (leading) => leading === 1,
    );
    await (first === "a" ? a : b).close();
    await until(
      () => done.at(-1),
      (last) => last === other,
    );
  });
});

test("a network created later has an empty page of jobs", async () => {
  await createNetwork(bench.doors(), { slug: "neuf", name: "Neuf" });
  expect(await (await site.asLocal("/neuf/travaux")).text()).toContain("Rien en attente");
});
