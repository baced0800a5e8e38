import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import iconv from "iconv-lite";
import type { Encoding, TableRefusal } from "../table.ts";
import { TableRefused } from "../table.ts";

const CHUNK_BYTES = 64 * 1024;

/** Bytes that Windows-1252 leaves without a character. */
const UNDEFINED_IN_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** Reads the whole file once and names the encoding every byte of it agrees with, or throws TableRefused with the first bad line. */
export async function detectEncoding(path: string): Promise<Encoding> {
  const encoding = await declaredByBom(path);
  if (encoding) {
    await checkDecodes(path, encoding);
    return encoding;
  }
  if (await isPlainUtf8(path)) return "utf-8";
  const seen = await surveyBytes(path);
  if (seen.nulLine) throw new TableRefused({ code: "nul_bytes", params: { line: seen.nulLine } });
  // Text in Windows-1252 almost never forms a valid sequence of UTF-8; many of them mean UTF-8 that was damaged.
  if (seen.validSequences >= seen.invalidSequences) throw invalidBytes(seen.invalidUtf8Line, "utf-8");
  if (seen.undefined1252Line) throw invalidBytes(seen.undefined1252Line, "windows-1252");
  return "windows-1252";
}

/** Streams the text of a file, without its byte order mark; `onBytes` is told the bytes read so far. */
export async function* decodedText(
  path: string,
  encoding: Encoding,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<string> {
  const decoder = encoding === "windows-1252" ? iconv.getDecoder("win1252") : null;
  const unicode = decoder ? null : new TextDecoder(encoding, { fatal: true });
  let bytes = 0;
  for await (const chunk of fileChunks(path)) {
    bytes += chunk.length;
    onBytes?.(bytes);
    const text = decoder ? decoder.write(chunk) : unicode!.decode(chunk, { stream: true });
    if (text) yield text;
  }
  const rest = decoder ? decoder.end() : unicode!.decode();
  if (rest) yield rest;
}

/** Gives the same buffer at each turn, to be used before the next: a new one each time would outrun the collector. */
async function* fileChunks(path: string): AsyncGenerator<Buffer> {
  const buffer = Buffer.alloc(CHUNK_BYTES);
  const file = await open(path, "r");
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function declaredByBom(path: string): Promise<Encoding | null> {
  for await (const head of fileChunks(path)) {
    if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
    if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
    return head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : null;
  }
  return null;
}

/** The usual case, checked at the speed of the disk: no NUL, and UTF-8 to the last byte. */
async function isPlainUtf8(path: string): Promise<boolean> {
  let carried = Buffer.alloc(0);
  for await (const chunk of fileChunks(path)) {
    const bytes = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk;
    const end = bytes.length - openSequence(bytes);
    if (bytes.includes(0) || !isUtf8(bytes.subarray(0, end))) return false;
    carried = Buffer.from(bytes.subarray(end));
  }
  return carried.length === 0;
}

/** How many bytes at the end begin a character that goes on in the next chunk. */
function openSequence(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const [following] = leadByte(bytes[bytes.length - back]!);
    if (following > 0) return following >= back ? back : 0;
  }
  return 0;
}

async function checkDecodes(path: string, encoding: Encoding): Promise<void> {
  let line = 1;
  try {
    for await (const text of decodedText(path, encoding)) {
      const nul = text.indexOf("\0");
      if (nul >= 0) {
        const nulLine = line + countLineBreaks(text.slice(0, nul));
        throw new TableRefused({ code: "nul_bytes", params: { line: nulLine } });
      }
      line += countLineBreaks(text);
    }
  } catch (error) {
    if (error instanceof TypeError) throw invalidBytes(await firstUndecodableLine(path, encoding, line), encoding);
    throw error;
  }
}

/** Replaces what cannot be decoded and looks for the mark of it, so that the message names the line and not the chunk. */
async function firstUndecodableLine(path: string, encoding: Encoding, fallback: number): Promise<number> {
  const decoder = new TextDecoder(encoding);
  let line = 1;
  for await (const chunk of fileChunks(path)) {
    const text = decoder.decode(chunk, { stream: true });
    const at = text.indexOf("\ufffd");
    if (at >= 0) return line + countLineBreaks(text.slice(0, at));
    line += countLineBreaks(text);
  }
  return decoder.decode().includes("\ufffd") ? line : fallback;
}

const countLineBreaks = (text: string): number => text.match(/\r\n|\n|\r(?!$)/g)?.length ?? 0;

type Survey = {
  nulLine: number;
  invalidUtf8Line: number;
  undefined1252Line: number;
  validSequences: number;
  invalidSequences: number;
};

async function surveyBytes(path: string): Promise<Survey> {
  const seen: Survey = { nulLine: 0, invalidUtf8Line: 0, undefined1252Line: 0, validSequences: 0, invalidSequences: 0 };
  let line = 1;
  let previous = 0;
  let expected = 0;
  let low = 0x80;
  let high = 0xbf;
  const invalid = () => {
    seen.invalidSequences += 1;
    seen.invalidUtf8Line ||= line;
  };
  for await (const chunk of fileChunks(path)) {
    for (const byte of chunk) {
      if (expected > 0) {
        if (byte >= low && byte <= high) {
          expected -= 1;
          low = 0x80;
          high = 0xbf;
          if (expected === 0) seen.validSequences += 1;
          if (UNDEFINED_IN_1252.has(byte)) seen.undefined1252Line ||= line;
          previous = byte;
          continue;
        }
        expected = 0;
        invalid();
      }
      if (byte === 10 ? previous !== 13 : byte === 13) line += 1;
      if (byte === 0) seen.nulLine ||= line;
      if (byte >= 0x80) {
        if (UNDEFINED_IN_1252.has(byte)) seen.undefined1252Line ||= line;
        [expected, low, high] = leadByte(byte);
        if (expected === 0) invalid();
      }
      previous = byte;
    }
  }
  if (expected > 0) invalid();
  return seen;
}

/** How many bytes must follow a first byte, and the range of the next one (Unicode 16, table 3-7). */
function leadByte(byte: number): [number, number, number] {
  if (byte >= 0xc2 && byte <= 0xdf) return [1, 0x80, 0xbf];
  if (byte >= 0xe0 && byte <= 0xef) return [2, byte === 0xe0 ? 0xa0 : 0x80, byte === 0xed ? 0x9f : 0xbf];
  if (byte >= 0xf0 && byte <= 0xf4) return [3, byte === 0xf0 ? 0x90 : 0x80, byte === 0xf4 ? 0x8f : 0xbf];
  return [0, 0x80, 0xbf];
}

function invalidBytes(line: number, encoding: Encoding): TableRefused {
  const refusal: TableRefusal = { code: "invalid_bytes", params: { line, encoding } };
  return new TableRefused(refusal);
}
