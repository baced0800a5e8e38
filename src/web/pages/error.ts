import { button } from "../../ui/actions.ts";
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
  /** Whether the disk of the server is full, which the title then says. */
  full?: boolean;
  /** A form that could not be taken: what was typed in it, to be sent again by a button. */
  typed?: { action: string; fields: readonly [name: string, value: string][] };
}

/** What a form that could not be taken holds, behind the button that sends it again. */
const resendForm = (ctx: PageContext, { action, fields }: NonNullable<ErrorView["typed"]>): Html =>
  html`<form method="post" action="${action}"><p>${ctx.t.errors.kept}</p>${fields.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}${button(ctx.t.errors.resend)}</form>`;

/** What happened, where, and how to mend it. */
export const errorPage = (ctx: PageContext, view: ErrorView): Html => {
  const { errors: words } = ctx.t;
  const title = view.full ? words.full : (words.titles[view.status] ?? words.titles[500]!);
  const text = view.full ? words.fullText : (words.texts[view.status] ?? words.texts[500]!);
  const body = html`<div class="opening"><p class="quiet">${view.status}</p><h1>${title}</h1>${
    view.detail && html`<p class="lead">${view.detail}</p>`
  }<p class="${view.detail ? "wide" : "lead"}">${text}</p>${view.typed && resendForm(ctx, view.typed)}${
    view.reference &&
    html`<p class="quiet">${ctx.t.common.labelled(words.reference, "")}<span class="mono">${view.reference}</span></p>`
  }<p class="actions">${view.back && html`<a class="button second" href="${view.back}">${words.back}</a> `}${
    ctx.network && html`<a href="${inNetwork(ctx, "/initiatives")}">${words.list}</a> `
  }<a href="${ctx.network ? inNetwork(ctx, "") : href(ctx, "/")}">${words.home}</a></p></div>`;
  return page(ctx, { title, description: words.description, body });
};
