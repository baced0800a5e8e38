import type { SheetField, SheetFields } from "../../initiatives/sheet-fields.ts";
import type { SheetState } from "../../initiatives/versions.sql.ts";
import type { Proposal } from "../../proposals/proposals.sql.ts";
import { button } from "../../ui/actions.ts";
import { emptyState, errorSummary, notice } from "../../ui/feedback.ts";
import { choice, textArea } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { breadcrumb } from "../../ui/navigation.ts";
import { pairs, section } from "../../ui/section.ts";
import { fieldLang, inNetwork, type PageContext, sheetAddress } from "../context.ts";
import { page } from "../layout.ts";
import { changeRow } from "./history.ts";
import { titleOf } from "./propose.ts";
import { proposedFields, type Unapplied, unapplied } from "./proposed-fields.ts";
import { type SheetFormView, sayFieldError, sheetErrors, sheetFields } from "./sheet-form.ts";
import type { DomainView } from "./views.ts";
import { postForm } from "./workspace.ts";

export type Listed = Proposal & { by: string | null };

export interface ProposalsView {
  waiting: Listed[];
  total: number;
  drafts: Listed[];
  decided: Listed[];
}

const proposalAddress = (ctx: PageContext, id: string, part = ""): string =>
  inNetwork(ctx, `/propositions/${id}${part}`);

const heading = (ctx: PageContext, one: Proposal): string => {
  const words = ctx.t.proposing.review;
  return one.title === null
    ? `${words.newSheet}${ctx.t.common.also}${titleOf(ctx, one.fields)}`
    : words.correction(one.title);
};

const whoProposed = (ctx: PageContext, one: Listed): string =>
  one.by ?? (one.authorName || ctx.t.proposing.review.someone);

const rows = (ctx: PageContext, items: readonly Listed[]): Html => {
  const words = ctx.t.proposing.review;
  return pairs(
    items.map((one) => ({
      name: html`<a href="${proposalAddress(ctx, one.id)}">${heading(ctx, one)}</a>`,
      text: html`${words.by(whoProposed(ctx, one))}${ctx.t.common.also}${words.at((one.sentAt ?? one.updatedAt).toISOString())}${
        one.status !== "sent" && html`${ctx.t.common.also}<strong>${words.status[one.status]}</strong>`
      }${one.word !== "" && html`<br><span${fieldLang(ctx)}>${words.word(one.word)}</span>`}`,
    })),
  );
};

/** What waits to be reviewed in one's territories, the drafts there, and what was decided last. */
export const proposalsPage = (ctx: PageContext, view: ProposalsView, told?: string): Html => {
  const words = ctx.t.proposing.review;
  const body = html`${breadcrumb(ctx.t.common.youAreHere, [
    { label: ctx.t.common.nav.initiatives, address: inNetwork(ctx, "/initiatives") },
    { label: words.title },
  ])}<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead(view.total)}</p>${
    told !== undefined && notice({ title: told, live: true })
  }</div>${
    view.waiting.length > 0
      ? section({ id: "a-relire", title: words.waiting, aside: words.waitingAside, body: rows(ctx, view.waiting) })
      : emptyState({
          level: 2,
          title: words.empty,
          body: words.emptyBody,
          ...(ctx.can.manage && { next: html`<a href="${inNetwork(ctx, "/reglages")}">${words.emptyNext}</a>` }),
        })
  }${
    view.drafts.length > 0 &&
    section({ id: "brouillons", title: words.drafts, aside: words.draftsAside, body: rows(ctx, view.drafts) })
  }${
    view.decided.length > 0 &&
    section({ id: "tranchees", title: words.decided, aside: words.decidedAside, body: rows(ctx, view.decided) })
  }`;
  return page(ctx, { title: words.title, description: words.description, nav: "proposals", body });
};

export interface ProposalView {
  proposal: Listed;
  /** What a correction would change of what the sheet says now. */
  correction: {
    now: SheetState;
    after: SheetFields;
    changed: SheetField[];
    /** The fields that are no longer what the person had before her. */
    moved: SheetField[];
    revision: number;
    taken: SheetField[];
  } | null;
  form: SheetFormView;
  domains: DomainView[];
  decidedBy: string | null;
  answer: string;
  reason: string;
  reasonError?: string;
  problem?: string;
  /** What was decided here once somebody had decided otherwise: it is kept nowhere. */
  unapplied?: Unapplied;
}

const state = (ctx: PageContext, { proposal, decidedBy }: ProposalView): HtmlValue => {
  const words = ctx.t.proposing.review;
  if (proposal.status === "sent") return "";
  if (proposal.status === "draft") return notice({ body: html`<p>${words.readOnly}</p>` });
  const sheet = proposal.madeKey;
  return notice({
    title: ctx.t.common.capital(words.status[proposal.status]!),
    body: html`<p>${proposal.decidedAt && words.decidedBy(decidedBy ?? ctx.t.editing.history.erased, proposal.decidedAt.toISOString())}${
      proposal.reason !== "" && html`<br><span${fieldLang(ctx)}>${words.answered(proposal.reason)}</span>`
    }${sheet !== null && html`<br><a href="${sheetAddress(ctx, { key: sheet })}">${ctx.t.proposing.follow.sheet}</a>`}</p>`,
  });
};

const correction = (ctx: PageContext, view: ProposalView): Html => {
  const words = ctx.t.proposing.review;
  const { labels } = ctx.t.editing;
  const { correction: found, proposal } = view;
  if (!found) return html`<p class="quiet">${words.gone}</p>`;
  if (found.changed.length === 0) return html`<p class="quiet">${words.nothing}</p>`;
  const open = proposal.status === "sent";
  const after: SheetState = {
    ...found.now,
    fields: found.after,
    place: {
      ...found.now.place,
      place_words: found.after.place,
      place_label: found.after.place === found.now.fields.place ? found.now.place.place_label : null,
    },
  };
  const row = (name: SheetField): Html => {
    const error = view.form.errors.find((one) => one.field === name);
    const more = html`<div class="choices">${found.moved.includes(name) && html`<p class="small quiet">${words.moved}</p>`}${
      error && html`<p class="error small">${sayFieldError(ctx, error)}</p>`
    }${
      open &&
      choice("accepte", "checkbox", {
        value: name,
        label: words.take(labels[name]!),
        checked: found.taken.includes(name),
      })
    }${open && name === "place" && placeChoices(ctx, view.form)}</div>`;
    return changeRow(ctx, name, { before: found.now, after, domains: view.domains }, more);
  };
  return html`<div class="desk">${found.changed.map(row)}</div>`;
};

const placeChoices = (ctx: PageContext, form: SheetFormView): HtmlValue =>
  form.candidates.length > 0 &&
  html`<input type="hidden" name="lieu-lu" value="${form.fields.place}"><input type="hidden" name="lieu" value="${form.fields.place}">${form.candidates.map(
    ({ label, about }, index) => choice("lieu-choix", "radio", { value: `c${index}`, label, help: about }),
  )}${choice("lieu-choix", "radio", { value: "mots", label: ctx.t.editing.placeAsWords })}`;

const refusal = (ctx: PageContext, view: ProposalView): Html => {
  const words = ctx.t.proposing.review;
  return section({
    id: "refuser",
    title: words.refuseTitle,
    body: postForm(
      ctx,
      proposalAddress(ctx, view.proposal.id, "/refuser"),
      html`${textArea({
        id: "raison",
        label: words.reason,
        hint: words.reasonHint,
        value: view.reason,
        ...(view.reasonError !== undefined && { error: view.reasonError }),
      })}<p class="actions">${button(words.refuse, { second: true })}</p>`,
    ),
  });
};

const acceptance = (ctx: PageContext, view: ProposalView): Html => {
  const words = ctx.t.proposing.review;
  const { proposal, correction: found } = view;
  const answer = textArea({ id: "reponse", label: words.answer, hint: words.answerHint, value: view.answer, rows: 3 });
  const accept = proposalAddress(ctx, proposal.id, "/accepter");
  if (proposal.initiative === null)
    return postForm(
      ctx,
      accept,
      html`${sheetFields(ctx, view.form)}${section({
        id: "accepter",
        title: words.acceptTitle,
        aside: words.newAside,
        body: html`${answer}<p class="actions">${button(words.acceptNew)}</p>`,
      })}`,
    );
  return postForm(
    ctx,
    accept,
    html`<input type="hidden" name="base" value="${found?.revision ?? 0}">${section({
      id: "changements",
      title: words.changes,
      aside: words.changesAside,
      body: correction(ctx, view),
    })}${
      found !== null &&
      found.changed.length > 0 &&
      section({
        id: "accepter",
        title: words.acceptTitle,
        body: html`${answer}<p class="actions">${button(words.accept)}</p>`,
      })
    }`,
  );
};

/** One proposal beside its sheet, and what can be decided of it. */
export const proposalPage = (ctx: PageContext, view: ProposalView): Html => {
  const words = ctx.t.proposing.review;
  const { proposal } = view;
  const title = heading(ctx, proposal);
  const open = proposal.status === "sent";
  const what =
    proposal.initiative === null
      ? section({
          id: "propose",
          title: ctx.t.proposing.follow.what,
          body: proposedFields(ctx, proposal, view.domains),
        })
      : section({ id: "changements", title: words.changes, aside: words.changesAside, body: correction(ctx, view) });
  const body = html`${breadcrumb(ctx.t.common.youAreHere, [
    { label: words.title, address: inNetwork(ctx, "/propositions") },
    { label: title },
  ])}<div class="opening"><h1>${title}</h1><p class="lead">${words.by(whoProposed(ctx, proposal))}${ctx.t.common.also}${words.at(
    (proposal.sentAt ?? proposal.updatedAt).toISOString(),
  )}</p>${proposal.word !== "" && html`<p${fieldLang(ctx)}>${words.word(proposal.word)}</p>`}${
    proposal.key !== null &&
    html`<p><a href="${sheetAddress(ctx, { key: proposal.key })}">${ctx.t.common.sheetNumber(proposal.key)}</a></p>`
  }${state(ctx, view)}${
    view.problem !== undefined &&
    notice({ kind: "failure", title: words.notDone, body: html`<p>${view.problem}</p>`, live: true })
  }${proposal.initiative === null && sheetErrors(ctx, view.form.errors)}${errorSummary(
    words.notDone,
    view.reasonError === undefined ? [] : [{ field: "raison", message: view.reasonError }],
  )}</div>${open ? html`${acceptance(ctx, view)}${refusal(ctx, view)}` : html`${view.unapplied && unapplied(ctx, proposal, view.domains, view.unapplied)}${what}`}`;
  return page(ctx, { title, description: words.description, nav: "proposals", body });
};

/** What becomes of a proposal, for whoever holds its address. */
export const followPage = (
  ctx: PageContext,
  proposal: Proposal,
  { domains, address }: { domains: readonly DomainView[]; address: string },
): Html => {
  const { follow: words, later } = ctx.t.proposing;
  const { status, sentAt, decidedAt, reason } = proposal;
  const sheet = proposal.madeKey ?? (proposal.sheetStatus === "active" ? proposal.key : null);
  const body = html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.status[status]}</p><p class="small quiet">${
    sentAt && words.sentAt(sentAt.toISOString())
  }${decidedAt && ` ${words.decidedAt(decidedAt.toISOString())}`}</p>${
    reason !== "" && notice({ title: words.reason, body: html`<p${fieldLang(ctx)}>${reason}</p>` })
  }${status === "sent" && html`<p>${later}<br><span class="mono address">${address}</span></p>`}${
    proposal.email !== null && html`<p>${words.byMail}</p>`
  }${sheet !== null && html`<p><a href="${sheetAddress(ctx, { key: sheet })}">${words.sheet}</a></p>`}</div>${section({
    id: "propose",
    title: words.what,
    body: proposedFields(ctx, proposal, domains),
  })}`;
  return page(ctx, {
    title: words.title,
    description: words.description,
    head: html`<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">\n`,
    body,
  });
};
