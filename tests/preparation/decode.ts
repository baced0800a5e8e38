import { inflateSync } from "node:zlib";
import { parquetReadObjects } from "hyparquet";
import { fromBufferPromise } from "yauzl";

/** Everything that the bytes of an answer say, whatever their format, as one text. */
export async function decode(type: string, bytes: Buffer): Promise<string> {
  if (/parquet/.test(type)) return decodeParquet(bytes);
  if (/spreadsheetml/.test(type)) return decodeArchive(bytes);
  if (/pdf/.test(type)) return decodePdf(bytes);
  return `${bytes.toString("utf8")}\n${bytes.toString("latin1")}`;
}

async function decodeParquet(bytes: Buffer): Promise<string> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  const rows = await parquetReadObjects({ file });
  return `${JSON.stringify(rows)}\n${bytes.toString("latin1")}`;
}

async function decodeArchive(bytes: Buffer): Promise<string> {
  const archive = await fromBufferPromise(bytes, { lazyEntries: true });
  const parts: string[] = [];
  for await (const entry of archive.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    parts.push(Buffer.concat(chunks).toString("utf8"));
  }
  return parts.join("\n");
}

/** The streams of a PDF inflated: its titles, outline, alternative texts and metadata; what is drawn is glyphs. */
function decodePdf(bytes: Buffer): string {
  const raw = bytes.toString("latin1");
  const parts = [raw];
  for (const match of raw.matchAll(/stream\r?\n/g)) {
    try {
      parts.push(inflateSync(bytes.subarray(match.index + match[0].length)).toString("latin1"));
    } catch {
      // Not every stream is compressed.
    }
  }
  return parts.join("\n");
}
