import { createHash } from "node:crypto";
import type { Database } from "./database/database.ts";

export type AuditEntry = {
  at: Date;
  actor: string;
  action: string;
  subjects: Record<string, string | string[] | number | null>;
  request: string;
};

/** How far a chain goes, and the hash of its last entry, which holds that of all before. */
export type AuditHead = { chain: string; position: number; hash: string };

/** The chain of what concerns no network: migrations, network creation. */
export const INSTALLATION_CHAIN = "00000000-0000-0000-0000-000000000000";

/** What the first entry of a chain follows. */
export const GENESIS = "0".repeat(64);

/** The hash of an entry: SHA-256 over the previous hash and the entry's fields in a fixed order. */
export function hashEntry(chain: string, position: number, previous: string, entry: AuditEntry): string {
  const subjects = Object.keys(entry.subjects)
    .sort()
    .map((key) => [key, entry.subjects[key]]);
  return createHash("sha256")
    .update(
      JSON.stringify([
        chain,
        position,
        previous,
        entry.at.toISOString(),
        entry.actor,
        entry.action,
        subjects,
        entry.request,
      ]),
    )
    .digest("hex");
}

/** Appends an entry to a chain, inside the caller's transaction; the head's row lock keeps the chain in one line. */
export async function appendAudit(db: Database, chain: string, entry: AuditEntry): Promise<void> {
  const head = await lockHead(db, chain);
  const position = head.position + 1;
  // What is hashed is what will be read again: JSON drops the members that are undefined.
  const subjects = JSON.stringify(entry.subjects);
  const hash = hashEntry(chain, position, head.hash, { ...entry, subjects: JSON.parse(subjects) });
  await db
    .insertInto("audit_entries")
    .values({ chain, position, ...entry, subjects, previous_hash: head.hash, hash })
    .execute();
  await db.updateTable("audit_heads").set({ position, hash }).where("chain", "=", chain).execute();
}

/** Holds the head of a chain until the caller's transaction ends; a chain begins when it is first held. */
export async function lockHead(db: Database, chain: string): Promise<AuditHead> {
  await db
    .insertInto("audit_heads")
    .values({ chain, position: 0, hash: GENESIS })
    .onConflict((oc) => oc.column("chain").doNothing())
    .execute();
  return db.selectFrom("audit_heads").selectAll().where("chain", "=", chain).forUpdate().executeTakeFirstOrThrow();
}

/** The head of one chain; null while nothing was written to it. */
export async function readHead(db: Database, chain: string): Promise<AuditHead | null> {
  const head = await db.selectFrom("audit_heads").selectAll().where("chain", "=", chain).executeTakeFirst();
  return head && head.position > 0 ? head : null;
}

/** The heads of every chain of the installation, or of one. */
export async function readHeads(db: Database, only: string | null = null): Promise<AuditHead[]> {
  let heads = db.selectFrom("audit_heads").selectAll().where("position", ">", 0).orderBy("chain");
  if (only !== null) heads = heads.where("chain", "=", only);
  return heads.execute();
}
