import { formatNumber } from "../../i18n/format.ts";
import { actions, button, buttonLink } from "../../ui/actions.ts";
import { notice, progress } from "../../ui/feedback.ts";
import { type Html, html } from "../../ui/html.ts";
import { balance, section } from "../../ui/section.ts";
import { inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import type { ImportView } from "../views/imports.ts";
import { fileFacts, importTop, refusedRows } from "./import-file.ts";
import { enhanced, postForm } from "./workspace.ts";

const REFRESH = 3;

/** How far an import is, and where its job waits; the page asks itself again until it ends. */
export const importProgressPage = (ctx: PageContext, view: ImportView, place: string | null = null): Html => {
  const words = ctx.t.imports;
  const waiting = view.status === "queued";
  const bar = progress({
    id: "progress",
    label: waiting ? words.queued : words.running,
    ...(view.rowsTotal !== null && { max: Math.max(view.rowsTotal, view.rowsDone, 1), value: view.rowsDone }),
    ...(!waiting && { detail: words.rowsDone(view.rowsDone, view.rowsTotal) }),
  });
  const body = html`${importTop(ctx, 2, words.progressTitle, words.progressLead)}${section({
    id: "avancement",
    title: words.balance,
    aside: fileFacts(ctx, view),
    body: html`<div data-progress>${bar}${place && html`<p>${place}</p>`}</div><p class="small quiet">${words.pageRefreshes}</p>`,
  })}`;
  return page(ctx, {
    title: words.progressTitle,
    description: words.progressDescription(view.fileName),
    nav: "import",
    head: enhanced(ctx),
    refresh: REFRESH,
    body,
  });
};

/** What an import did, and what it leaves to decide; `duplicates` counts the open proposals of the network. */
export const importDonePage = (
  ctx: PageContext,
  view: ImportView,
  waiting: { doubts: number; duplicates: number },
): Html => {
  const words = ctx.t.imports;
  const { read = 0, created = 0, updated = 0, unchanged = 0, refused = 0, review = 0 } = view.counts;
  const terms: [number, string][] = [
    [created, words.created(created)],
    [updated, words.updatedDone(updated)],
    [unchanged, words.unchanged(unchanged)],
    [refused, words.refused(refused)],
    [review, words.reviewed(review)],
  ];
  const next = [
    ctx.can.review && waiting.doubts > 0 && buttonLink(words.doneReview(waiting.doubts), inNetwork(ctx, "/verifier")),
    ctx.can.merge &&
      waiting.duplicates > 0 &&
      buttonLink(words.doneDuplicates, inNetwork(ctx, "/doublons"), { second: true }),
    html`<a href="${inNetwork(ctx, "/initiatives")}">${words.doneList}</a>`,
    html`<a href="${inNetwork(ctx, "/importer")}">${words.another}</a>`,
  ].filter(Boolean);
  const body = html`${importTop(ctx, 2, words.doneTitle, words.doneLead(read, view.fileName))}${section({
    id: "bilan",
    title: words.balance,
    aside: fileFacts(ctx, view),
    body: html`${balance(terms.map(([value, term]) => ({ term, value: formatNumber(value, ctx.lang) })))}${actions(...next)}`,
  })}${view.rejected.length > 0 && refusedRows(ctx, view.rejected, words.refusedAsideDone(refused, view.rejected.length))}`;
  return page(ctx, { title: words.doneTitle, description: words.doneDescription(view.fileName), nav: "import", body });
};

/** Why an import stopped, and how to start it again. */
export const importFailedPage = (ctx: PageContext, view: ImportView, why: string): Html => {
  const words = ctx.t.imports;
  const body = html`${importTop(ctx, 2, words.failedTitle, view.fileName)}${section({
    id: "raison",
    title: words.balance,
    aside: fileFacts(ctx, view),
    body: html`${notice({ kind: "failure", title: words.states[view.status] ?? "", body: html`<p>${why}</p><p>${words.failedBody(view.rowsDone)}</p>` })}${postForm(
      ctx,
      inNetwork(ctx, `/importer/${view.id}/lancer`),
      actions(button(words.retry), html`<a href="${inNetwork(ctx, "/importer")}">${words.otherFile}</a>`),
    )}`,
  })}`;
  return page(ctx, {
    title: words.failedTitle,
    description: words.failedDescription(view.fileName),
    nav: "import",
    body,
  });
};
