/**
 * The plainest kind of tar (POSIX ustar, regular files only), so that any tar opens an archive. Reading is strict: what
 * this file would not have written is refused, above all the headers by which a file may ask for unbounded memory.
 */
import { damaged } from "./refused.ts";

const BLOCK = 512;
const NAME_MAX = 100;
/** Eleven octal digits. */
const SIZE_MAX = 8 ** 11 - 1;

export type Entry = { name: string; size: number; body: AsyncGenerator<Buffer> };

const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, "0")}\0`;

/** The header of a regular file. */
export function tarHeader(name: string, size: number, at: Date): Buffer {
  if (Buffer.byteLength(name) > NAME_MAX || size > SIZE_MAX) throw new Error(`tar cannot hold ${name} (${size} bytes)`);
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write(octal(0o600, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(size, 11), 124);
  header.write(octal(Math.floor(at.getTime() / 1000), 11), 136);
  header.write(" ".repeat(8), 148);
  header.write("0", 156);
  header.write("ustar\x0000", 257);
  header.write(`${octal(sumOf(header), 6)} `, 148);
  return header;
}

/** What follows a file of that size, up to the next block. */
export const tarPadding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

/** A whole file. */
export function* tarEntry(name: string, content: Buffer, at: Date): Generator<Buffer> {
  yield tarHeader(name, content.length, at);
  yield content;
  yield tarPadding(content.length);
}

/** What ends a tar. */
export const tarEnd = (): Buffer => Buffer.alloc(2 * BLOCK);

function sumOf(header: Buffer): number {
  let sum = 0;
  for (let at = 0; at < BLOCK; at += 1) sum += at >= 148 && at < 156 ? 32 : header[at]!;
  return sum;
}

/** Reads the files of a tar one after the other; what was not read of a body is passed over. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<Entry> {
  const input = openInput(source);
  try {
    for (;;) {
      const header = await input.take(BLOCK);
      if (header.every((byte) => byte === 0)) break;
      const { name, size } = readHeader(header);
      const body = input.stream(size);
      yield { name, size, body };
      for await (const _ of body);
      await input.pass(tarPadding(size).length);
    }
    await input.pass(BLOCK);
    if (!(await input.ended())) throw damaged("end");
  } finally {
    await input.close();
  }
}

function readHeader(header: Buffer): { name: string; size: number } {
  const text = (from: number, length: number) => /^[^\0]*/.exec(header.toString("latin1", from, from + length))![0];
  const number = (from: number, length: number) => {
    const digits = text(from, length).trim();
    if (!/^[0-7]+$/.test(digits)) throw damaged("header");
    return Number.parseInt(digits, 8);
  };
  if (text(257, 6) !== "ustar" || text(156, 1) !== "0" || text(345, 155) !== "") throw damaged("header");
  if (number(148, 8) !== sumOf(header)) throw damaged("header");
  return { name: text(0, NAME_MAX), size: number(124, 12) };
}

type Input = {
  take: (bytes: number) => Promise<Buffer>;
  stream: (bytes: number) => AsyncGenerator<Buffer>;
  /** Passes over bytes that must be zero. */
  pass: (bytes: number) => Promise<void>;
  ended: () => Promise<boolean>;
  close: () => Promise<void>;
};

function openInput(source: AsyncIterable<Buffer>): Input {
  const chunks = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const next = await chunks.next();
    if (next.done) return false;
    held = next.value;
    return true;
  };
  async function* stream(bytes: number): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0; ) {
      while (held.length === 0) if (!(await more())) throw damaged("end");
      const part = held.subarray(0, left);
      held = held.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }
  const take = async (bytes: number): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for await (const part of stream(bytes)) parts.push(part);
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  };
  return {
    take,
    stream,
    pass: async (bytes) => {
      if ((await take(bytes)).some((byte) => byte !== 0)) throw damaged("padding");
    },
    ended: async () => {
      while (held.length === 0) if (!(await more())) return true;
      return false;
    },
    close: async () => void (await chunks.return?.()),
  };
}
