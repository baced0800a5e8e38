import { formatDay, holdPunctuation } from "../../i18n/format.ts";
import { printAnchor } from "../../platform/audit-anchors.ts";
import { reportArticle } from "../../reports/compose-html.ts";
import type { ReportLang, ReportModel } from "../../reports/model.ts";
import { actions, buttonLink } from "../../ui/actions.ts";
import { type Html, html } from "../../ui/html.ts";
import { breadcrumb } from "../../ui/navigation.ts";
import { definitions, section } from "../../ui/section.ts";
import { inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { reportAddress, type SealedReport } from "./reports.ts";

export interface ReportView extends SealedReport {
  model: ReportModel;
  pdfHash: string;
  htmlHash: string;
}

/** A sealed report read on screen, with its files and what proves them. `css` is the address of its own rules. */
export const reportPage = (ctx: PageContext, view: ReportView, css: string): Html => {
  const { reports: words, common } = ctx.t;
  const lang: ReportLang = view.lang === "en" ? "en" : "fr";
  const files = reportAddress(ctx, view.number);
  const title = holdPunctuation(view.title);
  const body = html`${breadcrumb(common.youAreHere, [
    { label: words.title, address: inNetwork(ctx, "/rapports") },
    { label: words.number(view.number) },
  ])}<div class="tools"><p>${words.number(view.number)}. ${words.sealed(formatDay(view.sealedAt, ctx.lang))}${
    lang !== ctx.lang && ` ${words.inOther}`
  }</p>${actions(buttonLink(words.download, `${files}/rapport.pdf`, { small: true }), html`<a href="#preuves">${words.proof}</a>`)}</div><div class="above-5" lang="${lang}">${reportArticle(
    view.model,
    lang,
  )}</div>${section({
    id: "preuves",
    title: words.proof,
    aside: words.proofNote,
    body: html`${definitions([
      { term: words.hashLabel, value: html`<span class="mono">${view.hash}</span>` },
      ...(view.model.audit
        ? [
            {
              term: words.journal,
              value: html`<span class="mono">${printAnchor({ ...view.model.audit, reason: "report" })}</span>`,
            },
          ]
        : []),
      { term: words.pdfHash, value: html`<span class="mono">${view.pdfHash}</span>` },
      { term: words.htmlHash, value: html`<span class="mono">${view.htmlHash}</span>` },
    ])}${actions(html`<a href="${files}/rapport.pdf">${words.download}</a>`, html`<a href="${files}/rapport.html">${words.downloadHtml}</a>`)}`,
  })}`;
  return page(ctx, {
    title: words.readTitle(title, view.number),
    description: words.readDescription(title),
    nav: "reports",
    share: { title, type: "article" },
    head: html`<link rel="stylesheet" href="${css}">`,
    body,
  });
};
