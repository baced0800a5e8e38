import { z } from "zod";
import { findStanding, replaceDomains } from "../../initiatives/initiatives.sql.ts";
import { keepAfter, keepBefore } from "../../initiatives/versions.sql.ts";
import { canMerge } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { conflict, invalid, notFound, ok } from "../../platform/result.ts";
import { holdIndex, indexInitiatives } from "../../search/index-initiatives.sql.ts";
import {
  decidePair,
  moveStatements,
  moveTies,
  PLACE_COLUMNS,
  readDomains,
  readInitiative,
  SETTLED_COLUMNS,
  setAsideUnchosen,
  statementIds,
} from "../merge.sql.ts";
import { type MergeChoices, mergedWords, proposedChoices } from "../merge-rules.ts";

const side = z.enum(["kept", "merged"]);
const both = z.enum(["kept", "merged", "both"]);

const MergeInput = z.object({
  network: z.string(),
  kept: z.string(),
  merged: z.string(),
  /** The revisions that the person read, so that nothing decided meanwhile is lost. */
  revisions: z.object({ kept: z.number().int(), merged: z.number().int() }).optional(),
  choices: z
    .object({
      title: z.union([side, z.object({ text: z.string().trim().min(1).max(500) })]),
      place: side,
      since: side,
      need: both,
      description: both,
      impacts: both,
      actors: both,
      figures: both,
      audiences: both,
      prospects: both,
      domains: z.array(z.string()).max(20),
    })
    .partial()
    .default({}),
});

/** Merges two initiatives into the first; both statements and diverging figures are kept, and it can be undone. */
export const mergeInitiatives = action({
  name: "merge_initiatives",
  input: MergeInput,
  allow: canMerge,
  run: async (scene, input) => {
    const { db, network, person, now, newId } = scene;
    await holdIndex(db, network.id);
    const found = [await findStanding(db, network.id, input.kept), await findStanding(db, network.id, input.merged)];
    if (!found[0]) return notFound("initiative", { key: input.kept });
    if (!found[1]) return notFound("initiative", { key: input.merged });
    if (found[0].id === found[1].id) return invalid("same_initiative");
    // Locked in a fixed order, so that two merges of the same pair cannot wait for one another.
    const [first, second] = [found[0].id, found[1].id].sort();
    await keepBefore(db, network.id, [first!, second!]);
    const rows = new Map([
      [first!, await readInitiative(db, network.id, first!)],
      [second!, await readInitiative(db, network.id, second!)],
    ]);
    const [kept, merged] = [rows.get(found[0].id)!, rows.get(found[1].id)!];
    const moved =
      input.revisions && (input.revisions.kept !== kept.revision || input.revisions.merged !== merged.revision);
    // A key may lead elsewhere since, to a sheet whose revision happens to be the one that was read.
    const elsewhere = input.revisions && (kept.key !== input.kept || merged.key !== input.merged);
    if (moved || elsewhere || kept.status !== "active" || merged.status !== "active") return conflict("merge_changed");
    const domains = {
      kept: await readDomains(db, network.id, kept.id),
      merged: await readDomains(db, network.id, merged.id),
    };
    const choices: MergeChoices = {
      ...proposedChoices(
        { ...kept, domains: domains.kept.map((d) => d.key) },
        { ...merged, domains: domains.merged.map((d) => d.key) },
      ),
      ...input.choices,
    };
    const statements = {
      kept: await statementIds(db, network.id, kept.id),
      merged: await statementIds(db, network.id, merged.id),
    };
    const statuses = await setAsideUnchosen(db, network.id, statements, choices);
    await moveStatements(db, network.id, statements.merged, kept.id);
    const ties = await moveTies(db, network.id, merged.id, kept.id);
    const words = mergedWords(kept, merged, choices);
    const source = choices.place === "kept" ? kept : merged;
    const place = Object.fromEntries(PLACE_COLUMNS.map((column) => [column, source[column]]));
    const after = { ...words, ...place };
    // A place that was its own already has nothing to come back to.
    const taken = Object.keys(choices.place === "merged" ? after : words);
    const before = Object.fromEntries(taken.map((column) => [column, kept[column as keyof typeof kept]]));
    const decided = [...new Set([...kept.decided, ...Object.keys(SETTLED_COLUMNS)])];
    await db
      .updateTable("initiatives")
      .set((eb) => ({
        ...after,
        decided,
        updated_at: now(),
        revision: eb("revision", "+", 1),
      }))
      .where("network_id", "=", network.id)
      .where("id", "=", kept.id)
      .execute();
    await db
      .updateTable("initiatives")
      .set((eb) => ({ status: "merged", merged_into: kept.id, updated_at: now(), revision: eb("revision", "+", 1) }))
      .where("network_id", "=", network.id)
      .where("id", "=", merged.id)
      .execute();
    await replaceDomains(db, network.id, kept.id, choices.domains, person.id, now());
    await decidePair(db, network.id, [kept.id, merged.id], "merged", person.id, now());
    await indexInitiatives(db, network.id, [kept.id, merged.id]);
    await keepAfter(db, network.id, [kept.id, merged.id], { ...scene, cause: "merge" });
    const id = newId();
    const memory = {
      fields: before,
      after,
      decided: kept.decided,
      domains: domains.kept.map((d) => d.key),
      statements: statements.merged,
      ties,
      statuses,
    };
    await db
      .insertInto("merges")
      .values({
        network_id: network.id,
        id,
        kept_id: kept.id,
        merged_id: merged.id,
        choices: JSON.stringify(choices),
        before: JSON.stringify(memory),
        merged_by: person.id,
        merged_at: now(),
      })
      .execute();
    return ok({ merge: id, kept: kept.id, merged: merged.id, key: kept.key });
  },
  subjects: (_, { merge, kept, merged }) => ({ merge, kept, merged }),
});
