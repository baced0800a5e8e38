import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import type { C } from "./scene.ts";

export type Sendable = {
  path: string;
  bytes: number;
  sha256: string;
  madeAt: Date;
  type: string;
  /** The name it takes on the reader's disk. */
  name: string;
};

type Span = { from: number; to: number };

/** Sends a file whole or in part (RFC 9110, 13 and 14); one part at most, since nobody needs several of these. */
export function sendFile(c: C, file: Sendable): Response {
  const etag = `"${file.sha256}"`;
  const modified = new Date(Math.floor(file.madeAt.getTime() / 1000) * 1000);
  c.header("etag", etag);
  c.header("last-modified", modified.toUTCString());
  // The bytes are those whose hash is told: nothing on the way may change them.
  c.header("cache-control", "public, no-cache, no-transform");
  if (isKnown(c, etag, modified)) return c.body(null, 304);
  c.header("accept-ranges", "bytes");
  c.header("content-type", file.type);
  c.header("content-disposition", `attachment; filename="${file.name}"`);
  const asked = rangeOf(c, etag, modified, file.bytes);
  if (asked === "none") {
    c.header("content-range", `bytes */${file.bytes}`);
    return c.body(null, 416);
  }
  const { from, to } = asked ?? { from: 0, to: file.bytes - 1 };
  if (asked) c.header("content-range", `bytes ${from}-${to}/${file.bytes}`);
  c.header("content-length", String(to - from + 1));
  const status = asked ? 206 : 200;
  return c.req.method === "HEAD" ? c.body(null, status) : c.body(bodyOf(file.path, { from, to }), status);
}

const bodyOf = (path: string, { from, to }: Span) =>
  Readable.toWeb(createReadStream(path, { start: from, end: to })) as ReadableStream;

function isKnown(c: C, etag: string, modified: Date): boolean {
  const none = c.req.header("if-none-match");
  if (none !== undefined) return none === "*" || none.split(",").some((one) => one.trim().replace(/^W\//, "") === etag);
  const since = Date.parse(c.req.header("if-modified-since") ?? "");
  return !Number.isNaN(since) && modified.getTime() <= since;
}

/** The part asked for; null for the whole, "none" when there is nothing there. */
function rangeOf(c: C, etag: string, modified: Date, size: number): Span | "none" | null {
  const range = /^bytes=(\d*)-(\d*)$/.exec(c.req.header("range") ?? "");
  const unless = c.req.header("if-range");
  // A part of the file one has and of another one would make neither.
  if (!range || (unless !== undefined && unless !== etag && Date.parse(unless) !== modified.getTime())) return null;
  const [, first, last] = range;
  if (first === "" && last === "") return null;
  if (first === "") return Number(last) > 0 ? { from: Math.max(0, size - Number(last)), to: size - 1 } : "none";
  const from = Number(first);
  const to = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== "" && Number(last) < from) return null;
  return from < size ? { from, to } : "none";
}
