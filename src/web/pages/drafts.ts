import type { Proposal } from "../../proposals/proposals.sql.ts";
import { notice } from "../../ui/feedback.ts";
import { type Html, html } from "../../ui/html.ts";
import { breadcrumb } from "../../ui/navigation.ts";
import { pairs, section } from "../../ui/section.ts";
import { fieldLang, inNetwork, type PageContext, sheetAddress } from "../context.ts";
import { page } from "../layout.ts";
import { titleOf } from "./propose.ts";
import { postForm } from "./workspace.ts";

const about = (ctx: PageContext, one: Proposal): string => {
  const words = ctx.t.proposing.drafts;
  return one.key === null ? words.newSheet : words.correction(one.key);
};

const draft = (ctx: PageContext, one: Proposal): { name: Html; text: Html } => {
  const words = ctx.t.proposing.drafts;
  const title = titleOf(ctx, one.fields);
  return {
    name: html`<span${fieldLang(ctx)}>${title}</span><br><span class="small quiet">${about(ctx, one)}</span>`,
    text: html`${words.savedAt(one.updatedAt.toISOString())}<br>${postForm(
      ctx,
      inNetwork(ctx, `/brouillons/${one.id}/jeter`),
      html`<span class="actions"><a class="button second small" href="${inNetwork(ctx, `/brouillons/${one.id}`)}" aria-label="${words.continueOf(
        title,
      )}">${words.continue}</a> <button class="button second small" type="submit" aria-label="${words.discardOf(title)}">${words.discard}</button></span>`,
    )}`,
  };
};

const sent = (ctx: PageContext, one: Proposal): { name: Html; text: Html } => {
  const { follow, review } = ctx.t.proposing;
  const sheet = one.madeKey ?? (one.sheetStatus === "active" ? one.key : null);
  return {
    name: html`<span${fieldLang(ctx)}>${titleOf(ctx, one.fields)}</span><br><span class="small quiet">${about(ctx, one)}</span>`,
    text: html`<strong>${follow.status[one.status]}</strong> ${follow.sentAt((one.sentAt ?? one.updatedAt).toISOString())}${
      one.reason !== "" && html`<br><span${fieldLang(ctx)}>${review.answered(one.reason)}</span>`
    }${sheet !== null && html`<br><a href="${sheetAddress(ctx, { key: sheet })}">${follow.sheet}</a>`}`,
  };
};

/** One's drafts, and what becomes of what one proposed. */
export const draftsPage = (ctx: PageContext, own: readonly Proposal[], told?: string): Html => {
  const words = ctx.t.proposing.drafts;
  const drafts = own.filter(({ status }) => status === "draft");
  const proposals = own.filter(({ status }) => status !== "draft");
  // A form cannot stand in a paragraph: each draft is a row of its own.
  const rows = (items: { name: Html; text: Html }[]): Html =>
    html`<ul class="pairs">${items.map(({ name, text }) => html`<li><div>${name}</div><div>${text}</div></li>`)}</ul>`;
  const body = html`${breadcrumb(ctx.t.common.youAreHere, [
    { label: ctx.t.common.nav.initiatives, address: inNetwork(ctx, "/initiatives") },
    { label: words.title },
  ])}<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead}</p>${
    told !== undefined && notice({ title: told, live: true })
  }<p class="actions"><a class="button second" href="${inNetwork(ctx, "/initiatives/nouvelle")}">${
    ctx.can.create ? ctx.t.editing.newAction : ctx.t.proposing.proposeNew
  }</a></p></div>${section({
    id: "brouillons",
    title: words.own,
    body: drafts.length > 0 ? rows(drafts.map((one) => draft(ctx, one))) : html`<p class="quiet">${words.none}</p>`,
  })}${section({
    id: "proposees",
    title: words.sent,
    body:
      proposals.length > 0
        ? pairs(proposals.map((one) => sent(ctx, one)))
        : html`<p class="quiet">${words.noneSent}</p>`,
  })}`;
  return page(ctx, { title: words.title, description: words.description, nav: "drafts", body });
};
