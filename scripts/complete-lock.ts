import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Lock, missingBinaries } from "./checks/lock.ts";

// npm leaves out of the lock the binaries of other systems that a registry does not carry, and `npm ci` then refuses that lock.
const path = join(import.meta.dirname, "../package-lock.json");
const lock = JSON.parse(await readFile(path, "utf8")) as Lock;
const missing = missingBinaries(lock);
for (const { name, version, dev } of missing) {
  lock.packages[`node_modules/${name}`] = { version, ...systemOf(name), ...(dev ? { dev } : {}), optional: true };
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en"));
lock.packages = Object.fromEntries(sorted);
if (missing.length > 0) await writeFile(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${missing.length} packages added to the lock.`);

/** The system a binary is for, as its name says by the custom of such packages: …-linux-arm64-musl. */
function systemOf(name: string): { os?: string[]; cpu?: string[]; libc?: string[] } {
  const found =
    /-(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|x64|ia32|ppc64|riscv64|s390x)(?:-(\w+))?/.exec(name);
  if (!found) throw new Error(`The name of ${name} does not say which system it is for`);
  const [, os, cpu, kind = ""] = found;
  const libc = os === "linux" ? (kind.startsWith("musl") ? "musl" : "glibc") : null;
  return { os: [os!], cpu: [cpu!], ...(libc ? { libc: [libc] } : {}) };
}
