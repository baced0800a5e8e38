import { formatNumber, holdPunctuation } from "../../i18n/format.ts";
import { searchField } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { units } from "../../ui/marks.ts";

import { journal, section } from "../../ui/section.ts";
import { dataBehind, scrollRegion, table } from "../../ui/table.ts";
import { fieldLang, inNetwork, type PageContext, sheetAddress } from "../context.ts";
import { page } from "../layout.ts";
import { EMPTY_QUERY, feedAddress } from "./list-address.ts";
import { countedMap, type InitiativeOnMap, initiativesMap } from "./maps.ts";
import { journalEntries } from "./mentions.ts";
import { territoryAddress } from "./territory.ts";
import type { ChangeView, DomainView } from "./views.ts";

export type WaitingKind =
  | "places"
  | "figures"
  | "partners"
  | "values"
  | "duplicates"
  | "proposals"
  | "domains"
  | "coding";

/** How many initiatives are in each region and département, by code; those of the whole country and of no known place. */
export interface CountedPlaces {
  regions: Map<string, number>;
  departements: Map<string, number>;
  national: number;
  unplaced: number;
}

export interface HomeView {
  initiatives: number;
  statements: number;
  /** What the map is drawn from, as a sentence would name it; null when there is nothing to name. */
  campaign: string | null;
  /** Every initiative, one mark each; none where they would be too many to be told apart. */
  map: InitiativeOnMap[];
  /** What is drawn instead of so many marks. */
  counted: CountedPlaces | null;
  domains: (DomainView & { definition: string; count: number })[];
  /** Proposed duplicates nobody has decided on yet. */
  duplicates: number;
  waiting: { kind: WaitingKind; count: number; examples: string[] }[];
  changes: ChangeView[];
}

const WAITING_PATHS: Record<WaitingKind, string> = {
  places: "/verifier?champ=place",
  figures: "/verifier?champ=figures",
  partners: "/verifier?champ=partners",
  values: "/verifier",
  duplicates: "/doublons",
  proposals: "/propositions",
  domains: "/initiatives?domaine=aucun",
  coding: "/grille",
};

interface RegionCount {
  code: string;
  name: string;
  subject: string;
  count: number;
  initiatives: { key: string; title: string }[];
}

/** The regions with the initiatives each holds, most first; those that hold none come last. */
export const countByRegion = (
  names: Record<string, [string, string]>,
  { map, counted }: Pick<HomeView, "map" | "counted">,
): RegionCount[] =>
  Object.entries(names)
    .map(([code, [name, subject]]): RegionCount => {
      const initiatives = map.filter(({ regions }) => regions.includes(code));
      return { code, name, subject, initiatives, count: counted?.regions.get(code) ?? initiatives.length };
    })
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, "fr"));

/** How many initiatives no region holds: those of the whole country, and those of no known place. */
const countOutside = ({ map, counted }: HomeView): Pick<CountedPlaces, "national" | "unplaced"> =>
  counted ?? {
    national: map.filter(({ scale }) => scale === "national").length,
    unplaced: map.filter(({ scale }) => scale === null).length,
  };

/* A long list of names helps nobody: past this, the table keeps the counts. */
const NAMED = 300;

const placeLink = (ctx: PageContext, row: { name: string; code?: string }): HtmlValue =>
  row.code === undefined
    ? row.name
    : html`<a href="${territoryAddress(ctx, { level: "region", code: row.code, name: row.name })}">${row.name}</a>`;

const regionTable = (ctx: PageContext, view: HomeView, regions: readonly RegionCount[]): Html => {
  const words = ctx.t.home.map;
  const { national, unplaced } = countOutside(view);
  const of = (scale: InitiativeOnMap["scale"]) => view.map.filter((one) => one.scale === scale);
  const rows = [
    ...regions,
    ...(national > 0 ? [{ name: words.nationalRow, count: national, initiatives: of("national") }] : []),
    ...(unplaced > 0 ? [{ name: words.unplacedRow, count: unplaced, initiatives: of(null) }] : []),
  ];
  const names = (initiatives: readonly { key: string; title: string }[]): HtmlValue =>
    initiatives.map(
      (one, index) =>
        html`${index > 0 ? ctx.t.common.also : ""}<a href="${sheetAddress(ctx, one)}"${fieldLang(ctx)}>${holdPunctuation(one.title)}</a>`,
    );
  const columns = [
    { head: words.heads.region, cell: (row: (typeof rows)[number]) => placeLink(ctx, row) },
    {
      head: words.heads.count,
      numeric: true,
      cell: (row: (typeof rows)[number]) => formatNumber(row.count, ctx.lang),
    },
  ];
  const named = {
    head: words.heads.initiatives,
    cell: (row: (typeof rows)[number]) => (row.initiatives.length > 0 ? names(row.initiatives) : words.none),
  };
  return scrollRegion(
    words.tableCaption,
    table({
      caption: words.tableCaption,
      hideCaption: true,
      columns: view.counted || view.map.length > NAMED ? columns : [...columns, named],
      rows,
    }),
  );
};

const mapFigure = (ctx: PageContext, view: HomeView): Html => {
  const words = ctx.t.home.map;
  const regions = countByRegion(ctx.t.common.regions, view);
  const most = regions[0]?.count ?? 0;
  const top = most === 0 ? [] : regions.filter((region) => region.count === most);
  const none = regions.filter((region) => region.count === 0);
  const { national, unplaced } = countOutside(view);
  const first = regions
    .slice(0, 4)
    .filter((region) => region.count > 0)
    .map((region) => words.regionCount(region.name, region.count));
  const named = {
    id: "map",
    title: words.title(view.initiatives),
    description: words.describe(
      first,
      none.map((region) => region.name),
    ),
  };
  return html`<figure class="figure map"><figcaption><h2 class="finding">${words.finding(
    top.map((region) => region.subject),
    most,
    none.length,
    regions.length,
  )}</h2><p class="sub">${view.counted ? ctx.t.mapPage.places.counts.departement : words.key}</p></figcaption>${
    view.counted
      ? countedMap(ctx, { ...named, departements: view.counted.departements })
      : initiativesMap(ctx, { ...named, initiatives: view.map, overseas: "all", linked: true })
  }<p class="source">${view.counted ? words.sourceCounted(view.campaign) : words.source(view.campaign)}${national > 0 && ` ${words.national(national)}`}${
    unplaced > 0 && ` ${words.elsewhere(unplaced)}`
  }</p>${dataBehind(ctx.t.common.dataTable, regionTable(ctx, view, regions))}</figure>`;
};

/* One mark an initiative, as long as they can be taken in at a glance. */
const COUNTABLE = 60;

const domainList = (ctx: PageContext, view: HomeView): Html => {
  const words = ctx.t.home;
  if (view.domains.length === 0)
    return html`<h2 id="h-domains">${ctx.t.common.nav.domains}</h2><p class="quiet">${words.noDomains}</p>`;
  const items = view.domains.map(
    (domain) =>
      html`<li><a href="${inNetwork(ctx, `/domaines/${domain.key}`)}">${domain.name}</a><span class="num">${formatNumber(
        domain.count,
        ctx.lang,
      )}<span class="vh"> ${ctx.t.common.initiativeNoun(domain.count)}</span></span><span class="def">${domain.definition}</span>${
        domain.count > 0 && domain.count <= COUNTABLE && units(domain.mark, domain.count)
      }</li>`,
  );
  const sum = view.domains.reduce((total, domain) => total + domain.count, 0);
  return html`<h2 id="h-domains">${words.domains(view.domains.length)}</h2><ul class="domains">${items}</ul>${
    view.duplicates > 0 && html`<p class="source">${words.duplicates(view.duplicates)}</p>`
  }${sum > view.initiatives && html`<p class="source">${words.several}</p>`}`;
};

const waitingList = (ctx: PageContext, view: HomeView): HtmlValue => {
  if (!ctx.can.seeWorkspace) return "";
  const words = ctx.t.home;
  const waiting = view.waiting.filter((item) => item.count > 0);
  return html`<section aria-labelledby="h-waiting"><h2 id="h-waiting">${words.waitingTitle}</h2>${
    waiting.length === 0
      ? html`<p class="quiet">${words.nothingWaits}</p>`
      : html`<ul class="waiting">${waiting.map(
          (item) =>
            html`<li><span class="num">${formatNumber(item.count, ctx.lang)}</span><div><a href="${inNetwork(
              ctx,
              WAITING_PATHS[item.kind],
            )}">${words.waiting[item.kind](item.count)}</a>${item.examples.length > 0 && html`<p>${item.examples.join(", ")}</p>`}</div></li>`,
        )}</ul>`
  }</section>`;
};

/** The home of a network: its map, its domains, what waits, what changed. */
export const homePage = (ctx: PageContext, view: HomeView): Html => {
  const { home: words, common, sharing } = ctx.t;
  const network = ctx.network!;
  const body = html`<div class="home-top"><div><h1>${network.name}</h1><p class="lead">${words.lead(view.initiatives, view.statements)}</p></div>${searchField(
    {
      action: inNetwork(ctx, "/initiatives"),
      label: common.search.label,
      verb: common.search.verb,
      hint: common.search.hint,
    },
  )}</div><div class="home-body">${mapFigure(ctx, view)}<div class="aside"><section aria-labelledby="h-domains">${domainList(
    ctx,
    view,
  )}</section>${waitingList(ctx, view)}</div></div>${section({
    id: "h-changes",
    title: words.changes,
    body:
      view.changes.length > 0
        ? journal(journalEntries(ctx, view.changes))
        : html`<p class="quiet">${words.noChanges}</p>`,
  })}`;
  const feed = { address: feedAddress(ctx, EMPTY_QUERY), title: sharing.feed.title(network.name, []) };
  return page(ctx, {
    title: network.name,
    description: network.description || words.description(network.name),
    share: { feed },
    body: html`${body}<p class="small above-5 screen-only"><a href="${feed.address}" type="application/atom+xml">${sharing.feed.link}</a></p>`,
  });
};
