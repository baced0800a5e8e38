import { createHmac, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Wanted, wantedOf } from "./wanted.ts";

/*
 * Who was erased, kept outside of the database so that an archive of before does not bring her back: accounts, and rights
 * in one network, by identifiers; words by hashes under a key that is kept beside. None tells a name.
 */

const Line = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("account"), at: z.string(), id: z.uuid() }),
  z.object({ kind: z.literal("rights"), at: z.string(), network: z.uuid(), id: z.uuid() }),
  z.object({
    kind: z.literal("words"),
    at: z.string(),
    network: z.uuid(),
    longest: z.number(),
    hashes: z.array(z.string()),
  }),
]);
export type Erased = z.infer<typeof Line>;

const FOLDER = "erasures";
const LIST = "list.jsonl";
const KEY = "key";

const hashOf = (key: string, said: string): string => createHmac("sha256", key).update(said).digest("base64url");

/** Notes an account that was erased: on the disk when it returns. */
export const noteAccount = (dataDir: string, id: string, now: Date): Promise<void> =>
  append(dataDir, { kind: "account", at: now.toISOString(), id });

/** Notes that somebody who keeps her account lost her rights in a network. */
export const noteRights = (dataDir: string, network: string, id: string, now: Date): Promise<void> =>
  append(dataDir, { kind: "rights", at: now.toISOString(), network, id });

/** Notes words that were erased from a network. */
export async function noteWords(dataDir: string, network: string, forms: readonly string[], now: Date): Promise<void> {
  const key = await keyOf(dataDir);
  const hashes = forms.map((form) => hashOf(key, form));
  await append(dataDir, { kind: "words", at: now.toISOString(), network, longest: wantedOf(forms).longest, hashes });
}

async function append(dataDir: string, line: Erased): Promise<void> {
  const folder = join(dataDir, FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const handle = await open(join(folder, LIST), "a", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(line)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function keyOf(dataDir: string): Promise<string> {
  const path = join(dataDir, FOLDER, KEY);
  mkdirSync(join(dataDir, FOLDER), { recursive: true, mode: 0o700 });
  // The first process to write it gives it to all.
  await writeFile(path, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" }).catch((error) => {
    if (error.code !== "EEXIST") throw error;
  });
  return readFileSync(path, "utf8");
}

/** Everything that was erased, in order; what cannot be read is told by its line. */
export function readErased(dataDir: string): { erased: Erased[]; unreadable: number[] } {
  const path = join(dataDir, FOLDER, LIST);
  if (!statSync(path, { throwIfNoEntry: false })) return { erased: [], unreadable: [] };
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  const read = lines.map((line) => {
    try {
      return Line.safeParse(JSON.parse(line)).data ?? null;
    } catch {
      return null;
    }
  });
  return {
    erased: read.filter((one) => one !== null),
    unreadable: read.flatMap((one, index) => (one === null ? [index + 1] : [])),
  };
}

/** What to look for again, known by its hashes alone. */
export async function wantedAgain(
  dataDir: string,
  lines: readonly Extract<Erased, { kind: "words" }>[],
): Promise<Wanted> {
  const key = await keyOf(dataDir);
  const hashes = new Set(lines.flatMap((line) => line.hashes));
  return {
    longest: Math.max(0, ...lines.map(({ longest }) => longest)),
    isWanted: (said) => hashes.has(hashOf(key, said)),
  };
}
