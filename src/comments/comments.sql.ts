import { type RawBuilder, sql } from "kysely";
import { isReached } from "../initiatives/within.sql.ts";
import { canSeeComments, partsOf } from "../networks/policies.ts";
import type { Database } from "../platform/database/database.ts";
import { holds, type Person } from "../platform/person.ts";
import type { Place, Vault } from "../platform/vault.ts";
import type { Mentionable } from "./mentions.ts";

/** Where what a comment says is sealed for. */
export const placeOfComment = (network: string, id: string): Place => ({
  table: "comments",
  column: "body",
  row: `${network}/${id}`,
});

/** Whether somebody reads what is said under a sheet: members do; a partner, under those that are hers. */
export async function seesComments(
  db: Database,
  person: Person,
  network: { id: string },
  initiative: string,
): Promise<boolean> {
  const roles = canSeeComments.roles;
  if (!holds(person, network, roles)) return false;
  if (
    holds(
      person,
      network,
      roles.filter((role) => role !== "partner"),
    )
  )
    return true;
  return isReached(db, network.id, partsOf(canSeeComments, person, network), initiative);
}

export type CommentRow = {
  id: string;
  author_id: string;
  body: string | null;
  created_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
};

const COLUMNS = ["id", "author_id", "body", "created_at", "edited_at", "deleted_at"] as const;

/** What was said under a sheet, in order; what no key here opens reads as nothing. */
export async function listComments(
  db: Database,
  vault: Vault,
  network: string,
  initiative: string,
): Promise<CommentRow[]> {
  const rows = await db
    .selectFrom("comments")
    .select(COLUMNS)
    .where("network_id", "=", network)
    .where("initiative_id", "=", initiative)
    .orderBy("created_at")
    .orderBy("id")
    .limit(500)
    .execute();
  return rows.map((row) => ({ ...row, body: row.body && vault.open(placeOfComment(network, row.id), row.body) }));
}

/** One comment with the sheet it is under; undefined when there is none of that identifier, or it was taken back. */
export async function findComment(db: Database, vault: Vault, network: string, id: string) {
  const row = await db
    .selectFrom("comments as c")
    .innerJoin("initiatives as i", (join) =>
      join.onRef("i.network_id", "=", "c.network_id").onRef("i.id", "=", "c.initiative_id"),
    )
    .select(["c.id", "c.author_id", "c.body", "c.initiative_id", "i.key", "i.title"])
    .where("c.network_id", "=", network)
    .where("c.id", "=", id)
    .where("c.body", "is not", null)
    .executeTakeFirst();
  return row && { ...row, body: vault.open(placeOfComment(network, id), row.body!) ?? "" };
}

/** The members of a network by name: those who may be mentioned. */
export async function listMentionable(db: Database, network: string, now: Date): Promise<Mentionable[]> {
  const { rows } = await sql<Mentionable>`select distinct u.id, u.name from users u join grants g on g.user_id = u.id
    where g.network_id = ${network} and g.withdrawn_at is null and g.starts_at <= ${now} and (g.ends_at is null or g.ends_at > ${now})
    order by u.name limit 2000`.execute(db);
  return rows;
}

const isUuid = (column: RawBuilder<unknown>) =>
  sql`${column} ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'`;

/**
 * Whoever follows a sheet: who brought it in or wrote it, who proposed or decided something of it, who commented it or was
 * mentioned under it. Whether she may still read it is asked next.
 */
export async function listFollowers(db: Database, network: string, initiative: string): Promise<string[]> {
  const own = (alias: string) => sql`${sql.ref(`${alias}.network_id`)} = ${network}`;
  const { rows } = await sql<{ id: string }>`select distinct u.id from users u join (
      select i.created_by as id from statements s join imports i on i.network_id = s.network_id and i.id = s.import_id
        where ${own("s")} and s.initiative_id = ${initiative}
      union select r.decided_by from review_items r where ${own("r")} and r.initiative_id = ${initiative}
      union select d.decided_by from initiative_domains d where ${own("d")} and d.initiative_id = ${initiative}
      union select m.merged_by from merges m where ${own("m")} and (m.kept_id = ${initiative} or m.merged_id = ${initiative})
      union select v.made_by from sheet_versions v where ${own("v")} and v.initiative_id = ${initiative}
      union select p.author from proposals p where ${own("p")} and (p.initiative_id = ${initiative} or p.made_id = ${initiative})
        and p.status <> 'draft'
      union select c.author_id::text from comments c where ${own("c")} and c.initiative_id = ${initiative}
      union select m.user_id::text from comment_mentions m join comments c on c.network_id = m.network_id and c.id = m.comment_id
        where ${own("c")} and ${own("m")} and c.initiative_id = ${initiative}
    ) f on ${isUuid(sql`f.id`)} and u.id::text = f.id`.execute(db);
  return rows.map(({ id }) => id);
}
