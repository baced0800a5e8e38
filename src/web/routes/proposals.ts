import type { Hono } from "hono";
import { SHEET_FIELDS } from "../../initiatives/sheet-fields.ts";
import { canReview, partsOf } from "../../networks/policies.ts";
import { hashToken } from "../../people/tokens.ts";
import type { Failure } from "../../platform/result.ts";
import { acceptProposal } from "../../proposals/actions/accept-proposal.ts";
import { refuseProposal } from "../../proposals/actions/refuse-proposal.ts";
import { isWithin, type Proposal, readFollowed, readProposal } from "../../proposals/proposals.sql.ts";
import { absolute, inNetwork } from "../context.ts";
import { isId, readForm, type SentForm } from "../form.ts";
import { followPage, type ProposalView, proposalPage, proposalsPage } from "../pages/proposals.ts";
import {
  allowing,
  type Env,
  failWith,
  inside,
  type Lang,
  type NetworkScene,
  type Site,
  STATUS,
  sayFailureIn,
  show,
} from "../scene.ts";
import { readFields, readPlaceChoice, readRevision } from "../sheet-form.ts";
import { readCandidates, readDomainChoices } from "../views/editing.ts";
import { readProposals, readReviewed } from "../views/proposals.ts";
import { fieldErrors } from "./field-errors.ts";

const REASON = 1000;

/** What was proposed, for whoever reviews it, and for whoever holds its secret address. */
export function proposalRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const reviewing = allowing(site, lang, "review");
  app.get("/:network/propositions", reviewing(list));
  app.get(
    "/:network/propositions/:id",
    reviewing((scene) => withProposal(scene, (proposal) => tell(scene, proposal))),
  );
  app.post(
    "/:network/propositions/:id/accepter",
    reviewing((scene) => withProposal(scene, (proposal) => accept(scene, proposal))),
  );
  app.post(
    "/:network/propositions/:id/refuser",
    reviewing((scene) => withProposal(scene, (proposal) => refuse(scene, proposal))),
  );
  app.get("/:network/suivi/:token", inside(site, lang, follow));
}

async function list(scene: NetworkScene): Promise<Response> {
  const { c, ctx, doors, network, person } = scene;
  const done = c.req.query("fait") ?? "";
  const words = ctx.t.proposing.review.done;
  const told = Object.hasOwn(words, done) ? words[done] : undefined;
  return show(c, proposalsPage(ctx, await readProposals(doors.db, network, person), told));
}

async function withProposal(scene: NetworkScene, page: (proposal: Proposal) => Promise<Response>): Promise<Response> {
  const { c, doors, network, person } = scene;
  const id = c.req.param("id");
  const proposal = isId(id) ? await readProposal(doors.db, network.id, id) : undefined;
  if (!proposal) return failWith(scene, network, { kind: "not_found", code: "proposal" });
  if (!(await isWithin(doors.db, network.id, partsOf(canReview, person, network), proposal.id)))
    return failWith(scene, network, { kind: "forbidden", code: "out_of_reach" });
  return page(proposal);
}

async function tell(
  scene: NetworkScene,
  proposal: Proposal,
  more: (view: ProposalView) => Partial<ProposalView> = () => ({}),
  failure?: Failure,
): Promise<Response> {
  const { c, ctx, doors, network } = scene;
  // What somebody decided meanwhile is what there is to tell.
  const found = failure?.kind === "conflict" ? await readProposal(doors.db, network.id, proposal.id) : undefined;
  const view = await readReviewed(doors.db, network, found ?? proposal, ctx.can.classify);
  return show(c, proposalPage(ctx, { ...view, ...more(view) }), failure ? STATUS[failure.kind] : 200);
}

const takenOf = (form: SentForm) => SHEET_FIELDS.filter((field) => form.all("accepte").includes(field));

async function accept(scene: NetworkScene, proposal: Proposal): Promise<Response> {
  const { c, ctx, doors, network, lang } = scene;
  const form = await readForm(c);
  const taken = takenOf(form);
  const isNew = proposal.initiative === null;
  const answer = form.text("reponse").trim();
  const sheet = isNew && form.names.includes("titre") ? readFields(form) : null;
  const accepted = await acceptProposal(doors, {
    network: network.slug,
    id: proposal.id,
    base: readRevision(form.text("base")),
    fields: taken,
    sheet,
    placeChoice: readPlaceChoice(form),
    reason: answer.slice(0, REASON),
    word: proposal.word,
  });
  if (accepted.ok) return c.redirect(`${inNetwork(ctx, "/propositions")}?fait=acceptee`, 303);
  const { failure } = accepted;
  if (failure.kind === "not_found" || failure.code === "forbidden") return failWith(scene, network, failure);
  const errors = fieldErrors(failure);
  const fields = sheet ?? proposal.fields;
  const place = errors.some(({ field }) => field === "place") ? readCandidates(fields.place) : [];
  return tell(
    scene,
    proposal,
    (view) => ({
      answer,
      form: { ...view.form, fields, errors, candidates: place },
      ...(view.correction && {
        // Where the sheet moved, all is to be read again.
        correction: { ...view.correction, taken: failure.code === "proposal_moved" ? view.correction.taken : taken },
      }),
      ...((errors.length === 0 || !isNew) && { problem: sayFailureIn(lang, failure) }),
      ...(failure.code === "proposal_decided" && {
        // Who may choose no domain was shown none to change.
        unapplied: {
          answer,
          taken,
          fields: sheet && !ctx.can.classify ? { ...sheet, domains: proposal.fields.domains } : sheet,
        },
      }),
    }),
    failure,
  );
}

async function refuse(scene: NetworkScene, proposal: Proposal): Promise<Response> {
  const { c, ctx, doors, network, lang } = scene;
  const words = ctx.t.proposing.review;
  const reason = (await readForm(c)).text("raison").trim();
  const reasonError = reason === "" ? words.reasonMissing : reason.length > REASON ? words.reasonLong : undefined;
  if (reasonError) return tell(scene, proposal, () => ({ reason, reasonError }), { kind: "invalid", code: "input" });
  const refused = await refuseProposal(doors, { network: network.slug, id: proposal.id, reason });
  if (refused.ok) return c.redirect(`${inNetwork(ctx, "/propositions")}?fait=refusee`, 303);
  if (refused.failure.kind === "not_found") return failWith(scene, network, refused.failure);
  const { failure } = refused;
  return tell(
    scene,
    proposal,
    () => ({
      reason,
      problem: sayFailureIn(lang, failure),
      ...(failure.code === "proposal_decided" && { unapplied: { reason } }),
    }),
    failure,
  );
}

async function follow(scene: NetworkScene): Promise<Response> {
  const { c, ctx, doors, network } = scene;
  const token = c.req.param("token") ?? "";
  const proposal = /^[\w-]{43}$/.test(token) ? await readFollowed(doors.db, network.id, hashToken(token)) : undefined;
  if (!proposal) return failWith(scene, network, { kind: "not_found", code: "proposal_unknown" });
  const domains = await readDomainChoices(doors.db, network);
  const address = absolute(ctx, inNetwork(ctx, `/suivi/${token}`));
  return show(c, followPage(ctx, proposal, { domains, address }));
}
