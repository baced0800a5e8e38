import { formatMoment } from "../../i18n/format.ts";
import { sayProblem } from "../../i18n/fr/reading.ts";
import type { Rejection } from "../../imports/import-rows.ts";
import { type Html, html } from "../../ui/html.ts";
import { breadcrumb, stepper } from "../../ui/navigation.ts";
import { section } from "../../ui/section.ts";
import { table } from "../../ui/table.ts";
import { fieldLang, inNetwork, type PageContext } from "../context.ts";
import type { ImportView } from "../views/imports.ts";
import { cutWords, whoDid } from "./workspace.ts";

/** The top of every page of an import: where one is, at which step, and what the page is for. */
export const importTop = (ctx: PageContext, step: number, title: string, lead: string): Html =>
  html`${breadcrumb(ctx.t.common.youAreHere, [
    { label: ctx.t.common.nav.initiatives, address: inNetwork(ctx, "/initiatives") },
    { label: ctx.t.common.nav.import, address: inNetwork(ctx, "/importer") },
    { label: title },
  ])}<div class="opening">${stepper(ctx.t.imports.stepsLabel, ctx.t.imports.steps, step)}<h1>${title}</h1><p class="lead">${lead}</p></div>`;

/** What the file is, and who sent it when. */
export const fileFacts = (ctx: PageContext, view: ImportView): Html => {
  const words = ctx.t.imports;
  const facts = [
    view.encoding && (words.encodings[view.encoding] ?? view.encoding),
    view.delimiter && words.delimiters[view.delimiter],
    view.sheet && words.workbook(view.sheet),
    words.bytes(view.bytes),
  ];
  return html`<span class="mono">${view.fileName}</span><br>${facts.filter(Boolean).join(", ")}<br>${words.received(
    formatMoment(view.createdAt, ctx.lang),
    whoDid(ctx, view.createdBy),
  )}${view.finishedAt && html`<br>${words.finished(formatMoment(view.finishedAt, ctx.lang))}`}`;
};

/** The rows that are not imported: where, what was found, what was expected. */
export const refusedRows = (ctx: PageContext, rejected: readonly Rejection[], aside: string): Html => {
  const words = ctx.t.imports;
  const heads = words.refusedHeads;
  return section({
    id: "refusees",
    title: words.refusedTitle,
    aside,
    body: table({
      caption: words.refusedCaption,
      hideCaption: true,
      stack: true,
      rows: rejected,
      columns: [
        { head: heads.line, cell: (row) => `${heads.line} ${row.line}` },
        {
          head: heads.column,
          label: heads.column,
          small: true,
          cell: (row) => html`<span class="mono">${row.column || "–"}</span>`,
        },
        {
          head: heads.value,
          label: heads.value,
          cell: (row) =>
            row.value === ""
              ? html`<span class="quiet">${words.emptyValue}</span>`
              : html`<span class="words"${fieldLang(ctx)}>${cutWords(row.value, 160)}</span>`,
        },
        {
          head: heads.why,
          label: heads.why,
          small: true,
          cell: (row) => ctx.t.common.capital(sayProblem(ctx.t.reading, row.code, row.params)),
        },
      ],
    }),
  });
};
