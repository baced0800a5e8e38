import { z } from "zod";
import { findStanding } from "../../initiatives/initiatives.sql.ts";
import { canManagePeople } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { conflict, notFound, ok } from "../../platform/result.ts";
import { openReference } from "../../territories/reference.ts";
import { placeOfInvitation } from "../invitations.sql.ts";
import { askMail } from "../mails.sql.ts";
import { findUserByEmail, listGrants, namesOf, takeTurns } from "../people.sql.ts";
import { isHeld, RightInput, territoryName, whyNot } from "../rights.ts";
import { roleName } from "../role-names.ts";
import { makeToken } from "../tokens.ts";

/** How long an invitation can be accepted, in days, unless what it gives ends sooner. */
export const INVITATION_DAYS = 14;
const DAY = 24 * 3600 * 1000;

const InviteInput = RightInput.extend({
  network: z.string(),
  email: z.email().max(254).toLowerCase(),
  name: z.string().trim().max(200).default(""),
  lang: z.enum(["fr", "en"]).default("fr"),
});

/** Invites somebody by mail to hold a role in the network; answers the path of the link, which is shown only this once. */
export const invitePerson = action({
  name: "invite_person",
  input: InviteInput,
  allow: canManagePeople,
  run: async (scene, { network: slug, email, name, lang, ...asked }) => {
    const { db, network, newId, now, person, vault } = scene;
    const reference = openReference();
    const reason = whyNot(asked, reference, now());
    if (reason) return reason;
    const initiative = asked.initiative === null ? null : await findStanding(db, network.id, asked.initiative);
    if (asked.initiative !== null && !initiative) return notFound("initiative", { key: asked.initiative });
    await takeTurns(db, network.id);
    const known = await findUserByEmail(db, email);
    const held = known ? await listGrants(db, network.id, known.id, now()) : [];
    if (isHeld(held, asked, initiative?.key ?? null)) return conflict("right_already_held", { email });
    await db
      .updateTable("invitations")
      .set({ withdrawn_at: now() })
      .where("network_id", "=", network.id)
      .where("email_hash", "in", vault.blinds(email))
      .where("accepted_at", "is", null)
      .where("withdrawn_at", "is", null)
      .where("role", "=", asked.role)
      .where("territory_scale", "is not distinct from", asked.territory?.scale ?? null)
      .where("territory_code", "is not distinct from", asked.territory?.code ?? null)
      .where("initiative_id", "is not distinct from", initiative?.id ?? null)
      .execute();
    const expires = Math.min(
      now().getTime() + INVITATION_DAYS * DAY,
      asked.endsAt?.getTime() ?? Number.POSITIVE_INFINITY,
    );
    const { token, hash } = makeToken();
    const path = `/invitation/${slug}/${token}`;
    const by = (await namesOf(db, [person.id])).get(person.id) ?? network.name;
    const mail = await askMail(scene, db, {
      recipient: email,
      lang,
      template: "invitation",
      params: {
        network: network.name,
        by,
        role: roleName(lang, asked.role),
        over: territoryName(reference, asked.territory) ?? initiative?.title ?? null,
        path: lang === "en" ? `/en${path}` : path,
        days: Math.ceil((expires - now().getTime()) / DAY),
      },
    });
    const id = newId();
    await db
      .insertInto("invitations")
      .values({
        network_id: network.id,
        id,
        email: vault.seal(placeOfInvitation(network.id, id, "email"), email),
        email_hash: vault.blind(email),
        name: name && vault.seal(placeOfInvitation(network.id, id, "name"), name),
        lang,
        role: asked.role,
        territory_scale: asked.territory?.scale ?? null,
        territory_code: asked.territory?.code ?? null,
        initiative_id: initiative?.id ?? null,
        grant_ends_at: asked.endsAt,
        token_hash: hash,
        expires_at: new Date(expires),
        invited_by: person.id,
        invited_at: now(),
        mail_id: mail,
      })
      .execute();
    return ok({ id, path });
  },
  subjects: (_, { id }) => ({ invitation: id }),
});
