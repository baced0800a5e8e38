/** Reads a file of territories: GeoJSON, one feature a line, or TopoJSON, compressed or not. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";
import { type Cut, cutObjects } from "./json-objects.ts";
import { Refusal } from "./refusal.ts";

/** A feature as it is in the file: nothing of it is known to be right yet. */
export type RawFeature = { id?: unknown; properties?: unknown; geometry?: unknown };

/** Beyond it, what a map of a few hundred points wide cannot show was not left out. */
const LARGEST_MB = 1024;

/** The features of a file, one at a time; `hash` is complete once all were read. */
export async function openFeatures(
  path: string,
): Promise<{ features: AsyncGenerator<RawFeature>; sha256: () => string }> {
  const compressed = await recognise(path);
  const hash = createHash("sha256");
  const bytes = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) {
      hash.update(chunk as Buffer);
      yield chunk as Buffer;
    }
  };
  const chunks = bounded(compressed ? inflate(bytes()) : bytes());
  return { features: readFeatures(cutObjects(chunks)), sha256: () => hash.digest("hex") };
}

/** Tells whether a file is compressed; refuses the formats people mistake for GeoJSON, by their first bytes. */
async function recognise(path: string): Promise<boolean> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal("file_missing", { path, detail: error.code ?? error.message });
  });
  try {
    const { buffer } = await file.read({ buffer: Buffer.alloc(16) }).catch((error: NodeJS.ErrnoException) => {
      throw new Refusal("file_missing", { path, detail: error.code ?? error.message });
    });
    const head = buffer.toString("latin1");
    if (head.startsWith("PK")) throw new Refusal("territories_zip");
    if (head.startsWith("SQLite format") || buffer.readUInt32BE(0) === 0x270a) throw new Refusal("territories_format");
    if (buffer[0] === 0xff || buffer[0] === 0xfe) throw new Refusal("territories_encoding");
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

async function* inflate(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const feeding = (async () => {
    for await (const chunk of bytes) if (!gunzip.write(chunk)) await new Promise((done) => gunzip.once("drain", done));
    gunzip.end();
  })();
  feeding.catch((error) => gunzip.destroy(error));
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch {
    throw new Refusal("territories_truncated");
  }
}

async function* bounded(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > LARGEST_MB * 2 ** 20) throw new Refusal("territories_large", { mb: LARGEST_MB });
    yield chunk;
  }
}

async function* readFeatures(cuts: AsyncIterable<Cut>): AsyncGenerator<RawFeature> {
  for await (const { kind, text } of cuts) {
    const value = parse(text);
    if (kind === "feature") yield value as RawFeature;
    else yield* fromTop(value);
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new Refusal("territories_not_json");
  }
}

/** What an object at the top of a file brings besides the features that were read from it. */
function* fromTop(value: Record<string, unknown>): Generator<RawFeature> {
  checkReference(value.crs);
  if (value.type === "Feature") yield value;
  else if (value.type === "Topology") yield* fromTopology(value as unknown as Topology);
  else if (value.type !== "FeatureCollection") throw new Refusal("territories_not_geojson");
}

/** The object of a TopoJSON that holds the most shapes. */
function* fromTopology(topology: Topology): Generator<RawFeature> {
  try {
    const sizeOf = (object: Topology["objects"][string]) =>
      object.type === "GeometryCollection" ? object.geometries.length : 0;
    const [largest] = Object.values(topology.objects).sort((one, other) => sizeOf(other) - sizeOf(one));
    if (largest?.type !== "GeometryCollection") return;
    yield* feature(topology, largest).features;
  } catch {
    throw new Refusal("territories_not_geojson");
  }
}

/** The old member "crs": only longitude and latitude are read, whatever the name they go by. */
function checkReference(crs: unknown): void {
  const name = (crs as { properties?: { name?: unknown } } | undefined)?.properties?.name;
  if (typeof name !== "string" || /CRS:?84|(?:EPSG|IGNF).*(?:4326|4171|RGF93G|WGS84)/i.test(name)) return;
  throw new Refusal("territories_projected", { crs: name.slice(0, 80) });
}
