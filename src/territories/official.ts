/** The outlines and centres that an installation loaded in place of those that ship, and when they change. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Shapes } from "./topology-file.ts";
import type { Level } from "./types.ts";

/** Where a loaded file came from. */
export type Source = {
  /** The name of the file that was given, and the SHA-256 of its bytes. */
  name: string;
  sha256: string;
  /** Whom pages thank, with the licence. */
  attribution: string;
  loadedAt: string;
};

/** What one file brought: the names, inside the folder, of the shapes and of the centres made from it. */
export type Layer = { level: Level; shapes: string | null; centres: string; count: number; source: Source };

/** `outlines` come from areas, `points` from a file of points only, which are surer centres. */
export type Layers = Partial<Record<Level, { outlines?: Layer; points?: Layer }>>;

/** Longitude and latitude by code. */
export type Centres = Record<string, [lon: number, lat: number]>;

/** The file of the folder that names all others; replacing it is what changes the territories in use. */
export const MANIFEST = "in-use.json";

type State = { dataDir: string | null; stamp: string; generation: number; layers: Layers; trouble: string | null };

const state: State = { dataDir: null, stamp: "", generation: 0, layers: {}, trouble: null };

/** The folder, inside a data folder, that holds what was loaded. */
export const officialFolder = (dataDir: string): string => join(dataDir, "territories");

/**
 * Tells this process where loaded territories are; to be called once, before the first use. Without it, or when nothing
 * was loaded there, those that ship with the product are used.
 */
export function useTerritories(dataDir: string | null): void {
  state.dataDir = dataDir;
  noticeTerritories();
}

/** What is in use: the data folder that was told, what was loaded there, and the file that could not be read. */
export const territoriesInUse = (): { dataDir: string | null; layers: Layers; trouble: string | null } => state;

/** Looks whether another process loaded territories since; returns a number that changes when it did. */
export function noticeTerritories(): number {
  const stamp = stampOf(state.dataDir);
  if (stamp === state.stamp) return state.generation;
  state.stamp = stamp;
  state.generation += 1;
  state.trouble = null;
  state.layers = stamp === "" ? {} : (readJson<{ layers: Layers }>(MANIFEST)?.layers ?? {});
  return state.generation;
}

/** What was loaded, file by file: the same on every server that has the same files, empty where nothing was. */
export const loadedFiles = (): string =>
  Object.values(state.layers)
    .flatMap(({ outlines, points }) => [outlines, points])
    .map((layer) => layer?.source.sha256 ?? "")
    .join(" ");

/** A number that changes when territories were replaced: what was computed from others is stale. */
export const territoriesGeneration = (): number => state.generation;

function stampOf(dataDir: string | null): string {
  if (dataDir === null) return "";
  const found = statSync(join(officialFolder(dataDir), MANIFEST), { throwIfNoEntry: false });
  return found ? `${dataDir} ${found.ino} ${found.size} ${found.mtimeMs}` : "";
}

/** A file of the folder, or null with the trouble noted: pages then go on with what ships. */
function readJson<T>(name: string): T | null {
  try {
    return JSON.parse(readFileSync(join(officialFolder(state.dataDir!), name), "utf8")) as T;
  } catch (error) {
    state.trouble = `${name}: ${(error as Error).message}`;
    return null;
  }
}

/** The loaded shapes of a level, or null when there are none. */
export function officialShapes<T extends { name: string }>(level: Level): Shapes<T> | null {
  const file = state.layers[level]?.outlines?.shapes;
  return file ? readJson<Shapes<T>>(file) : null;
}

/** The loaded centres of a level; given points count before those computed from outlines. */
export function officialCentres(level: Level): Centres {
  const { outlines, points } = state.layers[level] ?? {};
  const read = (layer: Layer | undefined): Centres => (layer && readJson<Centres>(layer.centres)) || {};
  return { ...read(outlines), ...read(points) };
}

/** Whom a map thanks: for the outlines of departements and for the centres of communes; null for what ships. */
export function officialAttributions(): { outlines: string | null; centres: string | null } {
  const { departement, commune } = state.layers;
  return {
    outlines: departement?.outlines?.source.attribution ?? null,
    centres: (commune?.points ?? commune?.outlines)?.source.attribution ?? null,
  };
}
