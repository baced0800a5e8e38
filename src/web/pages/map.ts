import { officialAttributions } from "../../territories/official.ts";
import { windowOn } from "../../territories/windows.ts";
import { button } from "../../ui/actions.ts";
import { filterChips } from "../../ui/facets.ts";
import { emptyState } from "../../ui/feedback.ts";
import { searchField } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { breadcrumb, type Crumb, viewSwitch } from "../../ui/navigation.ts";
import { inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { nearName, titledValue } from "./filter-names.ts";
import {
  besides,
  defaultSort,
  EMPTY_QUERY,
  type FilterName,
  filtersSet,
  listAddress,
  without,
} from "./list-address.ts";
import { MAP_LOOKS, mapAddress, rowsAddress, tilesAddress, zoomedOn } from "./map-address.ts";
import { mapDrawing, placeName } from "./map-drawing.ts";
import { mapTable } from "./map-tables.ts";
import type { MapBackground, MapView } from "./map-view.ts";

const FORM = "map-search";

/** The way down to the territory shown: France, its region, itself. */
function crumbsOf(ctx: PageContext, view: MapView): Crumb[] {
  const { zoom, query } = view;
  const country = ctx.t.mapPage.country;
  if (!zoom) return [];
  const region = zoom.level === "departement" ? zoom.region : null;
  return [
    { label: country, address: mapAddress(ctx, zoomedOn(query, {})) },
    ...(region ? [{ label: region.name, address: mapAddress(ctx, zoomedOn(query, { region: region.code })) }] : []),
    { label: zoom.name },
  ];
}

/** What one may look at next: regions from the country, départements from a region. */
const nearer = (ctx: PageContext, view: MapView): HtmlValue =>
  view.nearer.length > 0 &&
  html`<details class="data"><summary>${ctx.t.mapPage.nearer[view.zoom ? "region" : "country"]}</summary><ul class="columns">${view.nearer.map(
    ({ code, name }) =>
      html`<li><a href="${mapAddress(ctx, zoomedOn(view.query, view.zoom ? { departement: code } : { region: code }))}">${name}</a></li>`,
  )}</ul></details>`;

const ZOOM_FILTERS = ["region", "departement"];

const chipName = (ctx: PageContext, view: MapView, name: FilterName, value: string): string => {
  const own = view.chips[`${name} ${value}`] ?? null;
  if (name === "q") return ctx.t.list.chipSearch(value);
  return name === "pres" || name === "rayon"
    ? nearName(ctx.t, view.query.list, own)
    : titledValue(ctx.t, name, value, own);
};

/** The filters that are set beside the territory, each to be taken off. */
const chips = (ctx: PageContext, view: MapView): HtmlValue => {
  const { list } = ctx.t;
  return filterChips({
    label: list.filtersSet,
    remove: list.remove,
    clear: list.clear,
    clearAddress: mapAddress(ctx, {
      ...view.query,
      page: 1,
      list: { ...EMPTY_QUERY, region: view.query.list.region, departement: view.query.list.departement },
    }),
    chips: filtersSet(view.query.list)
      .filter(([name]) => !ZOOM_FILTERS.includes(name))
      .map(([name, value]) => ({
        label: chipName(ctx, view, name, value),
        address: mapAddress(ctx, { ...view.query, page: 1, list: without(view.query.list, name, value) }),
      })),
  });
};

const looks = (ctx: PageContext, view: MapView): Html =>
  viewSwitch(
    ctx.t.mapPage.looks,
    MAP_LOOKS.map((vue) => ({
      label: ctx.t.mapPage.look[vue]!,
      address: mapAddress(ctx, { ...view.query, vue, page: 1 }),
      current: view.query.vue === vue,
    })),
  );

type Degrees = [west: number, south: number, east: number, north: number];
const METROPOLITAN: Degrees = [-5.2, 41.3, 9.6, 51.1];

/** What the interactive map shows first: its territory; else metropolitan France, or what there is when nothing is there. */
function firstSight({ zoom, box }: MapView): Degrees | null {
  const window = zoom && windowOn(zoom);
  if (window) return window.box;
  if (!box) return null;
  const [west, south, east, north] = METROPOLITAN;
  const apart = box.east < west || box.west > east || box.north < south || box.south > north;
  return apart ? [box.west, box.south, box.east, box.north] : METROPOLITAN;
}

/** What the script of the interactive map needs to know. */
function liveSettings(ctx: PageContext, view: MapView, background: MapBackground | null): string {
  const { live } = ctx.t.mapPage;
  const loaded = officialAttributions().outlines;
  // The library writes it as HTML, and whoever loaded the outlines typed it.
  const attribution = loaded === null ? live.attribution : live.loadedAttribution(String(html`${loaded}`));
  return JSON.stringify(
    {
      script: ctx.assets("live-map.js"),
      library: ctx.assets("maplibre-gl.mjs"),
      worker: ctx.assets("maplibre-gl-worker.mjs"),
      style: ctx.assets("maplibre-gl.css"),
      outlines: ctx.assets("outlines.json"),
      tiles: tilesAddress(ctx, view.query.list),
      rows: rowsAddress(ctx, view.query.list),
      list: listAddress(ctx, { ...view.query.list, region: "", departement: "" }),
      home: ctx.lang === "en" ? "/en" : "",
      box: firstSight(view),
      lang: ctx.lang,
      background,
      words: { ...live, attribution },
    },
    (_, value) => (typeof value === "function" ? undefined : value),
  );
}

/** The place of the interactive map: nothing of it is asked before its button is pressed. */
const liveMap = (ctx: PageContext, view: MapView, background: MapBackground | null): Html => {
  const { live } = ctx.t.mapPage;
  return html`<section class="section live" aria-labelledby="h-live" data-live="${liveSettings(ctx, view, background)}"><header><h2 id="h-live">${live.title}</h2></header><div class="text"><p>${live.intro}${
    background && html` ${live.external(background.origin)}`
  }</p><p class="actions" data-live-doors hidden>${button(live.open, { type: "button", name: "open" })} ${button(live.around, { type: "button", second: true, name: "around" })}</p><p class="small quiet" data-live-doors hidden>${live.aroundHint}</p><noscript><p class="small">${live.needsScript}</p></noscript><p role="status" class="small" data-live-says></p><div data-live-map></div></div></section>`;
};

/** The map of a network: drawn on the server first, its table, then an interactive one for whoever asks. */
export const mapPage = (ctx: PageContext, view: MapView, background: MapBackground | null): Html => {
  const words = ctx.t.mapPage;
  const place = placeName(ctx, view);
  const crumbs = crumbsOf(ctx, view);
  const shown =
    view.results === 0
      ? emptyState({
          level: 2,
          title: words.empty,
          body: words.emptyBody,
          next: html`<a href="${inNetwork(ctx, "/carte")}">${words.emptyNext}</a>`,
        })
      : html`<p class="small screen-only"><a href="#table">${words.skip}</a></p>${mapDrawing(ctx, view)}`;
  const kept = besides({ ...view.query.list, tri: defaultSort(view.query.list) }, ["q"]);
  const body = html`${crumbs.length > 0 && breadcrumb(words.crumbs, crumbs)}<div class="list-top"><h1>${words.heading(place)}</h1>${searchField(
    {
      form: FORM,
      label: ctx.t.list.searchLabel,
      hideLabel: true,
      verb: ctx.t.common.search.verb,
      value: view.query.list.q,
    },
  )}</div><form id="${FORM}" action="${inNetwork(ctx, "/carte")}">${kept.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}${view.query.vue === "densite" && html`<input type="hidden" name="vue" value="densite">`}</form><div class="pile"><p>${words.chosen(view.results, view.total)}. <a href="${listAddress(
    ctx,
    view.query.list,
  )}">${words.toList}</a></p>${chips(ctx, view)}<div class="tools">${looks(ctx, view)}</div>${nearer(ctx, view)}${shown}${view.results > 0 && html`${liveMap(ctx, view, background)}${mapTable(ctx, view)}`}</div>`;
  return page(ctx, {
    title: `${words.heading(place)}, ${ctx.network?.name ?? ctx.t.common.product}`,
    description: words.description(ctx.network?.name ?? ctx.t.common.product),
    nav: "map",
    head: html`<script type="module" src="${ctx.assets("map.js")}"></script>`,
    body,
  });
};
