import { z } from "zod";
import { findStanding } from "../../initiatives/initiatives.sql.ts";
import { canManagePeople } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { conflict, notFound, ok } from "../../platform/result.ts";
import { openReference } from "../../territories/reference.ts";
import { askMail } from "../mails.sql.ts";
import { findUser, listGrants, takeTurns } from "../people.sql.ts";
import { isHeld, RightInput, territoryName, whyNot } from "../rights.ts";
import { roleName } from "../role-names.ts";

const Input = RightInput.extend({ network: z.string(), user: z.uuid() });

/** Gives one more role to somebody whom the network knows already: others are invited. */
export const giveRole = action({
  name: "give_role",
  input: Input,
  allow: canManagePeople,
  run: async (scene, { network: slug, user: userId, ...asked }) => {
    const { db, network, newId, now, person } = scene;
    const reference = openReference();
    const reason = whyNot(asked, reference, now());
    if (reason) return reason;
    await takeTurns(db, network.id);
    const held = await listGrants(db, network.id, userId, now());
    const user = held.length > 0 ? await findUser(db, userId) : undefined;
    if (!user) return notFound("person");
    const initiative = asked.initiative === null ? null : await findStanding(db, network.id, asked.initiative);
    if (asked.initiative !== null && !initiative) return notFound("initiative", { key: asked.initiative });
    if (isHeld(held, asked, initiative?.key ?? null)) return conflict("right_already_held", { email: user.email });
    const id = newId();
    await db
      .insertInto("grants")
      .values({
        network_id: network.id,
        id,
        user_id: userId,
        role: asked.role,
        territory_scale: asked.territory?.scale ?? null,
        territory_code: asked.territory?.code ?? null,
        initiative_id: initiative?.id ?? null,
        starts_at: now(),
        ends_at: asked.endsAt,
        given_by: person.id,
        given_at: now(),
      })
      .execute();
    await askMail(scene, db, {
      recipient: user.email,
      lang: user.lang,
      template: "role_given",
      params: {
        network: network.name,
        role: roleName(user.lang, asked.role),
        over: territoryName(reference, asked.territory) ?? initiative?.title ?? null,
        path: user.lang === "en" ? `/en/${slug}` : `/${slug}`,
      },
    });
    return ok({ grant: id, user: userId });
  },
  subjects: (_, { grant, user }) => ({ grant, user }),
});
