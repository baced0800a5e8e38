/** What a tar travels in: compressed by zstd, then, on request, encrypted in the age format. */
import { open } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { ReadableStream } from "node:stream/web";
import { constants, createZstdCompress, createZstdDecompress } from "node:zlib";
import { Decrypter, Encrypter } from "age-encryption";
import { damaged, Refused } from "./refused.ts";

const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
const AGE = Buffer.from("age-encryption.org/v1\n");
/** 128 MB of memory for each guess: what OWASP asks at least, and what a small machine can spare for a second. */
const SCRYPT_WORK = 17;
/** The age tool takes one more than we do; beyond, opening a file of somebody else could take all the memory there is. */
const SCRYPT_WORK_MAX = 18;
const CHUNK = 256 * 1024;

/** What a real archive never reaches: bitmaps of few initiatives, the emptiest of our rows, shrink a few hundred times. */
const RATIO_MAX = 2000;
const ALWAYS_ALLOWED = 256 * 2 ** 20;

/** Compresses, and encrypts when a passphrase is given; both carry what tells that they were cut or altered. */
export async function* seal(plain: AsyncIterable<Buffer>, passphrase: string | null): AsyncGenerator<Uint8Array> {
  const compressed = through(
    plain,
    createZstdCompress({
      params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 },
    }),
  );
  if (passphrase === null) {
    yield* compressed;
    return;
  }
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(SCRYPT_WORK);
  encrypter.setPassphrase(passphrase);
  yield* (await encrypter.encrypt(ReadableStream.from(compressed) as never)) as unknown as AsyncIterable<Uint8Array>;
}

/** Whether a file looks like an archive, and whether a passphrase opens it; null when it is none of ours. */
export async function recognise(path: string): Promise<"plain" | "encrypted" | null> {
  const handle = await open(path, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(AGE.length), 0, AGE.length, 0);
    const head = buffer.subarray(0, bytesRead);
    if (head.equals(AGE)) return "encrypted";
    return head.subarray(0, ZSTD.length).equals(ZSTD) ? "plain" : null;
  } finally {
    await handle.close();
  }
}

/** Refuses what the header of age would have us spend before anything is verified. */
async function checkHeader(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0);
    const header = /^[^\n]+\n-> scrypt [\w+/]{22} (\d{1,2})\n[\w+/]{43}\n--- /.exec(
      buffer.toString("latin1", 0, bytesRead),
    );
    if (!header || Number(header[1]) > SCRYPT_WORK_MAX) throw damaged("header");
  } finally {
    await handle.close();
  }
}

/** The tar of an archive; throws `Refused` on what is no archive, needs another passphrase, is damaged or inflates without end. */
export async function* unseal(path: string, passphrase: string | null): AsyncGenerator<Buffer> {
  const kind = await recognise(path);
  if (kind === null) throw new Refused({ kind: "invalid", code: "archive_not_ours", params: { path } });
  if (kind === "encrypted" && passphrase === null)
    throw new Refused({ kind: "invalid", code: "passphrase_needed", params: { path } });
  if (kind === "encrypted") await checkHeader(path);
  const seen = { read: 0, inflated: 0 };
  const source = counted(path, seen);
  const compressed = kind === "encrypted" ? decrypted(source, passphrase!) : source;
  const inflated = through(
    compressed,
    createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: 24 }, chunkSize: CHUNK }),
  );
  try {
    for await (const chunk of inflated) {
      seen.inflated += chunk.length;
      if (seen.inflated > ALWAYS_ALLOWED + RATIO_MAX * seen.read)
        throw new Refused({ kind: "invalid", code: "archive_bomb", params: { path } });
      yield chunk;
    }
  } catch (error) {
    // What zlib and age say of altered bytes: a system error (a disk that does not answer) is another matter.
    if (error instanceof Refused || /^E[A-Z]+$/.test(String((error as NodeJS.ErrnoException).code))) throw error;
    throw damaged("bytes", { reason: (error as Error).message });
  } finally {
    await source.return(undefined);
  }
}

async function* counted(path: string, seen: { read: number }): AsyncGenerator<Buffer> {
  const handle = await open(path, "r");
  try {
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, null);
      if (bytesRead === 0) return;
      seen.read += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function* decrypted(source: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const opened = await decrypter.decrypt(ReadableStream.from(source) as never).catch((error: Error) => {
    if (/no identity matched/.test(error.message)) throw new Refused({ kind: "invalid", code: "passphrase_wrong" });
    throw error;
  });
  yield* opened as unknown as AsyncIterable<Uint8Array>;
}

/** What a transform makes of a source, each waiting for the other; an error of either ends both. */
async function* through(
  source: AsyncIterable<Uint8Array>,
  transform: ReturnType<typeof createZstdCompress> | ReturnType<typeof createZstdDecompress>,
): AsyncGenerator<Buffer> {
  pipeline(Readable.from(source, { objectMode: false, highWaterMark: CHUNK }), transform, () => {});
  yield* transform as AsyncIterable<Buffer>;
}
