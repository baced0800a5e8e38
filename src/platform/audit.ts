import { createHash } from "node:crypto";
import type { Database } from "./database/database.ts";

export type AuditEntry = {
  at: Date;
  actor: string;
  action: string;
  subjects: Record<string, string | string[] | number | null>;
  request: string;
};

/** The chain of what concerns no network: migrations, network creation. */
export const INSTALLATION_CHAIN = "00000000-0000-0000-0000-000000000000";

const GENESIS = "0".repeat(64);

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
  await db
    .insertInto("audit_heads")
    .values({ chain, position: 0, hash: GENESIS })
    .onConflict((oc) => oc.column("chain").doNothing())
    .execute();
  const head = await db
    .selectFrom("audit_heads")
    .selectAll()
    .where("chain", "=", chain)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const position = head.position + 1;
  const hash = hashEntry(chain, position, head.hash, entry);
  await db
    .insertInto("audit_entries")
    .values({ chain, position, ...entry, subjects: JSON.stringify(entry.subjects), previous_hash: head.hash, hash })
    .execute();
  await db.updateTable("audit_heads").set({ position, hash }).where("chain", "=", chain).execute();
}

/** Reads a chain from its first entry and returns the first position that does not follow from the one before, or null. */
export async function findBrokenLink(db: Database, chain: string): Promise<number | null> {
  let previous = GENESIS;
  let position = 0;
  for (;;) {
    const entries = await db
      .selectFrom("audit_entries")
      .selectAll()
      .where("chain", "=", chain)
      .where("position", ">", position)
      .orderBy("position")
      .limit(1000)
      .execute();
    for (const entry of entries) {
      position += 1;
      const { at, actor, action, subjects, request } = entry;
      const expected = hashEntry(chain, position, previous, {
        at,
        actor,
        action,
        subjects: subjects as AuditEntry["subjects"],
        request,
      });
      if (entry.position !== position || entry.previous_hash !== previous || entry.hash !== expected) return position;
      previous = entry.hash;
    }
    if (entries.length === 0) break;
  }
  const head = await db
    .selectFrom("audit_heads")
    .select(["position", "hash"])
    .where("chain", "=", chain)
    .executeTakeFirst();
  return !head || (head.position === position && head.hash === previous) ? null : position + 1;
}
