import { randomUUID } from "node:crypto";
import { closeSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TableLimits, TableRefused } from "../table.ts";
import type { Archive } from "./archive.ts";
import { readXml, type XmlHandlers } from "./read-xml.ts";

const STRINGS_PER_BLOCK = 16;
const WRITE_BYTES = 256 * 1024;
const KEPT_BLOCKS = 256;

export type StringStore = { get(index: number): string | undefined; dispose(): void };

/**
 * Reads the shared strings of a workbook to a temporary file that has no name any more, in blocks fetched when a row
 * asks for them: a workbook may share as much text as it has cells, and memory must not follow it.
 */
export async function storeStrings(archive: Archive, part: string, limits: TableLimits): Promise<StringStore> {
  const path = join(tmpdir(), `ancrage-strings-${randomUUID()}`);
  const file = openSync(path, "wx+", 0o600);
  const unlinked = tryUnlink(path);
  const dispose = () => {
    closeSync(file);
    if (!unlinked) tryUnlink(path);
  };
  try {
    const blocks = blockWriter(file);
    await eachString(archive, part, limits, blocks.add);
    return { get: blockReader(file, blocks.finish()), dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

/** Reads only some of the shared strings, and no further than the last of them. */
export async function pickStrings(archive: Archive, part: string, wanted: Set<number>, limits: TableLimits) {
  const found = new Map<number, string>();
  let index = 0;
  const last = Math.max(-1, ...wanted);
  if (last < 0) return found;
  await eachString(archive, part, limits, (text) => {
    if (wanted.has(index)) found.set(index, text);
    index += 1;
    return index <= last;
  });
  return found;
}

async function eachString(archive: Archive, part: string, limits: TableLimits, take: (text: string) => boolean) {
  let text = "";
  let inText = false;
  let phonetic = 0;
  let goOn = true;
  const oversize = () =>
    new TableRefused({
      code: "cell_too_large",
      params: { line: null, column: null, limit: limits.cellCharacters },
    });
  const handlers: XmlHandlers = {
    open(name) {
      if (name === "si") text = "";
      else if (name === "rPh") phonetic += 1;
      else if (name === "t") inText = phonetic === 0;
    },
    text(piece) {
      if (!inText || !goOn) return;
      text += piece;
      if (text.length > limits.cellCharacters) throw oversize();
    },
    close(name) {
      if (name === "t") inText = false;
      else if (name === "rPh") phonetic -= 1;
      else if (name === "si" && goOn) goOn = take(unescapeXlsx(text));
    },
    oversize,
  };
  for await (const _ of readXml(archive.text(part), part, limits.cellCharacters, handlers)) if (!goOn) return;
}

/** `_x000D_` stands for a character that XML cannot hold (ECMA-376, part 1, 22.9.2.19). */
export function unescapeXlsx(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function blockWriter(file: number) {
  const positions = [0];
  let block: string[] = [];
  let blocks: string[] = [];
  let waiting = 0;
  let written = 0;

  const flush = () => {
    const bytes = Buffer.from(blocks.join(""));
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, written + at);
    written += bytes.length;
    blocks = [];
    waiting = 0;
  };
  const endBlock = () => {
    const json = JSON.stringify(block);
    block = [];
    blocks.push(json);
    const length = Buffer.byteLength(json);
    positions.push(positions.at(-1)! + length);
    waiting += length;
    if (waiting > WRITE_BYTES) flush();
  };
  return {
    add(text: string): boolean {
      block.push(text);
      if (block.length === STRINGS_PER_BLOCK) endBlock();
      return true;
    },
    finish(): number[] {
      if (block.length > 0) endBlock();
      flush();
      return positions;
    },
  };
}

/**
 * Strings met once in the order of the file are not kept: a cache of them would only feed the old generation of the
 * heap. A block that had to be fetched again holds words that come back, and stays.
 */
function blockReader(file: number, positions: number[]) {
  const fetched = new Uint8Array(positions.length);
  const kept = new Map<number, string[]>();
  let bytes = Buffer.alloc(WRITE_BYTES);
  let lastAt = -1;
  let last: string[] = [];

  const fetch = (at: number, start: number, end: number): string[] => {
    const length = end - start;
    if (length > bytes.length) bytes = Buffer.alloc(length);
    readSync(file, bytes, 0, length, start);
    const block = JSON.parse(bytes.toString("utf8", 0, length)) as string[];
    if (fetched[at] === 1) {
      if (kept.size >= KEPT_BLOCKS) kept.delete(kept.keys().next().value!);
      kept.set(at, block);
    }
    fetched[at] = 1;
    return block;
  };

  return (index: number): string | undefined => {
    const at = Math.floor(index / STRINGS_PER_BLOCK);
    if (at !== lastAt) {
      const start = positions[at];
      const end = positions[at + 1];
      if (start === undefined || end === undefined) return undefined;
      last = kept.get(at) ?? fetch(at, start, end);
      lastAt = at;
    }
    return last[index % STRINGS_PER_BLOCK];
  };
}

/** Windows keeps the name of an open file; it is then removed when the file is closed. */
function tryUnlink(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch {
    return false;
  }
}
