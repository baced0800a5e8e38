import { actions, button } from "../../ui/actions.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { fieldLang, href, inNetwork, type PageContext } from "../context.ts";
import type { TypedForm } from "../form.ts";
import { page } from "../layout.ts";
import { FORM_NAMES } from "../sheet-form.ts";

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
  typed?: TypedForm;
}

/** A way to sign in that leaves the page, and what was typed in it, open. */
export const signInBeside = (ctx: PageContext): Html =>
  html`<a href="${href(ctx, "/connexion")}" target="_blank" rel="noopener">${ctx.t.errors.signInBeside}</a>`;

/** Fields whose words are names of things, written by the site. */
const NAMES: readonly string[] = ["conflit", FORM_NAMES.domains];

/** The texts of a form, for whoever cannot send it again and has them nowhere else. */
const typedTexts = (ctx: PageContext, { fields }: TypedForm): HtmlValue => {
  const texts = fields.filter(([name, value]) => /\S\s+\S/.test(value) && !NAMES.includes(name));
  return (
    texts.length > 0 &&
    html`<details><summary>${ctx.t.errors.readTyped}</summary>${texts.map(
      ([, value]) => html`<p class="kept-lines"${fieldLang(ctx)}>${value.trim()}</p>`,
    )}</details>`
  );
};

const howToResend = (ctx: PageContext, status: ErrorStatus): Html => {
  const { errors: words } = ctx.t;
  if (status >= 500) return html`<p>${words.kept}</p>`;
  return ctx.member ? html`<p>${words.held}</p>` : html`<p>${words.held} ${words.signedOut} ${signInBeside(ctx)}</p>`;
};

/** What a form that could not be taken holds, behind the button that sends it again. */
const resendForm = (ctx: PageContext, status: ErrorStatus, typed: TypedForm): Html =>
  html`<form method="post" action="${typed.action}">${typed.fields.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}${howToResend(ctx, status)}${actions(button(ctx.t.errors.resend))}</form>${status < 500 && typedTexts(ctx, typed)}`;

/** What happened, where, and how to mend it. */
export const errorPage = (ctx: PageContext, view: ErrorView): Html => {
  const { errors: words } = ctx.t;
  const title = view.full ? words.full : (words.titles[view.status] ?? words.titles[500]!);
  const text = view.full ? words.fullText : (words.texts[view.status] ?? words.texts[500]!);
  const body = html`<div class="opening"><p class="quiet">${view.status}</p><h1>${title}</h1>${
    view.detail && html`<p class="lead">${view.detail}</p>`
  }<p class="${view.detail ? "wide" : "lead"}">${text}</p>${view.typed && resendForm(ctx, view.status, view.typed)}${
    view.reference &&
    html`<p class="quiet">${ctx.t.common.labelled(words.reference, "")}<span class="mono">${view.reference}</span></p>`
  }<p class="actions">${view.back && html`<a class="button second" href="${view.back}">${words.back}</a> `}${
    ctx.network && html`<a href="${inNetwork(ctx, "/initiatives")}">${words.list}</a> `
  }<a href="${ctx.network ? inNetwork(ctx, "") : href(ctx, "/")}">${words.home}</a></p></div>`;
  return page(ctx, { title, description: words.description, body });
};
