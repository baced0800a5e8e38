import { sayReason } from "../../duplicates/say-reason.ts";
import { formatList, formatNumber, holdPunctuation } from "../../i18n/format.ts";
import type { Preview } from "../../imports/preview.ts";
import { actions, button } from "../../ui/actions.ts";
import { notice } from "../../ui/feedback.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { balance, doubt, pairs, section } from "../../ui/section.ts";
import { type Column, table } from "../../ui/table.ts";
import { fieldLang, inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import type { ImportView } from "../views/imports.ts";
import { importColumns, type TypedColumns } from "./import-columns.ts";
import { fileFacts, importTop, refusedRows } from "./import-file.ts";
import { enhanced, postForm, sayDoubt, written } from "./workspace.ts";

export type ImportPreviewView = ImportView & { preview: Preview };

/** Why what was just asked of the import was refused, with what was chosen. */
export type ImportProblem = { title: string; message: string; typed?: TypedColumns };

const FIRST_ROWS = 8;

const counts = (ctx: PageContext, preview: Preview): Html => {
  const words = ctx.t.imports;
  const { read, sure, review, updated, unchanged, refused } = preview.counts;
  const lines = new Set(preview.duplicates.flatMap(({ a, b }) => [a.line, b.line]));
  const terms: [number, string][] = [
    [read, words.read(read)],
    [sure, words.sure],
    [review, words.toReview],
    ...(updated > 0 ? [[updated, words.updated(updated)] as [number, string]] : []),
    ...(unchanged > 0 ? [[unchanged, words.unchanged(unchanged)] as [number, string]] : []),
    [lines.size, lines.size > 0 ? words.inDuplicates(preview.duplicates.length) : words.noDuplicates],
    [refused, words.refused(refused)],
  ];
  return balance(terms.map(([value, term]) => ({ term, value: formatNumber(value, ctx.lang) })));
};

const launch = (ctx: PageContext, view: ImportPreviewView): Html => {
  const words = ctx.t.imports;
  const { preview } = view;
  const kept = preview.counts.created + preview.counts.updated + preview.counts.unchanged;
  const other = html`<a href="${inNetwork(ctx, "/importer")}">${words.otherFile}</a>`;
  if (!preview.columns.some((column) => column.field === "title")) return actions(other);
  if (kept === 0 && preview.complete) return html`<p>${words.nothingToStart}</p>${actions(other)}`;
  const verb = preview.complete ? words.start(kept) : words.startAll;
  return html`${postForm(
    ctx,
    inNetwork(ctx, `/importer/${view.id}/lancer`),
    actions(
      button(verb),
      preview.counts.review > 0 && html`<a href="#doutes">${words.reviewFirst(preview.counts.review)}</a>`,
      other,
    ),
    { className: "above-3" },
  )}<p class="small quiet wide">${words.startNote}</p>`;
};

const doubts = (ctx: PageContext, preview: Preview): HtmlValue => {
  const { imports: words, common } = ctx.t;
  if (preview.doubts.length === 0) return "";
  const items = preview.doubts.map((item) => {
    const label = String(item.params.label ?? "");
    const others = [...new Set(item.options)].filter((option) => option !== label);
    const read = label
      ? html`${holdPunctuation(label)} <span class="quiet">${common.proposed}</span>`
      : doubt(words.notRead);
    return html`<li><p class="small quiet">${words.where(item.line, common.fields[item.field] ?? item.field)}</p><div>${written(ctx, item.value)}<p class="why"${fieldLang(
      ctx,
    )}>${holdPunctuation(item.title)}</p><p class="why above-3">${sayDoubt(ctx, item.code, item.params)}</p></div><div class="small">${
      item.field === "place"
        ? html`<p><span class="quiet">${words.readAs}</span> ${read}</p>${others.length > 0 && html`<p class="quiet">${words.otherReadings(formatList(others, ctx.lang))}</p>`}`
        : html`<p class="quiet">${words.wordsKept}</p>`
    }</div></li>`;
  });
  return section({
    id: "doutes",
    title: words.doubtsTitle,
    aside: words.doubtsAside(
      preview.counts.review,
      preview.counts.review > preview.doubts.length ? preview.doubts.length : Number.MAX_SAFE_INTEGER,
    ),
    body: html`<ol class="doubts">${items}</ol>`,
  });
};

const rows = (ctx: PageContext, preview: Preview): HtmlValue => {
  const { imports: words } = ctx.t;
  if (preview.rows.length === 0) return "";
  const twins = new Set(preview.duplicates.flatMap(({ a, b }) => [a.line, b.line]));
  const heads = words.rowsHeads;
  const count = (
    head: string,
    of: (row: Preview["rows"][number]) => number,
    none: string,
  ): Column<Preview["rows"][number]> => ({
    head,
    label: head,
    numeric: true,
    small: true,
    cell: (row) => (of(row) > 0 ? formatNumber(of(row), ctx.lang) : none),
  });
  const state = (row: Preview["rows"][number]): HtmlValue => {
    const said = [words.rowState[row.becomes], twins.has(row.line) && words.rowDuplicate].filter(Boolean).join(", ");
    if (row.doubts > 0) return html`${said && `${said}, `}${doubt(words.rowDoubts(row.doubts))}`;
    return said || words.rowSure;
  };
  const part = (some: Preview["rows"]): Html =>
    table({
      caption: words.rowsCaption,
      hideCaption: true,
      stack: true,
      rows: some,
      columns: [
        {
          head: heads.title,
          cell: (row) => html`<span class="words"${fieldLang(ctx)}>${holdPunctuation(row.title)}</span>`,
        },
        {
          head: heads.place,
          label: heads.place,
          small: true,
          cell: (row) => row.place ?? html`<span class="quiet">${words.placeUnread}</span>`,
        },
        count(heads.actors, (row) => row.actors, words.none.m),
        count(heads.figures, (row) => row.figures, words.none.m),
        count(heads.prospects, (row) => row.prospects, words.none.f),
        { head: heads.state, label: heads.state, small: true, cell: state },
      ],
    });
  const rest = preview.rows.slice(FIRST_ROWS);
  return section({
    id: "lignes",
    title: words.rowsTitle,
    aside: words.rowsAside(preview.rows.length, preview.counts.read - preview.counts.refused),
    body: html`${part(preview.rows.slice(0, FIRST_ROWS))}${
      rest.length > 0 &&
      html`<details class="data"><summary>${words.nextRows(rest.length)}</summary>${part(rest)}</details>`
    }`,
  });
};

const duplicates = (ctx: PageContext, preview: Preview): HtmlValue => {
  const { imports: words } = ctx.t;
  return (
    preview.duplicates.length > 0 &&
    section({
      id: "doublons",
      title: words.duplicatesTitle,
      body: html`${pairs(
        preview.duplicates.map(({ a, b, reasons }) => ({
          name: html`<span class="serif"${fieldLang(ctx)}>${holdPunctuation(a.title)}</span>`,
          text: words.duplicateLines(
            a.line,
            b.line,
            `${reasons.map((reason) => sayReason(ctx.t.reasons, reason)).join(". ")}.`,
          ),
        })),
      )}<p class="small quiet">${words.duplicatesNote}</p>`,
    })
  );
};

/** What a received file would become, read before anything is written. */
export const importPreviewPage = (ctx: PageContext, view: ImportPreviewView, problem?: ImportProblem): Html => {
  const { imports: words } = ctx.t;
  const { preview } = view;
  const titled = preview.columns.some((column) => column.field === "title");
  const columns = importColumns(ctx, view, problem?.typed);
  const body = html`${importTop(ctx, 1, words.previewTitle, words.previewLead)}${
    problem &&
    html`<div class="above-5">${notice({ kind: "failure", title: problem.title, body: html`<p>${problem.message}</p>`, live: true })}</div>`
  }${section({
    id: "bilan",
    title: words.balance,
    aside: fileFacts(ctx, view),
    body: html`${counts(ctx, preview)}${!preview.complete && notice({ body: html`<p>${words.partial(preview.counts.read)}</p>` })}${
      !titled && notice({ kind: "warning", title: words.titleMissing, body: html`<p>${words.titleMissingBody}</p>` })
    }${launch(ctx, view)}`,
  })}${!titled && columns}${
    preview.rejected.length > 0 &&
    refusedRows(ctx, preview.rejected, words.refusedAside(preview.counts.refused, preview.rejected.length))
  }${doubts(ctx, preview)}${rows(ctx, preview)}${duplicates(ctx, preview)}${titled && columns}`;
  return page(ctx, {
    title: words.previewTitle,
    description: words.previewDescription(view.fileName),
    nav: "import",
    head: enhanced(ctx),
    body,
  });
};
