import { join } from "node:path";
import { z } from "zod";
import { canImport, importsOf } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { conflict, notFound, ok, unavailable } from "../../platform/result.ts";
import { openReference } from "../../territories/reference.ts";
import { FIELDS } from "../fields.ts";
import { findImport, openPreview, placeOfImport } from "../imports.sql.ts";
import { adjustColumns, mappingOf } from "../match-columns.ts";
import { openReceived } from "../open-received.ts";
import { previewTable } from "../preview.ts";
import { refusedBy } from "../table.ts";

const ChooseInput = z.object({
  network: z.string(),
  id: z.uuid(),
  choices: z.record(z.string().regex(/^\d{1,3}$/), z.enum(FIELDS).nullable()),
  limits: z.object({ uploadBytes: z.number(), inflatedBytes: z.number() }),
});

/** Corrects how the columns of a received file are read, and previews it again. */
export const chooseColumns = action({
  name: "choose_columns",
  input: ChooseInput,
  allow: canImport,
  run: async ({ db, network, person, now, dataDir, vault }, input) => {
    const found = await findImport(db, network.id, input.id, importsOf(person, network));
    if (!found) return notFound("import");
    if (found.status !== "preview") return conflict("import_not_ready");
    const earlier = openPreview(vault, found);
    if (earlier === null) return unavailable("key_missing");
    const opened = await openReceived(join(dataDir, found.stored_as), input.limits);
    if (!opened.ok) return opened;
    const before = earlier.columns.map(({ filled: _filled, examples: _examples, ...match }) => match);
    const matches = adjustColumns(
      before,
      Object.fromEntries(Object.entries(input.choices).map(([column, field]) => [Number(column), field])),
    );
    // Other columns are read further: what nobody had met of the file may refuse it.
    const read = await previewTable({
      db,
      networkId: network.id,
      campaignId: found.campaign_id,
      organisation: network.organisation,
      reference: openReference(),
      table: opened.value,
      matches,
      now: now(),
    }).then(ok, refusedBy);
    if (!read.ok) return read;
    await db
      .updateTable("imports")
      .set({
        mapping: JSON.stringify(mappingOf(matches)),
        preview: vault.sealJson(placeOfImport(network.id, found.id, "preview"), read.value),
      })
      .where("network_id", "=", network.id)
      .where("id", "=", found.id)
      .execute();
    return ok({ id: found.id });
  },
  subjects: (_, { id }) => ({ import: id }),
});
