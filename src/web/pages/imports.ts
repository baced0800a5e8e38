import { formatMoment, formatNumber } from "../../i18n/format.ts";
import { actions, button } from "../../ui/actions.ts";
import { notice } from "../../ui/feedback.ts";
import { field } from "../../ui/fields.ts";
import { type Html, html } from "../../ui/html.ts";
import { breadcrumb, stepper } from "../../ui/navigation.ts";
import { section } from "../../ui/section.ts";
import { table } from "../../ui/table.ts";
import { inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { enhanced, postForm } from "./workspace.ts";

export interface EarlierImport {
  id: string;
  fileName: string;
  status: string;
  read: number | null;
  /** ISO 8601. */
  createdAt: string;
}

export interface ImportsView {
  earlier: EarlierImport[];
  uploadBytes: number;
  /** Why the file just sent was not taken, and how to mend it. */
  error?: string;
}

const ACCEPTED = ".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const expected = (ctx: PageContext): Html => {
  const words = ctx.t.imports;
  const heads = words.columnsHeads;
  return table({
    caption: words.columnsCaption,
    hideCaption: true,
    stack: true,
    rows: words.expected,
    columns: [
      { head: heads.column, cell: ([column]) => html`<span class="mono" lang="fr">${column}</span>` },
      { head: heads.says, label: heads.says, small: true, cell: ([, says]) => says },
      {
        head: heads.example,
        label: heads.example,
        cell: ([, , example]) => html`<span class="words" lang="fr">${example}</span>`,
      },
    ],
  });
};

const earlier = (ctx: PageContext, view: ImportsView): Html => {
  const words = ctx.t.imports;
  const heads = words.earlierHeads;
  if (view.earlier.length === 0) return html`<p class="quiet">${words.noEarlier}</p>`;
  return table({
    caption: words.earlierCaption,
    hideCaption: true,
    stack: true,
    rows: view.earlier,
    columns: [
      { head: heads.file, cell: (row) => html`<a href="${inNetwork(ctx, `/importer/${row.id}`)}">${row.fileName}</a>` },
      {
        head: heads.when,
        label: heads.when,
        small: true,
        cell: (row) => html`<time datetime="${row.createdAt}">${formatMoment(row.createdAt, ctx.lang)}</time>`,
      },
      {
        head: heads.rows,
        label: heads.rows,
        numeric: true,
        small: true,
        cell: (row) =>
          row.read === null
            ? html`<span class="quiet">${ctx.t.common.noneSaid}</span>`
            : formatNumber(row.read, ctx.lang),
      },
      { head: heads.state, label: heads.state, small: true, cell: (row) => words.states[row.status] ?? row.status },
    ],
  });
};

/** Where a file of answers is chosen, with what it may hold and those received before. */
export const importsPage = (ctx: PageContext, view: ImportsView): Html => {
  const words = ctx.t.imports;
  const file = field({
    id: "file",
    label: words.fileLabel,
    hint: words.fileHint(Math.floor(view.uploadBytes / 1024 / 1024)),
    type: "file",
    accept: ACCEPTED,
    error: view.error,
    required: true,
  });
  const body = html`${breadcrumb(ctx.t.common.youAreHere, [
    { label: ctx.t.common.nav.initiatives, address: inNetwork(ctx, "/initiatives") },
    { label: ctx.t.common.nav.import },
  ])}<div class="opening">${stepper(words.stepsLabel, words.steps, 0)}<h1>${words.title}</h1><p class="lead">${words.lead}</p></div>${
    view.error &&
    html`<div class="above-5">${notice({ kind: "failure", title: words.notReceived, body: html`<p>${view.error}</p>`, live: true })}</div>`
  }${section({
    id: "fichier",
    title: words.fileTitle,
    aside: words.fileAside,
    body: postForm(ctx, inNetwork(ctx, "/importer"), html`${file}${actions(button(words.send))}`, {
      className: "pile",
      upload: true,
      drop: true,
    }),
  })}${section({
    id: "colonnes",
    title: words.columnsTitle,
    aside: words.columnsAside,
    body: html`${expected(ctx)}<p class="small quiet wide">${words.columnsNote}</p>`,
  })}${section({ id: "precedents", title: words.earlierTitle, body: earlier(ctx, view) })}`;
  return page(ctx, { title: words.title, description: words.description, nav: "import", head: enhanced(ctx), body });
};
