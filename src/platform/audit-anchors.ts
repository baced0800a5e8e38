import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { z } from "zod";
import { type AuditHead, appendAudit, INSTALLATION_CHAIN, lockHead, readHeads } from "./audit.ts";
import type { Database } from "./database/database.ts";
import { everywhere, within } from "./database/reach.ts";

/** Why an anchor was taken. */
export const ANCHOR_REASONS = ["report", "backup", "day", "asked"] as const;
export type AnchorReason = (typeof ANCHOR_REASONS)[number];

/** The head of a chain as somebody outside of the database knew it at some moment. */
export type Anchor = AuditHead & {
  /** Null where whoever kept it wrote no date. */
  at: string | null;
  reason: AnchorReason;
};

/** The action under which the journal of the installation notes that its heads were written elsewhere. */
export const ANCHOR_ACTION = "anchor_audit";

/** The heads of every chain now, as anchors. */
export async function currentAnchors(db: Database, now: Date, reason: AnchorReason): Promise<Anchor[]> {
  const heads = await everywhere("journal", () => readHeads(db));
  return heads.map(({ chain, position, hash }) => ({ chain, position, hash, at: now.toISOString(), reason }));
}

/** Anchors as they are kept: one JSON object a line. */
export const anchorLines = (anchors: readonly Anchor[]): string =>
  anchors
    .map(({ chain, position, hash, at, reason }) => `${JSON.stringify({ chain, position, hash, at, reason })}\n`)
    .join("");

type By = { actor: string; request: string };
const NOBODY: By = { actor: "system", request: "system" };

/**
 * Writes the heads of every chain to a new file of a folder, on disk when it returns, and notes in the journal of the
 * installation that it did. A backup calls it before its snapshot, so that what is anchored is in the archive.
 */
export async function anchorAll(
  db: Database,
  folder: string,
  now: Date,
  reason: AnchorReason,
  by: By = NOBODY,
): Promise<Anchor[]> {
  return everywhere("journal", () => db.transaction().execute((trx) => anchorWithin(trx, folder, now, reason, by)));
}

/** The anchor of the day; null when it was already taken, by this process or another, before or after a restart. */
export async function anchorToday(db: Database, folder: string, now: Date): Promise<Anchor[] | null> {
  return within([INSTALLATION_CHAIN], () =>
    db.transaction().execute(async (trx) => {
      // Whoever comes second waits here, then finds it done.
      await lockHead(trx, INSTALLATION_CHAIN);
      const last = await lastAnchored(trx, "day");
      if (last?.toISOString().slice(0, 10) === now.toISOString().slice(0, 10)) return null;
      return anchorWithin(trx, folder, now, "day", NOBODY);
    }),
  );
}

/** When the heads were last written elsewhere, for a reason or any; null when they never were. */
export async function lastAnchored(db: Database, reason: AnchorReason | null = null): Promise<Date | null> {
  let asked = db
    .selectFrom("audit_entries")
    .select("at")
    .where("chain", "=", INSTALLATION_CHAIN)
    .where("action", "=", ANCHOR_ACTION)
    .orderBy("position", "desc")
    .limit(1);
  if (reason !== null) asked = asked.where(sql<boolean>`subjects->>'reason' = ${reason}`);
  return (await within([INSTALLATION_CHAIN], () => asked.executeTakeFirst()))?.at ?? null;
}

async function anchorWithin(db: Database, folder: string, now: Date, reason: AnchorReason, by: By): Promise<Anchor[]> {
  const anchors = await currentAnchors(db, now, reason);
  if (anchors.length === 0) return [];
  const text = anchorLines(anchors);
  const digest = digestOf(text);
  const file = `${now.toISOString().replace(/[:.]/g, "-")}-${reason}-${digest.slice(0, 8)}.jsonl`;
  await writeOnce(folder, file, text);
  // Noted after the file is on disk: an anchor nobody noted is still true, one that was noted and never written is not.
  await appendAudit(db, INSTALLATION_CHAIN, {
    at: now,
    actor: by.actor,
    action: ANCHOR_ACTION,
    subjects: { reason, file, digest, chains: anchors.length },
    request: by.request,
  });
  return anchors;
}

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * One file for each time, whole or absent where the storage lets a file take another name: several servers may write to
 * the same folder at once, and a storage that only accepts new files will do.
 */
async function writeOnce(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.${name}.part`);
  await writeAndSync(draft, "w", text);
  try {
    await rename(draft, join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") throw error;
    await writeAndSync(join(folder, name), "wx", text);
  }
  await syncFolder(folder);
}

async function writeAndSync(path: string, flags: "w" | "wx", text: string): Promise<void> {
  const handle = await open(path, flags, 0o444);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

// The name itself is on disk once its folder is; Windows has no such thing.
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

/** Anchors as they were found, and which files they were in. */
export type FoundAnchors = {
  anchors: Anchor[];
  /** Whether a whole folder was read, so that a file it lacks is worth telling. */
  folder: boolean;
  /** The SHA-256 of each file by its name. */
  files: Map<string, string>;
  /** What could not be read: no anchor can be trusted to be whole there. */
  unreadable: { file: string; line: number }[];
};

/** No anchor at all: what is then verified is that each chain agrees with itself. */
export const NO_ANCHORS: FoundAnchors = { anchors: [], folder: false, files: new Map(), unreadable: [] };

/** Reads the anchors of a folder or of one file: our own lines, or any text where heads are printed (a report, a mail). */
export async function readAnchors(path: string): Promise<FoundAnchors> {
  const folder = (await stat(path)).isDirectory();
  const names = folder ? (await readdir(path)).filter((name) => /^[^.].*\.jsonl$/.test(name)).sort() : [path];
  const found: FoundAnchors = { anchors: [], folder, files: new Map(), unreadable: [] };
  for (const name of names) {
    const text = await readFile(folder ? join(path, name) : path, "utf8");
    found.files.set(name, digestOf(text));
    const { anchors, unreadable } = text.startsWith("{")
      ? readLines(text)
      : { anchors: findPrinted(text), unreadable: [] };
    // A file without one anchor is not what it is taken for.
    const nothing = anchors.length === 0 && unreadable.length === 0;
    found.anchors.push(...anchors);
    found.unreadable.push(...(nothing ? [1] : unreadable).map((line) => ({ file: name, line })));
  }
  return found;
}

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const HASH = /^[0-9a-f]{64}$/;

/** An anchor as one may be read from outside. */
export const AnchorInput = z.object({
  chain: z.string().regex(new RegExp(`^${UUID}$`)),
  position: z.number().int().min(1),
  hash: z.string().regex(HASH),
  at: z.iso.datetime().nullable(),
  reason: z.enum(ANCHOR_REASONS),
});

function readLines(text: string): { anchors: Anchor[]; unreadable: number[] } {
  const read = text
    .split("\n")
    .map((line, index) => ({ line: index + 1, anchor: line === "" ? "nothing" : readLine(line) }));
  return {
    anchors: read.flatMap(({ anchor }) => (typeof anchor === "object" && anchor !== null ? [anchor] : [])),
    unreadable: read.filter(({ anchor }) => anchor === null).map(({ line }) => line),
  };
}

function readLine(line: string): Anchor | null {
  try {
    return AnchorInput.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

// What paper holds: a chain, a position, a hash in groups of eight, perhaps a moment and a reason.
const PRINTED = new RegExp(
  `(${UUID})\\s+(\\d{1,15})\\s+((?:[0-9a-f]{8}\\s?){8})(?:\\s*(\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z))?(?:\\s+(${ANCHOR_REASONS.join("|")})\\b)?`,
  "g",
);

/** Heads as a page or a terminal prints them, wherever they stand in a text. */
export function findPrinted(text: string): Anchor[] {
  return [...text.matchAll(PRINTED)].flatMap(([, chain, position, hash, at, reason]) => {
    const anchor = AnchorInput.safeParse({
      chain,
      position: Number(position),
      hash: hash!.replace(/\s/g, ""),
      at: at ?? null,
      reason: reason ?? "asked",
    });
    return anchor.success ? [anchor.data] : [];
  });
}

/** An anchor as it is printed: what `findPrinted` reads again. */
export const printAnchor = ({ chain, position, hash, at, reason }: Anchor): string =>
  [chain, position, ...(hash.match(/.{8}/g) ?? []), at ?? "", reason].join(" ");
