import { capital, formatDay, formatMoment } from "../../i18n/format.ts";
import type { OwnData } from "../../personal-data/own-data.sql.ts";
import { TABLES } from "../../personal-data/register.ts";
import type { Role } from "../../platform/person.ts";
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

const SHOWN = 100;

/** What a person reads of a row: what tells of her, in which network, when; the file has every field. */
const told = (ctx: PageContext, table: string, row: Record<string, unknown>, networks: Record<string, string>) => {
  const { data, own } = ctx.t.register;
  const { personal = {}, holder } = TABLES[table as keyof typeof TABLES];
  return Object.entries(row).flatMap(([column, value]) => {
    if (value === null || value === "" || column === holder) return [];
    if (value instanceof Date)
      return [{ name: own.dates[column] ?? own.dates.at!, text: formatMoment(value.toISOString(), ctx.lang) }];
    if (column === "network_id")
      return networks[String(value)] === undefined ? [] : [{ name: own.network, text: networks[String(value)]! }];
    const declared = personal[column];
    if (!declared || declared.data === "who") return [];
    const words = typeof value === "object" ? JSON.stringify(value) : String(value);
    const text = column === "role" ? (ctx.t.people.roles[words as Role] ?? words) : words;
    return [{ name: capital(data[declared.data]), text }];
  });
};

/** What she did, as the journal says it. */
const deeds = (ctx: PageContext, rows: OwnData["tables"][string], networks: Record<string, string>): Html =>
  pairs(
    rows.map(({ at, action, chain }) => ({
      name: formatMoment(new Date(at as string | Date).toISOString(), ctx.lang),
      text: [ctx.t.journal.actions[String(action)] ?? String(action), networks[String(chain)]]
        .filter(Boolean)
        .join(", "),
    })),
  );

const tables = (ctx: PageContext, { data }: OwnDataView): Html[] => {
  const words = ctx.t.register.own;
  return Object.entries(data.tables).map(([name, rows]) => {
    const shown = rows.slice(0, SHOWN);
    return section({
      id: `donnees-${name.replaceAll("_", "-")}`,
      title: words.tables[name] ?? name,
      body: html`${
        name === "audit_entries"
          ? deeds(ctx, shown, data.networks)
          : shown.map((row) => pairs(told(ctx, name, row, data.networks)))
      }${rows.length > SHOWN && html`<p class="quiet">${words.more(rows.length - SHOWN)}</p>`}`,
    });
  });
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
  const news = html`${view.told && notice({ title: view.told, live: true })}${problem && notice({ kind: "failure", title: problem, live: true })}`;
  const body = html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead}</p>${news}<p>${words.words}</p>${postForm(
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
