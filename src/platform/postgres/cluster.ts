import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { cp } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Binaries, programOf } from "./binaries.ts";
import { errnoOf, failureInOutput, refuse } from "./failure.ts";
import { giveTo, holdsCluster } from "./place.ts";
import { type Account, runAs } from "./process.ts";

/** Of the superuser, of the owner of the database, and of the role that pages and jobs work under. */
export type Passwords = { admin: string; application: string; pages: string };

/** Superuser of the cluster: creates the application's role and database, and nothing else. */
export const ADMIN = "ancrage_admin";

const isSecret = (value: unknown): value is string => typeof value === "string" && value !== "";
const draw = (): string => randomBytes(24).toString("base64url");

/** Reads the passwords of the data folder (mode 0600), drawing those that are not there: the first time, after an upgrade, or when the file is damaged. */
export function readPasswords(base: string): Passwords {
  const path = join(base, "password");
  let kept: Partial<Passwords> = {};
  try {
    kept = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (errnoOf(error) !== "ENOENT" && !(error instanceof SyntaxError)) throw error;
  }
  const { admin, application, pages } = kept;
  if (isSecret(admin) && isSecret(application) && isSecret(pages)) {
    if (process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
    return { admin, application, pages };
  }
  const whole = isSecret(admin) && isSecret(application);
  const drawn = { admin: whole ? admin : draw(), application: whole ? application : draw(), pages: draw() };
  writeFileSync(`${path}.new`, JSON.stringify(drawn), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return drawn;
}

/** Character classification decides what a word is for pg_trgm and unaccent: plain C would cut words at each accent. */
const LOCALES = ["C.UTF-8", "en_US.UTF-8", "C"];

/**
 * Creates a cluster at `place`/`major` and gives its path: made aside and renamed once whole, so that one which bears the
 * name is complete. Refuses with `disk_full`, `data_unreadable` or `start_failed`.
 */
export async function createCluster(
  place: string,
  binaries: Binaries,
  account: Account | null,
  admin: string,
  log: (event: string, fields: object) => void,
): Promise<string> {
  const cluster = join(place, binaries.major);
  clearUnfinished(place, binaries.major, log);
  const staging = join(place, `${binaries.major}.partial-${randomBytes(4).toString("hex")}`);
  const passwordFile = `${staging}.password`;
  try {
    mkdirSync(staging, { mode: 0o700 });
    writeFileSync(passwordFile, admin, { mode: 0o600, flag: "wx" });
    if (account) for (const path of [staging, passwordFile]) chownSync(path, account.uid, account.gid);
    await initialise({ staging, passwordFile, binaries, account });
    renameSync(staging, cluster);
    return cluster;
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Puts aside what bears the cluster's name without being one, and deletes what an interrupted creation left (it never ran). */
function clearUnfinished(place: string, major: string, log: (event: string, fields: object) => void): void {
  const cluster = join(place, major);
  if (existsSync(cluster)) {
    if (holdsCluster(cluster)) throw refuse("data_unreadable", { path: cluster, reason: "EEXIST" });
    const aside = `${cluster}.aside-${randomBytes(4).toString("hex")}`;
    if (readdirSync(cluster).length > 0) log("postgres.unfinished_moved_aside", { from: cluster, to: aside });
    renameSync(cluster, aside);
    if (readdirSync(aside).length === 0) rmSync(aside, { recursive: true });
  }
  for (const name of readdirSync(place).filter((entry) => entry.startsWith(`${major}.partial-`))) {
    try {
      if (existsSync(join(place, name, "postmaster.opts"))) continue;
      rmSync(join(place, name), { recursive: true, force: true });
      log("postgres.unfinished_removed", { path: join(place, name) });
    } catch {
      // An initdb whose starter was killed may still be writing there: the next start removes it.
    }
  }
}

async function initialise(at: {
  staging: string;
  passwordFile: string;
  binaries: Binaries;
  account: Account | null;
}): Promise<void> {
  const { staging, passwordFile, binaries, account } = at;
  let printed = "";
  for (const locale of LOCALES) {
    const { code, output, error } = await runAs(
      account,
      programOf(binaries, "initdb"),
      [
        ...["-D", staging, "-U", ADMIN, "-E", "UTF8", "--auth=scram-sha-256", `--pwfile=${passwordFile}`],
        ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8", `--locale=${locale}`, "--lc-messages=C"],
        // Given, they save initdb the trial starts with which it looks for them.
        ...["--data-checksums", "--no-instructions", "-c", "max_connections=60", "-c", "shared_buffers=128MB"],
      ],
      { cwd: staging },
    );
    if (code === 0) return;
    printed = output || String(error);
    if (!/invalid locale|locale .{0,100}(not|could not)|encoding mismatch/i.test(printed)) break;
  }
  throw failureInOutput(printed, { cluster: staging, logFile: "", expected: binaries.major });
}

/** Gives the superuser this password without knowing the old one (the file was lost); the server must not run. */
export async function resetAdminPassword(
  cluster: string,
  binaries: Binaries,
  account: Account | null,
  admin: string,
): Promise<void> {
  const { code, output, error } = await runAs(
    account,
    programOf(binaries, "postgres"),
    ["--single", "-D", cluster, "postgres"],
    {
      cwd: cluster,
      input: `ALTER ROLE ${ADMIN} PASSWORD '${admin}';\n`,
    },
  );
  if (code !== 0) throw failureInOutput(output || String(error), { cluster, logFile: "", expected: binaries.major });
}

/** Copies a stopped cluster that its account can no longer enter to another place, and gives its new path. */
export async function relocateCluster(cluster: string, place: string, account: Account): Promise<string> {
  const target = join(place, basename(cluster));
  const staging = `${target}.partial-${randomBytes(4).toString("hex")}`;
  try {
    await cp(cluster, staging, { recursive: true, verbatimSymlinks: true });
    await giveTo(account, staging);
    renameSync(staging, target);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return target;
}

/** Takes its name from a cluster that was copied elsewhere, so that nobody takes it for the live one. */
export const setAside = (cluster: string): void =>
  renameSync(cluster, `${cluster}.moved-${randomBytes(4).toString("hex")}`);
