import { formatDay } from "../../i18n/format.ts";
import { FIELDS } from "../../imports/fields.ts";
import { notice } from "../../ui/feedback.ts";
import { type Html, html } from "../../ui/html.ts";
import { breadcrumb } from "../../ui/navigation.ts";
import { quantity, section } from "../../ui/section.ts";
import { table } from "../../ui/table.ts";
import { fieldLang, inNetwork, type PageContext, sheetAddress } from "../context.ts";
import { page } from "../layout.ts";
import { figureWords } from "./figure-words.ts";
import { initiativeLink } from "./mentions.ts";
import type { FigureView, StatementView } from "./views.ts";

export interface StatementPageView {
  sheet: { key: string; title: string };
  statement: StatementView;
  fileName: string | null;
  /** Columns of the file that no field took, by their header; null when no key here opens them. */
  extra: Record<string, string> | null;
  figures: FigureView[];
}

interface Cell {
  name: string;
  words: string;
}

const cells = (ctx: PageContext, caption: string, rows: readonly Cell[]): Html =>
  table<Cell>({
    caption,
    hideCaption: true,
    stack: true,
    rows,
    columns: [
      { head: ctx.t.statement.columns, cell: (row) => html`<strong>${row.name}</strong>` },
      {
        head: ctx.t.statement.columnsAside,
        cell: (row) =>
          row.words === ""
            ? html`<span class="quiet">${ctx.t.statement.empty}</span>`
            : html`<span class="words"${fieldLang(ctx)}>${row.words}</span>`,
      },
    ],
  });

/** The source line of a statement: every column as written, and what was read in it. */
export const statementPage = (ctx: PageContext, view: StatementPageView): Html => {
  const { statement: words, common } = ctx.t;
  const { key, campaign, line, importedAt, columns } = view.statement;
  // The database keeps columns in an order of its own.
  const rows = FIELDS.filter((field) => columns[field] !== undefined).map((field) => ({
    name: common.capital(common.fields[field] ?? field),
    words: columns[field]!,
  }));
  const extra = Object.entries(view.extra ?? {}).map(([name, text]) => ({ name, words: text }));
  const body = html`${breadcrumb(common.youAreHere, [
    { label: common.nav.initiatives, address: inNetwork(ctx, "/initiatives") },
    { label: view.sheet.title, address: sheetAddress(ctx, view.sheet) },
    { label: words.title(key) },
  ])}<article><div class="sheet-top"><div class="label"><p>${words.of}</p><p>${campaign}</p></div><div class="main"><h1>${words.title(key)}</h1><p class="lead">${
    words.lead
  }</p><p>${words.leadsTo} ${initiativeLink(ctx, view.sheet)}.</p></div><div class="label">${
    view.fileName && html`<p>${words.file(view.fileName)}</p>`
  }${line !== null && html`<p>${words.line(line)}</p>`}<p>${words.received(formatDay(importedAt, ctx.lang))}</p></div></div>${section(
    {
      id: "colonnes",
      title: words.columns,
      aside: words.columnsAside,
      body: cells(ctx, words.columns, rows),
    },
  )}${view.extra === null && notice({ kind: "warning", title: words.extraLocked })}${
    extra.length > 0 &&
    section({ id: "autres", title: words.extra, aside: words.extraAside, body: cells(ctx, words.extra, extra) })
  }${section({
    id: "quantites",
    title: words.figures,
    aside: words.figuresAside,
    body:
      view.figures.length > 0
        ? html`<ul>${view.figures.map((figure) =>
            quantity({
              ...figureWords(ctx, view.sheet.key, figure),
              source: common.fields[figure.column] ?? figure.column,
            }),
          )}</ul>`
        : html`<p class="quiet">${words.noFigure}</p>`,
  })}</article>`;
  return page(ctx, {
    title: `${words.title(key)}, ${view.sheet.title}`,
    description: words.description(key, view.sheet.title),
    nav: "initiatives",
    body,
  });
};
