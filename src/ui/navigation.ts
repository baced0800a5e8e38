import { type Html, type HtmlValue, html } from "./html.ts";

export interface Crumb {
  label: string;
  /** Absent for the page itself. */
  address?: string;
}

/** The way from the home to this page; the last crumb is the page itself. */
export const breadcrumb = (label: string, crumbs: readonly Crumb[]): Html =>
  html`<nav class="crumbs" aria-label="${label}"><ol>${crumbs.map(
    (crumb) =>
      html`<li>${
        crumb.address === undefined
          ? html`<span aria-current="page">${crumb.label}</span>`
          : html`<a href="${crumb.address}">${crumb.label}</a>`
      }</li>`,
  )}</ol></nav>`;

interface PaginationOptions {
  label: string;
  previous: string;
  next: string;
  /** Counted from 1. */
  page: number;
  pages: number;
  address: (page: number) => string;
  /** The spoken name of the link to a page. */
  pageLabel: (page: number) => string;
}

/** The pages to offer: the first, the last, and two on each side; `null` where some are left out. */
export const pageNumbers = (page: number, pages: number): (number | null)[] => {
  const kept = [...new Set([1, page - 2, page - 1, page, page + 1, page + 2, pages])]
    .filter((number) => number >= 1 && number <= pages)
    .sort((a, b) => a - b);
  return kept.flatMap((number, index) => (index > 0 && number - kept[index - 1]! > 1 ? [null, number] : [number]));
};

/** Links to the other pages of a list; nothing when there is only one. */
export const pagination = (options: PaginationOptions): HtmlValue => {
  const { page, pages, address } = options;
  if (pages <= 1) return "";
  const numbers = pageNumbers(page, pages).map((number) => {
    if (number === null) return html`<li aria-hidden="true">…</li>`;
    if (number === page) return html`<li><span aria-current="page">${number}</span></li>`;
    return html`<li><a href="${address(number)}" aria-label="${options.pageLabel(number)}">${number}</a></li>`;
  });
  return html`<nav class="pages" aria-label="${options.label}">${
    page > 1 && html`<a href="${address(page - 1)}" rel="prev">${options.previous}</a>`
  }<ol>${numbers}</ol>${page < pages && html`<a href="${address(page + 1)}" rel="next">${options.next}</a>`}</nav>`;
};

/** The steps of a task done over several pages, the current one counted from 0. */
export const stepper = (label: string, steps: readonly string[], current: number): Html =>
  html`<ol class="steps" aria-label="${label}">${steps.map(
    (step, index) => html`<li${index === current ? html` aria-current="step"` : ""}>${step}</li>`,
  )}</ol>`;

/** Links between the ways of looking at the same thing. */
export const viewSwitch = (
  label: string,
  views: readonly { label: string; address: string; current: boolean }[],
): Html =>
  html`<span class="views" role="group" aria-label="${label}">${views.map(
    (view, index) =>
      html`${index > 0 ? " " : ""}<a href="${view.address}"${view.current ? html` aria-current="true"` : ""}>${view.label}</a>`,
  )}</span>`;
