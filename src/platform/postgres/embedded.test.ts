import { spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { cleanUp, end, holders, isRoot, newFolder, opened, query, starter } from "./fixtures.ts";
import { readPostmaster } from "./postmaster.ts";
import { isAlive, isPostmasterOf } from "./process.ts";

let notRun = 0;

/** A case about root giving the server to another account, counted where this process is not root. */
function rootOnly(name: string, run: () => Promise<void>): void {
  if (!isRoot) notRun++;
  it.skipIf(!isRoot)(name, run);
}

afterAll(() => {
  if (notRun > 0) console.info(`${notRun} cases of PostgreSQL under another account were not run: they need root`);
});

const postmasterOf = (cluster: string) => {
  const found = readPostmaster(cluster);
  return found && isPostmasterOf(found.pid, cluster) ? found : null;
};

/** Addresses (hexadecimal, as in /proc/net) on which a process listens by TCP. */
function tcpListenersOf(pid: number): string[] {
  const inodes = readdirSync(`/proc/${pid}/fd`).map(
    (fd) => /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1],
  );
  return ["tcp", "tcp6"]
    .flatMap((file) => readFileSync(`/proc/${pid}/net/${file}`, "utf8").trim().split("\n").slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === "0A" && inodes.includes(fields[9]))
    .map((fields) => fields[1] ?? "");
}

// Real servers on a disk that others may be using.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

afterEach(cleanUp);

describe("a first start", () => {
  it("creates a database the product owns without being superuser, in UTF-8, with checksums and fsync", async () => {
    const { url, attached, notice } = await opened(join(newFolder(), "var"));
    expect(attached).toBe(false);
    expect(notice).toBeNull();
    await query(url, "CREATE EXTENSION pg_trgm");
    await query(url, "CREATE EXTENSION unaccent");
    const [row] = await query(
      url,
      `SELECT rolsuper AS super, pg_get_userbyid(datdba) = current_user AS owner, pg_encoding_to_char(encoding) AS encoding,
              current_setting('data_checksums') AS checksums, current_setting('fsync') AS fsync,
              lower('ÉCOLE') AS lower, similarity('école', 'éco') > 0 AS similar, unaccent('Hérault') AS plain
         FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()`,
    );
    expect(row).toEqual({
      super: false,
      owner: true,
      encoding: "UTF8",
      checksums: "on",
      fsync: "on",
      lower: "école",
      similar: true,
      plain: "Herault",
    });
  });

  it("keeps the password for its owner alone, and the server refuses another", async () => {
    const dataDir = join(newFolder(), "var");
    const { url, location } = await opened(dataDir);
    expect(statSync(join(dataDir, "postgres", "password")).mode & 0o777).toBe(0o600);
    expect(statSync(location).mode & 0o777).toBe(0o700);
    const wrong = url.replace(/:[^:@/]+@/, ":wrong@");
    expect(wrong).not.toBe(url);
    await expect(query(wrong, "SELECT 1")).rejects.toMatchObject({ code: "28P01" });
    await expect(query(url.replace("ancrage:", "postgres:"), "SELECT 1")).rejects.toMatchObject({ code: "28P01" });
  });

  it.skipIf(process.platform !== "linux")("listens on no network address at all", async () => {
    const { location } = await opened(join(newFolder(), "var"));
    const running = postmasterOf(location);
    expect(running?.door.kind).toBe("socket");
    expect(tcpListenersOf(running!.pid)).toEqual([]);
  });

  it("finds a shorter place for its socket when the folder's name is too long for one", async () => {
    const { url, location, stop } = await opened(
      join(newFolder(), "a-folder-with-a-rather-long-name".repeat(4), "été, 50 % d'eau", "var"),
    );
    expect(location).toContain("été, 50 %");
    expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    const { dir } = postmasterOf(location)!.door as { dir: string };
    expect(Buffer.byteLength(dir)).toBeLessThan(90);
    await stop();
    expect(existsSync(dir)).toBe(false);
  });

  it("redoes what an interrupted creation left, and deletes nothing it did not make", async () => {
    const dataDir = join(newFolder(), "var");
    const base = join(dataDir, "postgres");
    mkdirSync(join(base, "18.partial-dead"), { recursive: true });
    mkdirSync(join(base, "18"));
    writeFileSync(join(base, "18", "postgresql.conf"), "port = 1");
    const { url } = await opened(dataDir);
    expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    const names = readdirSync(base);
    expect(names.filter((name) => name.includes("partial"))).toEqual([]);
    const aside = names.find((name) => name.startsWith("18.aside-"));
    expect(readFileSync(join(base, aside!, "postgresql.conf"), "utf8")).toBe("port = 1");
  });

  rootOnly(
    "under a private home puts the cluster where its account can go, says where, and finds it again",
    async () => {
      const home = join(newFolder(), "home");
      mkdirSync(home, { mode: 0o700 });
      const dataDir = join(home, "var");
      const first = await opened(dataDir);
      expect(first.location.startsWith(home)).toBe(false);
      expect(first.notice).toContain(first.location);
      await query(first.url, "CREATE TABLE kept AS SELECT 7 AS n");
      await first.stop();
      const second = await opened(dataDir);
      expect(second.location).toBe(first.location);
      expect(await query(second.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
    },
  );

  rootOnly(
    "moved under a private home puts a copy where its account can go, and keeps the original aside",
    async () => {
      const folder = newFolder();
      const first = await opened(join(folder, "var"));
      await query(first.url, "CREATE TABLE kept AS SELECT 7 AS n");
      await first.stop();
      const home = join(folder, "home");
      mkdirSync(home, { mode: 0o700 });
      renameSync(join(folder, "var"), join(home, "var"));
      const next = await opened(join(home, "var"));
      expect(next.location.startsWith(home)).toBe(false);
      expect(next.notice).toContain(next.location);
      expect(await query(next.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
      const aside = readdirSync(join(home, "var", "postgres")).find((name) => name.startsWith("18.moved-"));
      expect(existsSync(join(home, "var", "postgres", aside!, "PG_VERSION"))).toBe(true);
    },
  );

  rootOnly("copied by root, which took it from its account, is given back to it", async () => {
    const folder = newFolder();
    const first = await opened(join(folder, "var"));
    await query(first.url, "CREATE TABLE kept AS SELECT 7 AS n");
    await first.stop();
    cpSync(join(folder, "var"), join(folder, "copy"), { recursive: true });
    chmodSync(join(folder, "copy"), 0o755);
    expect(statSync(join(folder, "copy", "postgres", "18")).uid).toBe(0);
    const next = await opened(join(folder, "copy"));
    expect(await query(next.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
  });

  rootOnly("runs under an account that is not root, whatever the umask", async () => {
    const before = process.umask(0o077);
    try {
      const { location, notice } = await opened(join(newFolder(), "deep", "var"));
      expect(statSync(location).uid).not.toBe(0);
      expect(statSync(`/proc/${postmasterOf(location)!.pid}`).uid).toBe(statSync(location).uid);
      expect(typeof notice).toBe("string");
    } finally {
      process.umask(before);
    }
  });
});

describe("several processes on one folder", () => {
  it("attach to the server of the first, and the last to leave stops it", async () => {
    const dataDir = join(newFolder(), "var");
    const first = await opened(dataDir);
    const other = await starter(dataDir);
    expect(other.value).toMatchObject({ attached: true, url: first.url, location: first.location });
    await first.stop();
    expect(await query(other.value.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await end(other.child, "SIGTERM");
    expect(postmasterOf(first.location)).toBeNull();
  });

  it("that open at the same moment start one server", async () => {
    const dataDir = join(newFolder(), "var");
    const both = await Promise.all([starter(dataDir), starter(dataDir), opened(dataDir)]);
    const values = [both[0].value, both[1].value, both[2]];
    expect(values.filter((value) => !value.attached)).toHaveLength(1);
    expect(new Set(values.map((value) => value.url)).size).toBe(1);
    expect(holders(dataDir)).toBe(3);
    await Promise.all([end(both[0].child, "SIGTERM"), end(both[1].child, "SIGTERM"), both[2].stop()]);
    expect(postmasterOf(both[2].location)).toBeNull();
  });

  it("answer to a second stop as to the first", async () => {
    const first = await opened(join(newFolder(), "var"));
    await Promise.all([first.stop(), first.stop()]);
    await first.stop();
    expect(postmasterOf(first.location)).toBeNull();
  });
});

describe("after an accident", () => {
  it("a starter killed outright leaves a server that the next one takes over and stops", async () => {
    const dataDir = join(newFolder(), "var");
    const dead = await starter(dataDir);
    await query(dead.value.url, "CREATE TABLE kept AS SELECT 7 AS n");
    const pid = postmasterOf(dead.value.location)!.pid;
    await end(dead.child, "SIGKILL");
    const next = await opened(dataDir);
    expect(next.attached).toBe(true);
    expect(postmasterOf(next.location)!.pid).toBe(pid);
    expect(await query(next.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
    await next.stop();
    expect(postmasterOf(next.location)).toBeNull();
  });

  it("a server killed outright recovers what was confirmed", async () => {
    const dataDir = join(newFolder(), "var");
    const first = await opened(dataDir);
    await query(first.url, "CREATE TABLE kept AS SELECT 7 AS n");
    process.kill(postmasterOf(first.location)!.pid, "SIGKILL");
    const next = await opened(dataDir);
    expect(next.attached).toBe(false);
    expect(await query(next.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
  });

  it("a server killed outright whose last session has not noticed yet is waited for", async () => {
    const dataDir = join(newFolder(), "var");
    const first = await opened(dataDir);
    const session = new pg.Client({ connectionString: first.url });
    session.on("error", () => {});
    await session.connect();
    const { pid } = (await session.query("select pg_backend_pid() as pid")).rows[0];
    process.kill(pid, "SIGSTOP");
    const noticed = setTimeout(() => process.kill(pid, "SIGCONT"), 1500);
    try {
      process.kill(postmasterOf(first.location)!.pid, "SIGKILL");
      const next = await opened(dataDir);
      expect(await query(next.url, "SELECT 7 AS n")).toEqual([{ n: 7 }]);
    } finally {
      clearTimeout(noticed);
      if (isAlive(pid)) process.kill(pid, "SIGCONT");
    }
  });

  it("a server killed while two processes use it is started again, once, behind the same door", async () => {
    const dataDir = newFolder();
    const { url, location } = await opened(dataDir);
    const { child } = await starter(dataDir);
    await query(url, "create table kept (n int)");
    for (const n of [1, 2]) {
      await query(url, "insert into kept values ($1)", [n]);
      const { pid } = postmasterOf(location)!;
      process.kill(pid, "SIGKILL");
      await vi.waitFor(async () => expect(await query(url, "select count(*)::int as n from kept")).toEqual([{ n }]), {
        timeout: 30_000,
        interval: 200,
      });
      expect(postmasterOf(location)!.pid).not.toBe(pid);
    }
    await end(child, "SIGTERM");
  });

  it("a stale number given since to a stranger blocks nothing, and the stranger lives", async () => {
    const dataDir = join(newFolder(), "var");
    const first = await opened(dataDir);
    const running = postmasterOf(first.location)!;
    const pidFile = readFileSync(join(first.location, "postmaster.pid"), "utf8");
    await first.stop();
    // Of the same account as the server: PostgreSQL alone would take it for one.
    const { uid, gid } = statSync(first.location);
    const stranger = spawn("sleep", ["60"], { uid, gid, cwd: "/", stdio: "ignore" });
    try {
      const stale = pidFile.replace(/^\d+/, String(stranger.pid));
      writeFileSync(join(first.location, "postmaster.pid"), stale);
      if (running.door.kind === "socket") {
        mkdirSync(running.door.dir, { mode: 0o700 });
        if (isRoot) chownSync(running.door.dir, uid, gid);
        for (const name of [".s.PGSQL.5432.lock", ".s.PGSQL.5432", ".probe"]) {
          writeFileSync(join(running.door.dir, name), stale);
        }
      }
      const next = await opened(dataDir);
      expect(next.attached).toBe(false);
      expect(await query(next.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
      await next.stop();
      expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    } finally {
      stranger.kill("SIGKILL");
    }
  });

  it("a lock and a lease left by processes that died hold nobody up", async () => {
    const dataDir = join(newFolder(), "var");
    const base = join(dataDir, "postgres");
    mkdirSync(join(base, "users"), { recursive: true });
    const { dev, ino } = statSync(base);
    const dead = JSON.stringify({ pid: process.pid, birth: "another life of this number", folder: `${dev}:${ino}` });
    for (const path of [join(base, "lock"), join(base, "users", "1-a")]) writeFileSync(path, dead);
    const first = await opened(dataDir);
    expect(holders(dataDir)).toBe(1);
    await first.stop();
    expect(postmasterOf(first.location)).toBeNull();
  });

  it("a lost password file is drawn again, and the data kept", async () => {
    const dataDir = join(newFolder(), "var");
    const first = await opened(dataDir);
    await query(first.url, "CREATE TABLE kept AS SELECT 7 AS n");
    await first.stop();
    rmSync(join(dataDir, "postgres", "password"));
    const events: string[] = [];
    const next = await opened(dataDir, events);
    expect(next.url).not.toBe(first.url);
    expect(events).toContain("postgres.password_reset");
    expect(await query(next.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
  });

  it("a loosened password file is closed again", async () => {
    const dataDir = join(newFolder(), "var");
    await (await opened(dataDir)).stop();
    chmodSync(join(dataDir, "postgres", "password"), 0o644);
    await opened(dataDir);
    expect(statSync(join(dataDir, "postgres", "password")).mode & 0o777).toBe(0o600);
  });

  it("a data folder copied while its server ran opens as its own, not as the original", async () => {
    const folder = newFolder();
    const first = await opened(join(folder, "var"));
    await query(first.url, "CHECKPOINT").catch(() => {});
    const copy = spawn("cp", ["-a", join(folder, "var"), join(folder, "copy")]);
    await new Promise((done) => copy.once("close", done));
    expect(existsSync(join(folder, "copy", "postgres", "18", "postmaster.pid"))).toBe(true);
    const second = await opened(join(folder, "copy"));
    expect(second.attached).toBe(false);
    await query(second.url, "CREATE TABLE only_in_copy ()");
    expect(await query(first.url, "SELECT to_regclass('only_in_copy') AS found")).toEqual([{ found: null }]);
    await second.stop();
    expect(postmasterOf(second.location)).toBeNull();
    expect(postmasterOf(first.location)).not.toBeNull();
  });
});
