/** What an archive says of itself: `ancrage.json` comes first, `manifest.json`, which ends it, once all is known. */
import { z } from "zod";

/** Raised whenever an older Ancrage could no longer read what this one writes. */
export const FORMAT = 2;
export const ABOUT = "ancrage.json";
export const MANIFEST = "manifest.json";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const whole = z.number().int().min(0);
const name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);

const About = z.object({
  format: z.number().int(),
  /** The version of Ancrage that wrote it. */
  product: z.string(),
  /** The version of the PostgreSQL it was read from. */
  server: z.string(),
  snapshotAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), checksum: sha256 })).min(1),
  tables: z.array(z.object({ name, columns: z.array(name).min(1) })),
  sequences: z.array(z.object({ name, value: z.number().int(), called: z.boolean() })),
  /** The heads of the audit chains: whoever keeps an archive can tell later whether what came before was rewritten. */
  anchors: z.array(z.object({ chain: z.uuid(), position: whole, hash: z.string() })),
  queues: z.array(z.record(z.string(), z.unknown())),
});

const Manifest = z.object({
  tables: z.array(z.object({ name, rows: whole, bytes: whole, sha256 })),
  files: z.array(z.object({ path: z.string(), bytes: whole, sha256 })),
  /** Files that the database names and the data folder no longer had. */
  missing: z.array(z.string()),
  jobs: whole,
  /** Of what has no hash of its own here: `ancrage.json`, then each batch of jobs. */
  sha256,
});

export type About = z.infer<typeof About>;
export type Manifest = z.infer<typeof Manifest>;

/** Reads what an archive says of itself; null when it is not that. */
export const parseAbout = (bytes: Buffer): About | null => parse(About, bytes);

/** Reads what an archive ends with; null when it is not that. */
export const parseManifest = (bytes: Buffer): Manifest | null => parse(Manifest, bytes);

function parse<T>(schema: z.ZodType<T>, bytes: Buffer): T | null {
  try {
    return schema.safeParse(JSON.parse(bytes.toString("utf8"))).data ?? null;
  } catch {
    return null;
  }
}

/** Which part of a table an entry holds. */
export const partName = (table: string, part: number): string =>
  `tables/${table}/${String(part).padStart(6, "0")}.copy`;

/** Which batch of waiting jobs an entry holds. */
export const jobsName = (batch: number): string => `jobs/${String(batch).padStart(6, "0")}.json`;

const PART = /^tables\/([a-z_][a-z0-9_]{0,62})\/(\d{6,})\.copy$/;

/** The table and the part that a name stands for, or null. */
export function readPartName(entry: string): { table: string; part: number } | null {
  const found = PART.exec(entry);
  return found ? { table: found[1]!, part: Number(found[2]) } : null;
}

const DATA = "data/";
// One folder of ours and one plain name: no path leads anywhere else.
const FILE =
  /^(?:(?:files|territories)\/[A-Za-z0-9][A-Za-z0-9._-]{0,80}|secret|keys\.json|erasures\/(?:key(?:-[0-9a-f]{16})?|list(?:-[0-9a-f]{16})?\.jsonl))$/;

/** Whether a path of the data folder may be kept in an archive and restored from one. */
export const isKeptPath = (path: string): boolean => FILE.test(path);

/** The name under which a file of the data folder is kept. */
export const fileName = (path: string): string => `${DATA}${path}`;

/** The path in the data folder that a name stands for, or null. */
export function readFileName(entry: string): string | null {
  const path = entry.startsWith(DATA) ? entry.slice(DATA.length) : "";
  return isKeptPath(path) ? path : null;
}

/** Tables whose rows are left out, each with its reason; they are empty after a restore. */
export const LEFT_OUT: Record<string, string> = {
  open_data_files: "the worker makes these files again, and an archive need not hold them",
  sessions: "an archive in the wrong hands must open no session, and one that was ended must not come back",
  verifications: "links that were sent by mail and work once",
  attempts: "counts of the last minutes",
};
