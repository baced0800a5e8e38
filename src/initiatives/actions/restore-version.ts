import { z } from "zod";
import { canClassify, canEdit, partsOf } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { conflict, notFound, ok } from "../../platform/result.ts";
import { WordInput } from "../fields-input.ts";
import { holdSheet } from "../hold-sheet.ts";
import { changedFields } from "../sheet-fields.ts";
import { readState, readVersion } from "../versions.sql.ts";
import { isReached } from "../within.sql.ts";
import { writeSheet } from "../write-sheet.ts";

/** Makes a sheet say what it said in an older version: a new version, after which the others are still there. */
export const restoreVersion = action({
  name: "restore_version",
  input: z.object({
    network: z.string(),
    key: z.string(),
    number: z.int().min(1).max(1_000_000),
    /** The revision of the sheet that the person read. */
    base: z.int().min(0).max(2_147_483_647),
    word: WordInput,
  }),
  allow: canEdit,
  run: async (scene, { key, number, base, word }) => {
    const { db, network, person } = scene;
    const held = await holdSheet(scene, key, canEdit);
    if (!held.ok) return held;
    const found = held.value;
    if (found.status !== "active") return notFound("initiative", { key });
    const version = await readVersion(db, network.id, found.id, number);
    if (!version) return notFound("version", { number });
    const now = await readState(db, network.id, found.id);
    if (!now) return notFound("initiative", { key });
    // Sent twice, the second finds what the first brought back.
    if (now.revision !== base && changedFields(now.fields, version.fields).length > 0) return conflict("version_moved");
    const whole = partsOf(canClassify, person, network);
    const written = await writeSheet(scene, {
      initiativeId: found.id,
      base: now.revision,
      typed: version.fields,
      place: version.place,
      placeChoice: "words",
      mayClassify: canClassify(person, network) && (await isReached(db, network.id, whole, found.id)),
      cause: "restore",
      word,
    });
    return written.ok ? ok({ initiative: found.id, key: found.key, changed: written.value.changed }) : written;
  },
  subjects: ({ number }, { initiative }) => ({ initiative, number }),
});
