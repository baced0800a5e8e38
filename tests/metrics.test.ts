import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../src/platform/config.ts";
import { makeLog } from "../src/platform/log.ts";
import { openRuntime, type Runtime } from "../src/platform/runtime.ts";
import { makeRequestTimes } from "../src/web/metrics/request-times.ts";
import { type Running, startServer } from "../src/web/server.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { makeNetwork } from "./preparation/networks.ts";
import { until } from "./preparation/processes.ts";

const TOKEN = "jeton-de-prometheus-0123456789";
let bench: Bench;
let runtime: Runtime;
let served: Running;

beforeAll(async () => {
  bench = await freshDatabase();
  await makeNetwork(bench, "reseau-a-taire", []);
  await bench.pool.query("update networks set published = true");
  const config = readConfig({
    DATABASE_URL: bench.url,
    ANCRAGE_DATA: bench.dataDir,
    PORT: "0",
    LOG_LEVEL: "silent",
    ANCRAGE_METRICS_TOKEN: TOKEN,
  });
  const opened = await openRuntime(config, makeLog("silent"));
  if (!opened.ok) throw new Error(opened.failure.code);
  runtime = opened.value;
  const started = await startServer(runtime);
  if (!started.ok) throw new Error(started.failure.code);
  served = started.value;
}, 60_000);

afterAll(async () => {
  await served?.close();
  await runtime?.close();
});

/** Asks as a program does: fetch would say, as a browser, where it comes from. */
function ask(
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<{ status: number; text: string }> {
  return new Promise((done, fail) => {
    const asked = request({ port: served.port, host: "127.0.0.1", path, headers, method }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => done({ status: answer.statusCode!, text }));
    });
    asked.on("error", fail);
    asked.end();
  });
}

const through = { "x-forwarded-for": "203.0.113.9" };

/** The value of a line, by its name and labels. */
const valueIn = (text: string, name: string): number | undefined => {
  const line = text.split("\n").find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
};

describe("/metrics", () => {
  test("is for this machine and for whoever bears the token; for others it does not exist", async () => {
    expect((await ask("/metrics")).status).toBe(200);
    expect((await ask("/metrics", { ...through, authorization: `Bearer ${TOKEN}` })).status).toBe(200);
    const nothing = (await ask("/rien-du-tout", through)).status;
    expect(nothing).toBe(404);
    for (const authorization of ["", `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, TOKEN, "Bearer "])
      expect((await ask("/metrics", { ...through, authorization })).status).toBe(nothing);
    // A page of elsewhere, open in a browser of this machine.
    expect((await ask("/metrics", { origin: "https://ailleurs.example" })).status).toBe(404);
    expect((await ask("/metrics", { "sec-fetch-site": "cross-site" })).status).toBe(404);
  });

  test("counts requests by route, method and status, and names no network nor what was asked", async () => {
    // What was changed to prepare may be told while pages are asked for, and a ready page be made again.
    await ask("/reseau-a-taire", through);
    await until(
      async () => {
        await ask("/reseau-a-taire", through);
        return /route="ready page"/.test((await ask("/metrics")).text);
      },
      (served) => served,
    );
    for (const path of ["/en/reseau-a-taire/initiatives?q=jeanne-durand", "/inconnu/carte", "/%00"])
      await ask(path, through);
    await ask("/reseau-a-taire/importer", through, "POST");
    await ask("/health", {}, "PROPFIND");
    const { text } = await ask("/metrics");
    const count = (labels: string) => valueIn(text, `ancrage_http_request_duration_seconds_count{${labels}}`);
    const first = 'route="/:network",method="GET",status="200"';
    expect(count(first)).toBeGreaterThan(0);
    expect(count('route="ready page",method="GET",status="200"')).toBe(1);
    expect(count('route="/en/:network/initiatives",method="GET",status="200"')).toBe(1);
    expect(count('route="/:network/carte",method="GET",status="404"')).toBe(1);
    expect(valueIn(text, `ancrage_http_request_duration_seconds_bucket{${first},le="+Inf"}`)).toBe(count(first));
    expect(valueIn(text, `ancrage_http_request_duration_seconds_sum{${first}}`)).toBeGreaterThan(0);
    for (const word of ["reseau-a-taire", "jeanne", "inconnu", "203.0.113"]) expect(text).not.toContain(word);
    expect(text).not.toContain("PROPFIND");
  });

  test("tells of the process, the database, connections, ready pages and jobs", async () => {
    await runtime.db
      .transaction()
      .execute((db) => runtime.jobs.enqueue(db, "bulk", { network: "reseau-a-taire", id: "x", person: "local" }));
    const { text } = await ask("/metrics");
    expect(valueIn(text, "ancrage_database_up")).toBe(1);
    expect(valueIn(text, "ancrage_ready_pages")).toBeGreaterThan(0);
    expect(valueIn(text, 'ancrage_database_connections{state="idle"}')).toBeGreaterThan(0);
    expect(valueIn(text, 'ancrage_jobs{queue="bulk",state="waiting"}')).toBe(1);
    expect(valueIn(text, "process_resident_memory_bytes")).toBeGreaterThan(0);
    // Each line is a comment or a value, as the format asks.
    for (const line of text.split("\n").filter((one) => one !== ""))
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"\n]*",?)*\})? (-?[\d.e+-]+|NaN|\+Inf))$/i);
  });

  test("does not wait for a database that is away", async () => {
    const { query } = runtime.pool;
    runtime.pool.connect = (() => new Promise(() => {})) as never;
    const began = performance.now();
    const { status, text } = await ask("/metrics");
    expect([status, valueIn(text, "ancrage_database_up")]).toEqual([200, 0]);
    expect(performance.now() - began).toBeLessThan(5000);
    delete (runtime.pool as { connect?: unknown }).connect;
    expect(query).toBeDefined();
  });
});

describe("measuring a request", () => {
  test("puts it in the buckets it fits in, and an odd label harms no line", () => {
    const times = makeRequestTimes();
    times.record('/a"b\n', "GET", 200, 0.02);
    times.record('/a"b\n', "GET", 200, 100);
    const text = times.text();
    const bucket = (le: string) =>
      valueIn(text, `ancrage_http_request_duration_seconds_bucket{route="/a_b_",method="GET",status="200",le="${le}"}`);
    expect([bucket("0.01"), bucket("0.025"), bucket("30"), bucket("+Inf")]).toEqual([0, 1, 1, 2]);
  });

  test("costs less than three microseconds", () => {
    const times = makeRequestTimes();
    const many = 200_000;
    const routes = Array.from({ length: 60 }, (_, index) => `/:network/route-${index}`);
    const turn = () => {
      const began = performance.now();
      for (let index = 0; index < many; index += 1)
        times.record(routes[index % routes.length]!, "GET", 200, (index % 100) / 1000);
      return ((performance.now() - began) * 1000) / many;
    };
    turn();
    expect(Math.min(turn(), turn(), turn())).toBeLessThan(3);
  });
});
