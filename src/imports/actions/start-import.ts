import { z } from "zod";
import { canImport, importsOf } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { conflict, invalid, notFound, ok } from "../../platform/result.ts";
import { findImport, rememberMapping } from "../imports.sql.ts";
import { headerSignature, type Mapping, rememberMapping as memoryOf } from "../match-columns.ts";

/** Says "Importer": the file is put in the queue, once, and its columns are remembered for the next one. */
export const startImport = action({
  name: "start_import",
  input: z.object({ network: z.string(), id: z.uuid() }),
  allow: canImport,
  run: async ({ db, network, person, now, enqueue }, input) => {
    const found = await findImport(db, network.id, input.id, importsOf(person, network));
    if (!found) return notFound("import");
    if (found.status !== "preview" && found.status !== "failed") return conflict("import_not_ready");
    const mapping = found.mapping as Mapping;
    if (!mapping.includes("title")) return invalid("title_column_missing");
    const header = found.header as string[];
    await rememberMapping(
      db,
      network.id,
      headerSignature(header),
      memoryOf(header, mapping)[headerSignature(header)] ?? {},
      now(),
    );
    // Of two who press the button at once, one finds it already pressed.
    const taken = await db
      .updateTable("imports")
      .set({ status: "queued", failure: null, finished_at: null })
      .where("network_id", "=", network.id)
      .where("id", "=", found.id)
      .where("status", "in", ["preview", "failed"])
      .returning("id")
      .executeTakeFirst();
    if (!taken) return conflict("import_not_ready");
    await enqueue(db, "import", { network: network.slug, id: found.id, person: person.id });
    return ok({ id: found.id });
  },
  subjects: (_, { id }) => ({ import: id }),
});
