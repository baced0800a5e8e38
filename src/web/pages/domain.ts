import { holdPunctuation } from "../../i18n/format.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { mark } from "../../ui/marks.ts";
import { breadcrumb } from "../../ui/navigation.ts";
import { quantity, section } from "../../ui/section.ts";
import { dataBehind, table } from "../../ui/table.ts";
import { fieldLang, inNetwork, type PageContext, sheetAddress, statementAddress } from "../context.ts";
import { page } from "../layout.ts";
import { type EffectiveCount, type ProfileView, profilesSection } from "./domain-profiles.ts";
import { EMPTY_QUERY, feedAddress } from "./list-address.ts";
import { domainMap, type InitiativeOnMap } from "./maps.ts";
import type { DimensionView, DomainView, FigureView } from "./views.ts";

export interface FindingEvidence {
  key: string;
  title: string;
  place: string | null;
  /** The words cited, with the statement and column they come from; null when none was. */
  quote: { text: string; statementKey: string; column: string } | null;
  proposed: boolean;
}

export interface DomainPageView {
  domain: DomainView & { definition: string; findingsTitle: string; position: number };
  version: number;
  count: number;
  overseas: number;
  /** Every domain of the network in order, this one included, with what each puts on the map. */
  peers: (DomainView & {
    count: number;
    overseas: number;
    map: InitiativeOnMap[];
    /** Whether the map has one mark for each département, where initiatives are too many. */
    byDepartement: boolean;
  })[];
  findings: { text: string; evidence: FindingEvidence[] }[];
  dimensions: DimensionView[];
  /** How many of its initiatives are coded; the profiles of the first of them are shown. */
  coded: number;
  profiles: ProfileView[];
  effective: EffectiveCount[];
  /** How many of its initiatives give figures; those of the first of them are shown. */
  figured: number;
  figures: { figure: FigureView; sheet: { key: string; title: string; place: string | null } }[];
}

const head = (ctx: PageContext, view: DomainPageView): Html => {
  const { domains: words } = ctx.t;
  const { domain } = view;
  const overseas = words.overseas(view.overseas);
  return html`<div class="sheet-top"><div class="label"><p>${words.place(domain.position, view.peers.length)}</p><p class="big-mark">${mark(
    domain.mark,
  )}</p><p><strong>${words.amount(view.count)}</strong>${overseas && `, ${overseas}`}</p></div><div class="main"><h1${fieldLang(ctx)}>${
    domain.name
  }</h1><p class="lead"${fieldLang(ctx)}>${domain.definition}</p>${
    view.count > 0 &&
    html`<p class="actions"><a href="${inNetwork(ctx, `/initiatives?domaine=${encodeURIComponent(domain.key)}`)}">${words.listAll(view.count)}</a></p>`
  }</div><div class="label"><p>${words.version(view.version)}</p></div></div>`;
};

const maps = (ctx: PageContext, view: DomainPageView): Html => {
  const { domains: words, common } = ctx.t;
  const most = view.peers.every((peer) => peer.key === view.domain.key || peer.overseas < view.overseas);
  const items = view.peers.map((peer, index) => {
    const current = peer.key === view.domain.key;
    const overseas = words.overseas(peer.overseas);
    return html`<li>${domainMap({
      id: `mini-${index + 1}`,
      title: words.miniTitle(peer.name, peer.count, peer.overseas),
      initiatives: peer.map,
    })}<p>${mark(peer.mark)} <a href="${inNetwork(ctx, `/domaines/${peer.key}`)}"${current && html` aria-current="page"`}${fieldLang(ctx)}>${
      peer.name
    }</a><br><span class="quiet">${words.amount(peer.count)}${overseas && `, ${overseas}`}</span></p></li>`;
  });
  const data = table<DomainPageView["peers"][number]>({
    caption: words.mapTable,
    hideCaption: true,
    rows: view.peers,
    columns: [
      { head: words.heads.domain, cell: (peer) => html`<span${fieldLang(ctx)}>${peer.name}</span>` },
      { head: words.heads.count, numeric: true, cell: (peer) => peer.count },
      { head: words.heads.overseas, numeric: true, cell: (peer) => peer.overseas },
    ],
  });
  return section({
    id: "ou",
    title: words.where,
    aside: words.whereAside(view.peers.length),
    body: html`<figure class="figure"><figcaption><p class="finding">${words.whereFinding(view.count, view.overseas, most)}</p></figcaption><ul class="minimaps">${items}</ul><p class="source">${
      words.whereSource
    }${view.peers.some(({ byDepartement }) => byDepartement) && ` ${words.whereMany}`}</p>${dataBehind(common.dataTable, data)}</figure>`,
  });
};

const evidence = (ctx: PageContext, item: FindingEvidence): Html => {
  const { common, domains: words } = ctx.t;
  const source =
    item.quote &&
    html`<br><a href="${statementAddress(ctx, item.key, item.quote.statementKey)}">${common.statementColumn(
      item.quote.statementKey,
      common.fields[item.quote.column] ?? item.quote.column,
    )}</a>`;
  return html`<li><p class="ref"><a href="${sheetAddress(ctx, item)}"${fieldLang(ctx)}>${holdPunctuation(item.title)}</a><br>${item.place ?? common.placeUnknown}${source}</p><p>${
    item.quote
      ? html`<q${fieldLang(ctx)}>${holdPunctuation(item.quote.text)}</q>`
      : html`<span class="quiet">${words.noQuote}</span>`
  }</p></li>`;
};

const findings = (ctx: PageContext, view: DomainPageView): Html => {
  const { domains: words } = ctx.t;
  const items = view.findings.map((finding) => {
    const tied = finding.evidence.length;
    const missing = Math.max(0, view.count - tied);
    const proposed = finding.evidence.some((item) => item.proposed);
    return html`<div class="observation"><h3${fieldLang(ctx)}>${holdPunctuation(finding.text)}</h3><p>${words.carriedBy(tied, view.count)}${
      proposed && html` <span class="quiet">(${words.proposedByTeam})</span>`
    }</p>${tied > 0 && html`<ul class="evidence">${finding.evidence.map((item) => evidence(ctx, item))}</ul>`}${
      tied > 0 &&
      missing > 0 &&
      html`<p class="small quiet wide"><strong>${words.missing}</strong> ${words.missingText(missing)}</p>`
    }</div>`;
  });
  return section({
    id: "constats",
    title: words.findings,
    aside: items.length > 0 && words.findingsAside(view.domain.findingsTitle, items.length),
    body: items.length > 0 ? items : html`<p class="quiet">${words.noFinding}</p>`,
  });
};

const figures = (ctx: PageContext, view: DomainPageView): HtmlValue => {
  const { domains: words, common } = ctx.t;
  const silent = view.count - view.figured;
  const shown = new Set(view.figures.map(({ sheet }) => sheet.key)).size;
  const items = view.figures.map(({ figure, sheet }) =>
    quantity({
      said: common.quote(holdPunctuation(figure.text)),
      ...(ctx.lang === "fr" ? {} : { lang: "fr" }),
      source: html`<a href="${sheetAddress(ctx, sheet)}"${fieldLang(ctx)}>${holdPunctuation(sheet.title)}</a>, ${sheet.place ?? common.placeUnknown}, <a href="${statementAddress(
        ctx,
        sheet.key,
        figure.statementKey,
      )}">${common.statementLower(figure.statementKey)}</a>${figure.status === "proposed" && ` ${common.proposed}`}`,
    }),
  );
  return section({
    id: "chiffres",
    title: words.figures,
    aside: words.figuresAside,
    body: html`${items.length > 0 ? html`<ul>${items}</ul>` : html`<p class="quiet">${words.noFigure}</p>`}${
      shown < view.figured && html`<p class="small quiet wide">${words.figuresShown(shown, view.figured)}</p>`
    }${items.length > 0 && silent > 0 && html`<p class="small quiet wide">${words.figuresMissing(silent)}</p>`}`,
  });
};

/** A domain: its definition, where it acts, its findings with their evidence, its profiles and its figures. */
export const domainPage = (ctx: PageContext, view: DomainPageView): Html => {
  const { common, domains: words } = ctx.t;
  const trail = breadcrumb(common.youAreHere, [
    { label: words.title, address: inNetwork(ctx, "/domaines") },
    { label: view.domain.name },
  ]);
  const feed = {
    address: feedAddress(ctx, { ...EMPTY_QUERY, domaine: [view.domain.key] }),
    title: ctx.t.sharing.feed.title(ctx.network!.name, [view.domain.name]),
  };
  const body = html`${trail}<article>${head(ctx, view)}${maps(ctx, view)}${findings(ctx, view)}${profilesSection(ctx, {
    coded: view.coded,
    profiles: view.profiles,
    effective: view.effective,
    dimensions: view.dimensions,
    mark: view.domain.mark,
  })}${figures(ctx, view)}</article><p class="small above-5 screen-only"><a href="${feed.address}" type="application/atom+xml">${ctx.t.sharing.feed.link}</a></p>`;
  return page(ctx, {
    title: `${view.domain.name}, ${ctx.network!.name}`,
    description: view.domain.definition,
    nav: "domains",
    share: { title: view.domain.name, type: "article", feed },
    body,
  });
};
