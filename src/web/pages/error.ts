import { type Html, html } from "../../ui/html.ts";
import { href, inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";

export type ErrorStatus = 400 | 403 | 404 | 405 | 409 | 413 | 422 | 500 | 503;

export interface ErrorView {
  status: ErrorStatus;
  /** What went wrong precisely, in the person's language; the general explanation follows it. */
  detail?: string;
  /** What to give to whoever runs the server. */
  reference?: string;
  /** Where the person came from. */
  back?: string;
}

/** What happened, where, and how to mend it. */
export const errorPage = (ctx: PageContext, view: ErrorView): Html => {
  const { errors: words } = ctx.t;
  const title = words.titles[view.status] ?? words.titles[500]!;
  const body = html`<div class="opening"><p class="quiet">${view.status}</p><h1>${title}</h1>${
    view.detail && html`<p class="lead">${view.detail}</p>`
  }<p class="${view.detail ? "wide" : "lead"}">${words.texts[view.status] ?? words.texts[500]!}</p>${
    view.reference &&
    html`<p class="quiet">${ctx.t.common.labelled(words.reference, "")}<span class="mono">${view.reference}</span></p>`
  }<p class="actions">${view.back && html`<a class="button second" href="${view.back}">${words.back}</a> `}${
    ctx.network && html`<a href="${inNetwork(ctx, "/initiatives")}">${words.list}</a> `
  }<a href="${ctx.network ? inNetwork(ctx, "") : href(ctx, "/")}">${words.home}</a></p></div>`;
  return page(ctx, { title, description: words.description, body });
};
