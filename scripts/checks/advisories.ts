import { spawnSync } from "node:child_process";
import { type Finding, ROOT } from "./sources.ts";

type Advisory = { name?: unknown; severity?: unknown; via?: unknown };
type Answer = { vulnerabilities?: Record<string, Advisory>; error?: unknown; message?: unknown };

const GRAVE = new Set(["high", "critical"]);
const LONGEST_MS = 60_000;

/** What the registry knows against the packages of the lock; null when it does not answer that question. */
export function readAdvisories(answer: string): Finding[] | null {
  let told: Answer;
  try {
    told = JSON.parse(answer) as Answer;
  } catch {
    return null;
  }
  if (typeof told !== "object" || told === null || typeof told.vulnerabilities !== "object") return null;
  return Object.entries(told.vulnerabilities ?? {})
    .filter(([, { severity }]) => GRAVE.has(String(severity)))
    .map(([name, { severity, via }]) => ({
      where: "package-lock.json",
      what: `holds ${name}, against which there is an advisory (${severity}): ${titleOf(via)}`,
      why: "a hole that is published is tried within days: install the version that mends it, or leave the package",
    }));
}

const titleOf = (via: unknown): string =>
  [via]
    .flat()
    .map((one) => (typeof one === "string" ? one : String((one as { title?: unknown } | null)?.title ?? "")))
    .filter(Boolean)
    .join("; ");

/** Asks the registry of npm for advisories; a registry that does not answer is no reason to stop. */
export function askAdvisories(): Finding[] | null {
  const { stdout } = spawnSync("npm", ["audit", "--json", "--omit=dev"], {
    cwd: ROOT,
    encoding: "utf8",
    timeout: LONGEST_MS,
    shell: process.platform === "win32",
  });
  return readAdvisories(stdout ?? "");
}
