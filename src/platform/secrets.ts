import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Config, ConfigError } from "./config.ts";

/** Shorter than this, a secret could be guessed by whoever holds what it signed. */
export const LEAST_SECRET = 32;

/**
 * The secrets that sign cookies and links, the one in use first: those of the configuration, else the one kept in the data
 * folder, which is made at the first start.
 */
export function readSecrets({ secrets, dataDir }: Pick<Config, "secrets" | "dataDir">): string[] {
  if (secrets.length > 0) return secrets;
  const path = join(dataDir, "secret");
  return [readKept(path) ?? makeKept(path, dataDir)];
}

function readKept(path: string): string | null {
  try {
    const kept = readFileSync(path, "utf8").trim();
    if (kept.length < LEAST_SECRET) throw new ConfigError(`${path}: fewer than ${LEAST_SECRET} characters`);
    return kept;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Several processes may start at once: the first to put its secret in place gives it to all. */
function makeKept(path: string, dataDir: string): string {
  mkdirSync(dataDir, { recursive: true });
  const mine = `${path}.${randomBytes(6).toString("hex")}`;
  writeFileSync(mine, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
  chmodSync(mine, 0o600);
  try {
    linkSync(mine, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    unlinkSync(mine);
  }
  return readKept(path)!;
}
