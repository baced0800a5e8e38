import { z } from "zod";
import { replaceDomains, unknownDomains } from "../../initiatives/initiatives.sql.ts";
import { keepAfter, keepBefore } from "../../initiatives/versions.sql.ts";
import { canMerge } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import { conflict, notFound, ok } from "../../platform/result.ts";
import { holdIndex, indexInitiatives } from "../../search/index-initiatives.sql.ts";
import {
  decidePair,
  moveStatements,
  moveTies,
  PLACE_SURENESS,
  readDomains,
  readInitiative,
  restoreStatuses,
  SETTLED_COLUMNS,
} from "../merge.sql.ts";
import type { MergeChoices } from "../merge-rules.ts";

type Memory = {
  /** What the initiative that stays said in the columns that the merge changed. */
  fields: Record<string, unknown>;
  /** What the merge made it say. */
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
    const changed = changedSince(kept, memory);
    const left = new Set<string>(changed.flatMap((field) => SETTLED_COLUMNS[field]));
    const restored = Object.entries(memory.fields).filter(([column]) => !left.has(column));
    await db
      .updateTable("initiatives")
      .set((eb) => ({
        ...Object.fromEntries(restored),
        // What is left as it is was written by somebody: no later import may undo it.
        decided: [...new Set([...memory.decided, ...changed])],
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
    if (await standsWhereMerged(db, network.id, kept.id, merge.choices as MergeChoices))
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

type Field = keyof typeof SETTLED_COLUMNS;

/** The fields that are no longer what the merge made of them; those that an older memory does not hold are taken for changed. */
function changedSince(now: Record<string, unknown>, { fields, after }: Memory): Field[] {
  const said = (row: Record<string, unknown>, columns: readonly string[]) =>
    JSON.stringify(columns.map((column) => row[column]));
  return (Object.keys(SETTLED_COLUMNS) as Field[]).filter((field) => {
    const columns = SETTLED_COLUMNS[field].filter((column) => !(column in fields && PLACE_SURENESS.includes(column)));
    return said(now, columns) !== said(after, columns);
  });
}

/** Whether an initiative is still in the domains that the merge chose. */
async function standsWhereMerged(
  db: Database,
  networkId: string,
  initiativeId: string,
  { domains }: MergeChoices,
): Promise<boolean> {
  const unknown = await unknownDomains(db, networkId, domains);
  const chosen = domains.filter((key) => !unknown.includes(key));
  const now = (await readDomains(db, networkId, initiativeId)).map(({ key }) => key);
  return new Set(chosen).symmetricDifference(new Set(now)).size === 0;
}
