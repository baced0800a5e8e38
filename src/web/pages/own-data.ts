import { formatDay } from "../../i18n/format.ts";
import type { OwnData } from "../../personal-data/own-data.sql.ts";
import { actions, button } from "../../ui/actions.ts";
import { notice } from "../../ui/feedback.ts";
import { choice, field } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { pairs, section } from "../../ui/section.ts";
import { href, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { postForm } from "./workspace.ts";

export interface OwnDataView {
  data: OwnData;
  consents: readonly {
    id: string;
    purpose: string;
    words: string;
    lang: "fr" | "en";
    network: string | null;
    given: string;
    withdrawn: string | null;
  }[];
  hasPassword: boolean;
  told?: string;
  errors: { confirm?: string; password?: string; problem?: string };
}

/** The consent that an account rests on: taken back, there is no account left. */
export const ACCOUNT_CONSENT = "account";

const say = (value: unknown, networks: Record<string, string>): string => {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object") return JSON.stringify(value);
  return networks[String(value)] ?? String(value);
};

const tables = (ctx: PageContext, { data }: OwnDataView): Html[] => {
  const words = ctx.t.register.own;
  return Object.entries(data.tables).map(([name, rows]) =>
    section({
      id: `donnees-${name.replaceAll("_", "-")}`,
      title: words.tables[name] ?? name,
      body: html`${rows
        .slice(0, 100)
        .map((row) =>
          pairs(Object.entries(row).map(([name, value]) => ({ name, text: say(value, data.networks) }))),
        )}${rows.length > 100 && html`<p class="quiet">${rows.length - 100} +</p>`}`,
    }),
  );
};

const consents = (ctx: PageContext, view: OwnDataView): HtmlValue => {
  const words = ctx.t.register.own;
  if (view.consents.length === 0) return html`<p>${words.noConsents}</p>`;
  return html`<ul class="plain">${view.consents.map(
    (one) =>
      html`<li><blockquote lang="${one.lang}">${one.words}</blockquote><p class="quiet">${one.network && `${one.network}, `}${words.givenOn(
        formatDay(one.given, ctx.lang),
      )}${one.withdrawn && `, ${words.withdrawnOn(formatDay(one.withdrawn, ctx.lang))}`}</p>${
        one.withdrawn === null &&
        (one.purpose === ACCOUNT_CONSENT
          ? html`<p><a href="#effacer">${words.accountConsent}</a></p>`
          : postForm(
              ctx,
              href(ctx, "/compte/accords"),
              html`<input type="hidden" name="accord" value="${one.id}">${actions(button(words.withdraw, { second: true, small: true }))}`,
            ))
      }</li>`,
  )}</ul>`;
};

const erase = (ctx: PageContext, view: OwnDataView): Html => {
  const words = ctx.t.register.own;
  return html`<p>${words.eraseLead}</p>${postForm(
    ctx,
    href(ctx, "/compte/effacer"),
    html`${
      view.hasPassword &&
      field({
        id: "actuel",
        type: "password",
        label: words.password,
        autocomplete: "current-password",
        required: true,
        ...(view.errors.password && { error: view.errors.password }),
      })
    }${choice("confirmer", "checkbox", { value: "oui", label: words.confirm })}${
      view.errors.confirm && html`<p class="error" role="alert">${view.errors.confirm}</p>`
    }${actions(button(words.erase))}`,
    { className: "pile" },
  )}`;
};

/** All that is held of somebody by her account, what she agreed to, and how to leave. */
export const ownDataPage = (ctx: PageContext, view: OwnDataView): Html => {
  const words = ctx.t.register.own;
  const { problem } = view.errors;
  const told = html`${view.told && notice({ title: view.told, live: true })}${problem && notice({ kind: "failure", title: problem, live: true })}`;
  const body = html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead}</p>${told}<p>${words.words}</p>${postForm(
    ctx,
    href(ctx, "/compte/donnees"),
    actions(button(words.download, { second: true })),
  )}<p class="quiet">${words.print}</p></div>${section({ id: "accords", title: words.consentsTitle, body: consents(ctx, view) })}${section(
    { id: "effacer", title: words.eraseTitle, body: erase(ctx, view) },
  )}${tables(ctx, view)}`;
  return page(ctx, { title: words.title, description: words.description, body });
};

/** What is told once the account is no more. */
export const accountGonePage = (ctx: PageContext): Html => {
  const words = ctx.t.register.own;
  const body = html`<div class="opening"><h1>${words.goneTitle}</h1><p class="lead">${words.gone}</p></div>`;
  return page(ctx, { title: words.goneTitle, description: words.gone, body });
};
