import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { buildSync } from "esbuild";
import { memoised } from "../territories/outlines.ts";
import { outlinesAsGeoJson } from "../territories/windows.ts";
import { FONT_FILES, stylesheet } from "../ui/stylesheet.ts";

export type Asset = { body: Buffer; type: string; br: Buffer | null; gzip: Buffer | null };
export type Assets = { address: (name: string) => string; find: (file: string) => Asset | undefined };

const TYPES: Record<string, string> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  mjs: "text/javascript; charset=utf-8",
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
  for (const [name, entry] of Object.entries(ISLANDS)) add(name, bundle(new URL(entry, import.meta.url).pathname));
  const addHeavy = (name: string, file: string, read: () => Buffer) => {
    files.set(file, heavy(read, TYPES[name.slice(name.lastIndexOf(".") + 1)]!));
    addresses.set(name, `/assets/${file}`);
  };
  // The library finds its worker beside itself, hence a folder of its own, named after its version.
  for (const name of LIBRARY.files)
    addHeavy(name, `${LIBRARY.folder}/${name}`, () => readFileSync(new URL(name, LIBRARY.home)));
  // Outlines may be replaced while the server runs: their address is asked each time, and follows.
  return {
    address: (name) => (name === OUTLINES ? `/assets/${outlines("all").file}` : address(name)),
    find: (file) => files.get(file) ?? (file === outlines("all").file ? outlines("all").asset : undefined),
  };
}

const OUTLINES = "outlines.json";

const outlines = memoised((_: "all"): { file: string; asset: Asset } => {
  const body = Buffer.from(JSON.stringify(outlinesAsGeoJson("all")));
  const print = createHash("sha256").update(body).digest("hex").slice(0, 12);
  return { file: `outlines-${print}.json`, asset: heavy(() => body, TYPES.json!) };
});

const ISLANDS = {
  "enhance.js": "islands/enhance.ts",
  "map.js": "islands/map.ts",
  "live-map.js": "islands/live/open-map.ts",
  "passkey.js": "islands/passkey.ts",
};

const require = createRequire(import.meta.url);
const LIBRARY = {
  files: ["maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css"],
  folder: `maplibre-gl-${(require("maplibre-gl/package.json") as { version: string }).version}`,
  home: pathToFileURL(require.resolve("maplibre-gl/dist/maplibre-gl.css")),
};

/** A large file that few readers ask for: read and compressed the first time, at a level that takes milliseconds. */
function heavy(read: () => Buffer, type: string): Asset {
  const once = <T>(make: () => T): (() => T) => {
    let made: T | undefined;
    return () => (made ??= make());
  };
  const body = once(read);
  const br = once(() => brotliCompressSync(body(), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }));
  const gzip = once(() => gzipSync(body()));
  return {
    type,
    get body() {
      return body();
    },
    get br() {
      return br();
    },
    get gzip() {
      return gzip();
    },
  };
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
