import { z } from "zod";
import { FieldsInput, WordInput } from "../../initiatives/fields-input.ts";
import { findKeyOf } from "../../initiatives/initiatives.sql.ts";
import { changedFields, NO_FIELDS } from "../../initiatives/sheet-fields.ts";
import { canClassify, canPropose } from "../../networks/policies.ts";
import { hashToken } from "../../people/tokens.ts";
import { PROPOSAL_CONSENT, recordConsent } from "../../personal-data/consents.sql.ts";
import { action } from "../../platform/action.ts";
import { ANYONE } from "../../platform/person.ts";
import { conflict, invalid, ok } from "../../platform/result.ts";
import { whyNotSent } from "../check-typed.ts";
import { holdProposal, keepTyped, tokenHashOf } from "../proposals.sql.ts";
import { startOf } from "../start-of.ts";

const SendInput = z.object({
  network: z.string(),
  id: z.uuid(),
  key: z.string().nullable(),
  base: z.int().min(0).max(2_147_483_647).default(0),
  fields: FieldsInput,
  word: WordInput,
  lang: z.enum(["fr", "en"]).default("fr"),
  /** What a stranger says of herself, and the secret under which she will follow what becomes of it. */
  stranger: z
    .object({
      token: z.string().regex(/^[\w-]{43}$/),
      name: z.string().trim().max(200).default(""),
      email: z.email().max(254).toLowerCase().nullable().default(null),
      /** The words under which she gives her address. */
      consent: z.string().max(1000).nullable().default(null),
    })
    .nullable()
    .default(null),
});

/**
 * Proposes a sheet, or a correction of one, to whoever reviews its territory. The same words sent again are the same proposal;
 * others under its identifier are refused, not thought sent.
 */
export const sendProposal = action({
  name: "send_proposal",
  input: SendInput,
  allow: canPropose,
  run: async (scene, { id, key, base, fields, word, lang, stranger }) => {
    const { db, vault, network, person, now } = scene;
    const isStranger = person.id === ANYONE.id;
    if (isStranger && !stranger) return invalid("proposal_incomplete");
    if (stranger?.email && !stranger.consent) return invalid("consent_missing");
    const tokenHash = isStranger ? hashToken(stranger!.token) : null;
    const before = await holdProposal(db, network.id, id);
    if (before) {
      const own = isStranger ? (await tokenHashOf(db, network.id, id)) === tokenHash : before.author === person.id;
      if (!own) return conflict("proposal_other");
      const isSame =
        before.word === word &&
        changedFields(before.fields, fields).every((field) => field === "domains" && !canClassify(person, network));
      if (before.status !== "draft" && !isSame) return conflict("proposal_sent");
      // The same words with an address that was not given before: she is told there what becomes of them.
      const isReachable = before.status === "sent" && before.email === null && Boolean(stranger?.email);
      if (before.status !== "draft" && !isReachable) return ok({ proposal: id, initiative: before.initiative });
    }
    const made = await findKeyOf(db, network.id, id);
    if (made !== undefined) return conflict("sheet_made", { key: made });
    const start = await startOf(db, network.id, key, base);
    if (!start.ok) return start;
    const reason = whyNotSent(fields, start.value?.fields ?? null, network.organisation);
    if (reason) return reason;
    if (changedFields(start.value?.fields ?? NO_FIELDS, fields).length === 0) return invalid("proposal_nothing");
    await keepTyped(db, vault, network.id, {
      id,
      status: "sent",
      fields,
      start: start.value,
      word,
      author: isStranger ? null : person.id,
      authorName: isStranger ? stranger!.name : "",
      email: isStranger ? stranger!.email : null,
      lang,
      tokenHash,
      at: now(),
    });
    if (isStranger && stranger!.email)
      await recordConsent(
        scene,
        { mail: stranger!.email },
        { purpose: PROPOSAL_CONSENT, words: stranger!.consent!, version: 1, lang },
      );
    return ok({ proposal: id, initiative: start.value?.initiative ?? null });
  },
  subjects: (_, { proposal, initiative }) => ({ proposal, initiative }),
});
