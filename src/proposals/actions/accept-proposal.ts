import { z } from "zod";
import { FieldsInput, PlaceChoiceInput, WordInput } from "../../initiatives/fields-input.ts";
import { isMadeOf, makeSheet } from "../../initiatives/make-sheet.ts";
import { applyChanges } from "../../initiatives/merge-edits.ts";
import {
  changedFields,
  NO_FIELDS,
  SHEET_FIELDS,
  type SheetField,
  type SheetFields,
} from "../../initiatives/sheet-fields.ts";
import { readState } from "../../initiatives/versions.sql.ts";
import { isReached } from "../../initiatives/within.sql.ts";
import { type PlaceChoice, writeSheet } from "../../initiatives/write-sheet.ts";
import { canClassify, canReview, partsOf } from "../../networks/policies.ts";
import { action, type Scene } from "../../platform/action.ts";
import { conflict, forbidden, invalid, notFound, ok, type Result } from "../../platform/result.ts";
import { holdIndex } from "../../search/index-initiatives.sql.ts";
import { decideProposal, holdProposal, isWithin, type Proposal } from "../proposals.sql.ts";
import { tellOutcome } from "../tell-outcome.ts";

const AcceptInput = z.object({
  network: z.string(),
  id: z.uuid(),
  /** The revision of the sheet that was read beside the correction. */
  base: z.int().min(0).max(2_147_483_647).default(0),
  /** The fields of a correction that are accepted. */
  fields: z.array(z.enum(SHEET_FIELDS)).max(SHEET_FIELDS.length).default([]),
  /** A new sheet as whoever reviews it leaves it. */
  sheet: FieldsInput.nullable().default(null),
  placeChoice: PlaceChoiceInput,
  reason: z.string().trim().max(1000).default(""),
  word: WordInput,
});

type Done = { initiative: string; key: string; title: string; fields: SheetField[] };

/** Accepts a proposal: a correction whole or field by field, upon what the sheet says now; a new sheet as it was reviewed. */
export const acceptProposal = action({
  name: "accept_proposal",
  input: AcceptInput,
  allow: canReview,
  run: async (scene, input) => {
    const { db, network, person, now } = scene;
    await holdIndex(db, network.id);
    const proposal = await holdProposal(db, network.id, input.id);
    if (!proposal || proposal.status === "draft") return notFound("proposal");
    const parts = partsOf(canReview, person, network);
    if (!(await isWithin(db, network.id, parts, input.id))) return forbidden("out_of_reach");
    if (proposal.status === "accepted" && (await isSameDecision(scene, proposal, input)))
      return ok({ proposal: input.id, key: proposal.madeKey, initiative: proposal.initiative });
    if (proposal.status !== "sent") return conflict("proposal_decided");
    const done =
      proposal.initiative === null ? await publish(scene, proposal, input) : await correct(scene, proposal, input);
    if (!done.ok) return done;
    const { initiative, key, title, fields } = done.value;
    await decideProposal(db, network.id, input.id, {
      status: "accepted",
      by: person.id,
      at: now(),
      reason: input.reason,
      fields,
      made: initiative,
    });
    await tellOutcome(scene, proposal, { accepted: true, reason: input.reason, sheet: { key, title } });
    return ok({ proposal: input.id, key, initiative });
  },
  subjects: (_, { proposal, initiative }) => ({ proposal, initiative }),
});

type Given = { base: number; fields: SheetField[]; sheet: SheetFields | null; placeChoice: PlaceChoice; word: string };

/** Whether what was decided is this very decision, sent again by whoever took it. */
async function isSameDecision(scene: Scene, proposal: Proposal, given: Given & { reason: string }): Promise<boolean> {
  if (proposal.decidedBy !== scene.person.id || proposal.reason !== given.reason) return false;
  if (proposal.initiative !== null)
    return new Set(given.fields).symmetricDifference(new Set(proposal.acceptedFields)).size === 0;
  const fields = given.sheet ?? proposal.fields;
  const mayClassify = canClassify(scene.person, scene.network);
  return isMadeOf(scene, { id: proposal.id, fields, word: given.word, mayClassify });
}

async function publish(scene: Scene, proposal: Proposal, { sheet, placeChoice, word }: Given): Promise<Result<Done>> {
  const { db, network, person } = scene;
  const fields = sheet ?? proposal.fields;
  const mayClassify = canClassify(person, network);
  const made = await makeSheet(scene, { id: proposal.id, fields, placeChoice, word, mayClassify, cause: "proposal" });
  if (!made.ok) return made;
  // She may have named another place than the one she reviews.
  if (!(await isReached(db, network.id, partsOf(canReview, person, network), proposal.id)))
    return forbidden("out_of_reach");
  return ok({
    initiative: proposal.id,
    key: made.value.key,
    title: fields.title,
    fields: changedFields(NO_FIELDS, fields),
  });
}

async function correct(
  scene: Scene,
  proposal: Proposal,
  { base, fields, placeChoice, word }: Given,
): Promise<Result<Done>> {
  const { db, network, person } = scene;
  const initiative = proposal.initiative!;
  if (proposal.sheetStatus !== "active") return conflict("proposal_sheet_gone");
  const state = await readState(db, network.id, initiative);
  if (state?.revision !== base) return conflict("proposal_moved");
  if (fields.length === 0) return invalid("proposal_choose");
  const target = applyChanges(proposal.start!, state.fields, proposal.fields, fields);
  const classifying = partsOf(canClassify, person, network);
  const written = await writeSheet(scene, {
    initiativeId: initiative,
    base,
    typed: target,
    placeChoice,
    mayClassify: canClassify(person, network) && (await isReached(db, network.id, classifying, initiative)),
    cause: "proposal",
    word,
  });
  if (!written.ok) return written;
  return ok({ initiative, key: proposal.key!, title: target.title, fields });
}
