import type { Deletion } from "../../initiatives/deletions.sql.ts";
import { button } from "../../ui/actions.ts";
import { emptyState, errorSummary, notice } from "../../ui/feedback.ts";
import { textArea } from "../../ui/fields.ts";
import { type Html, html } from "../../ui/html.ts";
import { pagination } from "../../ui/navigation.ts";
import { table } from "../../ui/table.ts";
import { fieldLang, inNetwork, type PageContext, sheetAddress } from "../context.ts";
import { page } from "../layout.ts";
import { sheetPart, sheetTrail } from "./edit.ts";
import { postForm } from "./workspace.ts";

type Sheet = { key: string; title: string };

/** The page that asks why a sheet is deleted, and says what follows. */
export const deletePage = (
  ctx: PageContext,
  sheet: Sheet,
  typed: { reason: string; error?: string; problem?: string } = { reason: "" },
): Html => {
  const words = ctx.t.editing.deletion;
  const body = html`${sheetTrail(ctx, sheet, words.link)}<div class="opening"><h1>${words.title(sheet.title)}</h1><p class="lead">${words.lead}</p>${
    typed.problem !== undefined &&
    notice({ kind: "failure", title: words.notDone, body: html`<p>${typed.problem}</p>`, live: true })
  }${errorSummary(words.notDone, typed.error === undefined ? [] : [{ field: "raison", message: typed.error }])}</div>${postForm(
    ctx,
    sheetPart(ctx, sheet.key, "supprimer"),
    html`${textArea({
      id: "raison",
      label: words.reason,
      hint: words.reasonHint,
      value: typed.reason,
      required: true,
      ...(typed.error !== undefined && { error: typed.error }),
    })}<p class="actions">${button(words.confirm)} <a href="${sheetAddress(ctx, sheet)}">${words.keep}</a></p>`,
    { className: "above-5" },
  )}`;
  return page(ctx, { title: words.title(sheet.title), description: words.description, nav: "initiatives", body });
};

export interface BasketView {
  deletions: (Deletion & { by: string | null; until: Date })[];
  page: number;
  pages: number;
  /** The one that was just deleted. */
  last?: Deletion;
  problem?: string;
}

const undo = (ctx: PageContext, one: Deletion): Html =>
  postForm(
    ctx,
    inNetwork(ctx, `/corbeille/${one.id}/retablir`),
    html`<button class="button second small" type="submit" aria-label="${ctx.t.editing.deletion.undoOf(one.title)}">${ctx.t.editing.deletion.undo}</button>`,
  );

/** The sheets that were deleted less than thirty days ago, and how to bring them back. */
export const basketPage = (ctx: PageContext, view: BasketView): Html => {
  const words = ctx.t.editing.deletion;
  const { pages } = ctx.t.common;
  const { moment } = ctx.t.editing.history;
  const list = table<BasketView["deletions"][number]>({
    caption: words.caption,
    hideCaption: true,
    stack: true,
    rows: view.deletions,
    columns: [
      {
        head: words.heads.sheet,
        cell: ({ key, title }) => html`${ctx.t.common.sheetNumber(key)}, <span${fieldLang(ctx)}>${title}</span>`,
      },
      { head: words.heads.reason, cell: ({ reason }) => html`<span${fieldLang(ctx)}>${reason}</span>` },
      {
        head: words.heads.who,
        small: true,
        cell: ({ by, deletedBy }) => by ?? ctx.t.journal.actors[deletedBy] ?? ctx.t.editing.history.erased,
      },
      {
        head: words.heads.when,
        small: true,
        cell: ({ deletedAt }) =>
          html`<time datetime="${deletedAt.toISOString()}">${moment(deletedAt.toISOString())}</time>`,
      },
      {
        head: words.heads.until,
        small: true,
        cell: ({ until }) => html`<time datetime="${until.toISOString()}">${moment(until.toISOString())}</time>`,
      },
      { head: words.heads.undo, cell: (one) => undo(ctx, one) },
    ],
  });
  const told = view.problem
    ? notice({ kind: "failure", title: words.notRestored, body: html`<p>${view.problem}</p>`, live: true })
    : view.last &&
      notice({
        title: words.deleted(view.last.title),
        body: html`<p>${words.deletedBody}</p>${undo(ctx, view.last)}`,
        live: true,
      });
  const body = html`<div class="opening"><h1>${words.basket}</h1><p class="lead">${words.basketLead}</p>${told}</div>${
    view.deletions.length === 0
      ? emptyState({
          level: 2,
          title: words.emptyTitle,
          body: words.emptyBody,
          next: html`<a href="${inNetwork(ctx, "/initiatives")}">${words.emptyNext}</a>`,
        })
      : html`<div class="above-5">${list}${pagination({
          label: pages.label,
          previous: pages.previous,
          next: pages.next,
          page: view.page,
          pages: view.pages,
          address: (number) => `${inNetwork(ctx, "/corbeille")}?page=${number}`,
          pageLabel: pages.page,
        })}</div>`
  }`;
  return page(ctx, { title: words.basket, description: words.basketDescription, nav: "basket", body });
};

/** What stands at the address of a sheet that was deleted. */
export const gonePage = (ctx: PageContext): Html => {
  const words = ctx.t.editing.deletion;
  const body = html`<div class="opening"><h1>${words.goneTitle}</h1><p class="lead">${words.goneBody}</p><p><a href="${inNetwork(
    ctx,
    "/initiatives",
  )}">${words.goneNext}</a></p></div>`;
  return page(ctx, {
    title: words.goneTitle,
    description: words.goneBody,
    nav: "initiatives",
    head: html`<meta name="robots" content="noindex">\n`,
    body,
  });
};
