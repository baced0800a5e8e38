import { z } from "zod";
import { canClassify, canEdit, partsOf } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { conflict, forbidden, notFound, ok } from "../../platform/result.ts";
import { holdIndex } from "../../search/index-initiatives.sql.ts";
import { FieldsInput, PlaceChoiceInput, WordInput } from "../fields-input.ts";
import { findStanding } from "../initiatives.sql.ts";
import { isReached } from "../within.sql.ts";
import { writeSheet } from "../write-sheet.ts";

/** Writes what a person says of a sheet; what others changed since the revision she began from is kept, or told as a conflict. */
export const editInitiative = action({
  name: "edit_initiative",
  input: z.object({
    network: z.string(),
    key: z.string(),
    base: z.int().min(0).max(2_147_483_647),
    fields: FieldsInput,
    placeChoice: PlaceChoiceInput,
    word: WordInput,
  }),
  allow: canEdit,
  run: async (scene, { key, base, fields, placeChoice, word }) => {
    const { db, network, person } = scene;
    await holdIndex(db, network.id);
    const found = await findStanding(db, network.id, key);
    // Merged meanwhile, its address leads to another sheet, of which nobody said any of this.
    if (found && found.key !== key) return conflict("sheet_merged", { key: found.key });
    if (found?.status !== "active") return notFound("initiative", { key });
    const reaches = (policy: typeof canEdit) => isReached(db, network.id, partsOf(policy, person, network), found.id);
    if (!(await reaches(canEdit))) return forbidden("out_of_reach");
    const mayClassify = canClassify(person, network) && (await reaches(canClassify));
    const written = await writeSheet(scene, {
      initiativeId: found.id,
      base,
      typed: fields,
      placeChoice,
      mayClassify,
      cause: "edit",
      word,
    });
    return written.ok ? ok({ initiative: found.id, key: found.key, ...written.value }) : written;
  },
  subjects: (_, { initiative, changed }) => ({ initiative, changed }),
});
