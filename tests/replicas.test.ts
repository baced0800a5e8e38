import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { command as doctorCommand } from "../src/cli/doctor.ts";
import { cliWords } from "../src/cli/words.ts";
import { readConfig } from "../src/platform/config.ts";
import { connectKept, farewell, keptClient } from "../src/platform/database/kept-session.ts";
import { isServersFault, openReading } from "../src/platform/database/reading.ts";
import { openReplicas } from "../src/platform/database/replicas.ts";
import { makeLog } from "../src/platform/log.ts";
import { LOCAL_PERSON } from "../src/platform/person.ts";
import { openRuntime, type Runtime } from "../src/platform/runtime.ts";
import { type Running, startServer } from "../src/web/server.ts";
import { makeMember } from "./preparation/members.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";
import { type Node, type Pair, startPair } from "./preparation/standby.ts";

let pair: Pair;
let runtime: Runtime;
let served: Running;
let folder: string;

// Twins, so that merging a pair leaves nothing to decide.
const ANSWERS = `Numéro;Intitulé;Lieu\n${["Chorale", "Jardin", "Ciné", "Cuisine", "Lecture", "Marche"]
  .flatMap((title, index) => [2 * index + 1, 2 * index + 2].map((number) => `${number};${title} ${number};Metz`))
  .join("\n")}\n`;

beforeAll(async () => {
  pair = await startPair();
  folder = await mkdtemp(join(tmpdir(), "ancrage-test-"));
  const config = readConfig({
    DATABASE_URL: pair.primary.url,
    DATABASE_REPLICA_URLS: pair.standby.url,
    ANCRAGE_REPLICA_LAG_SECONDS: "6",
    ANCRAGE_DATA: folder,
    PORT: "0",
    LOG_LEVEL: process.env.SHOW_LOG ?? "silent",
  });
  const opened = await openRuntime(config, makeLog(config.logLevel));
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  runtime = opened.value;
  const bench = { ...runtime, pages: runtime, dataDir: folder, doors: () => runtime.doors(LOCAL_PERSON) } as never;
  await makeNetwork(bench, "net", ["prevention"]);
  await pair.primary.ask("update networks set published = true");
  await importText(bench, "net", ANSWERS);
  colleague = (await makeMember(bench, { installation: true })).cookie;
  const started = await startServer(runtime);
  if (!started.ok) throw new Error(JSON.stringify(started.failure));
  served = started.value;
  await until("ready");
}, 120_000);

afterAll(async () => {
  await served?.close();
  await runtime?.close();
  await pair?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const ask = (path: string, headers: Record<string, string>, init: RequestInit = {}) =>
  fetch(`${served.address.replace(/\/$/, "")}${path}`, { redirect: "manual", ...init, headers });

/** Somebody else's page, as it comes through a proxy. */
const asStranger = (path: string, cookie = "") => ask(path, { "x-forwarded-for": "203.0.113.9", cookie });
let colleague = "";
const asColleague = (path: string) => ask(path, { cookie: colleague });

/** Merges two initiatives by the form of the site; answers the cookie that the browser is given. */
async function merge(kept: number, merged: number): Promise<string> {
  const address = `/net/doublons/${kept}/${merged}`;
  const page = await (await asColleague(address)).text();
  const revision = (side: string) => new RegExp(`name="${side}-revision" value="(\\d+)"`).exec(page)?.[1] ?? "";
  const body = new URLSearchParams({
    title: "kept",
    "kept-revision": revision("kept"),
    "merged-revision": revision("merged"),
  });
  const answer = await ask(
    address,
    {
      origin: new URL(served.address).origin,
      "content-type": "application/x-www-form-urlencoded",
      cookie: colleague,
    },
    { method: "POST", body },
  );
  expect(answer.status).toBe(303);
  return answer.headers.get("set-cookie") ?? "";
}

const standbys = async () =>
  ((await (await asStranger("/ready")).json()) as { standbys: { ready: number } }).standbys.ready;

async function until(state: "ready" | "out"): Promise<void> {
  for (let tries = 0; (await standbys()) !== (state === "ready" ? 1 : 0); tries += 1) {
    if (tries > 400) throw new Error(`the standby is not ${state}`);
    await wait(50);
  }
}

/** How many of the site's queries a server has been asked since a moment (its own clock). */
async function asked(node: Node, work: () => Promise<unknown>): Promise<number> {
  const since = (await node.ask("select clock_timestamp()::text as now"))[0]!.now;
  await work();
  const rows = await node.ask(
    `select count(*)::int as n from pg_stat_activity where application_name = 'ancrage' and query_start > '${since}'`,
  );
  return rows[0]!.n as number;
}

let fresh = 0;
/** An address nobody asked before, so that no ready page answers it. */
const unheard = () => `/net/initiatives?vue=fiches&nobody=${++fresh}`;
const status = async (answer: Promise<Response>) => (await answer).status;

describe("the addresses of standbys", () => {
  const read = (environment: Record<string, string>) => readConfig(environment).replicaUrls;
  const DATABASE_URL = "postgresql://a@db1/x";

  test("are separated by commas, and told once each", () => {
    const DATABASE_REPLICA_URLS = " postgresql://a@db2/x, postgresql://a@db3/x,postgresql://a@db2/x ,";
    expect(read({ DATABASE_URL, DATABASE_REPLICA_URLS })).toEqual(["postgresql://a@db2/x", "postgresql://a@db3/x"]);
    expect(read({ DATABASE_URL })).toEqual([]);
  });

  test("are refused when they are none, or standbys of nothing", () => {
    expect(() => read({ DATABASE_URL, DATABASE_REPLICA_URLS: "postgresql://a@db2/x,db3" })).toThrow(/must begin with/);
    expect(() => read({ DATABASE_REPLICA_URLS: "postgresql://a@db2/x" })).toThrow(/needs DATABASE_URL/);
  });
});

describe("a standby that follows", () => {
  test("is where a stranger's page is read from, and the primary hears nothing of it", async () => {
    const onPrimary = () => asked(pair.primary, () => asStranger(unheard()));
    let primary = -1;
    const standby = await asked(pair.standby, async () => {
      primary = await onPrimary();
    });
    expect({ standby: standby > 0, primary }).toEqual({ standby: true, primary: 0 });
  });

  test("gives pages that are kept ready", async () => {
    const path = unheard();
    await expect.poll(() => asked(pair.standby, () => asStranger(path)), { timeout: 20_000 }).toBe(0);
    expect(await status(asStranger(path))).toBe(200);
  });
});

describe("a standby that has not replayed a change yet", () => {
  const merged = "/net/initiatives/2-chorale-2";
  let cookie: string;

  test("is not read from by whoever made the change, nor by colleagues, but still by strangers", async () => {
    await pair.standby.ask("select pg_wal_replay_pause()");
    cookie = await merge(1, 2);
    expect(cookie).toMatch(/^ancrage_written=\d+; Max-Age=26; Path=\/; HttpOnly; SameSite=Lax$/);
    const own = cookie.split(";")[0]!;
    expect(await status(asStranger(merged, own))).toBe(301);
    expect(await status(asColleague(merged))).toBe(301);
    expect(await status(asStranger(merged))).toBe(200);
  });

  test("leaves no stale page behind once it has", async () => {
    const list = "/net/initiatives";
    for (const _ of [1, 2, 3]) expect(await (await asStranger(list)).text()).toContain("Chorale 2");
    await pair.standby.ask("select pg_wal_replay_resume()");
    await expect.poll(async () => (await asStranger(list)).text(), { timeout: 20_000 }).not.toContain("Chorale 2");
    expect(await status(asStranger(merged))).toBe(301);
  });

  test("is left when it falls further behind than allowed, and taken again when it follows", async () => {
    await until("ready");
    await pair.standby.ask("select pg_wal_replay_pause()");
    await merge(3, 4);
    expect(await status(asStranger("/net/initiatives/4-jardin-4"))).toBe(200);
    await until("out");
    expect(await status(asStranger("/net/initiatives/4-jardin-4"))).toBe(301);
    await pair.standby.ask("select pg_wal_replay_resume()");
    await until("ready");
    expect(await asked(pair.standby, () => asStranger(unheard()))).toBeGreaterThan(0);
  });

  test("is not made to look fresh by a forged cookie", async () => {
    for (const forged of [
      "ancrage_written=99999999999999999999",
      "ancrage_written=-1",
      "ancrage_written='; drop",
      "x=1",
    ])
      expect(await status(asStranger(unheard(), forged))).toBe(200);
  });
});

/** Readers who go on asking, four at a time, while something happens; answers every status they got. */
async function readMeanwhile(work: () => Promise<unknown>): Promise<number[]> {
  const seen: number[] = [];
  let over = false;
  const reader = async () => {
    while (!over) seen.push(await status(asStranger(unheard())));
  };
  const readers = [1, 2, 3, 4].map(reader);
  await work();
  over = true;
  await Promise.all(readers);
  return seen;
}

const allGood = (seen: number[]) => {
  expect(seen.length).toBeGreaterThanOrEqual(4);
  expect(seen.filter((one) => one !== 200)).toEqual([]);
};

describe("a standby that is lost", () => {
  test("by a crash costs no reader her page, and is taken again when it is back", async () => {
    allGood(
      await readMeanwhile(async () => {
        await pair.standby.kill();
        await until("out");
        await wait(200);
        await pair.standby.start();
        await until("ready");
      }),
    );
    expect(await asked(pair.standby, () => asStranger(unheard()))).toBeGreaterThan(0);
  });

  test.skipIf(process.platform !== "linux")(
    "by freezing, its connections open, costs her seconds and no more",
    async () => {
      const seen = await readMeanwhile(async () => {
        pair.standby.freeze();
        await until("out");
      }).finally(pair.standby.thaw);
      allGood(seen);
      await until("ready");
    },
  );
});

describe("a reading cut short on a standby", () => {
  test("by the journal it replays is done again on the primary", async () => {
    await pair.primary.ask("create table scratch (n integer)");
    await pair.primary.ask("insert into scratch values (1)");
    const quiet = makeLog("silent");
    const replicas = openReplicas(
      { url: pair.primary.url, urls: [pair.standby.url], pool: 2, lagSeconds: 10 },
      quiet,
      () => performance.now(),
    );
    const reading = openReading(runtime.pool, replicas, quiet);
    onTestFinished(replicas.close);
    const server = (seconds: number) => sql<{ standby: boolean; n: number }>`
      select pg_is_in_recovery() as standby, count(*)::int as n, count(pg_sleep(${seconds})) from scratch`;
    await expect.poll(() => replicas.choose(0n), { timeout: 20_000 }).not.toBeNull();
    const read = (seconds: number) => reading.from(0n, async () => (await server(seconds).execute(reading.db)).rows[0]);
    expect(await read(0)).toMatchObject({ standby: true, n: 1 });
    // What truncates a table on the primary may not wait for those who read it on a standby.
    const cut = read(10);
    const isRead = `select 1 as found from pg_stat_activity
      where state = 'active' and query like '%pg_sleep%' and pid <> pg_backend_pid()`;
    await expect.poll(() => pair.standby.ask(isRead)).toHaveLength(1);
    await pair.primary.ask("truncate scratch");
    expect(await cut).toMatchObject({ standby: false, n: 0 });
  });

  test("because it wrote is done again on the primary, and a query that is wrong is told so at once", async () => {
    expect(isServersFault(new pg.DatabaseError("x", 1, "error"))).toBe(false);
    const failed = (code: string) => isServersFault(Object.assign(new pg.DatabaseError("x", 1, "error"), { code }));
    expect(["25006", "40001", "57P01", "53300", "58030"].map(failed)).toEqual(Array(5).fill(true));
    expect(["42P01", "22P02", "57014", "23505"].map(failed)).toEqual(Array(4).fill(false));
  });
});

test("a session that holds a lock is let go of soon after its machine vanished", async () => {
  const client = keptClient(pair.primary.url, "ancrage leader");
  onTestFinished(() => farewell(client));
  await connectKept(client);
  const { rows } = await client.query(`select setting::int from pg_settings
    where name in ('tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count', 'tcp_user_timeout') order by name`);
  // PostgreSQL answers what its system really does: in seconds, and in milliseconds for the last.
  expect(rows.map(({ setting }) => setting)).toEqual([3, 10, 5, process.platform === "linux" ? 25_000 : 0]);
});

describe("the doctor", () => {
  test("says of each standby whether it may be read from, and why not", async () => {
    const elsewhere = new URL(pair.standby.url);
    elsewhere.pathname = "/postgres";
    const nobody = new URL(pair.standby.url);
    nobody.port = "1";
    const said = await doctor([pair.standby.url, pair.primary.url, elsewhere.href, nobody.href]);
    expect(said.map(({ ok }) => ok)).toEqual([true, true, false, false]);
    expect(said[0]!.detail).toMatch(/^127\.0\.0\.1:\d+, follows the primary/);
    expect(said[1]!.detail).toContain("is the primary at the moment");
    expect(said[2]!.detail).toContain("is no copy of this database");
    expect(said[3]!.detail).toMatch(/:1, does not answer: .*ECONNREFUSED/);
  });
});

async function doctor(urls: string[]): Promise<{ ok: boolean; detail: string }[]> {
  const answers: string[] = [];
  const io = { json: true, words: cliWords("en"), answer: (text: string) => void answers.push(text), say: () => {} };
  const config = { ...runtime.config, replicaUrls: urls };
  await (doctorCommand as Extract<typeof doctorCommand, { needs: "nothing" }>).run(io, [], {}, config);
  return (JSON.parse(answers.join("")) as { name: string; ok: boolean; detail: string }[]).filter(
    ({ name }) => name === "standby",
  );
}

describe("when the primary is lost", () => {
  test("pages are still read from the standby, nothing can be written, and the server says so", async () => {
    await until("ready");
    await pair.primary.kill();
    expect(await status(asStranger(unheard()))).toBe(200);
    await expect.poll(() => status(asColleague(unheard())), { timeout: 20_000 }).toBe(200);
    expect(await (await asStranger("/ready")).json()).toMatchObject({ status: "read_only" });
    const origin = new URL(served.address).origin;
    expect(await status(ask("/net/verifier/accepter", { origin }, { method: "POST" }))).toBe(503);
    // Still there once what the standby lacks would have been too old.
    await wait(6500);
    expect(await status(asStranger(unheard()))).toBe(200);
  });

  test("a standby that was promoted without the setting being told is not taken for one", async () => {
    await pair.primary.start();
    await until("ready");
    await pair.standby.ask("select pg_promote()");
    await until("out");
    expect(await asked(pair.standby, () => asStranger(unheard()))).toBe(0);
    expect(await asked(pair.primary, () => asStranger(unheard()))).toBeGreaterThan(0);
    expect(await doctor([pair.standby.url])).toMatchObject([
      { ok: false, detail: expect.stringContaining("is no standby any more") },
    ]);
  });
});
