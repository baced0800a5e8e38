import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import { CHANGE_CHANNEL } from "../platform/database/database.ts";
import { connectKept, farewell, keptClient, untilLost } from "../platform/database/kept-session.ts";
import { openReading, type Reading } from "../platform/database/reading.ts";
import { openReplicas } from "../platform/database/replicas.ts";
import { ok, type Result, unavailable } from "../platform/result.ts";
import type { Runtime } from "../platform/runtime.ts";
import { traceRequest } from "../platform/tracing.ts";
import { noticeTerritories } from "../territories/official.ts";
import { type Kept, makeApp } from "./app.ts";
import { bearsSession } from "./identity.ts";
import { makeRequestTimes } from "./metrics/request-times.ts";
import { routeOf } from "./metrics/route-of.ts";
import { leastFor, writtenAt } from "./own-writes.ts";
import { makePageCache, type PageCache } from "./page-cache.ts";

export type Running = { address: string; port: number; close: () => Promise<void> };

/** Requests under way when the server closes are given so long to end. */
const LAST_REQUESTS_MS = 20_000;

/** What a ready page is counted under: it is sent before any route is looked for. */
const READY_PAGE = "ready page";

/** How often those who are too slow are looked for: Node looks each half minute, and would let them stay as much longer. */
const CHECK_MS = 5000;

/** Starts serving pages; refuses when the port is taken. With `demonstration`, anybody may enter as one of its people. */
export async function startServer(
  runtime: Runtime,
  { demonstration = false }: { demonstration?: boolean } = {},
): Promise<Result<Running>> {
  const reading = readStandbys(runtime);
  const cache = makePageCache(runtime.config.pageCacheBytes, reading?.isFresh);
  const kept: Kept = { times: makeRequestTimes(), life: { draining: false }, demonstration };
  const app = await makeApp(reading ? { ...runtime, db: reading.db } : runtime, cache, reading, kept);
  const answer = answerWith(getRequestListener(app.fetch, { overrideGlobalObjects: false }), cache, reading);
  const server = createServer(
    { connectionsCheckingInterval: CHECK_MS },
    measured(kept, runtime.config.trustedProxies > 0, answer),
  );
  // Slow readers on a thin line are welcome; a request that trickles in for minutes is not.
  server.headersTimeout = 20_000;
  server.requestTimeout = 600_000;
  // A proxy keeps connections for a minute or two: were they let go of here first, a request could be on its way to none.
  server.keepAliveTimeout = 130_000;
  const listening = await listen(server, runtime.config.port, runtime.config.host);
  if (!listening.ok) {
    await reading?.replicas.close();
    return listening;
  }
  const news =
    runtime.config.pageCacheBytes > 0 || reading ? followChanges(runtime, cache, reading) : { close: async () => {} };
  const { port } = server.address() as AddressInfo;
  const host = runtime.config.host.includes(":") ? `[${runtime.config.host}]` : runtime.config.host;
  return ok({
    address: `http://${host}:${port}/`,
    port,
    close: async () => {
      kept.life.draining = true;
      await wait(runtime.config.drainSeconds * 1000);
      await closeServer(server);
      await news.close();
      await reading?.replicas.close();
    },
  });
}

type Answer = (request: IncomingMessage, response: ServerResponse) => "ready" | "asked";

/** Sends a ready page, else asks the site, which reads from a standby where there are some. */
function answerWith(
  listener: (request: IncomingMessage, response: ServerResponse) => unknown,
  cache: PageCache,
  reading: Reading | null,
): Answer {
  return (request, response) => {
    // Between a change and its announcement, a ready page may lack what this reader has just written.
    if (!bearsSession(request) && writtenAt(request.headers.cookie) === 0n && cache.answer(request, response))
      return "ready";
    if (reading) void reading.from(leastFor(request, reading), () => listener(request, response));
    else void listener(request, response);
    return "asked";
  };
}

/** Measures each answer, traces it when traces are kept, and lets connections go once the server is about to stop. */
function measured({ times, life }: Kept, trusted: boolean, answer: Answer) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const began = performance.now();
    if (life.draining) response.shouldKeepAlive = false;
    let route = "";
    const named = () => route || routeOf(request);
    traceRequest(request, response, { trusted, routeOf: named }, () => {
      const done = () => times.record(named(), request.method, response.statusCode, (performance.now() - began) / 1000);
      if (answer(request, response) === "asked") response.once("close", done);
      else {
        route = READY_PAGE;
        done();
      }
    });
  };
}

/** Refuses new connections and waits for the last requests; those that do not end in time are cut. */
async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((done) => {
    server.close(() => done());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS).unref();
  });
}

/** Reading from the standbys of the configuration; null when it names none. */
function readStandbys({ config, sessionUrl, replicaUrls, pool, log }: Runtime): Reading | null {
  if (replicaUrls.length === 0) return null;
  const asked = { url: sessionUrl, urls: replicaUrls, pool: config.pool, lagSeconds: config.replicaLagSeconds };
  return openReading(
    pool,
    openReplicas(asked, log, () => performance.now()),
    log,
  );
}

function listen(server: Server, port: number, host: string): Promise<Result<true>> {
  return new Promise((done) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      done(
        unavailable(error.code === "EADDRINUSE" ? "port_taken" : "cannot_listen", {
          port,
          host,
          detail: error.message,
        }),
      ),
    );
    server.listen(port, host, () => done(ok(true)));
  });
}

/**
 * Listens for networks that change; between a lost connection and the next one, ready pages are not trusted. One that died
 * without a word is found out within seconds.
 */
function followChanges(runtime: Runtime, cache: PageCache, reading: Reading | null): { close: () => Promise<void> } {
  const closing = new AbortController();
  const { signal } = closing;
  const follow = async () => {
    while (!signal.aborted) {
      const client = keptClient(runtime.sessionUrl, "ancrage changes");
      client.on("notification", (message) => {
        // Pages made from here on must not be drawn with territories that were just replaced.
        noticeTerritories();
        cache.drop(message.payload);
        void reading?.noteChange();
      });
      try {
        await connectKept(client);
        await client.query(`listen ${CHANGE_CHANNEL}`);
        // What was announced while nobody listened is not known: it may be anything up to now.
        void reading?.noteChange();
        cache.setTrusted(true);
        await untilLost(client, signal);
      } catch (error) {
        if (!signal.aborted) runtime.log.warn({ detail: (error as Error).message }, "no news of changes");
      }
      cache.setTrusted(false);
      await farewell(client);
      await wait(1000, undefined, { signal, ref: false }).catch(() => {});
    }
  };
  const following = follow();
  return {
    close: async () => {
      closing.abort();
      await following;
    },
  };
}
