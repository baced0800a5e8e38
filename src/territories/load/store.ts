/** The folder of loaded territories: written beside, then put in use at once by replacing its manifest. */
import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Layer, type Layers, MANIFEST, officialFolder, type Source } from "../official.ts";
import type { Level } from "../types.ts";

type NewLayer = {
  level: Level;
  kind: "outlines" | "points";
  count: number;
  source: Source;
  shapes: string | null;
  centres: string;
};

/** Writes what a file brought and puts it in use; what the level had of the same kind is no longer. */
export async function putLayer(dataDir: string, { level, kind, ...given }: NewLayer): Promise<Layer> {
  const folder = officialFolder(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const shapes = given.shapes === null ? null : await writeContent(folder, `${level}-shapes`, given.shapes);
  const centres = await writeContent(folder, `${level}-centres`, given.centres);
  const layer: Layer = { level, shapes, centres, count: given.count, source: given.source };
  const layers = await readLayers(folder);
  await replaceManifest(folder, { ...layers, [level]: { ...layers[level], [kind]: layer } });
  return layer;
}

/** Goes back to what ships, for a level or for all; answers whether something was in use. */
export async function resetTerritories(dataDir: string, level: Level | null): Promise<boolean> {
  const folder = officialFolder(dataDir);
  const layers = await readLayers(folder);
  const isUsed = level ? layers[level] !== undefined : Object.keys(layers).length > 0;
  if (!isUsed) return false;
  const { [level ?? "commune"]: _gone, ...others } = layers;
  await replaceManifest(folder, level ? others : {});
  return true;
}

async function readLayers(folder: string): Promise<Layers> {
  try {
    return (JSON.parse(await readFile(join(folder, MANIFEST), "utf8")) as { layers: Layers }).layers;
  } catch {
    return {};
  }
}

/** Named by its bytes, so that a process that reads the manifest of before still finds what it names. */
async function writeContent(folder: string, stem: string, text: string): Promise<string> {
  const name = `${stem}-${createHash("sha256").update(text).digest("hex").slice(0, 16)}.json`;
  await writeWhole(folder, name, text);
  return name;
}

async function replaceManifest(folder: string, layers: Layers): Promise<void> {
  const before = namesIn(await readLayers(folder));
  await writeWhole(folder, MANIFEST, `${JSON.stringify({ format: 1, layers }, null, 2)}\n`);
  // One manifest back is kept for those still reading; older files are not.
  const kept = new Set([MANIFEST, ...before, ...namesIn(layers)]);
  for (const name of await readdir(folder)) if (!kept.has(name)) await rm(join(folder, name), { force: true });
}

const namesIn = (layers: Layers): string[] =>
  Object.values(layers)
    .flatMap(({ outlines, points }) => [outlines, points])
    .flatMap((layer) => (layer ? [layer.shapes ?? [], layer.centres].flat() : []));

async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  const beside = join(folder, `.${name}.part`);
  const file = await open(beside, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, join(folder, name));
}
