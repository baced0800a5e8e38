import { createHash, type Hash } from "node:crypto";
import type { PendingJob } from "../platform/pending-jobs.ts";
import {
  ABOUT,
  type About,
  FORMAT,
  jobsName,
  LEFT_OUT,
  MANIFEST,
  type Manifest,
  parseAbout,
  parseManifest,
  readFileName,
  readPartName,
} from "./contents.ts";
import { countLines } from "./count-lines.ts";
import { unseal } from "./envelope.ts";
import { damaged, Refused } from "./refused.ts";
import { type Entry, readTar } from "./tar.ts";

/** Nothing of ours that is read whole comes near it. */
const JSON_MAX = 64 * 1024 * 1024;

/** What to do with each thing an archive holds, in the order it comes. Each must read its bytes to the end. */
export type Taking = {
  about: (about: About) => Promise<void>;
  jobs: (jobs: PendingJob[]) => Promise<void>;
  table: (table: About["tables"][number], rows: AsyncGenerator<Buffer>) => Promise<void>;
  file: (path: string, size: number, bytes: AsyncGenerator<Buffer>) => Promise<void>;
};

export type ReadArchive = { about: About; manifest: Manifest };

/** The entry that is being read, and the way to the next. */
type Cursor = { entry: Entry | null; next: () => Promise<void> };

/**
 * Reads an archive from its beginning to its end, in little memory. What it answers was verified byte for byte; until
 * then, whatever was taken may be false, and nothing must be made of it that cannot be undone. Throws `Refused`.
 */
export async function readArchive(path: string, passphrase: string | null, taking: Taking): Promise<ReadArchive> {
  const entries = readTar(unseal(path, passphrase));
  const cursor: Cursor = {
    entry: null,
    next: async () => {
      const { value, done } = await entries.next();
      cursor.entry = done ? null : value;
    },
  };
  try {
    await cursor.next();
    const loose = createHash("sha256");
    const about = await readFirst(cursor.entry, loose);
    await taking.about(about);
    await cursor.next();
    const read: Omit<Manifest, "missing"> = {
      tables: [],
      files: [],
      jobs: await readJobs(cursor, taking, loose),
      sha256: loose.digest("hex"),
    };
    for (const table of about.tables) {
      const count = startCounting();
      await taking.table(table, rowsOf(cursor, table.name, count));
      read.tables.push({ name: table.name, ...count.summary() });
    }
    await readFiles(cursor, taking, read.files);
    return { about, manifest: await readLast(cursor, read) };
  } finally {
    await entries.return(undefined);
  }
}

/** What an archive says of itself first, without reading the rest. */
export async function peek(path: string, passphrase: string | null): Promise<About> {
  const entries = readTar(unseal(path, passphrase));
  try {
    const { value, done } = await entries.next();
    return await readFirst(done ? null : value, createHash("sha256"));
  } finally {
    await entries.return(undefined);
  }
}

async function readFirst(entry: Entry | null, loose: Hash): Promise<About> {
  if (entry?.name !== ABOUT) throw damaged(ABOUT);
  const bytes = await whole(entry);
  loose.update(bytes);
  const about = parseAbout(bytes);
  const format = about?.format ?? Number(/"format":\s*(\d{1,6})\b/.exec(bytes.toString("utf8", 0, 1000))?.[1] ?? 0);
  if (format > FORMAT)
    throw new Refused({ kind: "conflict", code: "archive_newer", params: { what: `format ${format}` } });
  if (!about) throw damaged(ABOUT);
  return about;
}

async function readJobs(cursor: Cursor, taking: Taking, loose: Hash): Promise<number> {
  let jobs = 0;
  for (let batch = 1; cursor.entry?.name === jobsName(batch); batch += 1) {
    const bytes = await whole(cursor.entry);
    loose.update(bytes);
    const waiting = parseJobs(bytes);
    if (waiting === null) throw damaged(cursor.entry.name);
    jobs += waiting.length;
    await taking.jobs(waiting);
    await cursor.next();
  }
  return jobs;
}

function parseJobs(bytes: Buffer): PendingJob[] | null {
  try {
    const found: unknown = JSON.parse(bytes.toString("utf8"));
    const isJob = (job: unknown): job is PendingJob =>
      typeof job === "object" && job !== null && "name" in job && typeof job.name === "string" && "id" in job;
    return Array.isArray(found) && found.every(isJob) ? found : null;
  } catch {
    return null;
  }
}

async function* rowsOf(cursor: Cursor, table: string, count: Count): AsyncGenerator<Buffer> {
  for (let part = 1; cursor.entry; part += 1) {
    const found = readPartName(cursor.entry.name);
    if (found?.table !== table) return;
    if (found.part !== part || Object.hasOwn(LEFT_OUT, table)) throw damaged(cursor.entry.name);
    yield* count.through(cursor.entry.body);
    await cursor.next();
  }
}

async function readFiles(cursor: Cursor, taking: Taking, into: Manifest["files"]): Promise<void> {
  const seen = new Set<string>();
  while (cursor.entry && cursor.entry.name !== MANIFEST) {
    const { name, size, body } = cursor.entry;
    const path = readFileName(name);
    if (path === null || seen.has(path))
      throw new Refused({ kind: "invalid", code: "archive_forged", params: { what: name.slice(0, 100) } });
    seen.add(path);
    const count = startCounting();
    await taking.file(path, size, count.through(body));
    const { bytes, sha256 } = count.summary();
    into.push({ path, bytes, sha256 });
    await cursor.next();
  }
}

/** Compares what was read with what the archive says it held. */
async function readLast(cursor: Cursor, read: Omit<Manifest, "missing">): Promise<Manifest> {
  const said = cursor.entry && parseManifest(await whole(cursor.entry));
  if (!said) throw damaged(MANIFEST);
  await cursor.next();
  if (cursor.entry !== null) throw damaged("end");
  if (said.sha256 !== read.sha256) throw damaged(ABOUT);
  if (said.jobs !== read.jobs) throw damaged("jobs");
  for (const kind of ["tables", "files"] as const) {
    if (said[kind].length !== read[kind].length) throw damaged(kind);
    for (const [index, one] of read[kind].entries()) {
      const told = said[kind][index] as Record<string, unknown>;
      if (Object.entries(one).some(([key, value]) => told[key] !== value))
        throw damaged("path" in one ? one.path : one.name);
    }
  }
  return said;
}

async function whole(entry: Entry): Promise<Buffer> {
  if (entry.size > JSON_MAX) throw damaged(entry.name);
  const parts: Buffer[] = [];
  for await (const part of entry.body) parts.push(part);
  return Buffer.concat(parts);
}

type Count = ReturnType<typeof startCounting>;

function startCounting() {
  const hash = createHash("sha256");
  let rows = 0;
  let bytes = 0;
  return {
    async *through(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        rows += countLines(chunk);
        yield chunk;
      }
    },
    summary: () => ({ rows, bytes, sha256: hash.digest("hex") }),
  };
}
