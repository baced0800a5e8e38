import { sql } from "kysely";
import { countAdministrators, findUser } from "../people/people.sql.ts";
import type { Database } from "../platform/database/database.ts";
import { everywhere } from "../platform/database/reach.ts";
import { conflict, notFound, ok, type Result } from "../platform/result.ts";
import type { Vault } from "../platform/vault.ts";

export type ErasedAccount = { user: string; counts: Record<string, number> };

/** The networks that would be left without anybody to administer them. */
async function findOrphans(db: Database, user: string, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom("grants as g")
    .innerJoin("networks as n", "n.id", "g.network_id")
    .select(["n.id", "n.name"])
    .distinct()
    .where("g.user_id", "=", user)
    .where("g.role", "=", "administrator")
    .where("g.withdrawn_at", "is", null)
    .where((eb) => eb.or([eb("g.ends_at", "is", null), eb("g.ends_at", ">", now)]))
    .orderBy("n.id")
    .execute();
  const orphans: string[] = [];
  for (const { id, name } of rows) {
    // Two administrators who leave at once must not both be let go.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`administrators ${id}`}, 0))`.execute(db);
    if ((await countAdministrators(db, id, now)) <= 1) orphans.push(name);
  }
  return orphans;
}

async function isLastOfInstallation(db: Database, user: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended('administrators', 0))`.execute(db);
  const others = await db
    .selectFrom("users")
    .select("id")
    .where("installation_role", "=", "administrator")
    .where("id", "!=", user)
    .limit(1)
    .executeTakeFirst();
  return others === undefined;
}

/**
 * Deletes an account and all that leads to it: ways in, devices, rights, letters, invitations, comments. What she decided
 * stays under an identifier that leads to nobody. `force` is for what was decided before and must be so again.
 */
export async function eraseAccount(
  db: Database,
  vault: Vault,
  { user: id, now, force = false }: { user: string; now: Date; force?: boolean },
): Promise<Result<ErasedAccount>> {
  return everywhere("person", async () => {
    const user = await findUser(db, id);
    if (!user) return notFound("person");
    if (!force) {
      const orphans = await findOrphans(db, id, now);
      if (orphans.length > 0) return conflict("last_administrator_leaves", { networks: orphans.join(", ") });
      if (user.installation_role !== null && (await isLastOfInstallation(db, id)))
        return conflict("last_administrator_of_installation");
    }
    const counts: Record<string, number> = {};
    const note = (table: string, done: { numDeletedRows?: bigint; numUpdatedRows?: bigint }) => {
      const rows = Number(done.numDeletedRows ?? done.numUpdatedRows ?? 0n);
      if (rows > 0) counts[table] = (counts[table] ?? 0) + rows;
    };
    const hashes = vault.blinds(user.email);
    note(
      "comments",
      await db
        .updateTable("comments")
        .set({ body: null, deleted_at: now })
        .where("author_id", "=", id)
        .where("body", "is not", null)
        .executeTakeFirst(),
    );
    note(
      "proposals",
      await db.deleteFrom("proposals").where("status", "=", "draft").where("author", "=", id).executeTakeFirst(),
    );
    // What she proposed without signing in says who she is, and where to tell her what became of it.
    note(
      "proposals",
      await db
        .updateTable("proposals")
        .set({ email: null, email_hash: null, author_name: "" })
        .where("email_hash", "in", hashes)
        .executeTakeFirst(),
    );
    note("comment_mentions", await db.deleteFrom("comment_mentions").where("user_id", "=", id).executeTakeFirst());
    note("mails", await db.deleteFrom("mails").where("recipient_hash", "in", hashes).executeTakeFirst());
    note("invitations", await db.deleteFrom("invitations").where("email_hash", "in", hashes).executeTakeFirst());
    note(
      "verifications",
      await db
        .deleteFrom("verifications")
        .where((eb) =>
          eb.or([
            eb(sql`position(${user.email} in lower(value))`, ">", 0),
            eb(sql`position(${id}::text in value)`, ">", 0),
          ]),
        )
        .executeTakeFirst(),
    );
    await db
      .updateTable("consents")
      .set({ withdrawn_at: now })
      .where((eb) => eb.or([eb("user_id", "=", id), eb("mail_hash", "in", hashes)]))
      .where("withdrawn_at", "is", null)
      .execute();
    for (const table of ["sessions", "accounts", "two_factors", "passkeys", "grants", "news"] as const)
      note(table, await db.deleteFrom(table).where("user_id", "=", id).executeTakeFirst());
    note("users", await db.deleteFrom("users").where("id", "=", id).executeTakeFirst());
    return ok({ user: id, counts });
  });
}
