import { rm } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { openTable } from "../imports/open-table.ts";
import { TableRefused } from "../imports/table.ts";
import { openInvitation } from "../people/invitations.sql.ts";
import { placeOfMail } from "../people/mails.sql.ts";
import type { Database } from "../platform/database/database.ts";
import { everywhere, within } from "../platform/database/reach.ts";
import type { Place, Vault } from "../platform/vault.ts";
import { placeOfEmail } from "../proposals/proposals.sql.ts";
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
export type HeldFile = File & { unreadable: boolean };

/**
 * The files received that say what is wanted in one of their cells, whichever the sheet; and those that cannot be read to
 * their end, since they may say it too.
 */
export async function findFiles(db: Database, dataDir: string, networkId: string, wanted: Wanted): Promise<HeldFile[]> {
  const rows = await db
    .selectFrom("imports")
    .select(["id", "stored_as"])
    .where("network_id", "=", networkId)
    .where("file_gone_at", "is", null)
    .where("stored_as", "!=", "")
    .execute();
  const found: HeldFile[] = [];
  for (const row of rows) {
    const said = await fileSays(join(dataDir, row.stored_as), wanted);
    if (said !== "no") found.push({ ...row, unreadable: said === "unreadable" });
  }
  return found;
}

/** As many columns as a spreadsheet may have: an import leaves out those past its own limit. */
const LIMITS = { fileBytes: 2 ** 31, inflatedBytes: 2 ** 30, columns: 2 ** 14 };

async function fileSays(path: string, wanted: Wanted): Promise<"yes" | "no" | "unreadable"> {
  const opened = await openTable({ path }, { limits: LIMITS });
  if (!opened.ok) {
    const { code, params } = opened.failure;
    if (code !== "unreadable_file") return "unreadable";
    if (params.reason === "ENOENT") return "no";
    // Deleted for a fault of the disk or of the folder, a file that says nothing of her would be lost for good.
    throw new Error(`${path}: ${params.reason}`);
  }
  const { sheets, everything } = opened.value;
  if (sheets.some(({ name }) => says(name, wanted))) return "yes";
  try {
    for await (const { cells } of everything()) if (cells.some((cell) => says(cell, wanted))) return "yes";
    return "no";
  } catch (error) {
    if (error instanceof TableRefused) return "unreadable";
    throw error;
  }
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

/**
 * Deletes the invitations and the letters of whoever is wanted, and takes her name and address off what she proposed;
 * answers how many rows of each table. Whoever keeps an account still gets her letters. `mails` are her addresses, null
 * where only hashes of them are known; what came after `until` is left, for she may have been named again since.
 */
export async function eraseAddressed(
  db: Database,
  vault: Vault,
  networkId: string,
  { wanted, mails, until }: { wanted: Wanted; mails: readonly string[] | null; until?: Date },
): Promise<{ invitations: number; mails: number; proposals: number }> {
  const invitations = await findInvitations(db, vault, networkId, wanted);
  const before = (column: string) =>
    sql<boolean>`(${until ?? null}::timestamptz is null or ${sql.ref(column)} <= ${until ?? null})`;
  const gone = await sql`delete from invitations where network_id = ${networkId} and ${before("invited_at")}
    and id = any(${invitations.map(({ id }) => id)}::uuid[])`.execute(db);
  const hashes = mails?.flatMap((mail) => vault.blinds(mail)) ?? null;
  const mayBeHers = (hash: string) =>
    sql<boolean>`(${hashes}::text[] is null or ${sql.ref(hash)} = any(${hashes}::text[]))`;
  const opened = (place: Place, kept: string) => vault.open(place, kept)?.toLowerCase() ?? "";
  const sent = await db
    .selectFrom("mails")
    .select(["id", "recipient"])
    .where(mayBeHers("recipient_hash"))
    .where(before("created_at"))
    .execute();
  const hers = sent
    .map(({ id, recipient }) => ({ id, mail: opened(placeOfMail(id, "recipient"), recipient) }))
    .filter(({ mail }) => says(mail, wanted));
  const { rows: keeping } = await sql<{ email: string }>`select email from users
    where email = any(${hers.map(({ mail }) => mail)}::text[])`.execute(db);
  const letters = hers.filter(({ mail }) => !keeping.some(({ email }) => email === mail));
  await sql`delete from mails where id = any(${letters.map(({ id }) => id)}::uuid[])`.execute(db);
  const proposed = await db
    .selectFrom("proposals")
    .select(["id", "email"])
    .where("network_id", "=", networkId)
    .where("email", "is not", null)
    .where(mayBeHers("email_hash"))
    .where(before("created_at"))
    .execute();
  const own = proposed.filter(({ id, email }) => says(opened(placeOfEmail(networkId, id), email!), wanted));
  await sql`update proposals set email = null, email_hash = null, author_name = '' where network_id = ${networkId}
    and id = any(${own.map(({ id }) => id)}::uuid[])`.execute(db);
  return { invitations: Number(gone.numAffectedRows ?? 0), mails: letters.length, proposals: own.length };
}

/** Takes from somebody her rights in a network, or those only that she had by some moment; answers how many. */
export async function deleteGrants(
  db: Database,
  networkId: string,
  { user, until }: { user: string; until?: Date },
): Promise<number> {
  const gone = await db
    .deleteFrom("grants")
    .where("network_id", "=", networkId)
    .where("user_id", "=", user)
    .$if(until !== undefined, (query) => query.where("given_at", "<=", until!))
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
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
