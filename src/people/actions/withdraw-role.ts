import { sql } from "kysely";
import { z } from "zod";
import { canManagePeople } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { conflict, notFound, ok } from "../../platform/result.ts";
import { countAdministrators } from "../people.sql.ts";

const Input = z.object({ network: z.string(), grant: z.uuid() });

/** Takes a right back at once; the network keeps at least one administrator of its own. */
export const withdrawRole = action({
  name: "withdraw_role",
  input: Input,
  allow: canManagePeople,
  run: async ({ db, network, now, person }, { grant }) => {
    // Two administrators who send each other away at once must not both be heard.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`administrators ${network.id}`}, 0))`.execute(db);
    const withdrawn = await db
      .updateTable("grants")
      .set({ withdrawn_at: now(), withdrawn_by: person.id })
      .where("network_id", "=", network.id)
      .where("id", "=", grant)
      .where("withdrawn_at", "is", null)
      .returning(["user_id", "role"])
      .executeTakeFirst();
    if (!withdrawn) return notFound("right");
    if (withdrawn.role === "administrator" && (await countAdministrators(db, network.id, now())) === 0)
      return conflict("last_administrator");
    return ok({ grant, user: withdrawn.user_id });
  },
  subjects: (_, { grant, user }) => ({ grant, user }),
});
