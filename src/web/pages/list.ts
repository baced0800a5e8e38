import { formatList, holdPunctuation } from "../../i18n/format.ts";
import type { Reason } from "../../search/highlight.sql.ts";
import { button, buttonLink } from "../../ui/actions.ts";
import { type Facet, facetList, filterChips } from "../../ui/facets.ts";
import { emptyState } from "../../ui/feedback.ts";
import { optionTags, searchField } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { mark } from "../../ui/marks.ts";
import { pagination, viewSwitch } from "../../ui/navigation.ts";
import { table } from "../../ui/table.ts";
import { fieldLang, inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { type FacetName, facetTitle, titledValue, valueName } from "./filter-names.ts";
import {
  defaultSort,
  EMPTY_QUERY,
  EXPORT_FORMATS,
  exportAddress,
  type FilterName,
  feedAddress,
  filtersSet,
  LIST_SORTS,
  type ListQuery,
  listAddress,
  queryString,
  without,
} from "./list-address.ts";
import { mapAddress } from "./map-address.ts";
import { type InitiativeOnMap, initiativesMap } from "./maps.ts";
import { initiativeTitle } from "./mentions.ts";
import type { InitiativeMention, ProspectView } from "./views.ts";

export interface NearChoice {
  code: string;
  label: string;
}

/** How the place asked for was understood. */
export type NearView =
  | { status: "found"; label: string; radiusKm: number; others: NearChoice[] }
  | { status: "ambiguous"; candidates: NearChoice[] }
  | { status: "unknown"; reason: string };

export interface FacetOptionView {
  value: string;
  /** The name, for what the network names itself (domains, places, dimensions); null where the catalogue knows the code. */
  label: string | null;
  /** The mark of a domain. */
  mark?: number;
  count: number;
  selected: boolean;
}

export interface ListRow extends InitiativeMention {
  need: string;
  since: number | null;
  /** The partners to show, those of the kinds asked for first. */
  partners: string[];
  morePartners: number;
  prospects: Pick<ProspectView, "kind" | "towards" | "condition">[];
  /** How many of its values wait in the review queue. */
  toReview: number;
  /** Why it answers the words asked for. */
  reason: Reason | null;
  /** How far from the place asked for, in kilometres. */
  distanceKm: number | null;
}

export interface ListView {
  query: ListQuery;
  /** Initiatives of the network, and those that match. */
  total: number;
  results: number;
  pages: number;
  facets: { name: FacetName; options: FacetOptionView[] }[];
  rows: ListRow[];
  /** Every initiative that matches, on all pages; none where they are too many to be drawn one by one. */
  map: InitiativeOnMap[];
  /** Words that nobody wrote, and what was read instead. */
  mended: { typed: string; read: string }[];
  near: NearView | null;
}

const FORM = "filters";

const MANY: readonly FacetName[] = ["reseau", "domaine", "partenaire", "perspective", "dimension", "audience"];

const facetsOf = (ctx: PageContext, view: ListView): Facet[] =>
  view.facets
    .filter((facet) => facet.options.length > 0)
    .map((facet) => {
      const title = facetTitle(ctx.t, facet.name);
      const asked = facet.options.some((option) => option.selected);
      return {
        name: facet.name,
        title,
        many: MANY.includes(facet.name),
        open:
          asked ||
          facet.name === "reseau" ||
          facet.name === "domaine" ||
          facet.name === "perspective" ||
          facet.name === "partenaire",
        any: ctx.t.list.any,
        options: facet.options.map((option) => {
          const plain = valueName(ctx.t, facet.name, option.value, option.label);
          return {
            value: option.value,
            plain,
            label: option.mark === undefined ? plain : html`${mark(option.mark)} ${plain}`,
            count: option.count,
            selected: option.selected,
          };
        }),
      };
    });

const nearLabel = (ctx: PageContext, { near, query }: ListView): string =>
  near?.status === "found" ? ctx.t.list.near.chip(near.label, near.radiusKm) : ctx.t.list.near.chip(query.pres, 0);

const endsSentence = (pieces: readonly { text: string }[]): boolean => /[.!?…]\s*$/.test(pieces.at(-1)?.text ?? "");

/** Why an initiative is shown: the words found in its text, and how far it is. */
const why = (ctx: PageContext, row: ListRow): HtmlValue => {
  const { list } = ctx.t;
  const pieces = (all: { text: string; found: boolean }[]) =>
    all.map((piece) => (piece.found ? html`<mark>${piece.text}</mark>` : piece.text));
  const inTitle = row.reason?.title.some((piece) => piece.found);
  return html`${row.distanceKm !== null && html`<p class="small quiet why">${list.near.distance(row.distanceKm)}</p>`}${
    row.reason &&
    html`<p class="small why"${fieldLang(ctx)}>${inTitle && html`${pieces(row.reason.title)}${row.reason.excerpts.length > 0 && html`<br>`}`}${row.reason.excerpts.map(
      (excerpt, index) =>
        html`${index > 0 && html`<br>`}<span class="quiet" lang="${ctx.lang}">${list.excerpts[excerpt.field]}</span> ${pieces(excerpt.pieces)}${endsSentence(excerpt.pieces) ? "" : "…"}`,
    )}</p>`
  }`;
};

/** How the question was understood, where it was not as typed. */
const understood = (ctx: PageContext, view: ListView): HtmlValue => {
  const { list } = ctx.t;
  const choices = (all: NearChoice[]) =>
    html`<ul>${all.map(({ code, label }) => html`<li><a href="${listAddress(ctx, { ...view.query, pres: code, page: 1 })}">${label}</a></li>`)}</ul>`;
  return html`${
    view.mended.length > 0 &&
    html`<p role="status">${view.mended.map(({ typed, read }, index) => html`${index > 0 && " "}${list.mended(typed, read)}`)}</p>`
  }${view.near?.status === "unknown" && html`<p role="status" class="doubt">${list.near.unknown(view.query.pres, view.near.reason)}</p>`}${
    view.near?.status === "ambiguous" &&
    html`<div role="status"><p>${list.near.ambiguous(view.query.pres)}</p>${choices(view.near.candidates)}</div>`
  }${
    view.near?.status === "found" &&
    view.near.others.length > 0 &&
    html`<details class="small"><summary>${list.near.others}</summary>${choices(view.near.others)}</details>`
  }`;
};

const RADII = [0, 5, 10, 20, 30, 50, 100];

/** Where to look: a place typed by its name, code or postal code, and a radius. */
const nearFields = (ctx: PageContext, { query }: ListView): Html => {
  const { near } = ctx.t.list;
  const asked = query.rayon === "" ? null : Number(query.rayon);
  const radii = asked === null || RADII.includes(asked) ? RADII : [...RADII, asked].sort((a, b) => a - b);
  return html`<p class="near-fields"><label for="pres">${near.label}</label> <input type="text" id="pres" name="pres" form="${FORM}" value="${query.pres}" autocomplete="off" aria-describedby="pres-hint"> <label for="rayon">${near.radius}</label> <select id="rayon" name="rayon" form="${FORM}"><option value="">${near.anyRadius}</option>${optionTags(
    radii.map((km) => ({ value: String(km), label: near.km(km), selected: km === asked })),
  )}</select> ${button(near.verb, { second: true, small: true, form: FORM })} <span class="hint small" id="pres-hint">${near.hint}</span></p>`;
};

const chips = (ctx: PageContext, view: ListView): HtmlValue => {
  const { list } = ctx.t;
  const label = (name: FilterName, value: string): string => {
    if (name === "q") return list.chipSearch(value);
    if (name === "pres") return nearLabel(ctx, view);
    if (name === "rayon") return value;
    const option = view.facets.find((facet) => facet.name === name)?.options.find((one) => one.value === value);
    return titledValue(ctx.t, name, value, option?.label ?? null);
  };
  return filterChips({
    label: list.filtersSet,
    remove: list.remove,
    clear: list.clear,
    clearAddress: listAddress(ctx, { ...EMPTY_QUERY, vue: view.query.vue }),
    chips: filtersSet(view.query).map(([name, value]) => ({
      label: label(name, value),
      address: listAddress(ctx, without(view.query, name, value)),
    })),
  });
};

const partnersCell = (ctx: PageContext, row: ListRow): HtmlValue => {
  if (row.partners.length === 0) return html`<span class="quiet">${ctx.t.list.noneSaid}</span>`;
  return html`<span${fieldLang(ctx)}>${holdPunctuation(row.partners.join(", "))}</span>${
    row.morePartners > 0 && html` <span class="quiet">${ctx.t.list.morePartners(row.morePartners)}</span>`
  }`;
};

const SHOWN_PROSPECTS = 2;

/** Where a prospect leads: only spreading goes "towards" a place; the others are told after a colon. */
const towards = (ctx: PageContext, kind: string, words: string): string => {
  const held = holdPunctuation(words);
  return kind === "essaimage" ? ` ${ctx.t.list.towards(held)}` : ctx.t.common.labelled("", held);
};

const prospectsCell = (ctx: PageContext, row: ListRow): HtmlValue => {
  const { list, common } = ctx.t;
  if (row.prospects.length === 0) return html`<span class="quiet">${list.noneSaid}</span>`;
  const shown = row.prospects
    .slice(0, SHOWN_PROSPECTS)
    .map(
      (prospect, index) =>
        html`${index > 0 && html`<br>`}${common.prospects[prospect.kind]}${
          prospect.towards && html`<span${fieldLang(ctx)}>${towards(ctx, prospect.kind, prospect.towards)}</span>`
        }${prospect.condition && html`<br><span class="quiet"${fieldLang(ctx)}>${list.condition(holdPunctuation(prospect.condition))}</span>`}`,
    );
  const more = row.prospects.length - SHOWN_PROSPECTS;
  return html`${shown}${more > 0 && html` <span class="quiet">${list.moreProspects(more)}</span>`}`;
};

const resultTable = (ctx: PageContext, view: ListView): Html => {
  const { list, common } = ctx.t;
  const kinds = view.query.partenaire.map((kind) => (common.kinds[kind] ?? kind).toLocaleLowerCase(ctx.lang));
  const partners = kinds.length > 0 ? list.partnersOf(formatList(kinds, ctx.lang)) : list.heads.partners;
  return table<ListRow>({
    caption: list.caption,
    hideCaption: true,
    stack: true,
    className: "results",
    rows: view.rows,
    columns: [
      {
        head: list.heads.initiative,
        cell: (row) =>
          html`${initiativeTitle(ctx, row)}${why(ctx, row)}${
            ctx.can.seeWorkspace &&
            row.toReview > 0 &&
            html` <span class="doubt small">${list.toReview(row.toReview)}</span>`
          }`,
      },
      { head: partners, label: list.heads.partners, cell: (row) => partnersCell(ctx, row) },
      { head: list.heads.prospects, label: list.heads.prospects, cell: (row) => prospectsCell(ctx, row) },
    ],
  });
};

const cards = (ctx: PageContext, view: ListView): Html =>
  html`<ul class="cards">${view.rows.map(
    (row) =>
      html`<li>${initiativeTitle(ctx, row)}${why(ctx, row)}${row.need && html`<p${fieldLang(ctx)}>${holdPunctuation(row.need)}</p>`}<p class="quiet">${partnersCell(ctx, row)}${
        row.since !== null && html` · ${ctx.t.list.since(row.since)}`
      }</p></li>`,
  )}</ul>`;

const exports = (ctx: PageContext, view: ListView): Html => {
  const { list } = ctx.t;
  return html`<p class="small screen-only">${list.export(view.results)} <span class="quiet">${list.exportNote}</span> ${EXPORT_FORMATS.map(
    (format, index) =>
      html`${index > 0 ? ", " : ""}<a href="${exportAddress(ctx, view.query, format)}">${list.formats[format]}</a>`,
  )}</p>`;
};

/** How to follow what this list keeps, and how to show it elsewhere. */
const following = (ctx: PageContext, view: ListView): Html => {
  const { sharing, embed } = ctx.t;
  const state = queryString({ ...view.query, tri: defaultSort(view.query), vue: EMPTY_QUERY.vue, page: 1 });
  return html`<p class="small screen-only"><a href="${feedAddress(ctx, view.query)}" type="application/atom+xml">${sharing.feed.linkList(
    filtersSet(view.query).length,
  )}</a> · <a href="${inNetwork(ctx, `/integrer${state}`)}">${embed.link}</a></p>`;
};

const tools = (ctx: PageContext, view: ListView): Html => {
  const { list } = ctx.t;
  const to = (vue: ListQuery["vue"]): string => listAddress(ctx, { ...view.query, vue });
  return html`<div class="tools">${viewSwitch(list.views, [
    { label: list.table, address: to("tableau"), current: view.query.vue === "tableau" },
    { label: list.cards, address: to("fiches"), current: view.query.vue === "fiches" },
  ])}<span><label for="tri">${list.sort}</label> <select id="tri" name="tri" form="${FORM}">${optionTags(
    LIST_SORTS.map((sort) => ({
      // Nothing is sent of the usual order: words or a place typed next would be answered in that of numbers.
      value: sort === defaultSort(view.query) ? "" : sort,
      label: list.sorts[sort] ?? sort,
      selected: sort === view.query.tri,
    })),
  )}</select> ${button(list.sortVerb, { second: true, small: true, form: FORM })}</span></div>`;
};

const empty = (ctx: PageContext, view: ListView): Html => {
  const { list } = ctx.t;
  if (view.total > 0) {
    return emptyState({
      title: list.emptyTitle,
      body: list.emptyBody,
      next: html`<a href="${listAddress(ctx, EMPTY_QUERY)}">${list.all}</a>`,
    });
  }
  return emptyState({
    title: list.emptyNetworkTitle,
    body: ctx.can.import ? list.emptyNetworkBody : list.emptyNetworkReader,
    next: ctx.can.import && buttonLink(list.importFile, inNetwork(ctx, "/importer")),
  });
};

/** The way to what is not in the list: a new sheet, published or proposed. */
const writing = (ctx: PageContext): HtmlValue =>
  (ctx.can.create || ctx.can.propose) &&
  html`<p class="small"><a href="${inNetwork(ctx, "/initiatives/nouvelle")}">${
    ctx.can.create ? ctx.t.editing.newAction : ctx.t.proposing.proposeNew
  }</a></p>`;

const results = (ctx: PageContext, view: ListView): Html => {
  const { list, common } = ctx.t;
  const heading = html`<h2 id="h-results">${list.results(view.results, view.total)}</h2>${understood(ctx, view)}${chips(ctx, view)}`;
  if (view.rows.length === 0)
    return html`<section aria-labelledby="h-results" class="pile">${heading}${empty(ctx, view)}${writing(ctx)}</section>`;
  return html`<section aria-labelledby="h-results" class="pile">${heading}${tools(ctx, view)}${
    view.query.vue === "fiches" ? cards(ctx, view) : resultTable(ctx, view)
  }${pagination({
    label: common.pages.label,
    previous: common.pages.previous,
    next: common.pages.next,
    page: view.query.page,
    pages: view.pages,
    address: (number) => listAddress(ctx, { ...view.query, page: number }),
    pageLabel: common.pages.page,
  })}${exports(ctx, view)}${following(ctx, view)}${writing(ctx)}</section>`;
};

const mapBeside = (ctx: PageContext, view: ListView): Html => {
  const { list } = ctx.t;
  const toMap = html`<p class="small"><a href="${mapAddress(ctx, { list: view.query, vue: "lieux", page: 1 })}">${ctx.t.mapPage.fromList}</a></p>`;
  if (view.map.length === 0)
    return html`<aside class="beside" aria-label="${list.mapLabel}"><p>${list.mapTooMany(view.results)}</p>${toMap}</aside>`;
  return html`<aside class="beside figure map" aria-label="${list.mapLabel}">${initiativesMap(ctx, {
    id: "map",
    title: list.mapTitle(view.results),
    description: list.mapDescription,
    initiatives: view.map,
    overseas: "used",
  })}<p class="source">${list.mapKey}</p>${toMap}</aside>`;
};

/** The list of initiatives: search, facets, sort, table or cards, the map beside, exports of what is shown. */
export const listPage = (ctx: PageContext, view: ListView): Html => {
  const { list, common } = ctx.t;
  const filters = html`<form id="${FORM}" action="${inNetwork(ctx, "/initiatives")}" aria-label="${list.filtersLabel}">${
    view.query.vue === "fiches" && html`<input type="hidden" name="vue" value="fiches">`
  }${view.total > 0 && facetList(list.filters(filtersSet(view.query).length), facetsOf(ctx, view), button(list.apply, { second: true }))}</form>`;
  const body = html`<div class="list-top"><h1>${list.title}</h1>${searchField({
    form: FORM,
    label: list.searchLabel,
    hideLabel: true,
    verb: common.search.verb,
    value: view.query.q,
  })}${view.total > 0 && nearFields(ctx, view)}</div><div class="list">${filters}${results(ctx, view)}${view.results > 0 ? mapBeside(ctx, view) : ""}</div>`;
  return page(ctx, {
    title: `${list.title}, ${ctx.network!.name}`,
    description: list.description(ctx.network!.name),
    nav: "initiatives",
    share: {
      path: `/${ctx.network!.slug}/initiatives${queryString({ ...view.query, vue: EMPTY_QUERY.vue })}`,
      feed: { address: feedAddress(ctx, view.query), title: ctx.t.sharing.feed.title(ctx.network!.name, []) },
    },
    body,
  });
};
