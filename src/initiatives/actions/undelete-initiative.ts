import { z } from "zod";
import { canDelete, partsOf } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { forbidden, notFound, ok } from "../../platform/result.ts";
import { holdIndex, indexInitiatives } from "../../search/index-initiatives.sql.ts";
import { holdDeletion, recordReturn, setStatus } from "../deletions.sql.ts";
import { findKeyOf } from "../initiatives.sql.ts";
import { keepAfter, keepBefore } from "../versions.sql.ts";
import { isReached } from "../within.sql.ts";

/** Brings a deleted sheet back from the basket, with all that it said. */
export const undeleteInitiative = action({
  name: "undelete_initiative",
  input: z.object({ network: z.string(), deletion: z.uuid() }),
  allow: canDelete,
  run: async (scene, { deletion: id }) => {
    const { db, network, person, now } = scene;
    await holdIndex(db, network.id);
    const deletion = await holdDeletion(db, network.id, id);
    if (!deletion || deletion.removed_at) return notFound("deletion");
    const { initiative_id: initiative } = deletion;
    const parts = partsOf(canDelete, person, network);
    if (!(await isReached(db, network.id, parts, initiative))) return forbidden("out_of_reach");
    const key = (await findKeyOf(db, network.id, initiative))!;
    if (deletion.restored_at) return ok({ initiative, key });
    await keepBefore(db, network.id, [initiative]);
    await recordReturn(db, network.id, id, person.id, now());
    await setStatus(db, network.id, initiative, deletion.status_before, now());
    await indexInitiatives(db, network.id, [initiative]);
    await keepAfter(db, network.id, [initiative], { ...scene, cause: "undelete", always: true });
    return ok({ initiative, key });
  },
  subjects: ({ deletion }, { initiative }) => ({ initiative, deletion }),
});
