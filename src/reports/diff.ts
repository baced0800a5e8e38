import type { ReportModel } from "./model.ts";
import { canonicalJson } from "./seal.ts";

/** One difference between two reports: where, what it was, what it is, and the catalogue key that names it. */
export type ReportDifference = { path: string; label: string; before: unknown; after: unknown };

// What makes two entries of a list the same entry, whatever their places: a reordered list alone is one difference.
const identities: Record<string, (entry: Record<string, unknown>) => unknown> = {
  initiatives: (entry) => entry.key,
  domains: (entry) => entry.key,
  strengths: (entry) => entry.key,
  perspectives: (entry) => entry.key,
  dimensions: (entry) => entry.key,
  steps: (entry) => entry.order,
  scale: (entry) => entry.score,
  figures: (entry) => entry.id,
  actors: (entry) => entry.name,
  statements: (entry) => entry.number,
  codings: (entry) => `${entry.statementNumber}/${entry.coder}`,
  cells: (entry) => `${entry.dimension}.${entry.line}`,
  regions: (entry) => entry.code,
  departments: (entry) => entry.code,
  attributions: (entry) => entry.name,
  sources: (entry) => entry.title,
};

/**
 * Names every difference between two reports, their own hashes apart: entries of lists are matched by what they are
 * (an initiative by its key, a figure by its identifier), so that one insertion is one difference.
 */
export function diffModels(before: ReportModel, after: ReportModel): ReportDifference[] {
  const { dataHash: _a, ...left } = before;
  const { dataHash: _b, ...right } = after;
  const found: ReportDifference[] = [];
  compare(left, right, "", "", found);
  return found;
}

function compare(a: unknown, b: unknown, path: string, label: string, found: ReportDifference[]): void {
  if (a === b) return;
  if (Array.isArray(a) && Array.isArray(b)) compareLists(a, b, path, label, found);
  else if (isRecord(a) && isRecord(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      compare(a[key], b[key], path ? `${path}.${key}` : key, label ? `${label}.${key}` : key, found);
    }
  } else if (a !== undefined || b !== undefined) found.push({ path, label, before: a ?? null, after: b ?? null });
}

function compareLists(a: unknown[], b: unknown[], path: string, label: string, found: ReportDifference[]): void {
  const keyOf = identities[label.slice(label.lastIndexOf(".") + 1)];
  const left = keyOf && keyed(a, keyOf);
  const right = keyOf && keyed(b, keyOf);
  if (!left || !right) {
    for (let i = 0; i < Math.max(a.length, b.length); i++) compare(a[i], b[i], `${path}[${i}]`, label, found);
    return;
  }
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    compare(left.get(key), right.get(key), `${path}[${key}]`, label, found);
  }
  const common = [...left.keys()].filter((key) => right.has(key));
  const moved = [...right.keys()].filter((key) => left.has(key));
  if (canonicalJson(common) !== canonicalJson(moved)) {
    found.push({ path, label: `${label}.order`, before: common, after: moved });
  }
}

/** The entries of a list by identity, or null when they have none of their own. */
function keyed(
  list: unknown[],
  keyOf: (entry: Record<string, unknown>) => unknown,
): Map<string, Record<string, unknown>> | null {
  const map = new Map<string, Record<string, unknown>>();
  for (const entry of list) {
    if (!isRecord(entry)) return null;
    const key = String(keyOf(entry));
    if (map.has(key)) return null;
    map.set(key, entry);
  }
  return map;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
