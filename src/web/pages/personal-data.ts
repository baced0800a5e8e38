import { formatDay, formatMoment, formatNumber } from "../../i18n/format.ts";
import type { Held } from "../../personal-data/actions/find-person.ts";
import { actions, button } from "../../ui/actions.ts";
import { emptyState, notice } from "../../ui/feedback.ts";
import { choice, textArea } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import { table } from "../../ui/table.ts";
import { inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { initiativeLink } from "./mentions.ts";
import { registerSections } from "./register.ts";
import { postForm } from "./workspace.ts";

export interface PersonalDataView {
  lines: string;
  found: FoundView | null;
  requests: readonly { kind: "export" | "erasure"; at: string; rows: number }[];
  runs: readonly { at: string; counts: Record<string, number> }[];
  told?: string;
  errors: { lines?: string; confirm?: string; problem?: string };
}

export type FoundView = Pick<Held, "accounts" | "reports" | "files" | "unreadable"> & {
  invitations: number;
  texts: readonly { sheet: { key: string; title: string } | null; table: string; words: readonly string[] }[];
  more: number;
};

const HERE = "/donnees-personnelles";

const search = (ctx: PageContext, view: PersonalDataView): Html => {
  const words = ctx.t.register.page;
  return postForm(
    ctx,
    inNetwork(ctx, `${HERE}/chercher`),
    html`${textArea({
      id: "lignes",
      label: words.lines,
      hint: words.linesHint,
      value: view.lines,
      required: true,
      ...(view.errors.lines && { error: view.errors.lines }),
    })}${actions(button(words.search))}`,
  );
};

const isNothing = (found: FoundView): boolean =>
  found.accounts.length + found.invitations + found.texts.length + found.reports.length === 0 &&
  found.files + found.unreadable === 0;

const held = (ctx: PageContext, view: PersonalDataView, found: FoundView): Html => {
  const words = ctx.t.register.page;
  if (isNothing(found)) return emptyState({ title: words.nothing, body: "" });
  const again = html`<input type="hidden" name="lignes" value="${view.lines}">`;
  const accounts = found.accounts.map((one) =>
    choice("compte", "checkbox", {
      value: one.id,
      label: html`${ctx.t.common.labelled(words.eraseAccount, words.account(one.name, one.email))}${one.elsewhere && html` <span class="quiet">(${words.elsewhere})</span>`}`,
      checked: true,
    }),
  );
  const facts: HtmlValue[] = [
    found.invitations > 0 && html`<li>${words.invitations(found.invitations)}</li>`,
    found.files > 0 && html`<li>${words.files(found.files)}</li>`,
    found.unreadable > 0 && html`<li>${words.unreadable(found.unreadable)}</li>`,
  ];
  return html`<ul class="plain">${facts}</ul>${
    found.texts.length > 0 &&
    html`${table({
      caption: words.texts,
      stack: true,
      rows: found.texts,
      columns: [
        {
          head: words.where,
          cell: ({ sheet, table: name }) => (sheet ? initiativeLink(ctx, sheet) : html`<code>${name}</code>`),
        },
        {
          head: words.what,
          label: words.what,
          cell: (one) =>
            html`<span lang="fr">${one.words.map((text, at) => html`${at > 0 && html`<br>`}${text}`)}</span>`,
        },
      ],
    })}${found.more > 0 && html`<p class="quiet">${words.more(found.more)}</p>`}`
  }${found.reports.length > 0 && notice({ kind: "warning", title: words.reports(found.reports.join(", ")) })}${postForm(
    ctx,
    inNetwork(ctx, `${HERE}/remettre`),
    html`${again}${actions(button(words.give, { second: true }))}`,
  )}<h3>${words.eraseTitle}</h3><p>${words.eraseLead}</p>${postForm(
    ctx,
    inNetwork(ctx, `${HERE}/effacer`),
    html`${again}${accounts}${choice("confirmer", "checkbox", { value: "oui", label: words.confirm })}${
      view.errors.confirm && html`<p class="error" role="alert">${view.errors.confirm}</p>`
    }${actions(button(words.erase))}`,
    { className: "pile" },
  )}`;
};

const requests = (ctx: PageContext, view: PersonalDataView): Html => {
  const words = ctx.t.register.page;
  if (view.requests.length === 0) return html`<p>${words.noRequests}</p>`;
  return table({
    caption: words.requestsTitle,
    hideCaption: true,
    rows: view.requests,
    columns: [
      { head: words.when, cell: ({ at }) => formatMoment(at, ctx.lang) },
      { head: words.kind, cell: ({ kind }) => words.kinds[kind] },
      { head: words.rows, numeric: true, cell: ({ rows }) => formatNumber(rows, ctx.lang) },
    ],
  });
};

const nameOf = (ctx: PageContext, rule: string): string => {
  const { page: words, retentions } = ctx.t.register;
  if (rule === "warned") return words.warned;
  if (rule === "account_kept") return words.account_kept;
  const names = ctx.t.register.rules as Record<string, string>;
  return names[rule] ?? (retentions as Record<string, string>)[rule] ?? rule;
};

const runs = (ctx: PageContext, view: PersonalDataView): Html => {
  const words = ctx.t.register.page;
  if (view.runs.length === 0) return html`<p>${words.noRuns}</p>`;
  return table({
    caption: words.runsTitle,
    hideCaption: true,
    stack: true,
    rows: view.runs,
    columns: [
      { head: words.when, cell: ({ at }) => formatDay(at, ctx.lang) },
      {
        head: words.rows,
        label: words.rows,
        cell: ({ counts }) =>
          Object.entries(counts)
            .map(([rule, rows]) => ctx.t.common.labelled(nameOf(ctx, rule), formatNumber(rows, ctx.lang)))
            .join(", ") || words.nothingDeleted,
      },
    ],
  });
};

/** What whoever protects the data of a network works with: finding, giving, erasing; requests, retention, register. */
export const personalDataOfNetworkPage = (ctx: PageContext, view: PersonalDataView): Html => {
  const words = ctx.t.register.page;
  const { problem } = view.errors;
  const told = html`${view.told && notice({ title: view.told, live: true })}${problem && notice({ kind: "failure", title: problem, live: true })}`;
  const body = html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead}</p>${told}</div>${section(
    {
      id: "chercher",
      title: words.searchTitle,
      body: search(ctx, view),
    },
  )}${view.found && section({ id: "trouve", title: words.foundTitle, body: held(ctx, view, view.found) })}${section({
    id: "demandes",
    title: words.requestsTitle,
    body: requests(ctx, view),
  })}${section({ id: "conservation", title: words.runsTitle, aside: words.runsAside, body: runs(ctx, view) })}${registerSections(ctx)}`;
  return page(ctx, { title: words.title, description: words.description, nav: "personalData", body });
};
