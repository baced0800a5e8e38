import { Agent, createServer, type Server, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { makeNetwork } from "./preparation/networks.ts";
import { type Process, startProcess, until } from "./preparation/processes.ts";

/*
 * Two real servers on one database behind a real proxy, which asks each second whether they are ready, as Caddy does with
 * deploy/caddy/Caddyfile. While requests never cease, one server is restarted, then the other: nobody sees it.
 */

const HEALTH_MS = 200;
const SERVED = { ANCRAGE_WORKERS: "0", ANCRAGE_DRAIN_SECONDS: "6", LOG_LEVEL: "warn", ANCRAGE_TRUSTED_PROXIES: "1" };
let bench: Bench;

beforeAll(async () => {
  bench = await freshDatabase();
  await makeNetwork(bench, "essai", ["sante"]);
  await bench.pool.query("update networks set published = true");
}, 60_000);

async function serve(port: number): Promise<{ process: Process; port: number }> {
  const process = startProcess(bench, ["serve", "--port", String(port)], SERVED);
  const output = await until(process.output, (text) => /http:\/\/(?:localhost|127\.0\.0\.1):\d+\//.test(text), 60);
  return { process, port: Number(/(?:localhost|127\.0\.0\.1):(\d+)/.exec(output)![1]) };
}

/** A proxy that leaves a server as soon as it is not ready, keeps connections open, and tries nothing twice. */
async function openProxy(ports: number[]): Promise<{ server: Server; port: number; ready: Map<number, boolean> }> {
  const ready = new Map(ports.map((port) => [port, true]));
  const agent = new Agent({ keepAlive: true });
  const looking = setInterval(() => {
    // Nobody to answer is at once told; slowness is of the machine that runs the test.
    for (const port of ports)
      fetch(`http://127.0.0.1:${port}/serving`, { signal: AbortSignal.timeout(10_000) }).then(
        ({ ok }) => ready.set(port, ok),
        (error: Error) => error.name !== "TimeoutError" && ready.set(port, false),
      );
  }, HEALTH_MS);
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const able = ports.filter((port) => ready.get(port));
    turn += 1;
    const port = able[turn % able.length];
    if (port === undefined) return void outgoing.writeHead(502).end("nobody");
    const headers = { ...incoming.headers, "x-forwarded-for": "203.0.113.9" };
    const passed = send(
      { port, host: "127.0.0.1", path: incoming.url, method: incoming.method, headers, agent },
      (answer) => {
        outgoing.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(outgoing);
      },
    );
    passed.on("error", (error) => {
      if (!outgoing.headersSent) outgoing.writeHead(502);
      outgoing.end(error.message);
    });
    incoming.pipe(passed);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    clearInterval(looking);
    agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { server, port: (server.address() as AddressInfo).port, ready };
}

test("restarting one server, then the other, fails no request", async () => {
  const [first, second] = [await serve(0), await serve(0)];
  const proxy = await openProxy([first.port, second.port]);
  const seen = new Map<string, number>();
  let asking = true;
  const ask = async (path: string) => {
    while (asking) {
      const told = await fetch(`http://127.0.0.1:${proxy.port}${path}`).then(
        async (answer) => {
          const text = await answer.text();
          return `${answer.status} ${text.length > 500 ? "page" : text}`;
        },
        (error) => String(error),
      );
      seen.set(told, (seen.get(told) ?? 0) + 1);
      await wait(5);
    }
  };
  // Ready pages, and pages that are made for each request.
  const readers = ["/essai", "/essai/initiatives?q=a", "/essai/donnees"].map(ask);
  for (const { process, port } of [first, second]) {
    await wait(500);
    const stopping = process.end("SIGTERM");
    // Told to leave, the proxy is still answered.
    const status = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    await until(
      () => status("/ready"),
      (answer) => answer.status === 503,
    );
    const [late, alive] = await Promise.all([status("/essai"), status("/health")]);
    expect([late.status, late.headers.get("connection"), alive.status]).toEqual([200, "close", 200]);
    expect(await stopping).toBe(0);
    await serve(port);
    await until(
      () => proxy.ready.get(port),
      (ready) => ready === true,
    );
  }
  await wait(500);
  asking = false;
  await Promise.all(readers);
  expect([...seen.keys()]).toEqual(["200 page"]);
  expect(seen.get("200 page")!).toBeGreaterThan(100);
}, 120_000);

test("a request under way when the server stops is answered to its end", async () => {
  const { process, port } = await serve(0);
  const holding = await bench.pool.connect();
  await holding.query("begin; lock table networks in access exclusive mode");
  const answered = fetch(`http://127.0.0.1:${port}/essai/domaines`);
  await wait(300);
  const stopping = process.end("SIGTERM");
  // Past the time it goes on answering, it only waits for this one.
  const health = () =>
    fetch(`http://127.0.0.1:${port}/health`).then(
      () => "answers",
      () => "gone",
    );
  await until(health, (said) => said === "gone");
  await holding.query("rollback");
  holding.release();
  expect((await answered).status).toBe(200);
  expect(await stopping).toBe(0);
}, 60_000);
