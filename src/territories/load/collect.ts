/** Reads all features of a file into the territories of one level, or says why it cannot be used. */
import type { Point } from "../plane.ts";
import type { Reference } from "../reference.ts";
import type { Level } from "../types.ts";
import { openFeatures } from "./read-file.ts";
import { readGeometry, type Shape } from "./read-geometry.ts";
import { codeAt, type Label, readLabel, recogniseLevel } from "./recognise.ts";
import { firstFew, Refusal } from "./refusal.ts";

/** What a file holds: the areas and the points of its territories by code, and what was set aside. */
export type Collected = {
  level: Level;
  areas: Map<string, Point[][][]>;
  points: Map<string, Point>;
  /** Codes that the official code does not know. */
  unknown: string[];
  isIgn: boolean;
  sha256: string;
};

const MOST_FEATURES = 80_000;
/** More than the communes of France take at a hundred metres; reading them takes a gigabyte and a half of memory. */
const MOST_POINTS = 4_000_000;
/** Codes of a year before or after are a few; more of them means another level, or no codes at all. */
const MOST_UNKNOWN = 0.05;

type Row = { label: Label; shape: Shape };

/** Reads a file of one level; throws a Refusal. */
export async function collect(path: string, asked: Level | null, reference: Reference): Promise<Collected> {
  const { features, sha256 } = await openFeatures(path);
  const rows: Row[] = [];
  let points = 0;
  for await (const { properties, geometry, id } of features) {
    const label = readLabel(properties, id);
    const shape = readGeometry(geometry, nameOf(label, rows.length));
    points += shape.polygons.reduce((sum, rings) => sum + rings.reduce((all, ring) => all + ring.length, 0), 0);
    rows.push({ label, shape });
    if (rows.length > MOST_FEATURES) throw new Refusal("territories_many", { most: MOST_FEATURES });
    if (points > MOST_POINTS) throw new Refusal("territories_detailed", { most: MOST_POINTS / 1e6 });
  }
  if (rows.length === 0) throw new Refusal("territories_empty");
  const labels = rows.map(({ label }) => label);
  const level = asked ?? recogniseLevel(labels, reference);
  if (!level) throw new Refusal("territories_level", { first: firstFew(labels.slice(0, 3).map(nameOf)) });
  return { ...sort(rows, level, reference), isIgn: labels.every(({ isIgn }) => isIgn), sha256: sha256() };
}

const nameOf = (label: Label, at: number): string => {
  const code = label.own.commune ?? label.generic ?? Object.values(label.own).find(Boolean);
  return [code, label.name].filter(Boolean).join(" ") || `n° ${at + 1}`;
};

function sort(rows: Row[], level: Level, reference: Reference): Omit<Collected, "isIgn" | "sha256"> {
  const areas = new Map<string, Point[][][]>();
  const points = new Map<string, Point>();
  const unknown: string[] = [];
  const twice = new Set<string>();
  const districts = new Set(reference.arrondissements.map(({ code }) => code));
  let read = 0;
  for (const { label, shape } of rows) {
    const code = codeAt(label, level);
    // Paris, Lyon and Marseille come whole beside their arrondissements.
    if (code && level === "commune" && districts.has(code)) continue;
    read++;
    if (!code || !reference.get(level, code)) {
      unknown.push(nameOf(label, read - 1));
      continue;
    }
    if (shape.point) points.set(code, shape.point);
    if (shape.polygons.length === 0) continue;
    if (areas.has(code)) twice.add(code);
    areas.set(code, shape.polygons);
  }
  if (unknown.length > read * MOST_UNKNOWN)
    throw new Refusal("territories_unknown", { level, count: unknown.length, of: read, first: firstFew(unknown) });
  if (twice.size > 0) throw new Refusal("territories_twice", { codes: firstFew([...twice]) });
  if (areas.size === 0 && points.size === 0) throw new Refusal("territories_empty");
  return { level, areas, points, unknown };
}
