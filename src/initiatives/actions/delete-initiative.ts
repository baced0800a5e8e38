import { z } from "zod";
import { canDelete } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { ok } from "../../platform/result.ts";
import { indexInitiatives } from "../../search/index-initiatives.sql.ts";
import { recordDeletion, setStatus, standingDeletion } from "../deletions.sql.ts";
import { holdSheet } from "../hold-sheet.ts";
import { keepAfter, keepBefore } from "../versions.sql.ts";

/** Deletes a sheet, with a reason: it leaves every page at once, and can be brought back for thirty days. */
export const deleteInitiative = action({
  name: "delete_initiative",
  input: z.object({ network: z.string(), key: z.string(), reason: z.string().trim().min(1).max(500) }),
  allow: canDelete,
  run: async (scene, { key, reason }) => {
    const { db, network, person, now, newId } = scene;
    const held = await holdSheet(scene, key, canDelete);
    if (!held.ok) return held;
    const found = held.value;
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
