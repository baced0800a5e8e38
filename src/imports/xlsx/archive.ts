import { type Entry, openPromise, type ZipFile } from "yauzl";
import { type HostileArchive, type NotATable, type TableLimits, TableRefused } from "../table.ts";

/** Parts of a workbook other than sheets and strings are small; larger ones are not read. */
const SMALL_PART_BYTES = 16 * 2 ** 20;
const RATIO_MATTERS_FROM_BYTES = 8 * 2 ** 20;

export type Archive = {
  /** Names of the parts, as written. */
  names: string[];
  /** Bytes a part inflates to, 0 when there is none of that name. */
  inflatedBytes(part: string): number;
  /** Streams the text of a part; throws TableRefused when it is damaged, missing or not what it declares. */
  text(part: string): AsyncGenerator<string>;
  smallText(part: string): AsyncGenerator<string>;
  close(): void;
};

/** Opens a zip after checking, from its directory alone, that nothing in it inflates beyond the limits; throws TableRefused. */
export async function openArchive(path: string, fileBytes: number, limits: TableLimits): Promise<Archive> {
  const zip = await openPromise(path, { autoClose: false }).catch((error: Error) => {
    throw asRefusal(error, "zip");
  });
  try {
    const entries = await readDirectory(zip, limits);
    checkDirectory([...entries.values()], fileBytes, limits);
    return archiveOf(zip, entries);
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** What a zip without a workbook is, by the parts that give it away. */
export function kindOfArchive(names: string[]): NotATable | null {
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (has(/^xl\/workbook\.xml$/i)) return null;
  if (has(/^xl\/workbook\.bin$/i)) return "excel_binary";
  if (has(/^word\//i)) return "word";
  if (has(/^ppt\//i)) return "powerpoint";
  if (has(/^mimetype$/) && has(/^content\.xml$/)) return "open_document";
  return has(/^\[Content_Types\]\.xml$/i) && has(/^_rels\/\.rels$/i) ? null : "archive";
}

async function readDirectory(zip: ZipFile, limits: TableLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.archiveEntries) throw hostile("entries", "zip");
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      const key = entry.fileName.toLowerCase();
      if (entries.has(key)) throw hostile("repeated_entry", entry.fileName);
      entries.set(key, entry);
    }
  } catch (error) {
    throw asRefusal(error, "zip");
  }
  return entries;
}

/** Overlapping entries let a small file inflate without end (D. Fifield, "A better zip bomb", WOOT 2019). */
function checkDirectory(entries: Entry[], fileBytes: number, limits: TableLimits): void {
  let inflated = 0;
  let end = 0;
  for (const entry of entries.sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)) {
    if (entry.isEncrypted()) throw new TableRefused({ code: "encrypted_workbook", params: {} });
    if (entry.relativeOffsetOfLocalHeader < end) throw hostile("overlap", entry.fileName);
    end = entry.relativeOffsetOfLocalHeader + 30 + entry.fileNameLength + entry.compressedSize;
    if (end > fileBytes) throw new TableRefused({ code: "damaged_workbook", params: { part: entry.fileName } });
    if (!/\.(xml|rels)$/i.test(entry.fileName)) continue;
    inflated += entry.uncompressedSize;
    if (inflated > limits.inflatedBytes) throw hostile("inflated_size", entry.fileName);
    const ratio = entry.uncompressedSize / Math.max(entry.compressedSize, 1);
    if (entry.uncompressedSize > RATIO_MATTERS_FROM_BYTES && ratio > limits.inflationRatio) {
      throw hostile("ratio", entry.fileName);
    }
  }
}

function archiveOf(zip: ZipFile, entries: Map<string, Entry>): Archive {
  const find = (part: string) => entries.get(part.toLowerCase());

  async function* text(part: string): AsyncGenerator<string> {
    const entry = find(part);
    if (!entry) throw new TableRefused({ code: "damaged_workbook", params: { part } });
    try {
      yield* decodeXml(await zip.openReadStreamPromise(entry));
    } catch (error) {
      throw asRefusal(error, part);
    }
  }

  return {
    names: [...entries.values()].map((entry) => entry.fileName),
    inflatedBytes: (part) => find(part)?.uncompressedSize ?? 0,
    text,
    smallText(part) {
      if ((find(part)?.uncompressedSize ?? 0) > SMALL_PART_BYTES) throw hostile("inflated_size", part);
      return text(part);
    },
    close: () => zip.close(),
  };
}

/** XML is UTF-8 unless a byte order mark says UTF-16 (XML 1.0, 4.3.3). */
async function* decodeXml(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    const text = decoder.decode(chunk, { stream: true });
    if (text) yield text;
  }
  const rest = decoder?.decode();
  if (rest) yield rest;
}

function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  return head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : "utf-8";
}

export const hostile = (reason: HostileArchive, part: string) =>
  new TableRefused({ code: "hostile_workbook", params: { reason, part } });

/** yauzl, zlib and the decoder throw plain errors: whatever they found, the part cannot be trusted. */
function asRefusal(error: unknown, part: string): unknown {
  if (error instanceof TableRefused || !(error instanceof Error) || "syscall" in error) return error;
  if (/strong encryption/.test(error.message)) return new TableRefused({ code: "encrypted_workbook", params: {} });
  if (/too many bytes in the stream/.test(error.message)) return hostile("inflated_size", part);
  return new TableRefused({ code: "damaged_workbook", params: { part } });
}
