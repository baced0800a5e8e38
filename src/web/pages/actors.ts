import { formatNumber } from "../../i18n/format.ts";
import { button } from "../../ui/actions.ts";
import { emptyState } from "../../ui/feedback.ts";
import { field, select } from "../../ui/fields.ts";
import { type Html, html } from "../../ui/html.ts";
import { pagination } from "../../ui/navigation.ts";
import { table } from "../../ui/table.ts";
import { fieldLang, inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";

export interface ActorsView {
  query: { q: string; sorte: string; page: number };
  total: number;
  results: number;
  pages: number;
  kinds: { kind: string; count: number }[];
  actors: {
    id: string;
    name: string;
    kind: string;
    generic: boolean;
    /** Initiatives that name it, and those it carries. */
    initiatives: number;
    carries: number;
  }[];
}

const address = (ctx: PageContext, query: ActorsView["query"]): string => {
  const params = new URLSearchParams();
  if (query.q) params.set("q", query.q);
  if (query.sorte) params.set("sorte", query.sorte);
  if (query.page > 1) params.set("page", String(query.page));
  const text = params.toString();
  return inNetwork(ctx, `/acteurs${text && `?${text}`}`);
};

const filters = (ctx: PageContext, view: ActorsView): Html => {
  const { actors: words, common } = ctx.t;
  return html`<form class="actions above-5" role="search" action="${inNetwork(ctx, "/acteurs")}">${field({
    id: "q",
    label: words.search,
    type: "search",
    value: view.query.q,
  })}${select({
    id: "sorte",
    label: words.kind,
    options: [
      { value: "", label: words.anyKind },
      ...view.kinds.map(({ kind, count }) => ({
        value: kind,
        label: `${common.kinds[kind] ?? kind} (${formatNumber(count, ctx.lang)})`,
        selected: kind === view.query.sorte,
      })),
    ],
  })}${button(words.apply, { second: true })}</form>`;
};

const results = (ctx: PageContext, view: ActorsView): Html => {
  const { actors: words, common } = ctx.t;
  if (view.actors.length === 0) {
    return view.total === 0
      ? emptyState({ title: words.emptyNetwork, body: words.emptyNetworkBody })
      : emptyState({
          title: words.emptyTitle,
          body: words.emptyBody,
          next: html`<a href="${inNetwork(ctx, "/acteurs")}">${words.all}</a>`,
        });
  }
  return html`${table<ActorsView["actors"][number]>({
    caption: words.caption,
    hideCaption: true,
    stack: true,
    rows: view.actors,
    columns: [
      {
        head: words.heads.name,
        cell: (actor) => html`<a href="${inNetwork(ctx, `/acteurs/${actor.id}`)}"${fieldLang(ctx)}>${actor.name}</a>`,
      },
      {
        head: words.heads.kind,
        label: words.heads.kind,
        small: true,
        cell: (actor) =>
          html`${common.kind[actor.kind] ?? actor.kind}${actor.generic && html` <span class="quiet">(${words.generic})</span>`}`,
      },
      {
        head: words.heads.initiatives,
        label: words.heads.initiatives,
        numeric: true,
        cell: (actor) => formatNumber(actor.initiatives, ctx.lang),
      },
      {
        head: words.heads.carries,
        label: words.heads.carries,
        numeric: true,
        cell: (actor) => formatNumber(actor.carries, ctx.lang),
      },
    ],
  })}${pagination({
    label: common.pages.label,
    previous: common.pages.previous,
    next: common.pages.next,
    page: view.query.page,
    pages: view.pages,
    address: (number) => address(ctx, { ...view.query, page: number }),
    pageLabel: common.pages.page,
  })}`;
};

/** The actors named in the initiatives, with a search and a filter by kind. */
export const actorsPage = (ctx: PageContext, view: ActorsView): Html => {
  const words = ctx.t.actors;
  const body = html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead}</p></div>${filters(ctx, view)}<section class="section" aria-labelledby="h-results"><header><h2 id="h-results">${words.results(
    view.results,
    view.total,
  )}</h2></header><div class="text">${results(ctx, view)}</div></section>`;
  return page(ctx, {
    title: `${words.title}, ${ctx.network!.name}`,
    description: words.description(ctx.network!.name),
    nav: "actors",
    body,
  });
};
