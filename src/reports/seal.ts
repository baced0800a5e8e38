import { createHash } from "node:crypto";
import type { ReportModel } from "./model.ts";

/**
 * Serialises a JSON value in the one form RFC 8785 (JSON Canonicalization Scheme) gives it: members sorted by UTF-16
 * code units, no white space, undefined members left out; throws on what JSON cannot say (NaN, functions, cycles).
 */
export function canonicalJson(value: unknown): string {
  return write(value, []);
}

function write(value: unknown, parents: object[]): string {
  if (value === null || typeof value === "boolean" || typeof value === "string")
    return JSON.stringify(wellFormed(value));
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError("a number that JSON cannot write");
    return JSON.stringify(value);
  }
  if (typeof value !== "object") throw new TypeError(`a ${typeof value} that JSON cannot write`);
  if (parents.includes(value)) throw new TypeError("a value that contains itself");
  const chain = [...parents, value];
  if (Array.isArray(value)) return `[${value.map((item) => write(item ?? null, chain)).join(",")}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    // RFC 8785 § 3.2.3: the order of UTF-16 code units, which is that of `<` on strings.
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${write(member, chain)}`).join(",")}}`;
}

// RFC 8785 § 3.2.2.2 refuses lone surrogates: their bytes in UTF-8 would depend on who writes them.
function wellFormed<T>(value: T): T {
  if (typeof value === "string" && !value.isWellFormed()) throw new TypeError("a text with half a character");
  return value;
}

/** The SHA-256, in hexadecimal, of the canonical JSON of a report without its own hash. */
export function hashOf(model: ReportModel | Omit<ReportModel, "dataHash">): string {
  const { dataHash: _own, ...rest } = model as ReportModel;
  return createHash("sha256").update(canonicalJson(rest), "utf8").digest("hex");
}

/** The same report with the hash of its data. */
export function seal(model: Omit<ReportModel, "dataHash">): ReportModel {
  return { ...model, dataHash: hashOf(model) };
}
