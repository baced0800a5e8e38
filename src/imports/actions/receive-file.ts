import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { canImport } from "../../networks/policies.ts";
import { action, type Scene } from "../../platform/action.ts";
import { ok } from "../../platform/result.ts";
import { openReference } from "../../territories/reference.ts";
import { DEFAULT_CAMPAIGN, ensureCampaign, placeOfImport, recallMapping } from "../imports.sql.ts";
import { headerSignature, mappingOf, matchColumns } from "../match-columns.ts";
import { openReceived } from "../open-received.ts";
import { firstRows, previewTable } from "../preview.ts";
import { refusedBy } from "../table.ts";

const ReceiveInput = z.object({
  network: z.string(),
  campaign: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
    .default(DEFAULT_CAMPAIGN),
  campaignName: z.string().trim().min(1).max(200).default("Questionnaire d’identification"),
  fileName: z.string().min(1).max(255),
  path: z.string(),
  /** Without it, the file goes straight to the import. */
  preview: z.boolean().default(true),
  limits: z.object({ uploadBytes: z.number(), inflatedBytes: z.number() }),
});

/** Takes a file in, reads how its columns match and what each row would become; no answer is written. */
export const receiveFile = action({
  name: "receive_file",
  input: ReceiveInput,
  allow: canImport,
  run: async (scene, input) => {
    const { db, network, person, now, newId, dataDir, vault } = scene;
    const read = await readFirst(scene, input);
    if (!read.ok) {
      await rm(input.path, { force: true });
      return read;
    }
    const { table, matches, campaign_id, preview } = read.value;
    const id = newId();
    const stored = join("files", id);
    await mkdir(join(dataDir, "files"), { recursive: true });
    await rename(input.path, join(dataDir, stored));
    await db
      .insertInto("imports")
      .values({
        network_id: network.id,
        id,
        campaign_id,
        file_name: input.fileName,
        stored_as: stored,
        bytes: table.bytes,
        format: table.format,
        encoding: table.encoding,
        delimiter: table.delimiter,
        sheet: table.sheet,
        header: JSON.stringify(table.header),
        mapping: JSON.stringify(mappingOf(matches)),
        status: "preview",
        preview: preview ? vault.sealJson(placeOfImport(network.id, id, "preview"), preview) : null,
        created_at: now(),
        created_by: person.id,
      })
      .execute();
    return ok({ id });
  },
  subjects: (_, { id }) => ({ import: id }),
});

/** The file as its first rows tell it, or why it is refused: some faults are only met by reading on. */
async function readFirst({ db, network, now, newId }: Scene, input: z.infer<typeof ReceiveInput>) {
  const opened = await openReceived(input.path, input.limits);
  if (!opened.ok) return opened;
  const table = opened.value;
  try {
    const remembered = await recallMapping(db, network.id, headerSignature(table.header));
    const matches = matchColumns(
      table.header,
      await firstRows(table, 50),
      remembered ? { [headerSignature(table.header)]: remembered as Record<string, null> } : {},
    );
    const campaign_id = await ensureCampaign(db, network.id, input.campaign, input.campaignName, newId, now());
    const preview =
      input.preview &&
      (await previewTable({
        db,
        networkId: network.id,
        campaignId: campaign_id,
        organisation: network.organisation,
        reference: openReference(),
        table,
        matches,
        now: now(),
      }));
    return ok({ table, matches, campaign_id, preview });
  } catch (error) {
    return refusedBy(error);
  }
}
