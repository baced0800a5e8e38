import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gunzipSync, gzip } from "node:zlib";
import { COMMON_SPACE } from "../networks/common-space.ts";

/** A page that can be sent as it is. */
export type ReadyPage = {
  status: number;
  headers: Record<string, string>;
  etag: string;
  /** Let go of once the page is compressed: readers who take no coding are few. */
  plain: Buffer | null;
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
  /**
   * Makes a page that anybody may read, or joins the making under way for another reader: a hundred who ask for the same
   * page at once have it made once. One that began before the network's last change is not joined.
   */
  once: (url: string, network: string, moment: number, make: () => Promise<ReadyPage>) => Promise<ReadyPage>;
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
  /** When each network last changed, in changes; what concerns all of them is under none. */
  const changed = new Map<string | null, number>();
  const making = new Map<string, { moment: number; page: Promise<ReadyPage> }>();
  const isCurrent = (network: string, moment: number): boolean => {
    const last = network === COMMON_SPACE ? changes : (changed.get(network) ?? 0);
    return moment >= Math.max(last, changed.get(null) ?? 0);
  };
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
      if (!toAll || !trusted || !isCurrent(network, moment) || !isFresh() || plain.length * 2 > maxBytes) return page;
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
    once: async (url, network, moment, make) => {
      const before = making.get(url);
      if (before && isCurrent(network, before.moment)) return before.page;
      const page = make();
      making.set(url, { moment, page });
      try {
        return await page;
      } finally {
        if (making.get(url)?.page === page) making.delete(url);
      }
    },
    drop: (network) => {
      changes += 1;
      changed.set(network ?? null, changes);
      // The common space shows every network: whichever changes, its pages may.
      for (const [key, page] of pages)
        if (network === undefined || page.network === network || page.network === COMMON_SPACE) forget(key);
    },
    setTrusted: (value) => {
      trusted = value;
      changes += 1;
      changed.set(null, changes);
      if (!value) {
        pages.clear();
        bytes = 0;
      }
    },
    size: () => ({ pages: pages.size, bytes }),
  };
}

/** Compresses a page and lets its plain form go; answers by how many bytes it grew, which is less than nothing. */
async function shrink(page: ReadyPage): Promise<number> {
  const plain = page.plain!;
  const [br, gz] = await Promise.all([
    brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
    deflate(plain),
  ]);
  page.br = br;
  page.gzip = gz;
  page.plain = null;
  return br.length + gz.length - plain.length;
}

/** A page as it was made, whether or not it was compressed since. */
export const plainOf = (page: ReadyPage): Buffer<ArrayBuffer> =>
  (page.plain ?? gunzipSync(page.gzip!)) as Buffer<ArrayBuffer>;

/** Sends a page in the best coding it has among those its reader takes, or tells that it has not changed. */
export function sendReady(page: ReadyPage, request: IncomingMessage, response: ServerResponse): void {
  if (request.headers["if-none-match"] === page.etag) {
    response.writeHead(304, { ...page.headers, etag: page.etag });
    response.end();
    return;
  }
  const accepted = String(request.headers["accept-encoding"] ?? "");
  const coding = page.br && accepted.includes("br") ? "br" : page.gzip && accepted.includes("gzip") ? "gzip" : null;
  const body = coding ? page[coding]! : plainOf(page);
  response.writeHead(page.status, {
    ...page.headers,
    ...(coding && { "content-encoding": coding }),
    "content-length": body.length,
    etag: page.etag,
  });
  response.end(body);
}
