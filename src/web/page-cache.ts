import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { COMMON_SPACE } from "../networks/common-space.ts";

/** A page that can be sent as it is. */
export type ReadyPage = {
  status: number;
  headers: Record<string, string>;
  etag: string;
  plain: Buffer;
  gzip?: Buffer;
  br?: Buffer;
  network: string;
  bytes: number;
};

export type PageCache = {
  /** Sends a ready page and returns true, or returns false when there is none; for strangers only. */
  answer: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** A token of this moment, to be taken before a page is read from the database. */
  moment: () => number;
  /** Makes a page ready, and keeps it under its address, when anybody may read it, unless something changed since the moment it was read. */
  keep: (page: {
    url: string;
    public: boolean;
    network: string;
    headers: Record<string, string>;
    body: string;
    moment: number;
  }) => ReadyPage;
  /** Forgets the pages of one network and of the common space, or all of them. */
  drop: (network?: string) => void;
  /** While off (no news from the database), nothing is answered nor kept. */
  setTrusted: (trusted: boolean) => void;
  size: () => { pages: number; bytes: number };
};

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

/**
 * Ready pages in memory, the least recently used leaving first when the bytes given are full. `isFresh` tells whether the
 * request in progress reads everything announced so far: a page read from a standby that lags would stay, stale, after
 * the announcement that should have dropped it.
 */
export function makePageCache(maxBytes: number, isFresh: () => boolean = () => true): PageCache {
  const pages = new Map<string, ReadyPage>();
  let bytes = 0;
  let trusted = false;
  let changes = 0;
  const forget = (key: string) => {
    const page = pages.get(key);
    if (page) bytes -= page.bytes;
    pages.delete(key);
  };
  return {
    answer: (request, response) => {
      if (!trusted || request.method !== "GET") return false;
      const key = request.url ?? "";
      const page = pages.get(key);
      if (!page) return false;
      pages.delete(key);
      pages.set(key, page);
      sendReady(page, request, response);
      return true;
    },
    moment: () => changes,
    keep: ({ url, public: toAll, network, headers, body, moment }) => {
      const plain = Buffer.from(body);
      const etag = `W/"${createHash("sha1").update(plain).digest("base64url")}"`;
      const page: ReadyPage = { status: 200, headers, etag, plain, network, bytes: plain.length };
      if (!toAll || !trusted || moment !== changes || !isFresh() || plain.length * 2 > maxBytes) return page;
      const key = url;
      forget(key);
      pages.set(key, page);
      bytes += page.bytes;
      for (const oldest of pages.keys()) {
        if (bytes <= maxBytes) break;
        forget(oldest);
      }
      void shrink(page).then((more) => {
        if (pages.get(key) !== page) return;
        page.bytes += more;
        bytes += more;
      });
      return page;
    },
    drop: (network) => {
      changes += 1;
      // The common space shows every network: whichever changes, its pages may.
      for (const [key, page] of pages)
        if (network === undefined || page.network === network || page.network === COMMON_SPACE) forget(key);
    },
    setTrusted: (value) => {
      trusted = value;
      changes += 1;
      if (!value) {
        pages.clear();
        bytes = 0;
      }
    },
    size: () => ({ pages: pages.size, bytes }),
  };
}

async function shrink(page: ReadyPage): Promise<number> {
  const [br, gz] = await Promise.all([
    brotli(page.plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
    deflate(page.plain),
  ]);
  page.br = br;
  page.gzip = gz;
  return br.length + gz.length;
}

/** Sends a page in the best coding it has among those its reader takes, or tells that it has not changed. */
export function sendReady(page: ReadyPage, request: IncomingMessage, response: ServerResponse): void {
  if (request.headers["if-none-match"] === page.etag) {
    response.writeHead(304, { ...page.headers, etag: page.etag });
    response.end();
    return;
  }
  const accepted = String(request.headers["accept-encoding"] ?? "");
  const coding = page.br && accepted.includes("br") ? "br" : page.gzip && accepted.includes("gzip") ? "gzip" : null;
  const body = coding ? page[coding]! : page.plain;
  response.writeHead(page.status, {
    ...page.headers,
    ...(coding && { "content-encoding": coding }),
    "content-length": body.length,
    etag: page.etag,
  });
  response.end(body);
}
