import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { completeLinks, locateBinaries, programOf, runnableBinaries } from "./binaries.ts";
import { failureInOutput } from "./failure.ts";
import { cleanUp, isRoot, newFolder, opened, refusal } from "./fixtures.ts";
import { type Account, runAs } from "./process.ts";
import { APPLICATION, tryDoor, urlOf } from "./session.ts";
import { serverSettings } from "./settings.ts";

const NOBODY: Account = { name: "nobody", uid: 65534, gid: 65534 };

/** Whether small file systems may be mounted here, which containers often forbid. */
const mounts = isRoot && process.platform === "linux" && canMount();

function canMount(): boolean {
  const folder = newFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], { stdio: "ignore" });
    execFileSync("umount", [folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

// Real servers on a disk that others may be using.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

afterEach(cleanUp);
afterAll(() => {
  if (!mounts) console.info("2 cases of a full disk were not run: mounting a small file system is not permitted here");
  if (!isRoot) console.info("1 case of a private home was not run: it needs root");
});

describe("a data folder that cannot be used", () => {
  it("whose path goes through a file is unreadable", async () => {
    const file = join(newFolder(), "file");
    writeFileSync(file, "");
    expect(await refusal(join(file, "var"))).toMatchObject({ code: "data_unreadable", params: { reason: "ENOTDIR" } });
  });

  it.skipIf(isRoot)("without the right to write is unreadable", async () => {
    const folder = newFolder();
    chmodSync(folder, 0o500);
    expect(await refusal(join(folder, "var"))).toMatchObject({ code: "data_unreadable", params: { reason: "EACCES" } });
  });

  it("of another major says which, and stays as it was", async () => {
    const dataDir = join(newFolder(), "var");
    const { location, stop } = await opened(dataDir);
    await stop();
    writeFileSync(join(location, "PG_VERSION"), "15\n");
    const failure = await refusal(dataDir);
    expect(failure).toMatchObject({
      kind: "unavailable",
      code: "other_major",
      params: { found: "15", expected: "18" },
    });
    expect(readFileSync(join(location, "PG_VERSION"), "utf8")).toBe("15\n");
  });

  it("of another major under its own name is not hidden by a fresh one", async () => {
    const dataDir = join(newFolder(), "var");
    mkdirSync(join(dataDir, "postgres", "17"), { recursive: true });
    writeFileSync(join(dataDir, "postgres", "17", "PG_VERSION"), "17\n");
    expect(await refusal(dataDir)).toMatchObject({ code: "other_major", params: { found: "17", expected: "18" } });
    expect(existsSync(join(dataDir, "postgres", "18"))).toBe(false);
  });

  it("whose cluster lost its version file is unreadable, never replaced", async () => {
    const dataDir = join(newFolder(), "var");
    const { location, stop } = await opened(dataDir);
    await stop();
    rmSync(join(location, "PG_VERSION"));
    expect(await refusal(dataDir)).toMatchObject({ code: "data_unreadable" });
    expect(existsSync(join(location, "global", "pg_control"))).toBe(true);
  });

  it("whose cluster elsewhere has disappeared is unreadable, never begun again", async () => {
    const dataDir = join(newFolder(), "var");
    mkdirSync(join(dataDir, "postgres"), { recursive: true });
    const gone = join(dataDir, "nowhere", "18");
    writeFileSync(join(dataDir, "postgres", "location.json"), JSON.stringify({ cluster: gone }));
    expect(await refusal(dataDir)).toMatchObject({ code: "data_unreadable", params: { path: gone } });
  });

  it("whose cluster does not start gives the end of the server's log", async () => {
    const dataDir = join(newFolder(), "var");
    const { location, stop } = await opened(dataDir);
    await stop();
    writeFileSync(join(location, "pg_hba.conf"), "this is no rule\n");
    const failure = await refusal(dataDir);
    expect(failure).toMatchObject({ code: "start_failed" });
    expect(failure.code === "start_failed" && failure.params.tail).toContain("pg_hba.conf");
  });
});

describe.skipIf(!mounts)("a full disk", () => {
  const onSmallDisk = async (megabytes: number, work: (folder: string) => Promise<void>) => {
    const folder = newFolder();
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=755`, "tmpfs", folder]);
    try {
      await work(folder);
    } finally {
      execFileSync("umount", [folder]);
    }
  };

  it("at creation is said with its folder and what is left, and leaves no half cluster", () =>
    onSmallDisk(8, async (folder) => {
      const failure = await refusal(join(folder, "var"));
      expect(failure.code).toBe("disk_full");
      expect(failure.code === "disk_full" && failure.params.path).toContain(folder);
      expect(existsSync(join(folder, "var", "postgres", "18"))).toBe(false);
    }));

  it("at a later start is said, and the data opens again once there is room", () =>
    onSmallDisk(90, async (folder) => {
      const dataDir = join(folder, "var");
      await (await opened(dataDir)).stop();
      const ballast = join(folder, "ballast");
      execFileSync("sh", ["-c", `cat /dev/zero > '${ballast}' || true`], { stdio: "ignore" });
      expect((await refusal(dataDir)).code).toBe("disk_full");
      rmSync(ballast);
      await (await opened(dataDir)).stop();
    }));
});

describe("the binaries", () => {
  it.skipIf(process.platform === "win32")("whose links npm dropped are completed", async () => {
    const found = await locateBinaries();
    const native = join(newFolder(), "native");
    cpSync(found.native, native, {
      recursive: true,
      filter: (path) => !/\.(so|dylib)(\.\d+)?$|\.a$/.test(path) || /libz|libpq|postgresql/.test(path),
    });
    for (const { source } of JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8"))) {
      cpSync(join(dirname(found.native), source), join(dirname(native), source));
    }
    await completeLinks(native);
    for (const { target } of JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8"))) {
      expect(existsSync(join(dirname(native), target)), target).toBe(true);
    }
  });

  it.skipIf(!isRoot)("in a private home are copied once to a place the account can run them from", async () => {
    const home = join(newFolder(), "home");
    mkdirSync(home, { mode: 0o700 });
    const found = await locateBinaries();
    cpSync(found.native, join(home, "native"), { recursive: true, verbatimSymlinks: true });
    const hidden = { ...found, native: join(home, "native"), version: "0.0.0-test" };
    const copy = await runnableBinaries(hidden, NOBODY, home);
    try {
      expect(copy.native.startsWith(home)).toBe(false);
      const { code, output } = await runAs(NOBODY, programOf(copy, "postgres"), ["--version"], { cwd: "/" });
      expect([code, output]).toEqual([0, expect.stringMatching(/PostgreSQL.* 18/)]);
      writeFileSync(join(copy.native, "witness"), "");
      expect((await runnableBinaries(hidden, NOBODY, home)).native).toBe(copy.native);
      expect(existsSync(join(copy.native, "witness"))).toBe(true);
      chmodSync(copy.native, 0o777);
      expect(existsSync(join((await runnableBinaries(hidden, NOBODY, home)).native, "witness"))).toBe(false);
    } finally {
      rmSync(copy.native, { recursive: true, force: true });
    }
  });
});

describe("pieces", () => {
  const at = { cluster: "/nowhere/18", logFile: "/nowhere/server.log", expected: "18" };

  it.each([
    ["FATAL:  could not write to file: No space left on device", "disk_full"],
    ["initdb: error: could not create directory: Disk quota exceeded", "disk_full"],
    [
      'FATAL:  lock file "postmaster.pid" already exists\nHINT:  Is another postmaster (PID 42) running?',
      "locked_by_other",
    ],
    [
      "FATAL:  database files are incompatible with server\nDETAIL:  The data directory was initialized by PostgreSQL version 15, which is not",
      "other_major",
    ],
    [
      'FATAL:  could not create any Unix-domain sockets\nLOG:  could not bind Unix address "/x": Operation not supported',
      "socket_trouble",
    ],
    ['FATAL:  could not open file "x": Permission denied', "data_unreadable"],
    ["FATAL:  something nobody foresaw", "start_failed"],
  ])("reads %j as %s", (output, code) => {
    expect(failureInOutput(output, at).failure.code).toBe(code);
  });

  it("never listens beyond the loopback, by socket or by port", () => {
    expect(serverSettings({ kind: "socket", dir: "/a b" })).toContain("listen_addresses=");
    expect(serverSettings({ kind: "port", port: 6000 })).toContain("listen_addresses=127.0.0.1");
  });

  it("tells that nobody is at a door", async () => {
    const passwords = { admin: "a", application: "b", pages: "c" };
    expect(await tryDoor({ kind: "socket", dir: newFolder() }, passwords)).toBe("absent");
    expect(urlOf({ kind: "port", port: 1 }, APPLICATION, "p@:/", APPLICATION)).toBe(
      "postgresql://ancrage:p%40%3A%2F@127.0.0.1:1/ancrage",
    );
  });
});
