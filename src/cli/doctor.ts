import { access, constants, mkdir, statfs } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { countDeadLetters } from "../jobs/jobs.sql.ts";
import { INSTALLATION_CHAIN } from "../platform/audit.ts";
import { lastAnchored, NO_ANCHORS } from "../platform/audit-anchors.ts";
import { verifyAudit } from "../platform/audit-verify.ts";
import type { Config } from "../platform/config.ts";
import { readMigrations } from "../platform/database/migrate.ts";
import { everywhere } from "../platform/database/reach.ts";
import { openReplicas, type StandbyReport } from "../platform/database/replicas.ts";
import { examineRole } from "../platform/database/roles.ts";
import { makeLog } from "../platform/log.ts";
import { examineEmbedded } from "../platform/postgres/doctor.ts";
import { openAddress, openRuntime, type Runtime } from "../platform/runtime.ts";
import { officialShapes, territoriesInUse } from "../territories/official.ts";
import { openReference } from "../territories/reference.ts";
import { checkBackupFolder, checkBackups } from "./check-backups.ts";
import { checkKeys, checkSecrets } from "./check-keys.ts";
import { type Command, DONE, type Io, refused } from "./command.ts";
import { sayFailure } from "./words.ts";

type Check = { name: string; ok: boolean; detail: string };

export const command: Command = {
  name: "doctor",
  usage: "[--data DIR] [--json]",
  options: {},
  words: [0, 0],
  needs: "nothing",
  run: async (io, _args, _values, config) => {
    const checks = [
      checkNode(),
      ...(await checkData(config)),
      ...(config.databaseUrl
        ? []
        : (await examineEmbedded(config.dataDir)).filter((check) => check.name !== "free_space")),
      checkTerritories(),
      ...(await checkBackupFolder(config)),
      ...(await checkDatabase(io, config)),
      ...(await checkStandbys(io, config)),
    ];
    if (io.json) io.answer(JSON.stringify(checks));
    else
      for (const { name, ok, detail } of checks) io.answer(io.words.check(io.words.checks[name] ?? name, ok, detail));
    const wrong = checks.filter((check) => !check.ok);
    return wrong.length === 0
      ? DONE
      : refused({ kind: "unavailable", code: "doctor_found", params: { count: wrong.length } });
  },
};

const OLDEST_NODE = 24;
const LEAST_FREE_BYTES = 500 * 2 ** 20;

function checkNode(): Check {
  return { name: "node", ok: Number(process.versions.node.split(".")[0]) >= OLDEST_NODE, detail: process.version };
}

async function checkData(config: Config): Promise<Check[]> {
  try {
    await mkdir(config.dataDir, { recursive: true });
    await access(config.dataDir, constants.R_OK | constants.W_OK);
    const { bavail, bsize } = await statfs(config.dataDir);
    const free = bavail * bsize;
    return [
      { name: "data", ok: true, detail: config.dataDir },
      { name: "disk", ok: free > LEAST_FREE_BYTES, detail: `${Math.round(free / 2 ** 20)} MB` },
    ];
  } catch (error) {
    return [{ name: "data", ok: false, detail: (error as Error).message }];
  }
}

function checkTerritories(): Check {
  try {
    const reference = openReference();
    // Reading the outlines tells whether what was loaded can still be read.
    officialShapes("departement");
    const { trouble } = territoriesInUse();
    const detail = `${reference.edition}, ${reference.list("commune").length} communes`;
    return { name: "territories", ok: trouble === null, detail: trouble ?? detail };
  } catch (error) {
    return { name: "territories", ok: false, detail: (error as Error).message };
  }
}

async function checkDatabase(io: Io, config: Config): Promise<Check[]> {
  const opened = await openRuntime(config, makeLog("silent"));
  if (!opened.ok) return [{ name: "database", ok: false, detail: sayFailure(io.words, opened.failure) }];
  const runtime = opened.value;
  try {
    return await everywhere("upkeep", async () => [
      ...(await checkServer(runtime)),
      await checkRoles(io, runtime),
      ...(await checkChains(runtime)),
      ...(await checkUnfinished(runtime)),
      await checkKeys(io, runtime),
      await checkSecrets(io, runtime),
      await checkBackups(io, runtime),
    ]);
  } finally {
    await runtime.close();
  }
}

const STANDBYS_MS = 5000;

/** What becomes of each standby within a few seconds: one that is fine may be a moment behind when we first ask. */
async function checkStandbys(io: Io, config: Config): Promise<Check[]> {
  if (config.replicaUrls.length === 0) return [];
  const opened = await openAddress(config, makeLog("silent"));
  if (!opened.ok) return [];
  const { sessionUrl: url, replicaUrls: urls } = opened.value;
  const asked = { url, urls, pool: 1, lagSeconds: config.replicaLagSeconds };
  const replicas = openReplicas(asked, makeLog("silent"), () => performance.now());
  const deadline = performance.now() + STANDBYS_MS;
  const waits = ({ state, detail }: StandbyReport) => state === "behind" || (state === "lost" && detail === "");
  while (replicas.report().some(waits) && performance.now() < deadline) await wait(50);
  const checks = replicas.report().map(({ name, state, behind, detail }) => ({
    name: "standby",
    // Every server of a cluster may be named, for any may become the primary.
    ok: state === "ready" || state === "primary",
    detail: `${name}, ${io.words.standby[state](behind, detail)}`,
  }));
  await replicas.close();
  return checks;
}

async function checkServer({ db, elsewhere }: Runtime): Promise<Check[]> {
  const server = await sql<{ version: string; extensions: string[]; skew: number }>`
    select current_setting('server_version') as version, array(select extname::text from pg_extension) as extensions,
      extract(epoch from clock_timestamp())::float8 as skew`.execute(db);
  const { version, extensions, skew } = server.rows[0]!;
  const apart = Math.abs(skew - Date.now() / 1000);
  const known = await readMigrations();
  const applied = await sql<{ count: number }>`select count(*)::int as count from migrations`.execute(db);
  return [
    { name: "database", ok: true, detail: `PostgreSQL ${version}${elsewhere ? `, ${elsewhere}` : ""}` },
    {
      name: "extensions",
      ok: ["pg_trgm", "unaccent"].every((name) => extensions.includes(name)),
      detail: extensions.join(", "),
    },
    { name: "clocks", ok: apart < 5, detail: `${apart.toFixed(1)} s` },
    {
      name: "migrations",
      ok: applied.rows[0]!.count === known.length,
      detail: `${applied.rows[0]!.count} / ${known.length}`,
    },
  ];
}

/** Under which role pages and jobs work; that it may bypass nothing was asked when the database was opened. */
async function checkRoles({ words }: Io, { pool, config }: Runtime): Promise<Check> {
  const { role, faults } = await examineRole(pool);
  const alone = config.databaseUrl !== null && config.ownerUrl === null;
  const detail = [role, ...faults, ...(alone ? [words.oneAddress] : [])].join(", ");
  return { name: "row_security", ok: faults.length === 0, detail };
}

const ANCHORED_WITHIN = 3 * 24 * 3600 * 1000;

/** Whether every chain agrees with itself (anchors are for `audit verify`), and whether anchors are still taken. */
async function checkChains({ db }: Runtime): Promise<Check[]> {
  const networks = await db.selectFrom("networks").select(["id", "slug", "created_at"]).execute();
  const slugs = new Map([[INSTALLATION_CHAIN, "installation"], ...networks.map(({ id, slug }) => [id, slug] as const)]);
  const { chains } = await verifyAudit(db, NO_ANCHORS, { only: null });
  const broken = chains
    .filter(({ faultCount }) => faultCount > 0)
    .map(({ chain, faults: [fault] }) => `${slugs.get(chain) ?? chain} (${JSON.stringify(fault)})`);
  const last = await lastAnchored(db);
  const since = Math.min(...[last ?? networks.map(({ created_at }) => created_at)].flat().map((at) => at.getTime()));
  return [
    { name: "audit", ok: broken.length === 0, detail: broken.length === 0 ? `${chains.length}` : broken.join(", ") },
    // Taken each day by the worker: none for days where there is something to anchor means that it does not run or cannot write.
    { name: "anchors", ok: Date.now() - since < ANCHORED_WITHIN, detail: last?.toISOString() ?? "none" },
  ];
}

/** Imports and reports that failed, and jobs given up, in any network. */
export async function checkUnfinished({ db }: Pick<Runtime, "db">): Promise<Check[]> {
  const rows = await sql<{ failed: number }>`
    select (select count(*) from imports where status = 'failed')::int + (select count(*) from reports where status = 'failed')::int as failed`.execute(
    db,
  );
  const dead = await countDeadLetters(db);
  return [
    { name: "failed", ok: rows.rows[0]!.failed === 0, detail: String(rows.rows[0]!.failed) },
    { name: "dead_letters", ok: dead === 0, detail: String(dead) },
  ];
}
