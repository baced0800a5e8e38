import type { Finding } from "./sources.ts";

type Entry = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};

export type Lock = { packages: Record<string, Entry> };

/** Optional dependencies that packages of the lock ask for and that the lock does not hold. */
export function missingBinaries(lock: Lock): { name: string; version: string; dev: boolean }[] {
  const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.entries(path === "" ? {} : (entry.optionalDependencies ?? {}))
      .filter(([name]) => !holds(lock, path, name))
      .map(([name, version]) => ({ name, version, dev: entry.dev === true })),
  );
  return [...new Map(missing.map((one) => [one.name, one])).values()];
}

function holds(lock: Lock, path: string, name: string): boolean {
  return [`${path}/node_modules/${name}`, `node_modules/${name}`].some((place) => Object.hasOwn(lock.packages, place));
}

/** A lock that `npm ci` would refuse elsewhere, or here. */
export function checkLock(lock: Lock): Finding[] {
  return missingBinaries(lock).map(({ name }) => ({
    where: "package-lock.json",
    what: `does not hold ${name}`,
    why: "npm ci refuses a lock that is not whole: run node scripts/complete-lock.ts",
  }));
}
