import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { buildSync } from "esbuild";
import { FONT_FILES, stylesheet } from "../ui/stylesheet.ts";

export type Asset = { body: Buffer; type: string; br: Buffer | null; gzip: Buffer | null };
export type Assets = { address: (name: string) => string; find: (file: string) => Asset | undefined };

const TYPES: Record<string, string> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  png: "image/png",
  svg: "image/svg+xml",
  woff2: "font/woff2",
};

/** The static files of the site, each under an address that changes with its content, so that it is kept for ever. */
export function loadAssets(): Assets {
  const addresses = new Map<string, string>();
  const files = new Map<string, Asset>();
  const add = (name: string, body: Buffer) => {
    const ending = name.slice(name.lastIndexOf(".") + 1);
    const file = `${name.slice(0, -ending.length - 1)}-${createHash("sha256").update(body).digest("hex").slice(0, 12)}.${ending}`;
    const text = ending !== "woff2" && ending !== "png";
    files.set(file, {
      body,
      type: TYPES[ending]!,
      br: text ? brotliCompressSync(body) : null,
      gzip: text ? gzipSync(body) : null,
    });
    addresses.set(name, `/assets/${file}`);
  };
  const ui = (path: string) => new URL(`../ui/${path}`, import.meta.url);
  for (const font of FONT_FILES) add(font, readFileSync(new URL(`../../data/fonts/${font}`, import.meta.url)));
  const address = (name: string) => {
    const found = addresses.get(name);
    if (!found) throw new Error(`No static file ${name}`);
    return found;
  };
  add("icon.svg", readFileSync(ui("icon.svg")));
  add("share.png", readFileSync(new URL("../../data/share/share.png", import.meta.url)));
  add("style.css", Buffer.from(stylesheet(address)));
  add("enhance.js", bundle(new URL("islands/enhance.ts", import.meta.url).pathname));
  return { address, find: (file) => files.get(file) };
}

function bundle(entry: string): Buffer {
  const built = buildSync({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  return Buffer.from(built.outputFiles[0]!.contents);
}
