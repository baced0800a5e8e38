import { z } from "zod";
import { findStanding } from "../../initiatives/initiatives.sql.ts";
import { canManagePeople } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { ok } from "../../platform/result.ts";
import { DEMONSTRATION_PEOPLE, demonstrationAddress } from "../demonstration.ts";
import { findUserByEmail, insertUser } from "../people.sql.ts";

/** Gives the demonstration network one person for each role; those who are there already stay as they are. */
export const peopleDemonstration = action({
  name: "people_demonstration",
  input: z.object({ network: z.string() }),
  allow: canManagePeople,
  run: async ({ db, network, newId, now, person }) => {
    let made = 0;
    for (const { role, name, territory, initiative } of DEMONSTRATION_PEOPLE) {
      const email = demonstrationAddress(role);
      if (await findUserByEmail(db, email)) continue;
      const id = newId();
      await insertUser(db, { id, name, email, lang: "fr", now: now() });
      await db
        .insertInto("grants")
        .values({
          network_id: network.id,
          id: newId(),
          user_id: id,
          role,
          territory_scale: territory?.scale ?? null,
          territory_code: territory?.code ?? null,
          initiative_id: initiative ? ((await findStanding(db, network.id, initiative))?.id ?? null) : null,
          starts_at: now(),
          ends_at: null,
          given_by: person.id,
          given_at: now(),
        })
        .execute();
      made += 1;
    }
    return ok({ made });
  },
  subjects: (_, { made }) => ({ people: made }),
});
