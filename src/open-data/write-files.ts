import { createHash, type Hash } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Entry, ExportScope } from "../exports/formats.ts";
import { type Making, openFile } from "../exports/write.ts";
import type { BulkFormat } from "./datasets.ts";

const FOLDER = "open-data";
const BUFFER = 256 * 1024;

/** A file written whole: where, and what can be said of it. */
export type Written = { format: BulkFormat; stored_as: string; sha256: string; bytes: number; rows: number };

type Draft = {
  format: BulkFormat;
  making: Making;
  path: string;
  handle: FileHandle;
  hash: Hash;
  bytes: number;
  waiting: Uint8Array[];
  held: number;
};

/**
 * Writes initiatives in several formats at once, in one reading and little memory. Each file is written beside, then
 * takes a name made of its own content, so that whoever reads the one before goes on reading it.
 */
export async function writeFiles(
  dataDir: string,
  datasetId: string,
  formats: readonly BulkFormat[],
  entries: AsyncIterable<Entry>,
  scope: ExportScope,
): Promise<Written[]> {
  const folder = join(dataDir, FOLDER, datasetId);
  await mkdir(folder, { recursive: true });
  const drafts: Draft[] = [];
  try {
    for (const format of formats) drafts.push(await openDraft(folder, format, scope));
    for await (const entry of entries) for (const draft of drafts) await put(draft, draft.making.add(entry));
    const written: Written[] = [];
    for (const draft of drafts) written.push(await finish(draft, folder, datasetId));
    return written;
  } catch (error) {
    await Promise.allSettled(drafts.map(({ handle }) => handle.close()));
    await Promise.allSettled(drafts.map(({ path }) => rm(path, { force: true })));
    throw error;
  }
}

async function openDraft(folder: string, format: BulkFormat, scope: ExportScope): Promise<Draft> {
  // Only one process at a time makes the files of a dataset: a draft found there is what a stopped one left.
  const path = join(folder, `draft.${format}`);
  const handle = await open(path, "w");
  return {
    format,
    making: openFile(format, scope),
    path,
    handle,
    hash: createHash("sha256"),
    bytes: 0,
    waiting: [],
    held: 0,
  };
}

async function put(draft: Draft, piece: Uint8Array | string | null): Promise<void> {
  if (piece === null) return;
  const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
  draft.waiting.push(bytes);
  draft.held += bytes.length;
  if (draft.held >= BUFFER) await spill(draft);
}

async function spill(draft: Draft): Promise<void> {
  const bytes = Buffer.concat(draft.waiting);
  draft.waiting = [];
  draft.held = 0;
  draft.hash.update(bytes);
  await draft.handle.writeFile(bytes);
  draft.bytes += bytes.length;
}

async function finish(draft: Draft, folder: string, datasetId: string): Promise<Written> {
  const { format, making, handle, path } = draft;
  await put(draft, await making.end());
  await spill(draft);
  await handle.sync();
  await handle.close();
  const sha256 = draft.hash.digest("hex");
  const name = `${sha256}.${format}`;
  await rename(path, join(folder, name));
  return { format, stored_as: `${FOLDER}/${datasetId}/${name}`, sha256, bytes: draft.bytes, rows: making.count() };
}

/** Takes away what is in the folder of a dataset and is not among the files kept. */
export async function clearFiles(dataDir: string, datasetId: string, kept: readonly { stored_as: string }[]) {
  const names = await readdir(join(dataDir, FOLDER, datasetId)).catch(() => []);
  for (const name of names) {
    const stored = `${FOLDER}/${datasetId}/${name}`;
    // A system may refuse to take away a file that somebody is reading; the next making does.
    if (!kept.some((file) => file.stored_as === stored))
      await rm(join(dataDir, stored), { force: true }).catch(() => {});
  }
}
