import { z } from "zod";
import { replaceDomains } from "../../initiatives/initiatives.sql.ts";
import { keepAfter, keepBefore } from "../../initiatives/versions.sql.ts";
import { canMerge } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { conflict, notFound, ok } from "../../platform/result.ts";
import { holdIndex, indexInitiatives } from "../../search/index-initiatives.sql.ts";
import { decidePair, moveStatements, moveTies, readInitiative, restoreStatuses } from "../merge.sql.ts";

type Memory = {
  fields: Record<string, unknown>;
  after: Record<string, unknown>;
  decided: string[];
  domains: string[];
  statements: string[];
  ties: string[];
  statuses: { table: string; id: string; status: string }[];
};

/** Parts two merged initiatives again, each as it was; what was changed in the meantime by hand is left as it is. */
export const undoMerge = action({
  name: "undo_merge",
  input: z.object({ network: z.string(), merge: z.uuid() }),
  allow: canMerge,
  run: async (scene, input) => {
    const { db, network, person, now } = scene;
    await holdIndex(db, network.id);
    const merge = await db
      .selectFrom("merges")
      .selectAll()
      .where("network_id", "=", network.id)
      .where("id", "=", input.merge)
      .where("undone_at", "is", null)
      .forUpdate()
      .executeTakeFirst();
    if (!merge) return notFound("merge");
    const later = await db
      .selectFrom("merges")
      .select("id")
      .where("network_id", "=", network.id)
      .where("undone_at", "is", null)
      .where("merged_at", ">", merge.merged_at)
      .where((eb) => eb.or([eb("kept_id", "=", merge.kept_id), eb("merged_id", "=", merge.kept_id)]))
      .executeTakeFirst();
    if (later) return conflict("merge_not_last");
    const memory = merge.before as Memory;
    await keepBefore(db, network.id, [merge.kept_id, merge.merged_id]);
    const kept = await readInitiative(db, network.id, merge.kept_id);
    const merged = await readInitiative(db, network.id, merge.merged_id);
    await moveStatements(db, network.id, memory.statements, merged.id);
    await restoreStatuses(db, network.id, memory.statuses);
    await moveTies(db, network.id, kept.id, merged.id, memory.ties);
    const untouched = Object.entries(memory.fields).filter(
      ([column]) => JSON.stringify(kept[column as keyof typeof kept]) === JSON.stringify(memory.after[column]),
    );
    await db
      .updateTable("initiatives")
      .set((eb) => ({
        ...Object.fromEntries(untouched),
        decided: memory.decided,
        updated_at: now(),
        revision: eb("revision", "+", 1),
      }))
      .where("network_id", "=", network.id)
      .where("id", "=", kept.id)
      .execute();
    await db
      .updateTable("initiatives")
      .set((eb) => ({ status: "active", merged_into: null, updated_at: now(), revision: eb("revision", "+", 1) }))
      .where("network_id", "=", network.id)
      .where("id", "=", merged.id)
      .execute();
    await replaceDomains(db, network.id, kept.id, memory.domains, person.id, now());
    await decidePair(db, network.id, [kept.id, merged.id], "open", null, null);
    await indexInitiatives(db, network.id, [kept.id, merged.id]);
    await keepAfter(db, network.id, [kept.id, merged.id], { ...scene, cause: "unmerge" });
    await db
      .updateTable("merges")
      .set({ undone_at: now(), undone_by: person.id })
      .where("network_id", "=", network.id)
      .where("id", "=", merge.id)
      .execute();
    return ok({ kept: kept.id, merged: merged.id, keys: [kept.key, merged.key] });
  },
  subjects: (input, { kept, merged }) => ({ merge: input.merge, kept, merged }),
});
