import { actions, button, buttonLink } from "../../ui/actions.ts";
import { coderProfile } from "../../ui/coder-profile.ts";
import { facetList, filterChips } from "../../ui/facets.ts";
import { emptyState, errorSummary, gauge, notice, progress } from "../../ui/feedback.ts";
import { choiceGroup, field, searchField, select, textArea } from "../../ui/fields.ts";
import { type Html, html } from "../../ui/html.ts";
import { mark, units } from "../../ui/marks.ts";
import { breadcrumb, pagination, stepper, viewSwitch } from "../../ui/navigation.ts";
import { balance, definitions, divergence, doubt, journal, pairs, quantity, section } from "../../ui/section.ts";
import { smallProfile, smallProfileKey } from "../../ui/small-profile.ts";
import { dataBehind, table } from "../../ui/table.ts";
import { href, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { domainMap, type InitiativeOnMap, initiativesMap } from "./maps.ts";
import { readScores } from "./scores.ts";

const buttons = (ctx: PageContext): Html => {
  const g = ctx.t.gallery;
  return html`${actions(button(g.merge), button(g.apart, { second: true }), html`<a href="#g-buttons">${g.later}</a>`)}${actions(
    button(g.unavailable, { disabled: true }),
    button(g.merge, { second: true, small: true }),
    buttonLink(g.later, "#g-buttons", { second: true, small: true }),
  )}`;
};

const fields = (ctx: PageContext): Html => {
  const { gallery: g, common } = ctx.t;
  return html`<form class="pile" action="${href(ctx, "/galerie")}">${field({
    id: "g-title",
    label: g.title1,
    hint: g.titleHint,
    value: "Épicerie solidaire",
    required: true,
  })}${field({ id: "g-year", label: g.year, value: "deux mille", error: g.yearError })}${textArea({ id: "g-need", label: g.need, rows: 3 })}${select(
    {
      id: "g-sort",
      label: g.sort,
      options: g.sorts.map((label, index) => ({ value: String(index), label, selected: index === 1 })),
    },
  )}${field({ id: "g-file", label: g.file, hint: g.fileHint, type: "file", accept: ".csv,.xlsx" })}${actions(
    button(common.search.verb, { second: true }),
  )}</form>${searchField({ action: href(ctx, "/galerie"), label: common.search.label, verb: common.search.verb, hint: common.search.hint })}`;
};

const choices = (ctx: PageContext): Html => {
  const g = ctx.t.gallery;
  return html`${choiceGroup({
    name: "g-keep",
    legend: g.keep,
    kind: "radio",
    inline: true,
    choices: g.keepChoices.map((label, index) => ({
      value: String(index),
      label: index === 2 ? html`${label} <span class="quiet">${ctx.t.common.proposed}</span>` : label,
      checked: index === 2,
    })),
  })}${choiceGroup({
    name: "g-domains",
    legend: g.domains,
    kind: "checkbox",
    error: g.domainsError,
    choices: g.domainNames.map((label, index) => ({ value: String(index), label })),
  })}`;
};

const tables = (ctx: PageContext): Html => {
  const { gallery: g, common } = ctx.t;
  const [initiative = "", place = "", actors = "", figures = ""] = g.tableHeads;
  const rows = [
    { title: "Pollinarium", place: "Poitiers", actors: 5, figures: 1 },
    { title: "Forum Endométriose", place: "Deux-Sèvres", actors: 7, figures: 0 },
  ];
  const sample = (stack: boolean): Html =>
    table({
      caption: g.tableCaption,
      stack,
      rows,
      columns: [
        { head: initiative, cell: (row) => html`<span class="words" lang="fr">${row.title}</span>` },
        { head: place, label: place, small: true, cell: (row) => row.place },
        { head: actors, label: actors, numeric: true, small: true, cell: (row) => row.actors },
        { head: figures, label: figures, small: true, cell: (row) => gauge(row.figures, row.figures / 2) },
      ],
    });
  return html`${sample(true)}${dataBehind(common.dataTable, sample(false))}`;
};

const navigation = (ctx: PageContext): Html => {
  const { gallery: g, common } = ctx.t;
  const here = href(ctx, "/galerie");
  return html`${breadcrumb(common.youAreHere, [
    { label: common.nav.initiatives, address: here },
    { label: g.title },
  ])}${stepper(g.stepsLabel, g.steps, 1)}${viewSwitch(g.sort, [
    { label: g.sorts[0]!, address: here, current: true },
    { label: g.sorts[1]!, address: here, current: false },
  ])}${pagination({
    label: common.pages.label,
    previous: common.pages.previous,
    next: common.pages.next,
    page: 6,
    pages: 20,
    address: (number) => `${here}?page=${number}`,
    pageLabel: common.pages.page,
  })}`;
};

const filters = (ctx: PageContext): Html => {
  const { gallery: g, common, list } = ctx.t;
  const here = href(ctx, "/galerie");
  const names = ["essaimage", "elargissement", "perennisation"] as const;
  const options = names.map((value, index) => {
    const label = common.prospects[value]!;
    return { value, label, plain: label, count: [13, 7, 0][index]!, selected: index === 0 };
  });
  const facet = { options, any: list.any };
  return html`${filterChips({
    label: list.filtersSet,
    remove: list.remove,
    clear: list.clear,
    clearAddress: here,
    chips: [{ label: common.prospects.essaimage!, address: here }],
  })}<form action="${here}">${facetList(
    list.filters(1),
    [
      { ...facet, name: "g-p", title: list.facets.prospect!, many: true, open: true },
      { ...facet, name: "g-r", title: list.facets.region!, many: false, open: true },
    ],
    button(list.apply, { second: true }),
  )}</form>${emptyState({
    title: g.emptyTitle,
    body: g.emptyBody,
    next: html`<a href="${here}">${g.emptyNext}</a>`,
  })}`;
};

const messages = (ctx: PageContext): Html => {
  const g = ctx.t.gallery;
  return html`${notice({ title: g.information, body: html`<p>${g.informationBody}</p>` })}${notice({
    kind: "warning",
    title: g.warning,
    body: html`<p>${g.warningBody}</p>`,
  })}${notice({ kind: "failure", title: g.failure, body: html`<p>${g.failureBody}</p>` })}${errorSummary(g.errors, [
    { field: "g-title", message: g.errorItems[0]! },
    { field: "g-year", message: g.errorItems[1]! },
  ])}${progress({ id: "g-progress", label: g.progress, value: 12_400, max: 100_000, detail: g.progressDetail })}${progress(
    {
      id: "g-progress-2",
      label: g.progressUnknown,
    },
  )}`;
};

const counts = (ctx: PageContext): Html => {
  const { gallery: g, common } = ctx.t;
  return html`${balance([
    { term: g.counts[0], value: 42 },
    { term: g.counts[1], value: 8 },
    { term: g.counts[2], value: 0 },
  ])}${definitions([
    { term: g.language, value: "Français, English" },
    { term: common.fields.place, value: doubt(common.placeStatus.ambiguous) },
  ])}${pairs([{ name: html`<a class="serif" href="#g-definitions" lang="fr">Espace santé</a>`, text: common.proposedLong }])}`;
};

const figures = (ctx: PageContext): Html => {
  const { gallery: g, common } = ctx.t;
  const words = common.figure;
  const said = (text: string): Html => html`<span lang="fr">${common.quote(text)}</span>`;
  const read = (min: number | null, max: number | null, qualifier: string, unit: string) => [
    { term: words.read, value: words.reading({ min, max, qualifier, unit }) },
    { term: words.period, value: doubt(words.noPeriod) },
  ];
  return html`<ul>${quantity({ said: said("1 500 patients soignés"), reading: read(1500, 1500, "exactly", "patients") })}${quantity(
    {
      said: said("plus de 1 200 personnes"),
      reading: read(1200, null, "at_least", "personnes"),
      source: common.statement("12"),
    },
  )}${divergence(g.diverging, [
    {
      said: said("plus de 10 000 scolaires"),
      reading: read(10_000, null, "at_least", "scolaires"),
      source: common.statement("6"),
    },
    {
      said: said("10 000 élèves"),
      reading: read(10_000, 10_000, "exactly", "élèves"),
      source: common.statement("36"),
    },
  ])}</ul>`;
};

const profiles = (ctx: PageContext): Html => {
  const { gallery: g, common, profile } = ctx.t;
  const scores = (a: number | null, b: number | null) => [
    { coder: "A", score: a },
    { coder: "B", score: b },
  ];
  return html`${coderProfile({
    caption: g.profileCaption,
    dimension: profile.dimension,
    lever: common.leverLong,
    impact: common.impactLong,
    leverShort: common.lever,
    impactShort: common.impact,
    read: (cell) => readScores(ctx.t, cell),
    rows: [
      { name: g.agree, lever: scores(3, 3), impact: scores(0, 0) },
      { name: g.differ, lever: scores(1, 2), impact: scores(3, 0) },
      { name: g.single, lever: [{ coder: "A", score: 2 }], impact: [{ coder: "A", score: 1 }] },
      { name: g.none, lever: scores(null, 2), impact: scores(null, null) },
    ],
  })}<ul class="profiles"><li>${smallProfile({
    id: "g-small",
    mark: 2,
    title: g.sections.profiles,
    rows: [
      { name: "Besoins", lever: [2, 3], impact: [2, 2] },
      { name: "Coopération", lever: [1, 1], impact: [0, 2] },
      { name: "Engagement", lever: null, impact: [3, 3] },
    ],
  })}</li></ul>`;
};

const marks = (ctx: PageContext): Html => {
  const g = ctx.t.gallery;
  const names = [ctx.t.common.undecidedDomain, ...g.domainNames];
  const row = (hollow: boolean): Html =>
    html`<p>${names.map((name, domain) => html`<span class="domain-name nowrap">${mark(domain, { hollow })}<span>${name}</span></span><br>`)}</p>`;
  return html`<h3>${g.full}</h3>${row(false)}<h3>${g.hollow}</h3>${row(true)}${units(2, 12)}`;
};

/* One place of each kind: a commune, a département, a region, an overseas département, and no domain yet. */
const SAMPLES: readonly InitiativeOnMap[] = [
  {
    key: "1",
    title: "Poitiers",
    mark: 1,
    scale: "commune",
    regions: ["75"],
    departements: ["86"],
    point: { lon: 0.34, lat: 46.58, departement: "86", exact: true },
  },
  { key: "2", title: "Lot", mark: 2, scale: "departement", regions: ["76"], departements: ["46"], point: null },
  { key: "3", title: "Bretagne", mark: 3, scale: "region", regions: ["53"], departements: [], point: null },
  { key: "4", title: "La Réunion", mark: 4, scale: "departement", regions: ["04"], departements: ["974"], point: null },
  { key: "5", title: "Vosges", mark: 0, scale: "departement", regions: ["44"], departements: ["88"], point: null },
];

const maps = (ctx: PageContext): Html => {
  const { list, domains } = ctx.t;
  return html`<div class="figure map wide">${initiativesMap(ctx, {
    id: "g-map",
    title: list.mapTitle(SAMPLES.length),
    description: list.mapDescription,
    initiatives: SAMPLES,
    overseas: "all",
  })}</div><ul class="minimaps"><li>${domainMap({
    id: "g-mini",
    title: domains.miniTitle(ctx.t.gallery.domainNames[0]!, 1, 0),
    initiatives: SAMPLES.slice(0, 1),
  })}</li></ul>`;
};

/** The design system, each component with its states. */
export const galleryPage = (ctx: PageContext): Html => {
  const { gallery: g, common, profile } = ctx.t;
  const part = (id: string, title: string, body: Html, aside?: Html | string): Html =>
    section({ id: `g-${id}`, title, body, aside });
  const names = g.sections;
  const body = html`<div class="opening"><h1>${g.title}</h1><p class="lead">${g.lead}</p></div>
${part("buttons", names.buttons, buttons(ctx), g.noteButtons)}
${part("fields", names.fields, fields(ctx))}
${part("choices", names.choices, choices(ctx))}
${part("table", names.table, tables(ctx))}
${part("navigation", names.navigation, navigation(ctx))}
${part("filters", names.filters, filters(ctx))}
${part("messages", names.messages, messages(ctx))}
${part("definitions", names.definitions, counts(ctx))}
${part("figures", names.figures, figures(ctx))}
${part("profiles", names.profiles, profiles(ctx), smallProfileKey(2, profile.lever, profile.impact))}
${part("marks", names.marks, marks(ctx))}
${part("maps", names.maps, maps(ctx))}
${part(
  "journal",
  names.journal,
  journal([{ at: "2025-11-20", when: "20 novembre", what: g.informationBody, who: common.actors.local }]),
)}`;
  return page(ctx, { title: g.title, description: g.description, body });
};
