import { z } from "zod";
import { canClassify, canEdit, partsOf } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { notFound, ok } from "../../platform/result.ts";
import { FieldsInput, PlaceChoiceInput, WordInput } from "../fields-input.ts";
import { holdSheet } from "../hold-sheet.ts";
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
    const held = await holdSheet(scene, key, canEdit);
    if (!held.ok) return held;
    const found = held.value;
    if (found.status !== "active") return notFound("initiative", { key });
    const whole = partsOf(canClassify, person, network);
    const mayClassify = canClassify(person, network) && (await isReached(db, network.id, whole, found.id));
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
