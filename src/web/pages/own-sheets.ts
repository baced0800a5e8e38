import { emptyState } from "../../ui/feedback.ts";
import { type Html, html } from "../../ui/html.ts";
import { pairs } from "../../ui/section.ts";
import type { PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { initiativeLink } from "./mentions.ts";

export type OwnSheetsView = { sheets: { key: string; title: string; place: string | null }[] };

/** What somebody reads of a network that does not publish and of which only some sheets are hers. */
export const ownSheetsPage = (ctx: PageContext, view: OwnSheetsView): Html => {
  const { own } = ctx.t.home;
  const body = html`<div class="opening"><h1>${ctx.network!.name}</h1><p class="lead">${own.lead}</p></div><section class="section" aria-labelledby="h-own"><header><h2 id="h-own">${own.title}</h2></header><div class="text">${
    view.sheets.length > 0
      ? pairs(view.sheets.map((one) => ({ name: initiativeLink(ctx, one), text: one.place ?? "" })))
      : emptyState({ title: own.emptyTitle, body: own.emptyBody })
  }</div></section>`;
  return page(ctx, { title: ctx.network!.name, description: own.lead, body });
};
