import type { Selectable } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Schema } from "../platform/database/schema.ts";

export type InvitationRow = Selectable<Schema["invitations"]> & { initiative_title: string | null };

/** The invitation that a link opens, as long as it can be accepted. */
export const findOpenInvitation = (
  db: Database,
  network: string,
  tokenHash: string,
  now: Date,
): Promise<InvitationRow | undefined> =>
  db
    .selectFrom("invitations as v")
    .leftJoin("initiatives as i", (join) =>
      join.onRef("i.network_id", "=", "v.network_id").onRef("i.id", "=", "v.initiative_id"),
    )
    .selectAll("v")
    .select("i.title as initiative_title")
    .where("v.network_id", "=", network)
    .where("v.token_hash", "=", tokenHash)
    .where("v.accepted_at", "is", null)
    .where("v.withdrawn_at", "is", null)
    .where("v.expires_at", ">", now)
    .executeTakeFirst();

/** The invitations of a network that nobody accepted or withdrew, the latest first, with what became of their mail. */
export const listInvitations = (db: Database, network: string) =>
  db
    .selectFrom("invitations as v")
    .leftJoin("mails as m", "m.id", "v.mail_id")
    .leftJoin("initiatives as i", (join) =>
      join.onRef("i.network_id", "=", "v.network_id").onRef("i.id", "=", "v.initiative_id"),
    )
    .select([
      "v.id",
      "v.email",
      "v.name",
      "v.role",
      "v.territory_scale",
      "v.territory_code",
      "i.key as initiative_key",
      "i.title as initiative_title",
      "v.expires_at",
      "v.invited_at",
      "m.sent_at",
      "m.failure",
    ])
    .where("v.network_id", "=", network)
    .where("v.accepted_at", "is", null)
    .where("v.withdrawn_at", "is", null)
    .orderBy("v.invited_at", "desc")
    .limit(200)
    .execute();
