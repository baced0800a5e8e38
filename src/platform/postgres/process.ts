import { spawn, spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";

/** Who PostgreSQL runs as when this process is root, which PostgreSQL refuses. */
export type Account = { name: string; uid: number; gid: number };

type Outcome = { code: number | null; output: string; error: NodeJS.ErrnoException | null };

/** Environment of every PostgreSQL program: no PG* variable of the caller may redirect it, messages stay in English. */
export function cleanEnvironment(home: string): NodeJS.ProcessEnv {
  if (process.platform === "win32") {
    return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^PG/i.test(name)));
  }
  return { PATH: "/usr/bin:/bin:/usr/sbin:/sbin", HOME: home, LC_ALL: "C", TZ: "UTC" };
}

/** Runs a program to its end as this account, and gives its exit code and everything it printed (last 64 kB). */
export function runAs(
  account: Account | null,
  program: string,
  args: string[],
  options: { cwd: string; input?: string },
): Promise<Outcome> {
  return new Promise((done) => {
    let output = "";
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: cleanEnvironment(options.cwd),
      // Its own session: Ctrl-C reaches us alone, and what is half done is ended by us or redone by the next start.
      detached: process.platform !== "win32",
      windowsHide: true,
      stdio: ["pipe", "pipe", "pipe"],
      ...(account && { uid: account.uid, gid: account.gid }),
    });
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString("utf8")).slice(-65_536);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    // A program that ends before reading its input breaks the pipe; its exit code already says so.
    child.stdin.on("error", () => {});
    child.on("error", (error) => done({ code: null, output, error }));
    child.on("close", (code) => done({ code, output, error: null }));
    child.stdin.end(options.input ?? "");
  });
}

/** Says whether a process exists and still runs (a zombie does not), whoever owns it. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return linuxStat(pid)?.state !== "Z";
}

/** Something that differs between two processes that had the same number, or null where the system does not say. */
export function birthOf(pid: number): string | null {
  if (process.platform === "linux") return linuxStat(pid)?.start ?? null;
  if (process.platform === "win32") return null;
  const { stdout } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
  return stdout?.trim() || null;
}

function linuxStat(pid: number): { state: string; start: string } | null {
  if (process.platform !== "linux") return null;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in parentheses and may itself hold spaces and parentheses.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", start: fields[19] ?? "" };
  } catch {
    return null;
  }
}

/** Says whether this process is the PostgreSQL server of this folder, not a stranger that was given its number. */
export function isPostmasterOf(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === "win32") {
    const { stdout } = spawnSync("tasklist", ["/FI", `PID eq ${pid}`, "/NH"], { encoding: "utf8", windowsHide: true });
    return /postgres/i.test(stdout ?? "");
  }
  if (process.platform !== "linux") {
    const { stdout } = spawnSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return /postgres/.test(stdout ?? "") && (stdout ?? "").includes(cluster);
  }
  // The command line is readable by all; the working folder, which survives a move, may need a capability containers drop.
  return commandNames(pid, cluster) || worksIn(pid, cluster);
}

function commandNames(pid: number, cluster: string): boolean {
  try {
    const args = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return /(^|\/)postgres$/.test(args[0] ?? "") && args[args.indexOf("-D") + 1] === cluster;
  } catch {
    return false;
  }
}

function worksIn(pid: number, cluster: string): boolean {
  try {
    const [theirs, ours] = [statSync(`/proc/${pid}/cwd`), statSync(cluster)];
    const name = readFileSync(`/proc/${pid}/comm`, "utf8").trim();
    return name === "postgres" && theirs.dev === ours.dev && theirs.ino === ours.ino;
  } catch {
    return false;
  }
}
