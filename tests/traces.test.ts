import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { PbfReader } from "pbf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { settleNetwork } from "../src/networks/actions/settle-network.ts";
import { readConfig } from "../src/platform/config.ts";
import { makeLog } from "../src/platform/log.ts";
import { LOCAL_PERSON } from "../src/platform/person.ts";
import { openRuntime, type Runtime } from "../src/platform/runtime.ts";
import { traced } from "../src/platform/tracing.ts";
import { type Running, startServer } from "../src/web/server.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { makeNetwork } from "./preparation/networks.ts";
import { until } from "./preparation/processes.ts";

/* A small receiver of OpenTelemetry on loopback, which decodes what comes and keeps it. */

type Span = {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  kind: number;
  status: number;
  attributes: Record<string, string | number>;
};
const spans: Span[] = [];
let bodies = "";

/** What a message holds, field by field, as opentelemetry/proto/collector/trace/v1 numbers them. */
function fieldsOf(bytes: Uint8Array): [number, Uint8Array | number][] {
  const fields: [number, Uint8Array | number][] = [];
  new PbfReader(bytes).readFields((tag, _, pbf) => {
    const wire = pbf.type;
    if (wire === 2) fields.push([tag, pbf.readBytes()]);
    else if (wire === 0) fields.push([tag, pbf.readVarint()]);
    else pbf.skip((tag << 3) | wire);
  }, null);
  return fields;
}

const within = (bytes: Uint8Array, tag: number): Uint8Array[] =>
  fieldsOf(bytes).flatMap(([at, value]) => (at === tag && value instanceof Uint8Array ? [value] : []));
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();
const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("hex");
const number = (bytes: Uint8Array | undefined, tag: number) =>
  Number(fieldsOf(bytes ?? new Uint8Array()).find(([at]) => at === tag)?.[1] ?? 0);

function spanOf(bytes: Uint8Array): Span {
  const one = (tag: number) => within(bytes, tag)[0];
  const attributes = within(bytes, 9).map((pair) => {
    const value = within(pair, 2)[0]!;
    return [text(within(pair, 1)[0]), text(within(value, 1)[0]) || number(value, 3)] as const;
  });
  return {
    traceId: hex(one(1)),
    spanId: hex(one(2)),
    parentSpanId: hex(one(4)),
    name: text(one(5)),
    kind: number(bytes, 6),
    status: number(one(15), 3),
    attributes: Object.fromEntries(attributes),
  };
}

const receiver = createServer((incoming, outgoing) => {
  const parts: Buffer[] = [];
  incoming.on("data", (part: Buffer) => parts.push(part));
  incoming.on("end", () => {
    const body = Buffer.concat(parts);
    bodies += body.toString("latin1");
    if (incoming.url === "/v1/traces" && incoming.headers["content-type"] === "application/x-protobuf")
      for (const ofResource of within(body, 1))
        for (const ofScope of within(ofResource, 2)) spans.push(...within(ofScope, 2).map(spanOf));
    outgoing.writeHead(200, { "content-type": "application/x-protobuf" }).end();
  });
});

let bench: Bench;
let runtime: Runtime;
let served: Running;
let unTraced: Promise<number>;

beforeAll(async () => {
  unTraced = traced("nobody hears", {}, async () => 1);
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
  bench = await freshDatabase();
  await makeNetwork(bench, "reseau-a-taire", []);
  await bench.pool.query("update networks set published = true");
  const config = readConfig({
    DATABASE_URL: bench.url,
    ANCRAGE_DATA: bench.dataDir,
    PORT: "0",
    LOG_LEVEL: "silent",
    ANCRAGE_TRUSTED_PROXIES: "1",
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`,
  });
  const opened = await openRuntime(config, makeLog("silent"));
  if (!opened.ok) throw new Error(opened.failure.code);
  runtime = opened.value;
  const started = await startServer(runtime);
  if (!started.ok) throw new Error(started.failure.code);
  served = started.value;
}, 60_000);

afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(served.address.replace(/\/$/, "") + path, { headers: { "x-forwarded-for": "203.0.113.9", ...headers } });
const attribute = (span: Span, key: string) => span.attributes[key];

describe("traces", () => {
  test("hold a span for each request, action and job, and nothing of people, networks or what was asked", async () => {
    const traceId = "0af7651916cd43dd8448eb211c80319c";
    await get("/reseau-a-taire/initiatives?q=jeanne-durand", { traceparent: `00-${traceId}-b7ad6b7169203331-01` });
    await get("/rien/du/tout");
    await settleNetwork(runtime.doors(LOCAL_PERSON), { network: "reseau-a-taire", description: "Secret de Jeanne" });
    await runtime.jobs.work({
      bulk: async () => {
        throw new Error("jeanne@example.fr");
      },
    });
    await runtime.db
      .transaction()
      .execute((db) => runtime.jobs.enqueue(db, "bulk", { network: "reseau-a-taire", id: "x", person: "local" }));
    await until(
      () => bench.pool.query("select 1 from pgboss.job where name = 'bulk' and state = 'retry'"),
      ({ rowCount }) => rowCount === 1,
    );
    await served.close();
    // What is still held is sent before the process ends.
    await runtime.close();
    const named = (name: string) => spans.find((span) => span.name === name)!;
    const page = named("GET /:network/initiatives");
    expect(page).toMatchObject({ traceId, parentSpanId: "b7ad6b7169203331", kind: 2 });
    expect([attribute(page, "http.route"), attribute(page, "http.response.status_code")]).toEqual([
      "/:network/initiatives",
      200,
    ]);
    expect(attribute(named("GET none"), "http.response.status_code")).toBe(404);
    expect(named("action settle_network")).toBeDefined();
    expect(named("job bulk")).toMatchObject({ status: 2 });
    expect(attribute(named("job bulk"), "error.type")).toBe("Error");
    for (const word of ["reseau-a-taire", "jeanne", "Jeanne", "203.0.113"]) expect(bodies).not.toContain(word);
  }, 60_000);

  test("cost nothing, not even a module, to those who do not ask for them", async () => {
    expect(await unTraced).toBe(1);
    expect(spans.some(({ name }) => name === "nobody hears")).toBe(false);
  });
});
