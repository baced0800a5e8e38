import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { Key } from "./keys.ts";

/** Where a value is kept: sealed for one place, it opens in no other. */
export type Place = { table: string; column: string; row: string };

/** Seals what is confidential before it is written, and opens it again. */
export type Vault = {
  seal: (place: Place, plain: string) => string;
  /** What was sealed there, or was never sealed; null when no key here opens it. */
  open: (place: Place, kept: string) => string | null;
  /** The same for what is kept as JSON: what is empty hides nothing and stays as it is. */
  sealJson: (place: Place, plain: unknown) => string;
  openJson: (place: Place, kept: unknown) => unknown;
  /** What a value is looked for by, under the key in use. */
  blind: (value: string) => string;
  /** The same under every key, for what is not sealed again yet. */
  blinds: (value: string) => string[];
  /** The key in use, then the others. */
  keys: () => readonly Key[];
};

const MARK = "sealed:1:";
const NONCE = 12;
const TAG = 16;

/** The key that a text was sealed with; null for one that was never sealed. */
export const sealedWith = (kept: string): string | null =>
  kept.startsWith(MARK) ? kept.slice(MARK.length).split(":", 1)[0]! : null;

/** A vault over keys that may change while it is used: they are asked for each time. */
export function makeVault(keys: () => readonly Key[]): Vault {
  const derive = remembering();
  const inUse = () => keys()[0]!;
  const seal = ({ table, column, row }: Place, plain: string): string => {
    const key = inUse();
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv("aes-256-gcm", derive(key, "seal"), nonce);
    cipher.setAAD(Buffer.from(JSON.stringify([table, column, row])));
    const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
    return `${MARK}${key.id}:${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString("base64url")}`;
  };
  const open = ({ table, column, row }: Place, kept: string): string | null => {
    const id = sealedWith(kept);
    if (id === null) return kept;
    const key = keys().find((one) => one.id === id);
    if (!key) return null;
    const bytes = Buffer.from(kept.slice(MARK.length + id.length + 1), "base64url");
    if (bytes.length < NONCE + TAG) return null;
    const decipher = createDecipheriv("aes-256-gcm", derive(key, "seal"), bytes.subarray(0, NONCE));
    decipher.setAAD(Buffer.from(JSON.stringify([table, column, row])));
    decipher.setAuthTag(bytes.subarray(-TAG));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString("utf8");
    } catch {
      // Another key of the same name, another place, or bytes that somebody changed.
      return null;
    }
  };
  const blindWith = (key: Key, value: string): string =>
    createHmac("sha256", derive(key, "find")).update(value.trim().toLowerCase()).digest("base64url");
  return {
    seal,
    open,
    sealJson: (place, plain) => JSON.stringify(isEmpty(plain) ? plain : seal(place, JSON.stringify(plain))),
    openJson: (place, kept) => {
      if (typeof kept !== "string") return kept;
      const opened = open(place, kept);
      return opened === null ? null : JSON.parse(opened);
    },
    blind: (value) => blindWith(inUse(), value),
    blinds: (value) => keys().map((key) => blindWith(key, value)),
    keys,
  };
}

const isEmpty = (value: unknown): boolean =>
  value === null || (typeof value === "object" && Object.keys(value).length === 0);

/** The keys of each use, made once from each secret. */
function remembering(): (key: Key, use: "seal" | "find") => Buffer {
  const made = new Map<string, Buffer>();
  return ({ secret }, use) => {
    const name = `${use} ${secret}`;
    const known = made.get(name) ?? Buffer.from(hkdfSync("sha256", secret, "ancrage", use, 32));
    made.set(name, known);
    return known;
  };
}
