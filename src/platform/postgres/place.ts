import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from "node:fs";
import { lchown, mkdtemp, readdir, rmdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { errnoOf, freeBytes, refuse } from "./failure.ts";
import { type Account, runAs } from "./process.ts";
import { type Door, SOCKET_PORT } from "./settings.ts";

const SYSTEM_PLACE = "/var/lib/ancrage";

/** Shortest limit of the systems we run on (macOS: 104 bytes with the final zero). */
const SOCKET_PATH_MAX = 103;

/** Name, in a shared place, of what belongs to this data folder. */
const nameOf = (dataDir: string): string => createHash("sha256").update(dataDir).digest("hex").slice(0, 16);

/** Where the cluster of this major is, according to the data folder; null before the first start. */
export function knownCluster(base: string, major: string): string | null {
  const pointer = join(base, "location.json");
  if (!existsSync(pointer)) return holdsCluster(join(base, major)) ? join(base, major) : null;
  const cluster = String(JSON.parse(readFileSync(pointer, "utf8")).cluster);
  // A fresh cluster in its stead would look like everything being lost, and would hide that it can be brought back.
  if (!existsSync(cluster)) throw refuse("data_unreadable", { path: cluster, reason: "ENOENT" });
  return cluster;
}

/** Says whether a folder is a cluster, whole or damaged: what must never be replaced. */
export const holdsCluster = (folder: string): boolean =>
  existsSync(join(folder, "PG_VERSION")) || existsSync(join(folder, "global", "pg_control"));

/** Refuses with `other_major` when the data was written by another PostgreSQL. */
export function checkMajor(base: string, cluster: string | null, expected: string): void {
  const candidates = cluster ? [cluster] : [base, ...readdirSync(base).map((name) => join(base, name))];
  for (const folder of candidates) {
    const file = join(folder, "PG_VERSION");
    if (!existsSync(file)) continue;
    const found = readFileSync(file, "utf8").trim();
    if (found !== expected) throw refuse("other_major", { path: folder, found, expected });
  }
  if (cluster && !existsSync(join(cluster, "PG_VERSION"))) {
    throw refuse("data_unreadable", { path: join(cluster, "PG_VERSION"), reason: "ENOENT" });
  }
}

/**
 * Folder in which the account can keep a new cluster: the data folder's, else, when its account cannot enter it, one of
 * /var/lib or the temporary folder. Refuses with `no_unprivileged_place`.
 */
export async function placeForCluster(dataDir: string, base: string, account: Account | null): Promise<string> {
  if (!account) return base;
  const tried: string[] = [];
  const elsewhere = [join(SYSTEM_PLACE, nameOf(dataDir)), join(tmpdir(), `ancrage-${nameOf(dataDir)}`)];
  for (const place of [base, ...elsewhere.map(unlessTaken)]) {
    const reason = await whyUnusable(place, account);
    if (reason === null) return place;
    tried.push(`${place}: ${reason}`);
    if (reason === "ENOSPC" && place === base) throw refuse("disk_full", { path: place, freeBytes: freeBytes(place) });
  }
  throw refuse("no_unprivileged_place", { user: account.name, tried: tried.join("\n") });
}

/** A data folder deleted and made again starts afresh, and what its cluster elsewhere held stays untouched beside the new one. */
const unlessTaken = (place: string): string =>
  existsSync(place) ? `${place}-${randomBytes(4).toString("hex")}` : place;

/** Tries for real: gives the account a folder there and has it work in it. */
async function whyUnusable(place: string, account: Account): Promise<string | null> {
  try {
    mkdirSync(place, { recursive: true, mode: 0o711 });
    const found = lstatSync(place);
    if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0) return "not ours alone";
    // Passing through is enough; the umask may have taken it away.
    if ((found.mode & 0o111) !== 0o111) chmodSync(place, found.mode | 0o111);
    const probe = await mkdtemp(join(place, ".probe-"));
    try {
      chownSync(probe, account.uid, account.gid);
      return await whyNotEntered(probe, account);
    } finally {
      await rmdir(probe);
    }
  } catch (error) {
    return errnoOf(error) ?? String(error);
  }
}

/** Why the account cannot work in this folder (a code or what was printed), or null when it can. */
export async function whyNotEntered(folder: string, account: Account | null): Promise<string | null> {
  if (process.platform === "win32") return null;
  // By its full path: the working folder of a child is entered before its account changes, and so proves nothing.
  const attempt = 'cd "$1" && : > "$1/.attempt" && rm "$1/.attempt"';
  const { code, output, error } = await runAs(account, "/bin/sh", ["-c", attempt, "sh", folder], { cwd: "/" });
  return code === 0 ? null : (error?.code ?? (output.trim().slice(-300) || `exit ${code}`));
}

/** Leaves in the data folder where the cluster is when it is elsewhere, so that the next start finds it. */
export async function rememberPlace(base: string, cluster: string): Promise<void> {
  if (dirname(cluster) === base) return;
  await writeFile(join(base, "location.json"), JSON.stringify({ cluster }), { mode: 0o600 });
}

/** Gives a cluster copied by root back to the account that runs it; PostgreSQL refuses a folder of somebody else. */
export async function giveTo(account: Account | null, cluster: string): Promise<void> {
  if (!account || lstatSync(cluster).uid !== 0) return;
  for (const name of await readdir(cluster, { recursive: true }))
    await lchown(join(cluster, name), account.uid, account.gid);
  chmodSync(cluster, 0o700);
  chownSync(cluster, account.uid, account.gid);
}

/** Way into the server: a socket in a folder only its account and root enter, else a free port of the loopback. */
export async function chooseDoor(cluster: string, account: Account | null): Promise<Door> {
  if (process.platform !== "win32") {
    // Named by the cluster's own path, so that two data folders never meet in a shared place.
    const shared = join(realpathSync("/tmp"), `ancrage-${nameOf(cluster)}`);
    for (const dir of [join(dirname(cluster), "run"), shared, `${shared}-${randomBytes(4).toString("hex")}`]) {
      if (await socketWorksIn(dir, account)) return { kind: "socket", dir };
    }
  }
  return { kind: "port", port: await freePort() };
}

async function socketWorksIn(dir: string, account: Account | null): Promise<boolean> {
  if (Buffer.byteLength(join(dir, `.s.PGSQL.${SOCKET_PORT}`)) > SOCKET_PATH_MAX) return false;
  try {
    mkdirSync(dir, { mode: 0o700 });
    if (account) chownSync(dir, account.uid, account.gid);
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") return false;
  }
  const found = lstatSync(dir);
  // In /tmp somebody else may have taken the name, to sit between us and the server.
  if (!found.isDirectory() || found.uid !== (account?.uid ?? process.getuid?.())) return false;
  chmodSync(dir, 0o700);
  rmSync(join(dir, ".probe"), { force: true });
  const probe = createServer();
  return new Promise((done) => {
    probe.once("error", () => done(false));
    probe.listen(join(dir, ".probe"), () => probe.close(() => done(true)));
  });
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", (error) => failed(refuse("socket_trouble", { path: "127.0.0.1", reason: String(error) })));
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}
