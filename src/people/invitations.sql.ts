import type { Selectable } from "kysely";
import type { Doors } from "../platform/action.ts";
import type { Schema } from "../platform/database/schema.ts";
import type { Place, Vault } from "../platform/vault.ts";

/** Where the address and the name of somebody invited are sealed for. */
export const placeOfInvitation = (network: string, id: string, column: "email" | "name"): Place => ({
  table: "invitations",
  column,
  row: `${network}/${id}`,
});

/** An invitation with its address and name opened; empty without a key to read them. */
export const openInvitation = <R extends { id: string; email: string; name: string }>(
  vault: Vault,
  network: string,
  row: R,
): R => ({
  ...row,
  email: vault.open(placeOfInvitation(network, row.id, "email"), row.email) ?? "",
  name: vault.open(placeOfInvitation(network, row.id, "name"), row.name) ?? "",
});

export type InvitationRow = Selectable<Schema["invitations"]> & { initiative_title: string | null };

/** The invitation that a link opens, as long as it can be accepted. */
export async function findOpenInvitation(
  { db, vault }: Pick<Doors, "db" | "vault">,
  network: string,
  tokenHash: string,
  now: Date,
): Promise<InvitationRow | undefined> {
  const row = await db
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
    .where((eb) => eb.or([eb("v.grant_ends_at", "is", null), eb("v.grant_ends_at", ">", now)]))
    .executeTakeFirst();
  return row && openInvitation(vault, network, row);
}

/** The invitations of a network that nobody accepted or withdrew, the latest first, with what became of their mail. */
export async function listInvitations({ db, vault }: Pick<Doors, "db" | "vault">, network: string) {
  const rows = await db
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
  return rows.map((row) => openInvitation(vault, network, row));
}
