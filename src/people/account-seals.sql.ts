import { createHash } from "node:crypto";
import { formatEnvelope, parseEnvelope, symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";

/** What the library of accounts seals under `ANCRAGE_SECRETS`. */
export const ACCOUNT_SEALS = [
  { table: "two_factors", columns: ["secret", "backup_codes"], renewed: false },
  // A directory gives others at the next entrance.
  { table: "accounts", columns: ["access_token", "refresh_token"], renewed: true },
] as const;

/** The number that the library writes before what it seals with a secret: the same wherever the secret stands in the list. */
const versionOf = (secret: string): number =>
  createHash("sha256").update(`version ${secret}`).digest().readUIntBE(0, 6);

const envelopeOf = (secret: string): string => formatEnvelope(versionOf(secret), "");

/** The secrets as the library of accounts takes them, the one in use first. */
export function versioned(secrets: readonly string[]): { version: number; value: string }[] {
  const [own, places] = [
    secrets.map((value) => ({ version: versionOf(value), value })),
    // What was sealed before versions were the secret's own bears its place in the list, until it is sealed again.
    secrets.map((value, index) => ({ version: secrets.length - index, value })),
  ];
  return [...own, ...places];
}

/** How many values wait to be sealed again under the secret in use, and how many no secret of the list opens. */
export async function countUnderOthers(
  db: Database,
  secrets: readonly string[],
): Promise<{ waiting: number; unreadable: number }> {
  const count = { waiting: 0, unreadable: 0 };
  for (const { table, columns, renewed } of ACCOUNT_SEALS)
    for (const column of columns)
      for (const { kept } of await readUnderOthers(db, table, column, secrets[0]!))
        count[!renewed && (await open(kept, secrets)) === null ? "unreadable" : "waiting"] += 1;
  return count;
}

export type AccountsSealed = { sealed: number; unreadable: number };

/**
 * Seals again, under the secret in use, what another one of the list sealed. What none of them opens is forgotten where it
 * is renewed by itself, else left and counted; what somebody writes meanwhile is left to her.
 */
export async function sealAccountsAgain(db: Database, secrets: readonly string[]): Promise<AccountsSealed> {
  const done: AccountsSealed = { sealed: 0, unreadable: 0 };
  for (const { table, columns, renewed } of ACCOUNT_SEALS)
    for (const column of columns)
      for (const { id, kept } of await readUnderOthers(db, table, column, secrets[0]!)) {
        const plain = await open(kept, secrets);
        if (plain === null && !renewed) done.unreadable += 1;
        else {
          const again = plain === null ? null : await symmetricEncrypt({ key: configOf(secrets[0]!), data: plain });
          const name = sql.ref(column);
          await sql`update ${sql.table(table)} set ${name} = ${again} where id = ${id} and ${name} = ${kept}`.execute(
            db,
          );
          done.sealed += 1;
        }
      }
  return done;
}

async function readUnderOthers(db: Database, table: string, column: string, inUse: string) {
  const name = sql.ref(column);
  const { rows } = await sql<{ id: string; kept: string }>`select id, ${name} as kept from ${sql.table(table)}
    where ${name} is not null and not starts_with(${name}, ${envelopeOf(inUse)}) order by id`.execute(db);
  return rows;
}

const configOf = (secret: string) => ({
  keys: new Map([[versionOf(secret), secret]]),
  currentVersion: versionOf(secret),
});

/** What a value says, by whichever secret opens it; null when none does. */
async function open(kept: string, secrets: readonly string[]): Promise<string | null> {
  const data = parseEnvelope(kept)?.ciphertext ?? kept;
  for (const key of secrets) {
    // A wrong secret is told by the seal itself.
    const plain = await symmetricDecrypt({ key, data }).catch(() => null);
    if (plain !== null) return plain;
  }
  return null;
}
