import { z } from "zod";
import { catalogue } from "../../i18n/catalogue.ts";
import { recordConsent } from "../../personal-data/consents.sql.ts";
import { action } from "../../platform/action.ts";
import { invalid, notFound, ok, unavailable } from "../../platform/result.ts";
import { findOpenInvitation } from "../invitations.sql.ts";
import { PASSWORD_LENGTH } from "../password.ts";
import { findUserByEmail, insertUser, storePassword } from "../people.sql.ts";
import { hashToken } from "../tokens.ts";

const Input = z.object({
  network: z.string(),
  token: z.string().min(20).max(200),
  name: z.string().trim().max(200).default(""),
  /** The hash of the password that was chosen, for whoever has no account yet. */
  passwordHash: z.string().nullable().default(null),
  /** The language of the page where she read what she agreed to. */
  lang: z.enum(["fr", "en"]).default("fr"),
});

/**
 * Gives the role of an invitation to whoever holds its link, which only its mailbox received. Somebody new chooses a name
 * and a password; somebody known keeps hers, and still has to sign in.
 */
export const acceptInvitation = action({
  name: "accept_invitation",
  input: Input,
  allow: () => true,
  run: async ({ db, network, newId, now, vault }, { token, name, passwordHash, lang }) => {
    const invitation = await findOpenInvitation({ db, vault }, network.id, hashToken(token), now());
    if (!invitation) return notFound("invitation");
    const accepted = await db
      .updateTable("invitations")
      .set({ accepted_at: now() })
      .where("network_id", "=", network.id)
      .where("id", "=", invitation.id)
      .where("accepted_at", "is", null)
      .executeTakeFirst();
    // Sent twice at once, the second one waits for the first and finds nothing left to accept.
    if (accepted.numUpdatedRows === 0n) return notFound("invitation");
    const known = await findUserByEmail(db, invitation.email);
    if (invitation.email === "") return unavailable("key_missing");
    const user = known?.id ?? newId();
    if (!known) {
      if (name === "") return invalid("name_missing");
      if (passwordHash === null) return invalid("password_short", { least: PASSWORD_LENGTH.least });
      await insertUser(db, { id: user, name, email: invitation.email, lang: invitation.lang, now: now() });
      await storePassword(db, { id: newId(), userId: user, hash: passwordHash, now: now() });
    }
    const words = catalogue(lang).register.consent.account(network.name);
    const place = { db, vault, newId, now, network };
    await recordConsent(place, { user }, { purpose: "account", words, version: 1, lang });
    const grant = newId();
    await db
      .insertInto("grants")
      .values({
        network_id: network.id,
        id: grant,
        user_id: user,
        role: invitation.role,
        territory_scale: invitation.territory_scale,
        territory_code: invitation.territory_code,
        initiative_id: invitation.initiative_id,
        starts_at: now(),
        ends_at: invitation.grant_ends_at,
        given_by: invitation.invited_by,
        given_at: now(),
      })
      .execute();
    await db
      .updateTable("invitations")
      .set({ accepted_by: user })
      .where("network_id", "=", network.id)
      .where("id", "=", invitation.id)
      .execute();
    return ok({ invitation: invitation.id, grant, user, email: invitation.email, created: !known });
  },
  subjects: (_, { invitation, grant, user }) => ({ invitation, grant, user }),
});
