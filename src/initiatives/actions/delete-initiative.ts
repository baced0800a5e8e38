import { z } from "zod";
import { canDelete, partsOf } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { conflict, forbidden, notFound, ok } from "../../platform/result.ts";
import { holdIndex, indexInitiatives } from "../../search/index-initiatives.sql.ts";
import { recordDeletion, setStatus, standingDeletion } from "../deletions.sql.ts";
import { findAny } from "../initiatives.sql.ts";
import { keepAfter, keepBefore } from "../versions.sql.ts";
import { isReached } from "../within.sql.ts";

/** Deletes a sheet, with a reason: it leaves every page at once, and can be brought back for thirty days. */
export const deleteInitiative = action({
  name: "delete_initiative",
  input: z.object({ network: z.string(), key: z.string(), reason: z.string().trim().min(1).max(500) }),
  allow: canDelete,
  run: async (scene, { key, reason }) => {
    const { db, network, person, now, newId } = scene;
    await holdIndex(db, network.id);
    const found = await findAny(db, network.id, key);
    if (!found) return notFound("initiative", { key });
    // Merged meanwhile, its address leads to another sheet, which nobody asked to delete.
    if (found.key !== key) return conflict("sheet_merged", { key: found.key });
    const parts = partsOf(canDelete, person, network);
    if (!(await isReached(db, network.id, parts, found.id))) return forbidden("out_of_reach");
    await keepBefore(db, network.id, [found.id]);
    const before = await standingDeletion(db, network.id, found.id);
    // Asked twice, it was deleted once, for the first reason.
    if (before) return ok({ deletion: before.id, initiative: found.id });
    const deletion = newId();
    await recordDeletion(db, network.id, {
      id: deletion,
      initiative: found.id,
      reason,
      by: person.id,
      at: now(),
    });
    await setStatus(db, network.id, found.id, "deleted", now());
    await indexInitiatives(db, network.id, [found.id]);
    await keepAfter(db, network.id, [found.id], { ...scene, cause: "delete", word: reason, always: true });
    return ok({ deletion, initiative: found.id });
  },
  subjects: (_, { initiative, deletion }) => ({ initiative, deletion }),
});
