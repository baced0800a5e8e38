import { type RawBuilder, sql } from "kysely";
import { type Sheet, standing } from "../initiatives/standing.sql.ts";
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

/** The sheet under which a comment is read today; undefined once it is deleted, or the comment was taken back. */
export async function findSheetOf(db: Database, network: string, comment: string): Promise<Sheet | undefined> {
  const { rows } = await sql<Sheet>`select s.id, s.key, s.title from comments c
    join ${standing(sql`c.network_id`, sql`c.initiative_id`)} s on true
    where c.network_id = ${network} and c.id = ${comment} and c.body is not null`.execute(db);
  return rows[0];
}

/** A sheet and those that were merged into it, one into the other. */
async function withMerged(db: Database, network: string, initiative: string): Promise<string[]> {
  // By the table of merges, which has an index on what was kept.
  const { rows } = await sql<{ id: string }>`with recursive here as (
      select ${initiative}::uuid as id, 0 as depth
      union all
      select i.id, here.depth + 1 from here
        join merges m on m.network_id = ${network} and m.kept_id = here.id and m.undone_at is null
        join initiatives i on i.network_id = ${network} and i.id = m.merged_id and i.merged_into = here.id
        where here.depth < 50
    ) select distinct id from here`.execute(db);
  return rows.map(({ id }) => id);
}

export type CommentRow = {
  id: string;
  author_id: string;
  body: string | null;
  created_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
  /** The title of the sheet under which it was said, where that one was merged since. */
  under: string | null;
};

/** What was said under a sheet and those merged into it, in order; what no key here opens reads as nothing. */
export async function listComments(
  db: Database,
  vault: Vault,
  network: string,
  initiative: string,
): Promise<CommentRow[]> {
  const rows = await db
    .selectFrom("comments as c")
    .innerJoin("initiatives as i", (join) =>
      join.onRef("i.network_id", "=", "c.network_id").onRef("i.id", "=", "c.initiative_id"),
    )
    .select(["c.id", "c.author_id", "c.body", "c.created_at", "c.edited_at", "c.deleted_at"])
    .select(sql<string | null>`case when i.id <> ${initiative} then i.title end`.as("under"))
    .where("c.network_id", "=", network)
    .where("c.initiative_id", "in", await withMerged(db, network, initiative))
    .orderBy("c.created_at")
    .orderBy("c.id")
    .limit(500)
    .execute();
  return rows.map((row) => ({ ...row, body: row.body && vault.open(placeOfComment(network, row.id), row.body) }));
}

/** One comment with the sheet it was said under; undefined when there is none of that identifier, or it was taken back. */
export async function findComment(db: Database, vault: Vault, network: string, id: string) {
  const row = await db
    .selectFrom("comments as c")
    .innerJoin("initiatives as i", (join) =>
      join.onRef("i.network_id", "=", "c.network_id").onRef("i.id", "=", "c.initiative_id"),
    )
    .select(["c.id", "c.author_id", "c.body", "c.initiative_id", "i.key"])
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
 * mentioned under it; the same of those merged into it. Whether she may still read it is asked next.
 */
export async function listFollowers(db: Database, network: string, initiative: string): Promise<string[]> {
  const own = (alias: string) => sql`${sql.ref(`${alias}.network_id`)} = ${network}`;
  const here = sql`any(${await withMerged(db, network, initiative)}::uuid[])`;
  const { rows } = await sql<{ id: string }>`select distinct u.id from users u join (
      select i.created_by as id from statements s join imports i on i.network_id = s.network_id and i.id = s.import_id
        where ${own("s")} and s.initiative_id = ${here}
      union select r.decided_by from review_items r where ${own("r")} and r.initiative_id = ${here}
      union select d.decided_by from initiative_domains d where ${own("d")} and d.initiative_id = ${here}
      union select m.merged_by from merges m where ${own("m")} and (m.kept_id = ${here} or m.merged_id = ${here})
      union select v.made_by from sheet_versions v where ${own("v")} and v.initiative_id = ${here}
      union select p.author from proposals p where ${own("p")} and (p.initiative_id = ${here} or p.made_id = ${here})
        and p.status <> 'draft'
      union select c.author_id::text from comments c where ${own("c")} and c.initiative_id = ${here}
      union select m.user_id::text from comment_mentions m join comments c on c.network_id = m.network_id and c.id = m.comment_id
        where ${own("c")} and ${own("m")} and c.initiative_id = ${here}
    ) f on ${isUuid(sql`f.id`)} and u.id::text = f.id`.execute(db);
  return rows.map(({ id }) => id);
}
