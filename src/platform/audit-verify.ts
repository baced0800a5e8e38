import { sql } from "kysely";
import { type AuditHead, INSTALLATION_CHAIN, readHeads } from "./audit.ts";
import { ANCHOR_ACTION, type FoundAnchors } from "./audit-anchors.ts";
import { type ChainReport, openCheck, type StoredEntry } from "./audit-check.ts";
import type { Database } from "./database/database.ts";
import { everywhere } from "./database/reach.ts";

export type AuditVerification = {
  /** Whether nothing was found: every chain agrees with itself and with every anchor given. */
  ok: boolean;
  entries: number;
  chains: ChainReport[];
  /** Files of anchors, or lines of them, that could not be read. */
  unreadable: { file: string; line: number }[];
  /** Files that the journal says were written and that the folder no longer holds as they were: less is proven, no more. */
  lost: { file: string; at: string; changed: boolean }[];
};

type Options = {
  /** One chain; null for all, those that only an anchor still names among them. */
  only: string | null;
  onProgress?: (done: number, total: number) => void;
};

/** Entries fetched at once: the memory it takes, whatever the length of the chains. */
const BATCH = 2000;

/** Recomputes every chain from its first entry, in one snapshot of the database, and compares it with the anchors. */
export async function verifyAudit(db: Database, found: FoundAnchors, options: Options): Promise<AuditVerification> {
  return everywhere("journal", () =>
    db
      .transaction()
      .setIsolationLevel("repeatable read")
      .setAccessMode("read only")
      .execute((snapshot) => verifyWithin(snapshot, found, options)),
  );
}

/** The same, in the caller's transaction. */
export async function verifyWithin(
  snapshot: Database,
  found: FoundAnchors,
  { only, onProgress }: Options,
): Promise<AuditVerification> {
  const heads = new Map((await readHeads(snapshot, only)).map((head) => [head.chain, head]));
  const noted: Noted[] = [];
  const chains = await checkChains(snapshot, heads, found, { only, onProgress, noted });
  const lost = found.folder && only === null ? findLost(noted, found) : [];
  const entries = chains.reduce((sum, chain) => sum + chain.entries, 0);
  const ok = chains.every(({ faultCount }) => faultCount === 0) && found.unreadable.length === 0;
  return { ok, entries, chains, unreadable: found.unreadable, lost };
}

type Noted = { file: string; digest: string; at: string };

async function checkChains(
  db: Database,
  heads: Map<string, AuditHead>,
  { anchors }: FoundAnchors,
  { only, onProgress, noted }: Options & { noted: Noted[] },
): Promise<ChainReport[]> {
  const byChain = Map.groupBy(
    anchors.filter(({ chain }) => only === null || chain === only),
    ({ chain }) => chain,
  );
  const left = new Set([...heads.keys(), ...byChain.keys(), ...(only === null ? [] : [only])]);
  const total = [...heads.values()].reduce((sum, { position }) => sum + position, 0);
  const reports: ChainReport[] = [];
  let current: { chain: string; check: ReturnType<typeof openCheck> } | null = null;
  const begin = (chain: string) => ({ chain, check: openCheck(chain, byChain.get(chain) ?? []) });
  const close = ({ chain, check }: NonNullable<typeof current>) => {
    left.delete(chain);
    reports.push(check.end(heads.get(chain)));
  };
  let done = 0;
  for await (const entries of eachBatch(db, only)) {
    for (const entry of entries) {
      if (current?.chain !== entry.chain) {
        if (current) close(current);
        current = begin(entry.chain);
      }
      current.check.take(entry);
      if (entry.chain === INSTALLATION_CHAIN && entry.action === ANCHOR_ACTION) note(entry, noted);
    }
    done += entries.length;
    onProgress?.(done, total);
  }
  if (current) close(current);
  for (const chain of left) close(begin(chain));
  return reports.sort((a, b) => (a.chain < b.chain ? -1 : 1));
}

/** Every entry by chain and position, through a cursor of the database. */
async function* eachBatch(db: Database, only: string | null): AsyncGenerator<StoredEntry[]> {
  const where = only === null ? sql`` : sql`where chain = ${only}`;
  await sql`declare audited no scroll cursor for
    select chain, position, at, isfinite(at) and at = date_trunc('milliseconds', at) as whole, actor, action,
      subjects::text as subjects, request, previous_hash, hash
    from audit_entries ${where} order by chain, position`.execute(db);
  const next = sql<StoredEntry>`fetch ${sql.raw(String(BATCH))} from audited`;
  for (;;) {
    const { rows } = await next.execute(db);
    if (rows.length === 0) break;
    yield rows;
  }
  await sql`close audited`.execute(db);
}

function note({ subjects, at }: StoredEntry, noted: Noted[]): void {
  const { file, digest } = JSON.parse(subjects) as Record<string, unknown>;
  if (typeof file === "string" && typeof digest === "string" && at instanceof Date && !Number.isNaN(at.getTime()))
    noted.push({ file, digest, at: at.toISOString() });
}

const findLost = (noted: readonly Noted[], { files }: FoundAnchors): AuditVerification["lost"] =>
  noted
    .filter(({ file, digest }) => files.get(file) !== digest)
    .map(({ file, at }) => ({ file, at, changed: files.has(file) }));
