import { formatNumber } from "../../i18n/format.ts";
import { emptyState } from "../../ui/feedback.ts";
import { searchField } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import { href, inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { EMPTY_QUERY, feedAddress } from "./list-address.ts";
import { countedMap, type InitiativeOnMap, initiativesMap } from "./maps.ts";
import { initiativeTitle } from "./mentions.ts";
import type { InitiativeMention } from "./views.ts";

export interface CommonView {
  initiatives: number;
  networks: { slug: string; name: string; description: string; count: number }[];
  /** Domains of the same key together, with how many networks have it. */
  domains: { key: string; name: string; networks: number; count: number }[];
  /** Every initiative, one mark each; none where they would be too many to be told apart. */
  map: InitiativeOnMap[];
  /** How many are in each département, drawn instead of so many marks. */
  departements: ReadonlyMap<string, number> | null;
  latest: (InitiativeMention & { updated: string })[];
}

const networks = (ctx: PageContext, view: CommonView): Html => {
  const words = ctx.t.space;
  return html`<h2 id="h-networks">${words.networks}</h2><ul class="domains">${view.networks.map(
    (one) =>
      html`<li><a href="${href(ctx, `/${one.slug}`)}">${one.name}</a><span class="num">${formatNumber(one.count, ctx.lang)}<span class="vh"> ${ctx.t.common.initiativeNoun(
        one.count,
      )}</span></span><span class="def">${one.description}</span></li>`,
  )}</ul><p class="source">${words.networksAside}</p>`;
};

const domains = (ctx: PageContext, view: CommonView): HtmlValue => {
  const words = ctx.t.space;
  if (view.domains.length === 0) return "";
  return html`<section aria-labelledby="h-domains"><h2 id="h-domains">${words.domains}</h2><ul class="domains">${view.domains.map(
    (one) =>
      html`<li><a href="${inNetwork(ctx, `/initiatives?domaine=${encodeURIComponent(one.key)}`)}" lang="fr">${one.name}</a><span class="num">${formatNumber(
        one.count,
        ctx.lang,
      )}<span class="vh"> ${ctx.t.common.initiativeNoun(one.count)}</span></span><span class="def">${words.domainNetworks(one.networks)}</span></li>`,
  )}</ul><p class="source">${words.domainsAside}</p></section>`;
};

const map = (ctx: PageContext, view: CommonView): Html => {
  const { space: words, mapPage, home } = ctx.t;
  const { departements } = view;
  const named = { id: "map", title: words.mapTitle(view.initiatives), description: words.mapDescription };
  return html`<figure class="figure map"><figcaption><h2 class="finding">${words.map}</h2>${
    departements && html`<p class="sub">${mapPage.places.counts.departement}</p>`
  }</figcaption>${
    departements
      ? countedMap(ctx, { ...named, departements })
      : initiativesMap(ctx, { ...named, initiatives: view.map, overseas: "used", linked: true })
  }<p class="source">${departements ? home.map.sourceCounted(null) : words.mapKey}</p></figure>`;
};

/** The home of the common space: whose initiatives it shows, where, in which domains, what is new. */
export const commonPage = (ctx: PageContext, view: CommonView): Html => {
  const { space: words, common, sharing } = ctx.t;
  const top = html`<div class="home-top"><div><h1>${words.name}</h1><p class="lead">${words.lead(view.initiatives, view.networks.length)}</p></div>${
    view.networks.length > 0 &&
    searchField({
      action: inNetwork(ctx, "/initiatives"),
      label: common.search.label,
      verb: common.search.verb,
      hint: common.search.hint,
    })
  }</div>`;
  const full = html`<div class="home-body">${map(ctx, view)}<div class="aside"><section aria-labelledby="h-networks">${networks(
    ctx,
    view,
  )}</section>${domains(ctx, view)}</div></div>${section({
    id: "h-recent",
    title: words.recent,
    aside: html`<a href="${feedAddress(ctx, EMPTY_QUERY)}" type="application/atom+xml">${sharing.feed.link}</a>`,
    body: html`<ul class="results">${view.latest.map((one) => html`<li>${initiativeTitle(ctx, one)}</li>`)}</ul><p><a href="${inNetwork(ctx, "/initiatives")}">${words.see}</a></p>`,
  })}`;
  return page(ctx, {
    title: words.name,
    description: words.description,
    share: { feed: { address: feedAddress(ctx, EMPTY_QUERY), title: sharing.feed.title(words.name, []) } },
    body: html`${top}${view.networks.length > 0 ? full : emptyState({ level: 2, title: words.emptyTitle, body: words.emptyBody })}`,
  });
};
