import { Agent, request } from "node:http";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDemonstration } from "../../src/demonstration/load-demonstration.ts";
import { readConfig } from "../../src/platform/config.ts";
import { makeLog } from "../../src/platform/log.ts";
import type { Runtime } from "../../src/platform/runtime.ts";
import { makeApp } from "../../src/web/app.ts";
import { makePageCache } from "../../src/web/page-cache.ts";
import { type Running, startServer } from "../../src/web/server.ts";
import { type Canaries, plantCanaries } from "../preparation/canaries.ts";
import { type Bench, freshDatabase } from "../preparation/database.ts";
import { makeMember } from "../preparation/members.ts";
import { makeNetwork } from "../preparation/networks.ts";
import { type Hostile, hostileRequests, type Who } from "./hostile.ts";
import { INPUTS, replay, SEED } from "./scale.ts";

/*
 * Every route of the site and of the API, by every method, as a stranger, as somebody of another network and as an
 * administrator: whatever is sent, the server answers in time, says nothing of what is hidden and never breaks.
 */

const SECRETS = {
  ANCRAGE_SECRETS: "canary-secret-of-cookies-0123456789abcdef",
  ANCRAGE_METRICS_TOKEN: "canary-token-of-metrics-0123",
  ANCRAGE_SMTP_URL: "smtp://canary-user:canary-password@127.0.0.1:9",
};
/** What no page may show of the inside, whoever asks. */
const INSIDE =
  /canary-|\bat (?:async )?[\w.<>]+ \(?(?:file:|\/)|node_modules|\/src\/[\w/-]+\.ts|syntax error at or near|\bselect .{1,80} from "|pg_catalog|ancrage-test-/i;
const LATE_MS = 20_000;

let bench: Bench;
let running: Running;
let canaries: Canaries;
let requests: fc.Arbitrary<Hostile>;
const cookies: Partial<Record<Who, string>> = {};
const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const logged: string[] = [];

async function enter(): Promise<void> {
  const of = async (slug: string) =>
    (await bench.db.selectFrom("networks").select("id").where("slug", "=", slug).executeTakeFirstOrThrow()).id;
  for (const [who, slug] of [
    ["an administrator", "demonstration"],
    ["a member of another network", "autre"],
  ] as const)
    cookies[who] = (await makeMember(bench, { grants: [{ network: await of(slug), role: "administrator" }] })).cookie;
}

beforeAll(async () => {
  bench = await freshDatabase();
  await loadDemonstration(bench.doors());
  canaries = await plantCanaries(bench);
  await makeNetwork(bench, "autre", ["sante"]);
  const config = readConfig({
    ...SECRETS,
    ANCRAGE_DATA: bench.dataDir,
    PORT: "0",
    ANCRAGE_API_RATE: "0",
    ANCRAGE_TRUSTED_PROXIES: "1",
  });
  const log = makeLog("silent");
  log.error = ((fields: { err?: Error }) => void logged.push(String(fields.err?.stack ?? ""))) as never;
  const runtime = {
    config,
    log,
    ...bench.pages,
    sessionUrl: bench.pages.url,
    replicaUrls: [],
    doors: bench.doors,
  };
  const started = await startServer(runtime as unknown as Runtime);
  if (!started.ok) throw new Error(started.failure.code);
  running = started.value;
  const { routes } = await makeApp(runtime as unknown as Runtime, makePageCache(0));
  const own = routes
    .filter(({ method, path }) => !(method === "ALL" && path !== "/auth/*") && path !== "*")
    .map(({ method, path }) => ({ method, path: path.replace(/^\/en(?=\/|$)/, "").replace(/\{[^}]*\}/g, "") || "/" }));
  const idsOf = async (
    table:
      | "initiatives"
      | "actors"
      | "imports"
      | "reports"
      | "merges"
      | "users"
      | "review_items"
      | "figures"
      | "grants",
  ) => (await bench.db.selectFrom(table).select("id").limit(3).execute()).map(({ id }) => id);
  const ids = await Promise.all(
    (
      ["initiatives", "actors", "imports", "reports", "merges", "users", "review_items", "figures", "grants"] as const
    ).map(idsOf),
  );
  const hidden = await bench.db.selectFrom("networks").select("slug").where("published", "=", false).execute();
  requests = hostileRequests(own, {
    networks: ["demonstration", "autre", "commun", ...hidden.map(({ slug }) => slug)],
    ids: ids.flat(),
    keys: ["1", "6", "36", "9001", "solidarites-locales", "initiatives.csv", "catalogue.jsonld", "0.mvt", "region"],
    tokens: ["lieux", "densite", "fiches", "tableau", "pertinence", "both", "kept", "title", "administrator", "reader"],
  });
  await enter();
}, 180_000);

afterAll(async () => {
  agent.destroy();
  await running?.close();
});

function send({ who, method, path, headers, body }: Hostile): Promise<{ status: number; text: string }> {
  return new Promise((done) => {
    const { port } = running;
    const identity = { origin: `http://127.0.0.1:${port}`, ...(cookies[who] && { cookie: cookies[who] }) };
    const asked = request(
      { host: "127.0.0.1", port, method, path, agent, headers: { ...headers, ...identity } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("error", () => done({ status: 0, text: "cut" }));
        answer.on("end", () => {
          const headersSent = Object.entries(answer.headers)
            .map(([name, value]) => `${name}: ${value}`)
            .join("\n");
          done({ status: answer.statusCode!, text: `${headersSent}\n${Buffer.concat(chunks).toString("latin1")}` });
        });
      },
    );
    asked.setTimeout(LATE_MS, () => asked.destroy(new Error("late")));
    asked.on("error", (error) => done({ status: 0, text: error.message }));
    asked.end(body ?? undefined);
  });
}

/** What is wrong with an answer; what was asked is only given back. */
function faultOf({ who, path, body }: Hostile, { status, text }: { status: number; text: string }): string | null {
  if (status === 0) return `no answer (${text})`;
  // Without a mail server that answers, letters wait; nothing else may be unavailable.
  if (status >= 500) return `${status}: ${logged.at(-1)?.split("\n").slice(0, 2).join(" ") ?? ""}`;
  const inside = INSIDE.exec(text);
  if (inside && !/\.(mvt|parquet|xlsx|pdf)/.test(path)) return `tells of the inside: ${inside[0]}`;
  const low = text.toLowerCase();
  const asked =
    `${decodeURIComponent(path.replace(/%(?![0-9a-f]{2})/gi, "%25").replace(/%[89a-f][0-9a-f]/gi, "?"))} ${body}`.toLowerCase();
  for (const [word, what] of canaries.secrets) {
    // What an administrator of the network may read, seal and publish is no secret to her, nor then to others.
    const hers = !what.endsWith("hidden network");
    if (hers && (who === "an administrator" || /draft/.test(what))) continue;
    if (low.includes(word) && !asked.includes(word)) return `tells ${who}: ${what}`;
  }
  return null;
}

test(
  `${INPUTS} hostile requests break nothing, tell nothing and are answered in time`,
  async () => {
    console.log(`hostile requests: seed ${SEED}`);
    const faults = new Map<string, string>();
    const statuses = new Map<number, number>();
    let slowest = { ms: 0, path: "" };
    let count = 0;
    for (const hostile of fc.sample(requests, { numRuns: INPUTS, seed: SEED })) {
      const began = performance.now();
      const answer = await send(hostile);
      const ms = performance.now() - began;
      if (ms > slowest.ms) slowest = { ms: Math.round(ms), path: `${hostile.method} ${hostile.path.slice(0, 200)}` };
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const fault = faultOf(hostile, answer);
      if (fault)
        faults.set(
          fault.slice(0, 400),
          `${hostile.who}, ${hostile.method} ${hostile.path.slice(0, 300)} ${String(hostile.body).slice(0, 300)}`,
        );
      count += 1;
      // She may have left, or given up her own role, on the way.
      if (count % 250 === 0) await enter();
    }
    console.log(
      `statuses: ${JSON.stringify(Object.fromEntries([...statuses].sort()))}; slowest: ${JSON.stringify(slowest)}`,
    );
    expect([...faults], replay("tests/faults/hostile.test.ts")).toEqual([]);
    for (const status of [200, 303, 403, 404]) expect(statuses.get(status) ?? 0, String(status)).toBeGreaterThan(0);
  },
  120_000 + INPUTS * 200,
);
