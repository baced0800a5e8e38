/** The files of an archive, written beside those in use, and put in place once the archive is known to be whole. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { addErased, ERASURES } from "../personal-data/erased-list.ts";
import { freeBytes } from "../platform/postgres/failure.ts";
import { SECRETS } from "./received.ts";
import { Refused } from "./refused.ts";

/** Files that change how the others are read: they take their place last, once the database is the new one. */
const LATE: readonly string[] = ["territories/in-use.json", ...SECRETS];

export type Staging = {
  take: (path: string, size: number, bytes: AsyncIterable<Buffer>) => Promise<void>;
  /**
   * Puts in place what no other file would contradict; a different file of the same name is renamed, never lost, and lists
   * of whom was erased are added to those that are there.
   */
  place: () => Promise<void>;
  /** Puts in place the rest. */
  finish: () => Promise<void>;
  clear: () => Promise<void>;
  /** Files that were there, differed, and bear another name now. */
  renamed: string[];
};

/** Opens a folder beside the files of a data folder; `stamp` tells this restore from others. */
export function openStaging(dataDir: string, stamp: string): Staging {
  const folder = join(dataDir, `restore-${stamp}.partial`);
  const taken: string[] = [];
  const renamed: string[] = [];
  const put = async (paths: string[]) => {
    for (const path of paths) {
      const aside = await putInPlace(join(folder, path), join(dataDir, path), stamp);
      if (aside) renamed.push(`${path}.before-${stamp}`);
    }
    for (const parent of new Set(paths.map((path) => dirname(join(dataDir, path))))) await settle(parent);
  };
  return {
    take: async (path, size, bytes) => {
      if (freeBytes(dataDir) < size) throw new Refused({ kind: "unavailable", code: "restore_disk_full" });
      await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
      await writeSettled(join(folder, path), bytes);
      taken.push(path);
    },
    place: async () => {
      await put(taken.filter((path) => !LATE.includes(path) && !isErasure(path)));
      if (!taken.some(isErasure)) return;
      await addErased(folder, dataDir);
      await settle(join(dataDir, ERASURES));
    },
    finish: () => put(taken.filter((path) => LATE.includes(path))),
    clear: () => rm(folder, { recursive: true, force: true }),
    renamed,
  };
}

const isErasure = (path: string): boolean => path.startsWith(`${ERASURES}/`);

/** Reads the files and keeps nothing, for whoever only verifies. */
export function readOnly(): Staging {
  return {
    take: async (_path, _size, bytes) => {
      for await (const _ of bytes);
    },
    place: async () => {},
    finish: async () => {},
    clear: async () => {},
    renamed: [],
  };
}

async function writeSettled(path: string, bytes: AsyncIterable<Buffer>): Promise<void> {
  const handle = await open(path, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Whether a different file had to be renamed. */
async function putInPlace(staged: string, path: string, stamp: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true });
  const there = await stat(path).catch(() => null);
  if (there && (await hashOf(path)) === (await hashOf(staged))) return false;
  if (there) await rename(path, `${path}.before-${stamp}`);
  await rename(staged, path);
  return there !== null;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

/** Has the names of a folder survive a power cut; Windows opens no folder, and needs none of it. */
export async function settle(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => null);
  if (handle === null) return;
  await handle.sync().catch(() => {});
  await handle.close();
}
