import { type Html, type HtmlValue, html } from "./html.ts";

interface NoticeOptions {
  kind?: "information" | "warning" | "failure";
  title?: HtmlValue;
  body?: HtmlValue;
  /** Whether it answers what the person just did, and should be said at once. */
  live?: boolean;
}

/** Something the tool has to say: a fact, a warning, or a failure with how to mend it. */
export const notice = (options: NoticeOptions): Html => {
  const kind = options.kind ?? "information";
  const role = options.live ? (kind === "failure" ? html` role="alert"` : html` role="status"`) : "";
  return html`<div class="notice ${kind}"${role}>${options.title && html`<p class="title"><strong>${options.title}</strong></p>`}${options.body}</div>`;
};

/** All the errors of a form, each leading to its field. */
export const errorSummary = (title: string, errors: readonly { field: string; message: string }[]): HtmlValue =>
  errors.length > 0 &&
  html`<div class="notice failure" role="alert"><p class="title"><strong>${title}</strong></p><ul>${errors.map(
    (error) => html`<li><a href="#${error.field}">${error.message}</a></li>`,
  )}</ul></div>`;

/** What stands where a list would be, and what to do next. */
export const emptyState = (options: { title: HtmlValue; body: HtmlValue; next?: HtmlValue; level?: 2 | 3 }): Html =>
  html`<div class="empty">${
    options.level === 2 ? html`<h2>${options.title}</h2>` : html`<h3>${options.title}</h3>`
  }<p>${options.body}</p>${options.next && html`<p class="actions">${options.next}</p>`}</div>`;

/** How far a long task is; without `max`, that it is under way. */
export const progress = (options: {
  label: string;
  id: string;
  value?: number;
  max?: number;
  detail?: HtmlValue;
}): Html =>
  html`<div class="progress"><label for="${options.id}">${options.label}</label><progress id="${options.id}"${
    options.max === undefined ? "" : html` max="${options.max}" value="${options.value ?? 0}"`
  }></progress>${options.detail && html`<p class="small quiet">${options.detail}</p>`}</div>`;

/** How much of a whole is filled, beside its number; `share` from 0 to 1. */
export const gauge = (count: HtmlValue, share: number): Html => {
  const width = Math.round(84 * Math.min(1, Math.max(0, share)) * 10) / 10;
  return html`<span class="filled">${count}<svg class="gauge" viewBox="0 0 84 6" aria-hidden="true"><rect class="ground" width="84" height="6"/><rect width="${width}" height="6"/></svg></span>`;
};
