import type { Gauge, Registry } from "prom-client";
import { reportJobs } from "../../jobs/jobs.sql.ts";
import type { Reading } from "../../platform/database/reading.ts";
import type { Runtime } from "../../platform/runtime.ts";
import type { PageCache } from "../page-cache.ts";

type Measured = { runtime: Runtime; cache: PageCache; reading: Reading | null };
type MakeGauge = (name: string, help: string, ...labels: string[]) => Gauge;

/** How long the database is given to answer what is measured of it. */
const PATIENCE_MS = 2000;

/** What is read at the moment somebody asks; the registry is made, and prom-client loaded, when somebody first does. */
export async function openGauges(measured: Measured): Promise<() => Promise<string>> {
  const { collectDefaultMetrics, Gauge, Registry } = await import("prom-client");
  const register = new Registry();
  collectDefaultMetrics({ register });
  const make: MakeGauge = (name, help, ...labelNames) =>
    new Gauge({ name: `ancrage_${name}`, help, labelNames, registers: [register] });
  const measures = [measureServer(make, measured), measureStandbys(make, measured), measureJobs(make, measured)];
  return () => read(register, measures);
}

async function read(register: Registry, measures: (() => Promise<void>)[]): Promise<string> {
  await Promise.all(measures.map((measure) => measure()));
  return register.metrics();
}

function measureServer(make: MakeGauge, { runtime: { pool }, cache }: Measured) {
  const connections = make(
    "database_connections",
    "Connections of this process, and requests that wait for one.",
    "state",
  );
  const pages = make("ready_pages", "Pages kept ready in memory.");
  const bytes = make("ready_pages_bytes", "Memory that ready pages take.");
  return async () => {
    connections.set({ state: "idle" }, pool.idleCount);
    connections.set({ state: "used" }, pool.totalCount - pool.idleCount);
    connections.set({ state: "waiting" }, pool.waitingCount);
    const size = cache.size();
    pages.set(size.pages);
    bytes.set(size.bytes);
  };
}

function measureStandbys(make: MakeGauge, { reading }: Measured) {
  const behind = make("standby_lag_seconds", "How far behind a standby is.", "standby");
  const ready = make("standby_ready", "Whether a standby is read from.", "standby");
  return async () => {
    // By their order in the configuration: what they are called is nobody else's business.
    for (const [index, standby] of (reading?.replicas.report() ?? []).entries()) {
      behind.set({ standby: String(index + 1) }, standby.behind);
      ready.set({ standby: String(index + 1) }, standby.state === "ready" ? 1 : 0);
    }
  };
}

function measureJobs(make: MakeGauge, { runtime }: Measured) {
  const up = make("database_up", "Whether the database answered what was measured.");
  const jobs = make(
    "jobs",
    "Jobs that are not done, by queue and state; the dead wait for a decision.",
    "queue",
    "state",
  );
  const oldest = make("jobs_oldest_seconds", "Since when the oldest of them was asked for.", "queue", "state");
  const ended = make("schedule_last_success_timestamp_seconds", "When a scheduled task last ended well.", "schedule");
  return async () => {
    const report = await within(PATIENCE_MS, reportJobs(runtime.db)).catch(() => null);
    up.set(report ? 1 : 0);
    for (const gauge of [jobs, oldest]) gauge.reset();
    for (const { queue, state, count, oldestSeconds } of report?.counts ?? []) {
      jobs.set({ queue, state }, count);
      oldest.set({ queue, state }, oldestSeconds);
    }
    for (const { task, at } of report?.schedules ?? []) ended.set({ schedule: task }, at);
  };
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let late: NodeJS.Timeout;
  const limit = new Promise<never>((_, refuse) => {
    late = setTimeout(() => refuse(new Error("late")), ms);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(late));
}
