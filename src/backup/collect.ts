import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { readPendingJobs, readQueues } from "../platform/pending-jobs.ts";
import {
  copyStatement,
  findHidden,
  holdTables,
  isOurs,
  readAnchors,
  readApplied,
  readMoment,
  readReceived,
  readSequences,
  readTables,
  speakPlainly,
} from "./catalogue.sql.ts";
import {
  ABOUT,
  type About,
  FORMAT,
  fileName,
  isKeptPath,
  jobsName,
  LEFT_OUT,
  MANIFEST,
  type Manifest,
  partName,
} from "./contents.ts";
import { countLines } from "./count-lines.ts";
import { listKept } from "./received.ts";
import { Refused } from "./refused.ts";
import { tarEnd, tarEntry, tarHeader, tarPadding } from "./tar.ts";

/** How much of a table one file of the archive holds, and this process at once. */
const PART = 1024 * 1024;

export type Collecting = {
  dataDir: string;
  product: string;
  /** Whether what signs cookies may be in it. */
  encrypted: boolean;
  onTable?: (name: string, rows: number) => void;
};

export type Collected = { about: About; manifest: Manifest };

/**
 * The tar of everything the product keeps, read in one snapshot of the database: what is written meanwhile is not in it,
 * and nothing waits. `told` receives what it holds, at the end.
 */
export async function* collect(
  client: pg.Client,
  collecting: Collecting,
  told: (collected: Collected) => void,
): AsyncGenerator<Buffer> {
  await speakPlainly(client);
  await client.query("begin isolation level repeatable read read only");
  if (!(await isOurs(client))) throw new Refused({ kind: "not_found", code: "backup_nothing" });
  const about = await readAbout(client, collecting.product);
  const at = new Date(about.snapshotAt);
  // What has no hash of its own in the manifest.
  const loose = createHash("sha256");
  const looseEntry = (name: string, value: unknown) => {
    const content = json(value);
    loose.update(content);
    return tarEntry(name, content, at);
  };
  yield* looseEntry(ABOUT, about);
  const manifest: Manifest = { tables: [], files: [], missing: [], jobs: 0, sha256: "" };
  let batch = 0;
  for await (const waiting of readPendingJobs(client)) {
    manifest.jobs += waiting.length;
    yield* looseEntry(jobsName(++batch), waiting);
  }
  for (const table of about.tables) {
    const held = Object.hasOwn(LEFT_OUT, table.name) ? nothing() : rowsOf(client, table);
    yield* tableEntries(table.name, held, at, (summary) => {
      manifest.tables.push(summary);
      collecting.onTable?.(table.name, summary.rows);
    });
  }
  const received = await readReceived(client);
  await client.query("commit");
  for (const path of await listKept(collecting.dataDir, received, collecting.encrypted))
    yield* fileEntries(collecting.dataDir, path, manifest);
  manifest.sha256 = loose.digest("hex");
  yield* tarEntry(MANIFEST, json(manifest), at);
  yield tarEnd();
  told({ about, manifest });
}

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);

async function readAbout(client: pg.Client, product: string): Promise<About> {
  const tables = await readTables(client);
  await holdTables(client, tables);
  if ((await findHidden(client)).length > 0) throw new Refused({ kind: "forbidden", code: "backup_hidden_rows" });
  const { server, at } = await readMoment(client);
  return {
    format: FORMAT,
    product,
    server,
    snapshotAt: at,
    migrations: await readApplied(client),
    tables,
    sequences: await readSequences(client),
    anchors: await readAnchors(client),
    queues: await readQueues(client),
  };
}

async function* nothing(): AsyncGenerator<Buffer> {}

/** The rows of a table as COPY writes them; a reader that stops early closes the connection, for COPY has no other end. */
async function* rowsOf(client: pg.Client, table: About["tables"][number]): AsyncGenerator<Buffer> {
  yield* client.query(copyTo(copyStatement(client, table, "to stdout"))) as AsyncIterable<Buffer>;
}

async function* tableEntries(
  name: string,
  rows: AsyncIterable<Buffer>,
  at: Date,
  done: (summary: Manifest["tables"][number]) => void,
): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  const summary = { name, rows: 0, bytes: 0, sha256: "" };
  let part = 0;
  for await (const content of inParts(rows)) {
    hash.update(content);
    summary.bytes += content.length;
    summary.rows += countLines(content);
    yield* tarEntry(partName(name, ++part), content, at);
  }
  done({ ...summary, sha256: hash.digest("hex") });
}

async function* inParts(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    bytes += chunk.length;
    if (bytes < PART) continue;
    yield Buffer.concat(held);
    held = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(held);
}

async function* fileEntries(dataDir: string, path: string, manifest: Manifest): AsyncGenerator<Buffer> {
  const handle = isKeptPath(path) ? await openIfThere(join(dataDir, path)) : null;
  if (handle === null) {
    manifest.missing.push(path);
    return;
  }
  try {
    const { size, mtime } = await handle.stat();
    const hash = createHash("sha256");
    yield tarHeader(fileName(path), size, mtime);
    let read = 0;
    while (read < size) {
      const length = Math.min(PART, size - read);
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, null);
      if (bytesRead === 0) break;
      const chunk = buffer.subarray(0, bytesRead);
      read += bytesRead;
      hash.update(chunk);
      yield chunk;
    }
    if (read !== size) throw new Error(`${path} became shorter while it was read`);
    yield tarPadding(size);
    manifest.files.push({ path, bytes: size, sha256: hash.digest("hex") });
  } finally {
    await handle.close();
  }
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
