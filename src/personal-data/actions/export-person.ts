import { canManagePersonalData } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { ok } from "../../platform/result.ts";
import { countsOf } from "../counts.ts";
import { recordRequest } from "../held.sql.ts";
import { lookFor, PersonInput, readHeld } from "./find-person.ts";

/** Gives what is held of somebody in a network, for her: whoever protects the data hands it over. */
export const exportPerson = action({
  name: "export_person",
  input: PersonInput,
  allow: canManagePersonalData,
  run: async (scene, { lines }) => {
    const looking = lookFor(lines);
    if (!looking.ok) return looking;
    const held = await readHeld(scene, looking.value);
    const counts = countsOf(held);
    const { db, network, newId, person, now } = scene;
    const user = held.accounts.length === 1 ? held.accounts[0]!.id : null;
    const id = newId();
    await recordRequest(db, {
      ...{ id, network: network.id, kind: "export", own: false, by: person.id, user, counts, at: now() },
    });
    return ok({ request: id, held });
  },
  subjects: (_, { request }) => ({ request }),
});
