import { sayReason } from "../../duplicates/say-reason.ts";
import type { Reason } from "../../duplicates/score.ts";
import { formatMoment, formatShare, holdPunctuation } from "../../i18n/format.ts";
import { actions, button } from "../../ui/actions.ts";
import { emptyState, notice } from "../../ui/feedback.ts";
import { field } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { breadcrumb } from "../../ui/navigation.ts";
import { section } from "../../ui/section.ts";
import { fieldLang, inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { initiativeLink } from "./mentions.ts";
import { postForm, whoDid } from "./workspace.ts";

type Mention = { key: string; title: string };

/** Two initiatives that may be one; `score` from 0 to 1. */
export interface PairView {
  a: Mention;
  b: Mention;
  score: number;
  reasons: Reason[];
}

export interface MergeView extends Mention {
  id: string;
  /** ISO 8601. */
  at: string;
  by: string;
  mergedKey: string;
  mergedTitle: string;
  last: boolean;
}

export interface DuplicatesView {
  open: PairView[];
  later: PairView[];
  distinct: PairView[];
  merges: MergeView[];
  /** How many of each are shown at most. */
  most: number;
}

/** What was just done, or why it was not. */
export type DuplicatesNews =
  | { done: "merged" | "undone" | "distinct" | "later" | "open"; initiative?: Mention; merge?: string }
  | { problem: string };

/** What was typed to compare two sheets of one's choice, and what is wrong with it. */
export type PickView = { a: string; b: string; errors: { a?: string; b?: string } };

/** Where two initiatives are compared; the first is the one that would stay. */
export const pairAddress = (ctx: PageContext, a: string, b: string): string =>
  inNetwork(ctx, `/doublons/${encodeURIComponent(a)}/${encodeURIComponent(b)}`);

const why = (ctx: PageContext, pair: PairView): Html =>
  html`<p>${pair.reasons.map((reason) => `${sayReason(ctx.t.reasons, reason)}. `)}${ctx.t.duplicates.likeness(formatShare(Math.round(pair.score * 100) / 100, ctx.lang))}</p>`;

const names = (ctx: PageContext, pair: PairView): Html => {
  const same = holdPunctuation(pair.a.title) === holdPunctuation(pair.b.title);
  return html`<span>${initiativeLink(ctx, pair.a)} <span class="quiet small">${pair.a.key}${same && `, ${pair.b.key}`}</span>${
    !same && html`<br>${initiativeLink(ctx, pair.b)} <span class="quiet small">${pair.b.key}</span>`
  }</span>`;
};

const openPairs = (ctx: PageContext, view: DuplicatesView): Html =>
  html`<ul class="pairs">${view.open.map(
    (pair) =>
      html`<li>${names(ctx, pair)}<div>${why(ctx, pair)}<p class="above-3"><a href="${pairAddress(ctx, pair.a.key, pair.b.key)}" aria-label="${ctx.t.duplicates.compare(
        pair.a.key,
        pair.b.key,
      )}">${ctx.t.duplicates.compareVerb}</a></p></div></li>`,
  )}</ul>${view.open.length === view.most && html`<p class="small quiet">${ctx.t.duplicates.openMore(view.most)}</p>`}`;

const decided = (ctx: PageContext, pairs: readonly PairView[]): Html => {
  const words = ctx.t.duplicates;
  return html`<ul class="pairs">${pairs.map(
    (pair) =>
      html`<li>${names(ctx, pair)}<div>${why(ctx, pair)}${postForm(
        ctx,
        `${pairAddress(ctx, pair.a.key, pair.b.key)}/decision`,
        html`<p class="actions above-3"><a href="${pairAddress(ctx, pair.a.key, pair.b.key)}" aria-label="${words.compare(
          pair.a.key,
          pair.b.key,
        )}">${words.compareVerb}</a> <button class="button second small" type="submit" name="decision" value="open" aria-label="${words.reopenOf(
          pair.a.key,
          pair.b.key,
        )}">${words.reopen}</button></p>`,
      )}</div></li>`,
  )}</ul>`;
};

const undoForm = (ctx: PageContext, merge: { id: string; key: string; title: string }): Html =>
  postForm(
    ctx,
    inNetwork(ctx, `/doublons/fusions/${merge.id}/defaire`),
    html`<button class="button second small" type="submit" aria-label="${ctx.t.duplicates.undoOf(holdPunctuation(merge.title), merge.key)}">${ctx.t.duplicates.undo}</button>`,
  );

const merges = (ctx: PageContext, view: DuplicatesView): Html => {
  const words = ctx.t.duplicates;
  if (view.merges.length === 0) return html`<p class="quiet">${words.noMerges}</p>`;
  return html`<ul class="pairs">${view.merges.map(
    (merge) =>
      html`<li><span${fieldLang(ctx)}><span class="serif">${holdPunctuation(merge.mergedTitle)}</span></span><div><p>${words.mergedInto(
        merge.mergedKey,
      )} ${initiativeLink(ctx, merge)} <span class="quiet">(${merge.key})</span>. ${words.mergedWhen(formatMoment(merge.at, ctx.lang), whoDid(ctx, merge.by))}</p>${
        merge.last
          ? html`<div class="above-3">${undoForm(ctx, { id: merge.id, key: merge.mergedKey, title: merge.title })}</div>`
          : html`<p>${words.undoBlocked}</p>`
      }</div></li>`,
  )}</ul>`;
};

const pick = (ctx: PageContext, typed?: PickView): Html => {
  const words = ctx.t.duplicates;
  return html`<form class="pile short" action="${inNetwork(ctx, "/doublons")}#comparer">${field({
    id: "a",
    label: words.pickFirst,
    value: typed?.a ?? "",
    error: typed?.errors.a,
    required: true,
  })}${field({ id: "b", label: words.pickSecond, value: typed?.b ?? "", error: typed?.errors.b, required: true })}${actions(button(words.compareVerb, { second: true }))}</form>`;
};

const news = (ctx: PageContext, told: DuplicatesNews | undefined): HtmlValue => {
  if (!told) return "";
  const words = ctx.t.duplicates;
  if ("problem" in told)
    return notice({ kind: "failure", title: words.notDone, body: html`<p>${told.problem}</p>`, live: true });
  const bodies = {
    merged: words.mergedBody,
    undone: words.undoneBody,
    distinct: words.distinctBody,
    later: words.laterBody,
    open: words.openBody,
  };
  const { initiative, merge } = told;
  return notice({
    title: words.done[told.done],
    body: html`<p>${initiative && html`${initiativeLink(ctx, initiative)}. `}${bodies[told.done]}</p>${
      merge && initiative && undoForm(ctx, { id: merge, key: initiative.key, title: initiative.title })
    }`,
    live: true,
  });
};

/** The pairs that may be one initiative, those set aside or told apart, and the merges made, each of which can be undone. */
export const duplicatesPage = (
  ctx: PageContext,
  view: DuplicatesView,
  told?: DuplicatesNews,
  typed?: PickView,
): Html => {
  const { duplicates: words, common } = ctx.t;
  const body = html`${breadcrumb(common.youAreHere, [
    { label: common.nav.initiatives, address: inNetwork(ctx, "/initiatives") },
    { label: common.nav.duplicates },
  ])}<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead(view.open.length)}</p>${news(ctx, told)}</div>${section(
    {
      id: "ouverts",
      title: words.openTitle,
      aside: view.open.length > 0 && words.openAside,
      body:
        view.open.length > 0 ? openPairs(ctx, view) : emptyState({ title: words.emptyTitle, body: words.emptyBody }),
    },
  )}${view.later.length > 0 && section({ id: "plus-tard", title: words.laterTitle, aside: words.laterAside, body: decided(ctx, view.later) })}${section(
    {
      id: "fusions",
      title: words.mergesTitle,
      aside: view.merges.length > 0 && words.mergesAside,
      body: merges(ctx, view),
    },
  )}${view.distinct.length > 0 && section({ id: "distinctes", title: words.distinctTitle, aside: words.distinctAside, body: decided(ctx, view.distinct) })}${section(
    {
      id: "comparer",
      title: words.pickTitle,
      aside: words.pickAside,
      body: pick(ctx, typed),
    },
  )}`;
  return page(ctx, { title: words.title, description: words.description, nav: "duplicates", body });
};
