import { z } from "zod";
import { FieldsInput, WordInput } from "../../initiatives/fields-input.ts";
import { findKeyOf } from "../../initiatives/initiatives.sql.ts";
import { canDraft } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { conflict, notFound, ok } from "../../platform/result.ts";
import { holdProposal, keepTyped } from "../proposals.sql.ts";
import { startOf } from "../start-of.ts";

/** Keeps what a member typed of a sheet, new or not, without publishing or proposing it; anything may still be wrong with it. */
export const saveDraft = action({
  name: "save_draft",
  input: z.object({
    network: z.string(),
    id: z.uuid(),
    key: z.string().nullable(),
    base: z.int().min(0).max(2_147_483_647).default(0),
    fields: FieldsInput,
    word: WordInput,
    lang: z.enum(["fr", "en"]).default("fr"),
  }),
  allow: canDraft,
  run: async ({ db, vault, network, person, now }, { id, key, base, fields, word, lang }) => {
    const before = await holdProposal(db, network.id, id);
    if (before && before.author !== person.id) return notFound("draft");
    if (before && before.status !== "draft") return conflict("draft_sent");
    // Its form was published from another page: what would be kept under its identifier could only be lost.
    const made = before ? undefined : await findKeyOf(db, network.id, id);
    if (made !== undefined) return conflict("sheet_made", { key: made });
    const start = await startOf(db, network.id, key, base);
    if (!start.ok) return start;
    await keepTyped(db, vault, network.id, {
      id,
      status: "draft",
      fields,
      start: start.value,
      word,
      author: person.id,
      authorName: "",
      email: null,
      lang,
      tokenHash: null,
      at: now(),
    });
    return ok({ proposal: id, initiative: start.value?.initiative ?? null });
  },
  subjects: (_, { proposal, initiative }) => ({ proposal, initiative }),
});
