import { fork } from "node:child_process";
import { join } from "node:path";
import { loadDemonstration } from "../demonstration/load-demonstration.ts";
import { makeFirstLink } from "../people/actions/make-first-link.ts";
import { atPort, childEnvironment } from "../platform/config.ts";
import { isLoopback } from "../platform/loopback.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import type { Runtime } from "../platform/runtime.ts";
import { startServer } from "../web/server.ts";
import { type Command, DONE, type Ending, type Io, refused, type Values } from "./command.ts";

export const command: Command = {
  name: "serve",
  usage: "[--port N] [--host ADDRESS] [--demo] [--data DIR]",
  options: { port: { type: "string" }, host: { type: "string" }, demo: { type: "boolean" } },
  words: [0, 0],
  needs: "database",
  run: serve,
};

async function serve(io: Io, _args: string[], values: Values, runtime: Runtime): Promise<Ending> {
  const port = values.port === undefined ? runtime.config.port : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) return { exit: 2, usage: "--port" };
  const stop = waitForStop(io);
  if (values.demo) {
    const began = performance.now();
    const loaded = await loadDemonstration(runtime.doors(LOCAL_PERSON));
    if (!loaded.ok) return refused(loaded.failure);
    if (loaded.value.created) io.say(io.words.demoLoaded(loaded.value.initiatives, performance.now() - began));
  }
  const config = { ...atPort(runtime.config, port), ...(values.host ? { host: String(values.host) } : {}) };
  const alone = isLoopback(config.host) && isLoopback(new URL(config.publicUrl).hostname);
  const started = await startServer({ ...runtime, config }, { demonstration: values.demo === true && alone });
  if (!started.ok) return refused(started.failure);
  const local = isLoopback(new URL(config.publicUrl).hostname) && port !== 0;
  const address = local ? `${config.publicUrl}/` : started.value.address;
  io.answer(io.json ? JSON.stringify({ address: started.value.address }) : io.words.ready(address));
  await offerFirstLink(io, { ...runtime, config }, address);
  io.say(io.words.stopHint);
  const workers = Array.from({ length: config.workers }, () => keepWorker({ ...runtime, config }));
  await stop;
  await Promise.all([...workers.map((worker) => worker.close()), started.value.close()]);
  return DONE;
}

/** As long as nobody administers the installation, each start gives the link that lets somebody do it. */
async function offerFirstLink(io: Io, runtime: Runtime, address: string): Promise<void> {
  const made = await makeFirstLink(runtime.doors(LOCAL_PERSON));
  if (!made.ok) return;
  const { publicUrl } = runtime.config;
  const base = isLoopback(new URL(publicUrl).hostname) ? address.replace(/\/$/, "") : publicUrl;
  io.say(io.words.firstLink(base + made.value.path));
}

function waitForStop(io: Io): Promise<void> {
  return new Promise((done) => {
    const asked = () => {
      io.say(io.words.stopping);
      done();
      // A second Ctrl-C means now; PostgreSQL recovers by itself from that.
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
    };
    let once = false;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        if (once) return;
        once = true;
        asked();
      });
    }
  });
}

/** Runs jobs in a process of their own, so that no import or report slows a page; started again when it dies. */
function keepWorker(runtime: Runtime): { close: () => Promise<void> } {
  let closing = false;
  let worker = start();
  function start() {
    const child = fork(join(import.meta.dirname, "../main.ts"), ["work"], {
      env: childEnvironment(process.env, {
        DATABASE_URL: runtime.url,
        DATABASE_SESSION_URL: runtime.sessionUrl,
        DATABASE_OWNER_URL: runtime.ownerUrl,
        DATABASE_REPLICA_URLS: "",
        ANCRAGE_DATA: runtime.config.dataDir,
        ANCRAGE_PUBLIC_URL: runtime.config.publicUrl,
      }),
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    child.on("exit", (code) => {
      if (closing) return;
      runtime.log.error({ code }, "worker died; starting it again");
      setTimeout(() => {
        if (!closing) worker = start();
      }, 1000).unref();
    });
    return child;
  }
  return {
    close: async () => {
      closing = true;
      if (worker.exitCode !== null || worker.signalCode !== null) return;
      const gone = new Promise<void>((done) => worker.once("exit", () => done()));
      worker.kill("SIGTERM");
      const late = setTimeout(() => worker.kill("SIGKILL"), 8000);
      await gone;
      clearTimeout(late);
    },
  };
}
