import { formatNumber } from "../../i18n/format.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { pagination } from "../../ui/navigation.ts";
import { type Column, table } from "../../ui/table.ts";
import type { PageContext } from "../context.ts";
import { mapAddress } from "./map-address.ts";
import { areaAddress, placeName } from "./map-drawing.ts";
import type { AreaRow, Areas, MapRowView, MapView } from "./map-view.ts";
import { initiativeTitle } from "./mentions.ts";

/** Initiatives as rows: the mark, the title, the place, the year; and the network, where several are shown. */
export const rowsTable = (ctx: PageContext, rows: readonly MapRowView[], caption: string): Html => {
  const words = ctx.t.mapPage.table;
  return table<MapRowView>({
    caption,
    hideCaption: true,
    rows,
    columns: [
      {
        head: words.initiative,
        cell: (row) => initiativeTitle(ctx, row),
      },
      {
        head: words.since,
        numeric: true,
        cell: (row) => (row.since === null ? html`<span class="quiet">${words.unknown}</span>` : String(row.since)),
      },
    ],
  });
};

const rateCell = (ctx: PageContext, row: AreaRow): HtmlValue => {
  const words = ctx.t.mapPage;
  if (row.rate === null) return html`<span class="quiet">${words.table.unknown}</span>`;
  return html`${words.rate(row.rate)}${row.few && html` <span class="doubt small">${words.density.fewMark}</span>`}`;
};

/** Areas as rows; with their rates, each says how sure it is. */
const areasTable = (ctx: PageContext, view: MapView, areas: Areas): Html => {
  const words = ctx.t.mapPage;
  const density = view.query.vue === "densite";
  const rows = density ? areas.rows : areas.rows.filter((row) => row.count > 0).sort((a, b) => b.count - a.count);
  const name = (row: AreaRow): HtmlValue => {
    const target = areaAddress(ctx, view, row);
    return target ? html`<a href="${target}">${row.name}</a>` : row.name;
  };
  const columns: Column<AreaRow>[] = [
    { head: words.table.levels[areas.level], cell: name },
    {
      head: words.table.count,
      label: words.table.count,
      numeric: true,
      cell: (row) => formatNumber(row.count, ctx.lang),
    },
    ...(density
      ? [
          {
            head: words.table.population,
            label: words.table.population,
            numeric: true,
            cell: (row: AreaRow) => formatNumber(row.population, ctx.lang),
          },
        ]
      : []),
    { head: words.table.rate, label: words.table.rate, numeric: true, cell: (row) => rateCell(ctx, row) },
    ...(density
      ? [
          {
            head: words.table.interval,
            label: words.table.interval,
            numeric: true,
            cell: (row: AreaRow) => (row.interval ? words.interval(row.interval.low, row.interval.high) : ""),
          },
        ]
      : []),
  ];
  return html`${table<AreaRow>({ caption: words.table.areas(placeName(ctx, view)), hideCaption: true, stack: density, rows, columns })}<p class="source">${words.table.source(view.edition)}</p>`;
};

/** What the map shows, as a table: its territories, or its initiatives when they are few. */
export const mapTable = (ctx: PageContext, view: MapView): Html => {
  const words = ctx.t.mapPage;
  const place = placeName(ctx, view);
  const areas = view.query.vue === "densite" ? view.areas : (view.counts ?? view.areas);
  const title = areas ? words.table.areas(place) : words.table.rows(place);
  const { pages } = ctx.t.common;
  return html`<section class="pile" id="table" tabindex="-1" aria-labelledby="h-table"><h2 id="h-table">${title}</h2>${
    areas ? areasTable(ctx, view, areas) : rowsTable(ctx, view.rows ?? [], title)
  }${pagination({
    label: pages.label,
    previous: pages.previous,
    next: pages.next,
    page: view.query.page,
    pages: view.pages,
    address: (page) => `${mapAddress(ctx, { ...view.query, page })}#table`,
    pageLabel: pages.page,
  })}</section>`;
};

/** What stands in a box of the map: how many, a page of them, and the box that holds them all. */
export type FoundRows = {
  total: number;
  rows: readonly MapRowView[];
  page: number;
  size: number;
  box: readonly number[] | null;
  address: (page: number) => string;
};

/** The rows of what is in view on the interactive map, as a part of a page. */
export const rowsFragment = (ctx: PageContext, found: FoundRows): Html => {
  const words = ctx.t.mapPage;
  const { pages } = ctx.t.common;
  const from = (found.page - 1) * found.size;
  const partial = found.rows.length < found.total;
  return html`<div data-total="${found.total}"${found.box && html` data-box="${found.box.join(",")}"`}><p class="small">${words.rows.found(found.total)}${
    partial && html` <span class="quiet">(${words.rows.shown(from + 1, from + found.rows.length, found.total)})</span>`
  }</p>${found.rows.length > 0 && rowsTable(ctx, found.rows, words.live.rowsTitle)}${pagination({
    label: pages.label,
    previous: pages.previous,
    next: pages.next,
    page: found.page,
    pages: Math.ceil(found.total / found.size),
    address: found.address,
    pageLabel: pages.page,
  })}</div>`;
};
