import { rm } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { openReceived } from "../imports/open-received.ts";
import { openInvitation } from "../people/invitations.sql.ts";
import type { Database } from "../platform/database/database.ts";
import { everywhere, within } from "../platform/database/reach.ts";
import type { Vault } from "../platform/vault.ts";
import { says, type Wanted } from "./wanted.ts";

export type HeldAccount = { id: string; name: string; email: string; elsewhere: boolean };

/** The people of a network, members or not any more, whom the words name; whether they belong to others too. */
export async function findAccounts(db: Database, networkId: string, wanted: Wanted): Promise<HeldAccount[]> {
  return everywhere("person", async () => {
    const { rows } = await sql<HeldAccount>`select u.id, u.name, u.email, u.installation_role is not null or exists (
      select 1 from grants o where o.user_id = u.id and o.network_id <> ${networkId} and o.withdrawn_at is null) as elsewhere
    from users u where exists (select 1 from grants g where g.network_id = ${networkId} and g.user_id = u.id) order by u.name`.execute(
      db,
    );
    return rows.filter(({ name, email }) => says(name, wanted) || wanted.isWanted(email));
  });
}

export type HeldInvitation = { id: string; email: string; name: string; invited_at: Date };

/** The invitations of a network that the words name. */
export async function findInvitations(
  db: Database,
  vault: Vault,
  networkId: string,
  wanted: Wanted,
): Promise<HeldInvitation[]> {
  const rows = await db
    .selectFrom("invitations")
    .select(["id", "email", "name", "invited_at"])
    .where("network_id", "=", networkId)
    .execute();
  return rows
    .map((row) => openInvitation(vault, networkId, row))
    .filter(({ name, email }) => says(name, wanted) || wanted.isWanted(email));
}

/** The sealed reports of a network that say what is wanted: they stay as they were sealed. */
export async function findReports(db: Database, networkId: string, wanted: Wanted): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`select number from reports where network_id = ${networkId}
    and model is not null order by number`.execute(db);
  const found: number[] = [];
  for (const { number } of rows) {
    const row = await db
      .selectFrom("reports")
      .select([sql<string>`model::text`.as("model"), "title"])
      .where("network_id", "=", networkId)
      .where("number", "=", number)
      .executeTakeFirst();
    if (row && says(`${row.title}\n${row.model}`, wanted)) found.push(number);
  }
  return found;
}

type File = { id: string; stored_as: string };

/** The files received that say what is wanted in one of their cells. */
export async function findFiles(db: Database, dataDir: string, networkId: string, wanted: Wanted): Promise<File[]> {
  const rows = await db
    .selectFrom("imports")
    .select(["id", "stored_as"])
    .where("network_id", "=", networkId)
    .where("file_gone_at", "is", null)
    .where("stored_as", "!=", "")
    .execute();
  const found: File[] = [];
  for (const row of rows) if (await fileSays(join(dataDir, row.stored_as), wanted)) found.push(row);
  return found;
}

const LIMITS = { uploadBytes: 2 ** 31, inflatedBytes: 2 ** 30 };

async function fileSays(path: string, wanted: Wanted): Promise<boolean> {
  const opened = await openReceived(path, LIMITS).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (!opened?.ok) return false;
  if (opened.value.header.some((cell) => says(cell, wanted))) return true;
  for await (const { cells } of opened.value.rows()) if (cells.some((cell) => says(cell, wanted))) return true;
  return false;
}

/** Deletes files received; the answers they gave stay. */
export async function deleteFiles(
  db: Database,
  dataDir: string,
  networkId: string,
  files: readonly File[],
  now: Date,
): Promise<void> {
  for (const { id, stored_as } of files) {
    await db
      .updateTable("imports")
      .set({ file_gone_at: now })
      .where("network_id", "=", networkId)
      .where("id", "=", id)
      .execute();
    await rm(join(dataDir, stored_as), { force: true });
  }
}

/** Keeps that a request was answered: which, for whom by her identifier, and how much; no name and no word. */
export async function recordRequest(
  db: Database,
  request: {
    network: string;
    id: string;
    kind: "export" | "erasure";
    own: boolean;
    by: string;
    user: string | null;
    counts: Record<string, number>;
    at: Date;
  },
): Promise<void> {
  const { network, by, user, counts, ...rest } = request;
  await within([network], () =>
    db
      .insertInto("personal_requests")
      .values({ ...rest, network_id: network, asked_by: by, user_id: user, counts: JSON.stringify(counts) })
      .execute(),
  );
}
