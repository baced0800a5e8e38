import { formatDay, formatMoment, holdPunctuation } from "../../i18n/format.ts";
import type { Whereabouts } from "../../jobs/jobs.sql.ts";
import type { Failure } from "../../platform/result.ts";
import { actions, button } from "../../ui/actions.ts";
import { emptyState, errorSummary, notice, progress } from "../../ui/feedback.ts";
import { field, textArea } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import { table } from "../../ui/table.ts";
import { inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { sayPlace } from "./job-place.ts";
import { enhanced, postForm } from "./workspace.ts";

export interface SealedReport {
  number: number;
  title: string;
  lang: string;
  /** ISO 8601. */
  sealedAt: string;
  /** The hash of its data. */
  hash: string;
}

export interface ReportsView {
  sealed: SealedReport[];
  /** `progress` from 0 to 1. */
  composing: { number: number; lang: string; queued: boolean; progress: number; place: Whereabouts | null }[];
  /** `id` is null for one that may not be composed again. */
  failed: { number: number; failure: Failure | null; id?: string | null }[];
  /** What is written of the next report; null for those who may not publish. */
  draft: { title: string; subtitle: string; foreword: string; savedAt: string | null } | null;
}

/** What was just done, or why it was not. */
export type ReportsNews =
  | { done: "saved" }
  | { done: "busy" }
  | { done: "sealed"; number: number }
  | { problem: string };

export type DraftErrors = { title?: string; subtitle?: string; foreword?: string };

const REFRESH = 3;

/** Where a report is read. */
export const reportAddress = (ctx: PageContext, number: number): string => inNetwork(ctx, `/rapports/${number}`);

const sealed = (ctx: PageContext, view: ReportsView): Html => {
  const words = ctx.t.reports;
  const { heads } = words;
  if (view.sealed.length === 0)
    return emptyState({ title: words.emptyTitle, body: view.draft ? words.emptyBodyMaker : words.emptyBody });
  return table({
    caption: words.sealedCaption,
    hideCaption: true,
    stack: true,
    rows: view.sealed,
    columns: [
      {
        head: heads.report,
        cell: (row) =>
          html`<a class="serif" href="${reportAddress(ctx, row.number)}" lang="${row.lang}">${holdPunctuation(row.title)}</a><br><span class="small quiet">${words.number(row.number)}</span>`,
      },
      { head: heads.lang, label: heads.lang, small: true, cell: (row) => words.langs[row.lang] ?? row.lang },
      {
        head: heads.date,
        label: heads.date,
        small: true,
        cell: (row) => html`<time datetime="${row.sealedAt}">${formatDay(row.sealedAt, ctx.lang)}</time>`,
      },
      {
        head: heads.hash,
        label: heads.hash,
        small: true,
        cell: (row) => html`<span class="mono">${row.hash.slice(0, 16)}…</span>`,
      },
      {
        head: heads.files,
        label: heads.files,
        small: true,
        cell: (row) =>
          html`<a href="${reportAddress(ctx, row.number)}/rapport.pdf" aria-label="${words.pdfOf(row.number)}">${words.pdf}</a> <a href="${reportAddress(
            ctx,
            row.number,
          )}/rapport.html" aria-label="${words.htmlOf(row.number)}">${words.html}</a>`,
      },
    ],
  });
};

const composing = (ctx: PageContext, view: ReportsView, say: (failure: Failure) => string): HtmlValue => {
  const words = ctx.t.reports;
  if (view.composing.length === 0) return "";
  return section({
    id: "composition",
    title: words.composingTitle,
    aside: words.composingAside,
    body: html`<div class="pile" data-progress>${view.composing.map((one) =>
      progress({
        id: `p-${one.number}`,
        label: words.composing(one.number),
        ...(!one.queued && { max: 100, value: Math.round(one.progress * 100) }),
        ...waitingDetail(ctx, one, say),
      }),
    )}</div>`,
  });
};

const waitingDetail = (
  ctx: PageContext,
  { queued, place }: ReportsView["composing"][number],
  say: (failure: Failure) => string,
) => {
  const where = place && sayPlace(ctx, place, say);
  if (queued) return { detail: where ? html`${ctx.t.reports.queued}. ${where}` : ctx.t.reports.queued };
  return where ? { detail: where } : {};
};

const failed = (ctx: PageContext, view: ReportsView, say: (failure: Failure) => string): HtmlValue => {
  const words = ctx.t.reports;
  return (
    view.failed.length > 0 &&
    section({
      id: "interrompues",
      title: words.failedTitle,
      body: view.failed.map((one) =>
        notice({
          kind: "failure",
          title: words.failedBody(one.number),
          body: html`${one.failure && html`<p>${say(one.failure)}</p>`}<p>${words.failedNext}</p>${
            one.id &&
            postForm(ctx, inNetwork(ctx, `/rapports/${one.number}/recomposer`), actions(button(words.again)), {
              label: words.againOf(one.number),
            })
          }`,
        }),
      ),
    })
  );
};

const draft = (ctx: PageContext, view: ReportsView, errors: DraftErrors): HtmlValue => {
  const words = ctx.t.reports;
  if (!view.draft) return "";
  // The page asks itself again while a report is composed: nothing may be typed in it meanwhile.
  if (view.composing.length > 0)
    return section({ id: "prochain", title: words.draftTitle, body: html`<p class="quiet">${words.draftWaits}</p>` });
  const { title, subtitle, foreword, savedAt } = view.draft;
  const form = postForm(
    ctx,
    inNetwork(ctx, "/rapports/brouillon"),
    html`${field({ id: "titre", label: words.titleLabel, value: title, error: errors.title })}${field({
      id: "sous-titre",
      label: words.subtitleLabel,
      value: subtitle,
      error: errors.subtitle,
    })}${textArea({ id: "avant-propos", label: words.forewordLabel, hint: words.forewordHint, value: foreword, rows: 10, error: errors.foreword })}<p class="small quiet">${
      savedAt === null ? words.draftNever : words.draftSaved(formatMoment(savedAt, ctx.lang))
    }</p>${actions(button(words.save, { second: true }), button(words.seal, { formaction: inNetwork(ctx, "/rapports/sceller") }))}`,
    { className: "pile" },
  );
  return section({
    id: "prochain",
    title: words.draftTitle,
    aside: words.draftAside,
    body: form,
    note: html`<p>${words.sealNote}</p><p>${words.proposedNote}</p>`,
  });
};

const told = (ctx: PageContext, view: ReportsView, news: ReportsNews | undefined, errors: DraftErrors): HtmlValue => {
  const words = ctx.t.reports;
  const faults = [
    ...(errors.title ? [{ field: "titre", message: errors.title }] : []),
    ...(errors.subtitle ? [{ field: "sous-titre", message: errors.subtitle }] : []),
    ...(errors.foreword ? [{ field: "avant-propos", message: errors.foreword }] : []),
  ];
  if (faults.length > 0) return errorSummary(words.errors, faults);
  if (!news) return "";
  if ("problem" in news)
    return notice({ kind: "failure", title: words.notSealed, body: html`<p>${news.problem}</p>`, live: true });
  if (news.done === "saved") return notice({ title: words.done.saved, live: true });
  if (news.done === "busy")
    return notice({ kind: "warning", title: words.done.busy, body: html`<p>${words.busyBody}</p>`, live: true });
  return notice({
    title: words.done.sealed(news.number),
    body: html`<p>${view.sealed.some((one) => one.number === news.number) ? words.sealedReady : words.sealedBody}</p>`,
    live: true,
  });
};

/** The reports published, the one being composed, and the draft of the next. */
export const reportsPage = (
  ctx: PageContext,
  view: ReportsView,
  say: (failure: Failure) => string,
  news?: ReportsNews,
  errors: DraftErrors = {},
): Html => {
  const words = ctx.t.reports;
  const body = html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead}</p>${told(ctx, view, news, errors)}</div>${composing(
    ctx,
    view,
    say,
  )}${failed(ctx, view, say)}${section({ id: "publies", title: words.sealedTitle, body: sealed(ctx, view) })}${draft(ctx, view, errors)}`;
  return page(ctx, {
    title: words.title,
    description: words.description,
    nav: "reports",
    head: enhanced(ctx),
    ...(view.composing.length > 0 && { refresh: REFRESH }),
    body,
  });
};
