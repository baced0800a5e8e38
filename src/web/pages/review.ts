import type { Qualifier } from "../../figures/types.ts";
import { capital, holdPunctuation } from "../../i18n/format.ts";
import type { Proposed } from "../../initiatives/proposals.sql.ts";
import { actions, button } from "../../ui/actions.ts";
import { emptyState, notice } from "../../ui/feedback.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { breadcrumb, pagination, viewSwitch } from "../../ui/navigation.ts";
import { section } from "../../ui/section.ts";
import { inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { initiativeLink } from "./mentions.ts";
import { reviewItem, type TypedDoubt } from "./review-item.ts";
import type { DomainView } from "./views.ts";
import { cutWords, enhanced, postForm, written } from "./workspace.ts";

export interface DoubtView {
  id: string;
  field: string;
  value: string;
  code: string;
  params: Record<string, string | number>;
  options: { label: string; scale: string; within: string[] }[];
  line: number;
  key: string;
  title: string;
  /** Keys of the domains in which its initiative stands. */
  domains: string[];
}

export interface ProposedFigureView {
  id: string;
  text: string;
  what: string;
  min: number | null;
  max: number | null;
  qualifier: Qualifier;
  unit: string | null;
  period: string | null;
  column: string;
  key: string;
  title: string;
}

export interface ReviewView {
  /** The field asked for; null for all. */
  field: string | null;
  page: number;
  pages: number;
  total: number;
  fields: { field: string; count: number }[];
  doubts: DoubtView[];
  domains: DomainView[];
  figures: ProposedFigureView[];
  figuresPage: number;
  figuresPages: number;
  proposed: Proposed;
  /** How many proposals of sheets wait as well. */
  proposals: number;
}

/** What was just decided, or why it was not; `figure` can be put back as it was. */
export type ReviewNews =
  | {
      done: "settled" | "set_aside" | "accepted" | "rejected" | "proposed" | "sure";
      words?: string;
      initiative?: { key: string; title: string };
      figure?: string;
      count?: number;
    }
  | { problem: string };

/** The address of the queue in some state. */
export const reviewAddress = (
  ctx: PageContext,
  state: { field: string | null; page?: number; figuresPage?: number },
): string => {
  const params = new URLSearchParams();
  if (state.field) params.set("champ", state.field);
  if (state.page && state.page > 1) params.set("page", String(state.page));
  if (state.figuresPage && state.figuresPage > 1) params.set("textes", String(state.figuresPage));
  const query = params.toString();
  return inNetwork(ctx, `/verifier${query && `?${query}`}`);
};

const fieldName = (ctx: PageContext, field: string): string => ctx.t.common.fields[field] ?? field;

const switcher = (ctx: PageContext, view: ReviewView): HtmlValue => {
  const words = ctx.t.review;
  const all = view.fields.reduce((sum, { count }) => sum + count, 0);
  const known = view.fields.some(({ field }) => field === view.field);
  if (view.fields.length < 2 && view.field === null) return "";
  return html`<p>${viewSwitch(words.fieldsLabel, [
    { label: words.all(all), address: reviewAddress(ctx, { field: null }), current: view.field === null },
    ...view.fields.map(({ field, count }) => ({
      label: words.fieldCount(fieldName(ctx, field), count),
      address: reviewAddress(ctx, { field }),
      current: field === view.field,
    })),
    ...(view.field !== null && !known
      ? [{ label: words.fieldCount(fieldName(ctx, view.field), 0), address: reviewAddress(ctx, view), current: true }]
      : []),
  ])}</p>`;
};

const doubts = (ctx: PageContext, view: ReviewView, typed: TypedDoubt | undefined): HtmlValue => {
  const words = ctx.t.review;
  const groups = Map.groupBy(view.doubts, (doubt) => doubt.field);
  const sections = [...groups].map(([field, items]) => {
    const all = view.fields.find((one) => one.field === field)?.count ?? items.length;
    return section({
      id: `champ-${field}`,
      title: capital(fieldName(ctx, field)),
      aside: items.length < all ? words.sectionPart(items.length, all) : words.sectionAside(all),
      body: html`<ol class="doubts">${items.map((item) => reviewItem(ctx, item, view, typed?.id === item.id ? typed : undefined))}</ol>`,
    });
  });
  return html`${sections}${view.pages > 1 && html`<div class="above-5">${pages(ctx, view.page, view.pages, (page) => reviewAddress(ctx, { field: view.field, page }))}</div>`}`;
};

const pages = (ctx: PageContext, page: number, count: number, address: (page: number) => string): HtmlValue => {
  const words = ctx.t.common.pages;
  return pagination({
    label: words.label,
    previous: words.previous,
    next: words.next,
    page,
    pages: count,
    address,
    pageLabel: words.page,
  });
};

const figureItem = (ctx: PageContext, view: ReviewView, figure: ProposedFigureView): Html => {
  const { review: words, common } = ctx.t;
  const said = holdPunctuation(cutWords(figure.text, 60));
  const decide = (decision: string, verb: string, spoken: string): Html =>
    html`<button class="button second small" type="submit" name="decision" value="${decision}" aria-label="${spoken}">${verb}</button>`;
  const form = html`<input type="hidden" name="champ" value="${view.field ?? ""}"><input type="hidden" name="textes" value="${view.figuresPage}"><p class="actions">${decide(
    "accepted",
    words.accept,
    words.acceptOf(said),
  )} ${decide("rejected", words.reject, words.rejectOf(said))}</p>`;
  return html`<li id="f-${figure.id}"><p class="small quiet">${words.column(figure.key, fieldName(ctx, figure.column))}</p><div>${written(ctx, figure.text)}<p class="why">${initiativeLink(
    ctx,
    figure,
  )}</p></div><div class="pile"><p class="small"><span class="quiet">${common.figure.read}</span> ${common.figure.reading(figure)}${
    figure.period && `, ${common.figure.periodOf(figure.period)}`
  }</p>${postForm(ctx, inNetwork(ctx, `/verifier/chiffres/${figure.id}`), form)}</div></li>`;
};

const figures = (ctx: PageContext, view: ReviewView): HtmlValue =>
  view.figures.length > 0 &&
  section({
    id: "textes",
    title: ctx.t.review.figuresTitle,
    aside: ctx.t.review.figuresAside(view.proposed.figures),
    body: html`<ol class="doubts">${view.figures.map((figure) => figureItem(ctx, view, figure))}</ol>${pages(
      ctx,
      view.figuresPage,
      view.figuresPages,
      (page) => reviewAddress(ctx, { field: view.field, figuresPage: page }),
    )}`,
  });

const sure = (ctx: PageContext, view: ReviewView): Html => {
  const words = ctx.t.review;
  const { places, actors, audiences, prospects } = view.proposed;
  const waits = places + actors + audiences + prospects > 0;
  return section({
    id: "sures",
    title: words.sureTitle,
    aside: words.sureAside,
    body: waits
      ? html`<p>${words.sureBody(places, actors, audiences, prospects)}</p>${postForm(ctx, inNetwork(ctx, "/verifier/accepter"), actions(button(words.acceptSure)))}<p class="small quiet">${words.sureNote}</p>`
      : html`<p class="quiet">${words.sureNone}</p>`,
  });
};

const told = (ctx: PageContext, news: ReviewNews | undefined): HtmlValue => {
  if (!news) return "";
  const words = ctx.t.review;
  if ("problem" in news)
    return notice({ kind: "failure", title: words.notDone, body: html`<p>${news.problem}</p>`, live: true });
  const undo =
    news.figure &&
    postForm(
      ctx,
      inNetwork(ctx, `/verifier/chiffres/${news.figure}`),
      html`<button class="button second small" type="submit" name="decision" value="proposed" aria-label="${words.undoOf(holdPunctuation(cutWords(news.words ?? "", 60)))}">${words.undo}</button>`,
    );
  return notice({
    title: words.done[news.done],
    body: html`${news.count !== undefined && html`<p>${words.sureDone(news.count)}</p>`}${
      news.initiative &&
      html`<p>${news.words && words.doneOf(holdPunctuation(cutWords(news.words, 120)))}${initiativeLink(ctx, news.initiative)}</p>`
    }${undo}`,
    live: true,
  });
};

const nothing = (ctx: PageContext, view: ReviewView): Html => {
  const words = ctx.t.review;
  const next =
    view.field === null
      ? html`<a href="${inNetwork(ctx, "/initiatives")}">${words.emptyNext}</a>`
      : html`<a href="${reviewAddress(ctx, { field: null })}">${words.seeAll}</a>`;
  return emptyState({
    level: 2,
    title: words.emptyTitle,
    body: view.field === null ? words.emptyBody : words.emptyField,
    next,
  });
};

/** The queue of what a person should look at: doubtful values by field, figures read in prose, and what was read surely. */
export const reviewPage = (ctx: PageContext, view: ReviewView, news?: ReviewNews, typed?: TypedDoubt): Html => {
  const { review: words, common } = ctx.t;
  const all = view.fields.reduce((sum, { count }) => sum + count, 0);
  const body = html`${breadcrumb(common.youAreHere, [
    { label: common.nav.initiatives, address: inNetwork(ctx, "/initiatives") },
    { label: common.nav.review },
  ])}<div class="opening"><h1>${words.title}</h1><p class="lead">${capital(words.lead(all, view.proposed.figures))}</p>${
    view.proposals > 0 &&
    html`<p><a href="${inNetwork(ctx, "/propositions")}">${capital(ctx.t.proposing.review.waitingLink(view.proposals))}</a></p>`
  }${told(ctx, news)}${switcher(ctx, view)}</div>${
    view.doubts.length + view.figures.length > 0
      ? html`${doubts(ctx, view, typed)}${figures(ctx, view)}`
      : nothing(ctx, view)
  }${view.field === null && sure(ctx, view)}`;
  return page(ctx, { title: words.title, description: words.description, nav: "review", head: enhanced(ctx), body });
};
