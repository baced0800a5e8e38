import { z } from "zod";
import { canClassify, canCreate, partsOf } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { forbidden, ok } from "../../platform/result.ts";
import { FieldsInput, PlaceChoiceInput, WordInput } from "../fields-input.ts";
import { makeSheet } from "../make-sheet.ts";
import { isReached } from "../within.sql.ts";

/** Publishes a new sheet; the identifier comes with the form, so that the same form sent again makes no second one. */
export const createInitiative = action({
  name: "create_initiative",
  input: z.object({
    network: z.string(),
    id: z.uuid(),
    fields: FieldsInput,
    placeChoice: PlaceChoiceInput,
    word: WordInput,
  }),
  allow: canCreate,
  run: async (scene, { id, fields, placeChoice, word }) => {
    const { db, network, person } = scene;
    const mayClassify = canClassify(person, network);
    const made = await makeSheet(scene, { id, fields, placeChoice, word, mayClassify, cause: "created" });
    if (!made.ok) return made;
    // Where she may not publish, somebody else reviews what she proposes.
    if (!(await isReached(db, network.id, partsOf(canCreate, person, network), id))) return forbidden("out_of_reach");
    return ok({ initiative: id, key: made.value.key });
  },
  subjects: (_, { initiative }) => ({ initiative }),
});
