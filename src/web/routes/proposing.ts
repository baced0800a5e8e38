import type { Hono } from "hono";
import { createInitiative } from "../../initiatives/actions/create-initiative.ts";
import { NO_FIELDS, type SheetFields } from "../../initiatives/sheet-fields.ts";
import { readState } from "../../initiatives/versions.sql.ts";
import { makeToken } from "../../people/tokens.ts";
import type { Failure } from "../../platform/result.ts";
import { discardDraft } from "../../proposals/actions/discard-draft.ts";
import { sendProposal } from "../../proposals/actions/send-proposal.ts";
import type { Proposal } from "../../proposals/proposals.sql.ts";
import { inNetwork, sheetAddress } from "../context.ts";
import { isId, readForm, type SentForm } from "../form.ts";
import { NOTHING_TYPED_BY_HER, type ProposeView, proposePage, type StrangerTyped } from "../pages/propose.ts";
import {
  allowing,
  type Env,
  failWith,
  type Lang,
  type NetworkScene,
  type Site,
  STATUS,
  sayFailureIn,
  show,
} from "../scene.ts";
import { readFields, readPlaceChoice } from "../sheet-form.ts";
import { readCandidates, readDomainChoices } from "../views/editing.ts";
import { tooMany } from "./entering.ts";
import { fieldErrors } from "./field-errors.ts";
import { keep } from "./keep-draft.ts";
import { baseOf, type OnSheet, onSheet } from "./on-sheet.ts";
import { afresh } from "./used-form.ts";

/** Proposing a sheet or a correction, for members and, where the network accepts it, for anybody. */
export function proposingRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const proposing = allowing(site, lang, "propose");
  app.get(
    "/:network/initiatives/nouvelle",
    proposing((scene) => formOf(scene, null, fresh(scene))),
  );
  app.post(
    "/:network/initiatives/nouvelle",
    proposing((scene) => send(scene, null)),
  );
  app.get("/:network/initiatives/:name/proposer", proposing(onSheet("propose", showCorrection)));
  app.post("/:network/initiatives/:name/proposer", proposing(onSheet("propose", send)));
}

/** What a form is sent for: to be kept, published or proposed. */
type Gesture = "brouillon" | "publier" | "envoyer";

export type FormState = {
  id: string;
  base: number;
  fields: SheetFields;
  word: string;
  stranger?: StrangerTyped;
  failure?: Failure;
  problem?: string;
  told?: string;
  resumed?: string;
  /** What its author wanted of it, signed in, when her session had ended. */
  ended?: Gesture;
};

const fresh = ({ doors }: NetworkScene): FormState => ({ id: doors.newId(), base: 0, fields: NO_FIELDS, word: "" });

async function showCorrection(scene: NetworkScene, on: OnSheet): Promise<Response> {
  const state = await readState(scene.doors.db, scene.network.id, on.sheet.id);
  if (!state)
    return failWith(scene, scene.network, { kind: "not_found", code: "initiative", params: { key: on.sheet.key } });
  return formOf(scene, on, { ...fresh(scene), base: state.revision, fields: state.fields });
}

/** The form in some state: opened, gone on with, or come back with what to mend. */
export async function formOf(
  scene: NetworkScene,
  on: Pick<OnSheet, "sheet"> | null,
  given: FormState,
  status: 200 | 409 | 422 | 429 = 200,
): Promise<Response> {
  const { c, ctx, doors, network, member, lang } = scene;
  const state = afresh(scene, given);
  const errors = state.failure ? fieldErrors(state.failure) : [];
  const problem =
    state.problem ?? (state.failure && errors.length === 0 ? sayFailureIn(lang, state.failure) : undefined);
  const publish = on === null && ctx.can.create;
  const stranger = state.stranger ?? { token: makeToken().token, ...NOTHING_TYPED_BY_HER };
  const view: ProposeView = {
    sheet: on?.sheet ?? null,
    id: state.id,
    base: state.base,
    fields: state.fields,
    word: state.word,
    // Who chose domains before her session ended finds them again.
    domains:
      ctx.can.classify || (state.ended && state.fields.domains.length > 0)
        ? await readDomainChoices(doors.db, network)
        : [],
    placeLabel: null,
    candidates: errors.some(({ field }) => field === "place") ? readCandidates(state.fields.place) : [],
    errors,
    may: {
      publish: publish || state.ended === "publier",
      propose: !publish || state.failure?.code === "out_of_reach",
      draft: ctx.can.draft || state.ended === "brouillon",
    },
    stranger: member ? null : stranger,
    ...(problem !== undefined && { problem }),
    ...(state.already && { already: state.already }),
    ...(state.told !== undefined && { told: state.told }),
    ...(state.resumed !== undefined && { resumed: state.resumed }),
    ...(state.ended && { ended: true }),
  };
  return show(c, proposePage(ctx, view), status);
}

type Read = FormState & { placeChoice: ReturnType<typeof readPlaceChoice>; trapped: boolean };

function readTyped(scene: NetworkScene, form: SentForm, on: OnSheet | null): Read {
  const id = form.text("fiche");
  return {
    id: isId(id) ? id : scene.doors.newId(),
    base: on ? baseOf(on, form) : 0,
    fields: readFields(form),
    word: form.text("mot").trim().slice(0, 500),
    placeChoice: readPlaceChoice(form),
    trapped: form.text("site-personnel") !== "",
    ...(!scene.member && {
      stranger: {
        token: /^[\w-]{43}$/.test(form.text("jeton")) ? form.text("jeton") : makeToken().token,
        name: form.text("nom").trim().slice(0, 200),
        email: form.text("courriel").trim().slice(0, 300),
        consents: form.text("accord") === "oui",
      },
    }),
  };
}

/**
 * What a member wanted of a form that comes from nobody: her session ended meanwhile. Strangers are offered neither a draft
 * nor to publish, and their forms bear the secret under which they follow what they propose.
 */
function endedGesture({ member }: NetworkScene, form: SentForm): Gesture | null {
  if (member) return null;
  const gesture = form.text("geste");
  if (gesture === "brouillon" || gesture === "publier") return gesture;
  return form.names.includes("jeton") ? null : "envoyer";
}

async function send(scene: NetworkScene, on: OnSheet | null): Promise<Response> {
  const { c, member, ctx } = scene;
  const form = await readForm(c);
  const read = readTyped(scene, form, on);
  const ended = endedGesture(scene, form);
  if (ended) return formOf(scene, on, { ...read, ended, problem: ctx.t.proposing.sessionEnded }, 422);
  const gesture = form.text("geste");
  if (gesture === "brouillon" && member)
    return keep(scene, on, read, (failure) => formOf(scene, on, { ...read, failure }, 409));
  if (gesture === "publier" && on === null && ctx.can.create) return publish(scene, read);
  if (member) return propose(scene, on, read);
  if (read.trapped) return formOf(scene, on, { ...read, problem: ctx.t.proposing.trapped }, 422);
  const many = await tooMany(scene, ["proposal", scene.site.identity.addressOf(c)]);
  return many ? formOf(scene, on, { ...read, problem: many }, 429) : propose(scene, on, read);
}

const statusOf = (failure: Failure): 409 | 422 => (STATUS[failure.kind] === 409 ? 409 : 422);

async function publish(scene: NetworkScene, read: Read): Promise<Response> {
  const { c, ctx, doors, network } = scene;
  const { id, fields, word, placeChoice } = read;
  const made = await createInitiative(doors, { network: network.slug, id, fields, word, placeChoice });
  if (!made.ok) return formOf(scene, null, { ...read, failure: made.failure }, statusOf(made.failure));
  // What was a draft is a sheet now.
  await discardDraft(doors, { network: network.slug, id });
  return c.redirect(`${sheetAddress(ctx, { key: made.value.key, title: fields.title })}?fait=creee`, 303);
}

async function propose(scene: NetworkScene, on: OnSheet | null, read: Read): Promise<Response> {
  const { c, ctx, doors, network, lang, member } = scene;
  const { id, base, word, stranger } = read;
  // Who may not place sheets in domains was shown none: they are not what she proposes to change.
  const start = on && !ctx.can.classify ? await readState(doors.db, network.id, on.sheet.id) : undefined;
  const fields = start ? { ...read.fields, domains: start.fields.domains } : read.fields;
  const sent = await sendProposal(doors, {
    network: network.slug,
    id,
    key: on?.asked ?? null,
    base,
    fields,
    word,
    lang,
    stranger: stranger
      ? {
          token: stranger.token,
          name: stranger.name,
          email: stranger.email === "" ? null : stranger.email,
          consent: stranger.consents ? ctx.t.proposing.consent(network.name) : null,
        }
      : null,
  });
  if (sent.ok)
    return c.redirect(inNetwork(ctx, member ? "/brouillons?fait=envoyee" : `/suivi/${read.stranger!.token}`), 303);
  const { failure } = sent;
  if (failure.kind === "not_found") return failWith(scene, network, failure);
  if (stranger && failure.kind === "invalid" && failure.issues?.some(({ path }) => path === "stranger.email"))
    return formOf(
      scene,
      on,
      {
        ...read,
        stranger: { ...stranger, emailError: ctx.t.proposing.emailWrong },
        problem: ctx.t.proposing.emailWrong,
      },
      422,
    );
  return formOf(scene, on, { ...read, failure }, statusOf(failure));
}

/** A draft as its form takes it up again. */
export const stateOfDraft = (draft: Proposal): FormState => ({
  id: draft.id,
  base: draft.base ?? 0,
  fields: draft.fields,
  word: draft.word,
  resumed: draft.updatedAt.toISOString(),
});
