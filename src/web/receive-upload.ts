import { mkdir, open, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import busboy from "busboy";
import { ARRIVING } from "../imports/unfinished-files.ts";
import { fail, invalid, ok, type Result } from "../platform/result.ts";

export type Upload = { path: string; fileName: string };

type Form = { body: ReadableStream<Uint8Array> | null; contentType: string; field: string };
type Place = { folder: string; newId: () => string; limit: number };

/** What ends the writing of a file before its end, other than the disk. */
class Cut extends Error {}

/**
 * Writes the file of a multipart form to disk as it arrives, never whole in memory; on refusal (no file, too large, cut
 * off) nothing is left behind. `limit` is in bytes.
 */
export async function receiveUpload(form: Form, place: Place): Promise<Result<Upload>> {
  if (!form.body) return invalid("upload_missing");
  await mkdir(place.folder, { recursive: true });
  const path = join(place.folder, ARRIVING + place.newId());
  const outcome = await write(form, path, place.limit).catch(async (error: Error) => {
    if (error instanceof Cut) return invalid("upload_cut");
    await rm(path, { force: true });
    throw error;
  });
  if (!outcome.ok) await rm(path, { force: true });
  return outcome;
}

/**
 * Writes a stream to a file, and answers what the disk refused. The rest is then read all the same: a sender who is cut off
 * while she still sends never hears why.
 */
async function store(stream: Readable, path: string, count: (bytes: number) => void): Promise<unknown> {
  let failed: unknown;
  const fail = (error: unknown) => {
    failed ??= error;
  };
  // It may be cut before the file is open.
  stream.on("error", fail);
  const file = await open(path, "w").catch(fail);
  try {
    for await (const chunk of stream) {
      count((chunk as Buffer).length);
      if (file && failed === undefined) await file.appendFile(chunk as Buffer).catch(fail);
    }
  } catch (error) {
    fail(error);
  }
  await file?.close().catch(fail);
  return failed;
}

async function write(form: Form, path: string, limit: number): Promise<Result<Upload>> {
  const parser = openParser(form.contentType, limit);
  if (!parser) return invalid("upload_missing");
  let received: { fileName: string; bytes: number; truncated: boolean } | null = null;
  let writing: Promise<unknown> = Promise.resolve();
  parser.on("file", (name, stream, info) => {
    if (name !== form.field || received) {
      stream.resume();
      return;
    }
    const file = { fileName: cleanName(info.filename), bytes: 0, truncated: false };
    received = file;
    stream.on("limit", () => (file.truncated = true));
    writing = store(stream, path, (bytes) => {
      file.bytes += bytes;
    });
  });
  try {
    await pipeline(Readable.fromWeb(form.body as never), parser);
  } catch (error) {
    await writing;
    throw new Cut("cut", { cause: error });
  }
  const failed = await writing;
  if (failed instanceof Error) throw failed;
  const file = received as { fileName: string; bytes: number; truncated: boolean } | null;
  if (!file || (file.fileName === "" && file.bytes === 0)) return invalid("upload_missing");
  if (file.truncated) return fail({ kind: "invalid", code: "file_too_large", params: { bytes: limit + 1, limit } });
  return ok({ path, fileName: file.fileName || "…" });
}

function openParser(contentType: string, limit: number) {
  try {
    return busboy({
      headers: { "content-type": contentType },
      defParamCharset: "utf8",
      limits: { fileSize: limit, files: 4, fields: 20, fieldSize: 10_000, parts: 30 },
    });
  } catch {
    return null;
  }
}

/** The name that a person knows the file by: no folder, no control character, short enough to be kept. */
function cleanName(name: string | undefined): string {
  return basename((name ?? "").replaceAll("\\", "/"))
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .trim()
    .slice(-200);
}
