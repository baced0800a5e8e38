import { createHash, createHmac, randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Wanted, wantedOf } from "./wanted.ts";

/*
 * Who was erased, kept outside of the database so that an archive of before does not bring her back: accounts, and rights
 * in one network, by identifiers; words by hashes under a key that is kept beside. None tells a name. Beside its own list,
 * a folder may hold those that came with archives, each under the key of where it was written.
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
type Said = z.infer<typeof Line>;

/** One thing that was erased, and the file of the key under which its words were hashed. */
export type Erased = Said & { under: string };

/** Where these lists are, in a data folder. */
export const ERASURES = "erasures";

/** A list and the key of its words, by their names in that folder. */
type List = { list: string; key: string };
const OWN: List = { list: "list.jsonl", key: "key" };
const OTHER = /^list-([0-9a-f]{16})\.jsonl$/;

/** The list that came from elsewhere under a key: the same key leads to the same list. */
const otherOf = (key: string): List => {
  const id = createHash("sha256").update(key).digest("hex").slice(0, 16);
  return { list: `list-${id}.jsonl`, key: `key-${id}` };
};

const hashOf = (key: string, said: string): string => createHmac("sha256", key).update(said).digest("base64url");

/** Notes an account that was erased: on the disk when it returns. */
export const noteAccount = (dataDir: string, id: string, now: Date): Promise<void> =>
  note(dataDir, { kind: "account", at: now.toISOString(), id });

/** Notes that somebody who keeps her account lost her rights in a network. */
export const noteRights = (dataDir: string, network: string, id: string, now: Date): Promise<void> =>
  note(dataDir, { kind: "rights", at: now.toISOString(), network, id });

/** Notes words that were erased from a network. */
export async function noteWords(dataDir: string, network: string, forms: readonly string[], now: Date): Promise<void> {
  const key = await keyOf(dataDir);
  const hashes = forms.map((form) => hashOf(key, form));
  await note(dataDir, { kind: "words", at: now.toISOString(), network, longest: wantedOf(forms).longest, hashes });
}

const note = (dataDir: string, said: Said): Promise<void> => append(dataDir, OWN.list, `${JSON.stringify(said)}\n`);

async function append(dataDir: string, name: string, text: string): Promise<void> {
  const folder = join(dataDir, ERASURES);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const handle = await open(join(folder, name), "a+", 0o600);
  try {
    // A line that was cut must not take this one along.
    const { size } = await handle.stat();
    const cut = size > 0 && (await handle.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString() !== "\n";
    await handle.writeFile(cut ? `\n${text}` : text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function keyOf(dataDir: string): Promise<string> {
  const path = join(dataDir, ERASURES, OWN.key);
  mkdirSync(join(dataDir, ERASURES), { recursive: true, mode: 0o700 });
  // The first process to write it gives it to all.
  await writeFile(path, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" }).catch((error) => {
    if (error.code !== "EEXIST") throw error;
  });
  return readFileSync(path, "utf8");
}

/** Everything that was erased, list after list; what cannot be read is told by its file and line. */
export function readErased(dataDir: string): { erased: Erased[]; unreadable: string[] } {
  const read = listsIn(dataDir).flatMap(({ list, key }) =>
    linesOf(dataDir, list).map((line, index) => ({ said: parse(line), under: key, place: `${list}:${index + 1}` })),
  );
  return {
    erased: read.flatMap(({ said, under }) => (said === null ? [] : [{ ...said, under }])),
    unreadable: read.flatMap(({ said, place }) => (said === null ? [`${ERASURES}/${place}`] : [])),
  };
}

function listsIn(dataDir: string): List[] {
  const names = ifThere(() => readdirSync(join(dataDir, ERASURES))) ?? [];
  const others = names.sort().flatMap((list) => {
    const id = OTHER.exec(list)?.[1];
    return id ? [{ list, key: `key-${id}` }] : [];
  });
  return [OWN, ...others];
}

/** The lines of a list; the last one was cut when it has no end. */
const linesOf = (dataDir: string, list: string): string[] =>
  (ifThere(() => readFileSync(join(dataDir, ERASURES, list), "utf8")) ?? "").split("\n").slice(0, -1);

const readKey = (dataDir: string, name: string): string => readFileSync(join(dataDir, ERASURES, name), "utf8");

function parse(line: string): Said | null {
  try {
    return Line.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

function ifThere<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** What to look for again, known by its hashes alone; fails without the key of any of them, for nobody would be found. */
export function wantedAgain(dataDir: string, lines: readonly Extract<Erased, { kind: "words" }>[]): Wanted {
  const lists = [...Map.groupBy(lines, ({ under }) => under)].map(([under, own]) => ({
    key: readKey(dataDir, under),
    hashes: new Set(own.flatMap(({ hashes }) => hashes)),
  }));
  return {
    longest: Math.max(0, ...lines.map(({ longest }) => longest)),
    isWanted: (said) => lists.some(({ key, hashes }) => hashes.has(hashOf(key, said))),
  };
}

/**
 * Adds to a data folder what the lists of another say and its own do not: to the list that has the same key, else to one
 * beside, for words that were hashed under one key are found under no other.
 */
export async function addErased(from: string, dataDir: string): Promise<void> {
  for (const { list, key: name } of listsIn(from)) {
    const lines = linesOf(from, list);
    if (lines.length === 0) continue;
    const key = keyIn(from, name);
    const into = placeOf(dataDir, key, lines);
    const known = new Set(linesOf(dataDir, into.list));
    const missing = lines.filter((line) => !known.has(line));
    // First the key: a list without it can only be refused.
    if (key !== null && isAbsent(dataDir, into.key)) await append(dataDir, into.key, key);
    if (missing.length > 0) await append(dataDir, into.list, missing.map((line) => `${line}\n`).join(""));
  }
}

/** The list to which lines hashed under this key belong. */
function placeOf(dataDir: string, key: string | null, lines: readonly string[]): List {
  // Accounts and rights need none.
  if (key === null && !lines.some(isWords)) return OWN;
  const same = key !== null && listsIn(dataDir).find((one) => keyIn(dataDir, one.key) === key);
  if (same) return same;
  const own = linesOf(dataDir, OWN.list).filter(isWords);
  // What both say was hashed under one key: that of the other is then the one that was lost.
  const related = own.some((line) => lines.includes(line));
  if (isAbsent(dataDir, OWN.key) && (related || own.length === 0)) return OWN;
  return key === null && related ? OWN : otherOf(key ?? "");
}

const isWords = (line: string): boolean => parse(line)?.kind === "words";

const isAbsent = (dataDir: string, name: string): boolean =>
  statSync(join(dataDir, ERASURES, name), { throwIfNoEntry: false }) === undefined;

/** A key that can be read; null where there is none that can. */
function keyIn(dataDir: string, name: string): string | null {
  try {
    return readKey(dataDir, name) || null;
  } catch {
    return null;
  }
}
