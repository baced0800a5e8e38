import { formatNumber } from "../../i18n/format.ts";
import { emptyState } from "../../ui/feedback.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { mark } from "../../ui/marks.ts";
import { breadcrumb } from "../../ui/navigation.ts";
import { section } from "../../ui/section.ts";
import { inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { feedAddress, type ListQuery, listAddress } from "./list-address.ts";
import { type InitiativeOnMap, initiativesMap } from "./maps.ts";
import { initiativeTitle } from "./mentions.ts";
import type { DomainView, InitiativeMention } from "./views.ts";

export interface TerritoryRef {
  level: "region" | "departement";
  code: string;
  name: string;
}

export interface TerritoryPageView {
  territory: TerritoryRef;
  /** The list that shows the same. */
  query: ListQuery;
  total: number;
  /** The first of them. */
  rows: InitiativeMention[];
  map: InitiativeOnMap[];
  /** Whether the map has one mark for each département, where initiatives are too many. */
  byDepartement: boolean;
  domains: (DomainView & { count: number })[];
  around: TerritoryRef[];
  within: (TerritoryRef & { count: number })[];
}

/** The address of what a territory holds. */
export const territoryAddress = (ctx: PageContext, { level, code }: TerritoryRef): string =>
  inNetwork(ctx, `/territoires/${level}/${encodeURIComponent(code)}`);

const places = (
  ctx: PageContext,
  id: string,
  title: string,
  list: readonly (TerritoryRef & { count?: number })[],
): HtmlValue =>
  list.length > 0 &&
  html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><ul class="domains">${list.map(
    (one) =>
      html`<li><a href="${territoryAddress(ctx, one)}">${one.name}</a>${
        one.count !== undefined &&
        html`<span class="num">${formatNumber(one.count, ctx.lang)}<span class="vh"> ${ctx.t.common.initiativeNoun(one.count)}</span></span>`
      }</li>`,
  )}</ul></section>`;

const domains = (ctx: PageContext, view: TerritoryPageView): HtmlValue =>
  view.domains.length > 0 &&
  html`<section aria-labelledby="h-domains"><h2 id="h-domains">${ctx.t.sharing.territory.domains}</h2><ul class="domains">${view.domains.map(
    (one) =>
      html`<li><span>${mark(one.mark)} <a href="${listAddress(ctx, { ...view.query, domaine: [one.key] })}" lang="fr">${one.name}</a></span><span class="num">${formatNumber(
        one.count,
        ctx.lang,
      )}<span class="vh"> ${ctx.t.common.initiativeNoun(one.count)}</span></span></li>`,
  )}</ul></section>`;

const done = (ctx: PageContext, view: TerritoryPageView): Html => {
  const words = ctx.t.sharing.territory;
  if (view.total === 0)
    return emptyState({
      level: 2,
      title: words.lead(0),
      body: words.none,
      next: html`<a href="${inNetwork(ctx, "/initiatives")}">${words.all}</a>`,
    });
  return section({
    id: "initiatives",
    title: words.list,
    aside: html`<a href="${feedAddress(ctx, view.query)}" type="application/atom+xml">${ctx.t.sharing.feed.link}</a>`,
    body: html`<ul class="results">${view.rows.map((row) => html`<li>${initiativeTitle(ctx, row)}</li>`)}</ul><p><a href="${listAddress(ctx, view.query)}">${
      view.total > 1 ? words.more(view.total) : words.one
    }</a></p>`,
  });
};

/** All that is done in one territory, for whoever looks for what exists near home. */
export const territoryPage = (ctx: PageContext, view: TerritoryPageView): Html => {
  const { sharing, common } = ctx.t;
  const words = sharing.territory;
  const { territory } = view;
  const map = html`<div class="figure map">${initiativesMap(ctx, {
    id: "map",
    title: words.mapTitle(territory.name),
    description: words.mapDescription,
    initiatives: view.map,
    overseas: "used",
    linked: !view.byDepartement,
  })}${view.byDepartement && html`<p class="small">${ctx.t.list.mapByDepartement}</p>`}</div>`;
  const body = html`${breadcrumb(common.youAreHere, [
    { label: common.nav.initiatives, address: inNetwork(ctx, "/initiatives") },
    ...view.around.map((one) => ({ label: one.name, address: territoryAddress(ctx, one) })),
    { label: territory.name },
  ])}<div class="opening"><h1>${territory.name}</h1><p class="quiet">${words.of[territory.level]} ${territory.code}</p>${
    view.total > 0 && html`<p class="lead">${words.lead(view.total)}</p>`
  }</div><div class="home-body">${map}<div class="aside">${domains(ctx, view)}${places(ctx, "h-within", words.within, view.within)}${places(
    ctx,
    "h-around",
    words.around,
    view.around,
  )}</div></div>${done(ctx, view)}`;
  return page(ctx, {
    title: `${words.title(territory.name)}, ${ctx.network!.name}`,
    description: words.description(territory.name, ctx.network!.name, view.total),
    nav: "initiatives",
    share: {
      title: words.title(territory.name),
      feed: { address: feedAddress(ctx, view.query), title: sharing.feed.title(ctx.network!.name, [territory.name]) },
    },
    body,
  });
};
