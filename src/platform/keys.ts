import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Config, ConfigError } from "./config.ts";

/** A key that seals confidential fields: its name is written beside what it sealed. */
export type Key = { id: string; secret: string; madeAt: string | null; retiredAt: string | null };

/** Where the keys of an installation are, and how they change. */
export type KeyRing = {
  /** The one in use first; read again when the file changed, for another process may have turned them. */
  keys: () => readonly Key[];
  /** Puts a new key before the others; null where the configuration gives them. */
  add: ((now: Date) => Key) | null;
  /** Forgets keys that nothing is sealed with. */
  drop: ((ids: readonly string[]) => void) | null;
};

export const KEYS_FILE = "keys.json";

const Kept = z.object({
  keys: z
    .array(
      z.object({
        id: z.string().regex(/^[a-z0-9]{1,40}$/),
        secret: z.string().min(32),
        madeAt: z.string().nullable(),
        retiredAt: z.string().nullable(),
      }),
    )
    .min(1),
});

/** The keys of the configuration, else those kept in the data folder, where one is made when it is first needed. */
export function openKeyRing({ keys, dataDir }: Pick<Config, "keys" | "dataDir">): KeyRing {
  if (keys.length > 0) {
    const given = keys.map(({ id, secret }) => ({ id, secret, madeAt: null, retiredAt: null }));
    return { keys: () => given, add: null, drop: null };
  }
  const path = join(dataDir, KEYS_FILE);
  let read: { stamp: string; keys: Key[] } | null = null;
  const current = (): Key[] => {
    let stamp = stampOf(path);
    if (stamp !== null && read?.stamp === stamp) return read.keys;
    if (stamp === null) {
      writeFirst(path, dataDir);
      stamp = stampOf(path);
    }
    // Stamped before it is read: written in between by another process, it is read again the next time.
    read = { stamp: stamp ?? "", keys: readKept(path) };
    return read.keys;
  };
  return {
    keys: current,
    add: (now) => {
      const fresh: Key = { ...makeKey(), madeAt: now.toISOString() };
      const retired = current().map((key) => ({ ...key, retiredAt: key.retiredAt ?? now.toISOString() }));
      write(path, [fresh, ...retired]);
      return fresh;
    },
    drop: (ids) =>
      write(
        path,
        current().filter(({ id }, index) => index === 0 || !ids.includes(id)),
      ),
  };
}

const makeKey = (): Key => ({
  id: `k${randomBytes(4).toString("hex")}`,
  secret: randomBytes(32).toString("base64url"),
  madeAt: null,
  retiredAt: null,
});

/** Changes whenever the file does: it is never written in place. */
function stampOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.ino} ${found.mtimeNs} ${found.size}` : null;
}

function readKept(path: string): Key[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const found = Kept.safeParse(parsed);
  if (!found.success) throw new ConfigError(`${path}: is not a file of keys; put back a copy of it`);
  return found.data.keys;
}

const textOf = (keys: readonly Key[]): string => `${JSON.stringify({ keys }, null, 2)}\n`;

function draft(path: string, keys: readonly Key[]): string {
  const mine = `${path}.${randomBytes(6).toString("hex")}`;
  writeFileSync(mine, textOf(keys), { mode: 0o600 });
  chmodSync(mine, 0o600);
  return mine;
}

const write = (path: string, keys: readonly Key[]): void => renameSync(draft(path, keys), path);

/** Several processes may start at once: the first to put its key in place gives it to all. */
function writeFirst(path: string, dataDir: string): void {
  mkdirSync(dataDir, { recursive: true });
  const mine = draft(path, [makeKey()]);
  try {
    linkSync(mine, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    unlinkSync(mine);
  }
}
