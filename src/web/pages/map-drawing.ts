import { classOf, roundBreaks } from "../../statistics/classes.ts";
import { outlinedDepartements } from "../../territories/outlines.ts";
import { type Window, windowOn } from "../../territories/windows.ts";
import { areaMap, type CountMark, countryMap, type Shade, swatch, type Zone } from "../../ui/area-map.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import type { MapMark } from "../../ui/place-marks.ts";
import { type PageContext, sheetAddress } from "../context.ts";
import { mapAddress, zoomedOn } from "./map-address.ts";
import type { AreaRow, Areas, MapView, PlacedOnMap } from "./map-view.ts";
import { initiativesMap, markOf } from "./maps.ts";

const CLASSES = 5;

/** The name of the territory shown. */
export const placeName = (ctx: PageContext, view: MapView): string => view.zoom?.name ?? ctx.t.mapPage.country;

/** Where an area of the map leads: the map of a département; nowhere for what has no map of its own. */
export const areaAddress = (
  ctx: PageContext,
  view: MapView,
  { level, code }: Pick<AreaRow, "level" | "code">,
): string | undefined =>
  level === "departement" && view.zoom?.level !== "departement"
    ? mapAddress(ctx, zoomedOn(view.query, { departement: code }))
    : undefined;

/** How rates are cut into classes, among the areas that hold something. */
export const breaksOf = (areas: Areas): number[] =>
  roundBreaks(
    areas.rows.flatMap((row) => (row.count > 0 && row.rate !== null ? [row.rate] : [])),
    CLASSES,
  );

/** The colour of a class: few classes keep apart, and one alone takes the middle. */
const classNamed = (breaks: readonly number[], k: number): string =>
  `c${breaks.length === 0 ? 3 : 1 + Math.round((k * (CLASSES - 1)) / breaks.length)}`;

/** The class of an area: none for nothing counted, or nobody to count for. */
const shadeOf = (breaks: readonly number[], row: AreaRow): Shade => {
  if (row.count === 0 || row.rate === null) return { className: "c0", small: false };
  return { className: classNamed(breaks, classOf(breaks, row.rate)), small: row.few };
};

const rateWords = (ctx: PageContext, row: AreaRow): string => {
  const words = ctx.t.mapPage;
  return row.rate === null || row.count === 0
    ? words.areaTitle(row.name, row.count)
    : words.rateTitle(row.name, row.count, words.rate(row.rate), row.few);
};

/** The départements of a region, to be entered; their names are written on the drawing. */
function zonesOf(ctx: PageContext, view: MapView, codes: readonly string[], breaks: number[] | null): Zone[] {
  if (view.zoom?.level === "departement") return [];
  const rows = new Map(view.areas?.rows.map((row) => [row.code, row]));
  return codes.flatMap((code): Zone[] => {
    const row = rows.get(code);
    const name = row?.name ?? outlinedDepartements().get(code)?.name ?? code;
    const shaded = breaks && row ? { shade: shadeOf(breaks, row) } : {};
    const target = areaAddress(ctx, view, { level: "departement", code });
    return [
      {
        code,
        title: breaks && row ? rateWords(ctx, row) : ctx.t.mapPage.table.open(name),
        label: name,
        ...(breaks && row?.rate ? { value: ctx.t.mapPage.rate(row.rate) } : {}),
        ...(target && { href: target }),
        ...shaded,
      },
    ];
  });
}

const countMark = (ctx: PageContext, view: MapView, row: AreaRow, breaks: number[] | null): CountMark[] => {
  if (!row.at || row.count === 0) return [];
  const target = areaAddress(ctx, view, row);
  return [
    {
      ...row.at,
      departement: row.level === "departement" ? row.code : "",
      count: row.count,
      title: breaks ? rateWords(ctx, row) : ctx.t.mapPage.areaTitle(row.name, row.count),
      ...(target && { href: target }),
      ...(breaks && row.rate !== null && { shade: shadeOf(breaks, row), text: ctx.t.mapPage.rate(row.rate) }),
    },
  ];
};

const linkedMark = (ctx: PageContext, one: PlacedOnMap): MapMark => markOf(one, sheetAddress(ctx, one));

type Named = { id: string; title: string; description: string };

/** The drawing of a region or a département. */
function drawZoom(ctx: PageContext, view: MapView, window: Window, named: Named): Html {
  const density = view.query.vue === "densite";
  const breaks = density && view.areas ? breaksOf(view.areas) : null;
  // A region is filled by its départements; the parts of a département have no outline, only a centre.
  const rated = density && view.zoom?.level === "departement" ? view.areas?.rows : null;
  return areaMap({
    ...named,
    lang: ctx.lang,
    window,
    zones: zonesOf(ctx, view, window.departements, breaks),
    marks: (view.marks ?? []).map((one) => linkedMark(ctx, one)),
    counts: (rated ?? view.counts?.rows ?? []).flatMap((row) => countMark(ctx, view, row, breaks)),
    towns: view.towns,
  });
}

/** The drawing of the country: marks while they can be told apart, else a number on each département, or its rate. */
function drawCountry(ctx: PageContext, view: MapView, named: Named): Html {
  if (view.query.vue === "densite" && view.areas) {
    const zones = zonesOf(
      ctx,
      view,
      view.areas.rows.map(({ code }) => code),
      breaksOf(view.areas),
    );
    return countryMap({ ...named, lang: ctx.lang, zones });
  }
  if (view.counts)
    return countryMap({
      ...named,
      lang: ctx.lang,
      counts: view.counts.rows.flatMap((row) => countMark(ctx, view, row, null)),
    });
  return initiativesMap(ctx, {
    ...named,
    initiatives: view.marks ?? [],
    overseas: "all",
    linked: true,
    departementAddress: (code) => mapAddress(ctx, zoomedOn(view.query, { departement: code })),
  });
}

/** The classes of a choropleth, each with its words and how many areas are in it. */
function legend(ctx: PageContext, areas: Areas): Html {
  const words = ctx.t.mapPage.density;
  const breaks = breaksOf(areas);
  const shades = areas.rows.map((row) => shadeOf(breaks, row));
  const named = (k: number): string =>
    breaks.length === 0
      ? words.all(areas.rows.find((row) => row.count > 0)?.rate ?? 0)
      : k === 0
        ? words.below(breaks[0]!)
        : k === breaks.length
          ? words.above(breaks[k - 1]!)
          : words.between(breaks[k - 1]!, breaks[k]!);
  const item = (id: string, shade: Shade, label: string, count: number): HtmlValue =>
    count > 0 && html`<li>${swatch(id, shade)} ${label} <span class="quiet">${words.areas(count)}</span></li>`;
  const count = (className: string) => shades.filter((shade) => shade.className === className).length;
  return html`<p class="subhead" id="legend">${words.legend}</p><ul class="legend" aria-labelledby="legend">${item("l0", { className: "c0", small: false }, words.none, count("c0"))}${Array.from(
    { length: breaks.length + 1 },
    (_, k) => {
      const className = classNamed(breaks, k);
      return item(`l${k + 1}`, { className, small: false }, named(k), count(className));
    },
  )}${item("few", { className: "c1", small: true }, words.fewMark, shades.filter((shade) => shade.small).length)}</ul>`;
}

/** What a drawing says under it: how to read it, what it leaves out, on which base. */
function captionOf(ctx: PageContext, view: MapView): Html {
  const { places, density } = ctx.t.mapPage;
  if (view.query.vue === "densite" && view.areas)
    return html`${legend(ctx, view.areas)}<p class="source">${density.caption(view.edition)} ${density.wider(view.areas.wider)}</p><p class="source">${density.few(view.few)}${
      view.zoom?.level === "departement" && html` ${density.perCentres}`
    }</p>`;
  if (view.counts)
    return html`<p class="source">${places.counts[view.counts.level]} ${places.wider(view.counts.wider)}</p>`;
  const undrawn = (view.marks ?? []).filter((one) => one.scale === null || one.scale === "national").length;
  return html`<p class="source">${places.marks} ${places.key} ${view.zoom ? "" : places.undrawn(undrawn)}</p>`;
}

/** The map drawn on the server, with its caption; a sentence instead where the territory has no outline. */
export function mapDrawing(ctx: PageContext, view: MapView): Html {
  const words = ctx.t.mapPage;
  const place = placeName(ctx, view);
  const density = view.query.vue === "densite";
  const title = density ? words.density.title(place) : words.places.title(place, view.results);
  const named = { id: "map", title, description: density ? words.density.caption(view.edition) : words.places.marks };
  const window = view.zoom && windowOn(view.zoom);
  if (view.zoom && !window) return html`<p>${words.noOutline}</p>${captionOf(ctx, view)}`;
  return html`<figure class="figure map atlas"><div class="pile"><p class="map-title" aria-hidden="true">${title}</p>${
    window ? drawZoom(ctx, view, window, named) : drawCountry(ctx, view, named)
  }</div><figcaption>${captionOf(ctx, view)}</figcaption></figure>`;
}
