import { type Html, type HtmlValue, html } from "./html.ts";

export interface FacetOption {
  value: string;
  label: HtmlValue;
  /** The name alone, for the lists that accept no drawing. */
  plain: string;
  count: number;
  selected: boolean;
}

export interface Facet {
  name: string;
  title: string;
  /** Boxes when several values may be asked together, a list when only one may. */
  many: boolean;
  open: boolean;
  options: readonly FacetOption[];
  /** The choice that asks nothing, for the lists. */
  any: string;
}

const boxes = (facet: Facet): Html =>
  html`<ul>${facet.options.map(
    (option) =>
      html`<li><label class="option${option.count === 0 ? " none" : ""}"><input type="checkbox" name="${facet.name}" value="${option.value}"${
        option.selected ? html` checked` : ""
      }><span>${option.label}</span><span class="num">${option.count}</span></label></li>`,
  )}</ul>`;

const list = (facet: Facet): Html =>
  html`<div><select name="${facet.name}" aria-label="${facet.title}"><option value="">${facet.any}</option>${facet.options.map(
    (option) =>
      html`<option value="${option.value}"${option.selected ? html` selected` : ""}>${option.plain} (${option.count})</option>`,
  )}</select></div>`;

/** The filters with how many results each would keep: plain fields of a GET form, to be followed by its button. */
export const facetList = (summary: string, facets: readonly Facet[], apply: Html): Html =>
  html`<details class="facets"><summary>${summary}</summary>${facets.map(
    (facet) =>
      html`<details class="facet"${facet.open ? html` open` : ""}><summary>${facet.title}</summary>${facet.many ? boxes(facet) : list(facet)}</details>`,
  )}<p class="apply">${apply}</p></details>`;

interface ChipOptions {
  label: string;
  remove: string;
  clear: string;
  clearAddress: string;
  chips: readonly { label: string; address: string }[];
}

/** The filters that are set, each a link that takes it off; nothing when none is. */
export const filterChips = (options: ChipOptions): HtmlValue =>
  options.chips.length > 0 &&
  html`<ul class="chips" aria-label="${options.label}">${options.chips.map(
    (chip) =>
      html`<li><a class="chip" href="${chip.address}">${chip.label} <span aria-hidden="true">×</span><span class="vh">, ${options.remove}</span></a></li>`,
  )}<li class="small"><a href="${options.clearAddress}">${options.clear}</a></li></ul>`;
